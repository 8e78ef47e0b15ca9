"""Evaluations of a study in the workbench: asked for, made by the worker, kept with their fingerprints, read."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.jobs import JobState
from samverkan.domain.people import Right
from samverkan.domain.study import Study
from samverkan.domain.words import LANGUAGES, Text, say, say_count
from samverkan.records.history import add_event
from samverkan.records.overview import Unclaimed, count_without_receiver, list_without_receiver
from samverkan.records.report import Run, RunOrder, add_run, begin_run, finish_run, load_run_file, load_runs
from samverkan.records.study import hold_study, load_study
from samverkan.workbench import jobs
from samverkan.workbench.access import (
    HiddenNowError,
    NotAllowedError,
    NotThereError,
    find_hidden,
    find_withheld,
    require,
)
from samverkan.workbench.report.evaluating import REPORT, RESULTS, TABLES, Order, evaluate_given
from samverkan.workbench.study.moving import load_evidence

KIND: Final = "evaluation"
FILES: Final = (REPORT, TABLES, RESULTS)
MADE_AT: Final = "made_at"
KEEPING: Final = 0.95


class EvaluationError(WorkbenchError):
    """An evaluation cannot be asked for, or cannot be ended."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The evaluations of a study, newest first, and the study they are about.

    While others' work in the interviews `withheld` is hidden from who asks, no evaluation can be asked for or read.
    """

    study: Study
    runs: tuple[Run, ...]
    withheld: tuple[str, ...] = ()

    @property
    def has_open(self) -> bool:
        """Whether one waits or goes on."""
        return any(one.is_open for one in self.runs)


def show_runs(actor: int, study_id: int) -> Runs:
    """Return the evaluations of a study."""
    place = require(actor, study_id, Right.READ)
    return Runs(load_study(study_id), load_runs(study_id), find_withheld(place))


def show_run(actor: int, study_id: int, run_id: int) -> Runs:
    """Return one evaluation alone; NotThereError when the study has no such one."""
    shown = show_runs(actor, study_id)
    return replace(shown, runs=(_find(study_id, run_id),))


def show_file(actor: int, study_id: int, run_id: int, name: str) -> bytes:
    """Return a file of an evaluation.

    Raises
    ------
    NotThereError
        There is no such evaluation, or it has no such file: it is not done, or its files were removed on purpose.
    NotAllowedError
        It may show what other coders have done, which is hidden from the actor while a double coding goes on.
    """
    withheld = find_withheld(require(actor, study_id, Right.READ))
    if withheld:
        raise NotAllowedError(
            say(
                "An evaluation shows what other coders have marked or scored in {interviews}, and it is hidden from "
                "you until an owner ends the double coding there. Then you can read it.",
                interviews=", ".join(withheld),
            )
        )
    content = load_run_file(study_id, run_id, name)
    if content is None:
        raise NotThereError(say("The evaluation has no such file. It is not done, or its files have been removed."))
    return content


def show_unclaimed(actor: int, study_id: int) -> tuple[Unclaimed, ...]:
    """Return the gains and costs that do not say whom they concern, which stand in the way of an evaluation.

    Those of others that a double coding hides from the actor are left out.
    """
    return list_without_receiver(study_id, find_hidden(require(actor, study_id, Right.EDIT)))


@transaction.atomic
def start_evaluation(actor: int, study_id: int, language: str) -> int:
    """Ask for an evaluation in a language; return the number of the run, which the worker takes within seconds.

    Raises
    ------
    HiddenNowError
        It would show what other coders have done, which is hidden from the actor while a double coding goes on.
    EvaluationError
        One is being made already, there is no such language, or a gain or cost does not say whom it concerns: the
        study folder would be refused for that too.
    """
    withheld = find_withheld(require(actor, study_id, Right.EDIT))
    if withheld:
        raise HiddenNowError(
            say(
                "An evaluation would show what other coders have marked or scored in {interviews}, and it is hidden "
                "from you until an owner ends the double coding there. Make it after that, or ask an owner who does "
                "not code to make it now.",
                interviews=", ".join(withheld),
            )
        )
    hold_study(study_id)
    if language not in LANGUAGES:
        raise EvaluationError(say("There is no such language. Choose Swedish or English."))
    if any(one.is_open for one in load_runs(study_id)):
        raise EvaluationError(say("An evaluation is being made already. Wait for it, or stop it first."))
    _require_receivers(study_id)
    job_id = jobs.ask(KIND, {"language": language}, study_id=study_id, by=actor)
    run_id = add_run(study_id, RunOrder(KIND, language), job_id, actor)
    _note(actor, study_id, "start-evaluation", run_id, {"language": language})
    return run_id


@transaction.atomic
def stop_evaluation(actor: int, study_id: int, run_id: int) -> None:
    """Stop an evaluation that waits or goes on.

    Raises
    ------
    EvaluationError
        It has ended already.
    """
    require(actor, study_id, Right.EDIT)
    run = _find(study_id, run_id)
    if run.job_id is None or not jobs.cancel(run.job_id):
        raise EvaluationError(say("The evaluation has ended already."))
    _note(actor, study_id, "stop-evaluation", run_id)


def evaluate(task: jobs.Task) -> None:
    """Make an evaluation: the work of its job.

    What is begun again after its worker was killed has the same hour on it, and so gives the same files; nothing of
    a run is kept before all of it is.
    """
    study_id = task.job.study_id
    run = next((one for one in load_runs(study_id or 0) if one.job_id == task.job.id), None)
    if run is None or study_id is None:
        raise EvaluationError(say("The evaluation that this was to make is no longer there."))
    if run.state is JobState.DONE:
        # Killed after the last thing was kept, before the job could say so.
        return
    begun = {MADE_AT: task.job.checkpoint.get(MADE_AT, timezone.localtime().isoformat())}

    def tell(what: Text, share: float) -> None:
        task.reach(share, what.template, begun)

    tell(say("Reading"), 0.0)
    begin_run(run.id)
    evidence = load_evidence(study_id)
    order = Order(datetime.fromisoformat(begun[MADE_AT]), run.order.language)
    made = evaluate_given(evidence, order, tell)
    files = {name: b"".join(pieces) for name, pieces in made.contents.items()}
    with transaction.atomic():
        tell(say("Writing"), KEEPING)
        finish_run(run.id, files, evidence.fingerprints, timezone.now())
        _note(None, study_id, "make-evaluation", run.id, {"fingerprint": made.evaluation.fingerprint})


def _require_receivers(study_id: int) -> None:
    lacking = count_without_receiver(study_id)
    if lacking:
        raise EvaluationError(
            say_count(
                "{count} marked gain or cost does not say which municipality it concerns. Open the coding of "
                "{interviews} and say who.",
                "{count} marked gains and costs do not say which municipality they concern. Open the coding of "
                "{interviews} and say who.",
                sum(lacking.values()),
                interviews=", ".join(lacking),
            )
        )


def _find(study_id: int, run_id: int) -> Run:
    run = next((one for one in load_runs(study_id) if one.id == run_id), None)
    if run is None:
        raise NotThereError(say("There is no such evaluation in this study."))
    return run


def _note(actor: int | None, study_id: int, act: str, run_id: int, after: dict[str, str] | None = None) -> None:
    add_event(study_id, Event(timezone.now(), actor, act, "report", f"run:{run_id}", after=after))
