"""Evaluations in the workbench: asked for once, made by the worker, kept whole, stale when the study changes."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from keep import NOON, keep_participant, keep_study
from make import EXAMPLES, make_excerpt
from samverkan.domain.history import Event
from samverkan.domain.jobs import JobState
from samverkan.domain.people import StudyRole
from samverkan.records.history import add_event, load_events
from samverkan.records.jobs import take_job
from samverkan.records.study import add_participant
from samverkan.workbench import jobs
from samverkan.workbench.access import NotThereError
from samverkan.workbench.report import runs
from samverkan.workbench.report.evaluating import Order, evaluate_given
from samverkan.workbench.study.moving import import_study, load_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """The example, and an editor of it."""
    study_id = import_study(EXAMPLES / "two-clusters")
    return keep_participant(study_id), study_id


def finish_all():
    while jobs.do_next("worker", timezone.now()):
        pass


def test_an_evaluation_gives_the_figures_of_the_study_folder(place):
    editor, study_id = place

    run_id = runs.start_evaluation(editor, study_id, "sv")
    finish_all()

    run = runs.show_run(editor, study_id, run_id).runs[0]
    expected = evaluate_given(load_evidence(study_id), Order(NOON, "sv"))
    results = json.loads(runs.show_file(editor, study_id, run_id, "results.json"))
    assert (run.state, run.is_stale, run.files) == (JobState.DONE, False, runs.FILES)
    assert results == json.loads(b"".join(expected.contents["results.json"]))
    assert run.fingerprints == expected.evaluation.evidence.fingerprints


def test_what_was_done_stands_in_the_history(place):
    editor, study_id = place

    run_id = runs.start_evaluation(editor, study_id, "en")
    finish_all()

    newest = [(one.value.act, one.value.who, one.value.object) for one in load_events(study_id)[:2]]
    assert newest == [
        ("make-evaluation", None, f"run:{run_id}"),
        ("start-evaluation", editor, f"run:{run_id}"),
    ]


@pytest.mark.parametrize(("room", "is_stale"), [("coding", True), ("people", False), ("report", False)])
def test_an_evaluation_is_stale_when_what_went_in_changes_and_only_then(place, room, is_stale):
    editor, study_id = place
    run_id = runs.start_evaluation(editor, study_id, "sv")
    finish_all()

    add_event(study_id, Event(NOON, editor, "something", room))

    assert runs.show_run(editor, study_id, run_id).runs[0].is_stale is is_stale


def test_only_one_evaluation_is_made_at_a_time(place):
    editor, study_id = place
    runs.start_evaluation(editor, study_id, "sv")

    with pytest.raises(runs.EvaluationError, match="being made already"):
        runs.start_evaluation(editor, study_id, "en")


def test_a_stopped_evaluation_is_not_made_and_cannot_be_stopped_again(place):
    editor, study_id = place
    run_id = runs.start_evaluation(editor, study_id, "sv")

    runs.stop_evaluation(editor, study_id, run_id)
    finish_all()

    run = runs.show_run(editor, study_id, run_id).runs[0]
    assert (run.state, run.files) == (JobState.CANCELLED, ())
    with pytest.raises(runs.EvaluationError, match="ended already"):
        runs.stop_evaluation(editor, study_id, run_id)


def test_an_evaluation_that_is_given_up_says_so_and_another_can_be_made(place):
    editor, study_id = place
    run_id = runs.start_evaluation(editor, study_id, "sv")
    for attempt in range(jobs.MOST_ATTEMPTS + 1):
        now = timezone.now() + timedelta(hours=attempt)
        if attempt < jobs.MOST_ATTEMPTS:
            take_job(f"killed {attempt}", now, now + jobs.LEASE)
        else:
            jobs.do_next("next", now)

    run = runs.show_run(editor, study_id, run_id).runs[0]

    assert (run.state, run.is_open) == (JobState.FAILED, False)
    assert runs.start_evaluation(editor, study_id, "sv") != run_id


def test_another_studys_evaluation_is_not_there(place):
    editor, study_id = place
    run_id = runs.start_evaluation(editor, study_id, "sv")
    other = import_study(EXAMPLES / "swedish-collaborations")
    add_participant(other, editor, StudyRole.OWNER)

    with pytest.raises(NotThereError):
        runs.show_run(editor, other, run_id)
    with pytest.raises(NotThereError):
        runs.show_file(editor, other, run_id, "report.html")


def test_a_gain_of_nobody_is_pointed_out_before_the_evaluation_as_the_folder_does():
    marked = tuple(make_excerpt(code=code, concerns="") for code in ("G_KNOW", "C_MONEY"))
    study_id = keep_study(excerpts=marked)

    with pytest.raises(runs.EvaluationError, match=r"^2 marked gains and costs .* the coding of I1 and say who"):
        runs.start_evaluation(keep_participant(study_id), study_id, "sv")


def test_a_factor_concerns_nobody_in_particular():
    study_id = keep_study(excerpts=(make_excerpt(code="TRUST", concerns=""),))

    assert runs.start_evaluation(keep_participant(study_id), study_id, "sv")
