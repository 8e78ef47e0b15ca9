"""The cases of a study folder, by the calibration that it states itself."""

from dataclasses import replace

from samverkan.domain.comparison.patterns.asking import negate_outcome, select_conditions
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.gathering import why_not
from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.report.patterns import gather_study_cases, settings_of
from samverkan.domain.words import say
from samverkan.files.study_folder import read_study_folder
from samverkan.workbench.comparison.order import Opened, PatternOrder


class StudyError(WorkbenchError):
    """The study does not make cases to compare."""


def open_study(order: PatternOrder) -> Opened:
    """Return the cases of the study with their memberships and sources, and the choices that the study states.

    Raises ProblemsError with all errors of the folder, and StudyError when it states no calibration, no case has all
    values, or something is asked that its calibration has decided.
    """
    _refuse_columns(order)
    read = read_study_folder(order.source)
    if read.errors:
        raise ProblemsError(read.errors)
    calibration = read.evidence.calibration
    data = gather_study_cases(read.evidence)
    if calibration is None or data is None or not data.cases:
        reason = why_not(calibration, data)
        raise StudyError(say("There is nothing to compare in this study. {reason}", reason=reason))
    settings = settings_of(calibration)
    turned = _turn(data, order.outcome.strip())
    if turned is not data:
        # What is expected to bring the outcome need not, turned around, bring its absence.
        data, settings = turned, replace(settings, expectations=())
    if not order.conditions:
        return Opened(data, settings)
    expected = dict(zip(data.sets.names, settings.expectations, strict=False))
    chosen = select_conditions(data, order.conditions)
    kept = tuple(expected.get(name, frozenset()) for name in order.conditions)
    return Opened(chosen, replace(settings, expectations=kept if any(kept) else ()))


def _refuse_columns(order: PatternOrder) -> None:
    if order.clusters or order.unit or order.is_multivalue or order.calibrations:
        raise StudyError(
            say(
                "--calibrate, --cluster, --unit and --multivalue are for a CSV. A study says in study.toml, under "
                "[comparison.sets.NAME], what its sets are, and its cases are divided by collaboration, role and size."
            )
        )


def _turn(data: CaseTable, outcome: str) -> CaseTable:
    if outcome in ("", data.outcome_name):
        return data
    if outcome == f"~{data.outcome_name}":
        return negate_outcome(data)
    raise StudyError(
        say(
            'The outcome of this study is "{own}", not "{asked}". Leave out --outcome, or state another in study.toml.',
            own=data.outcome_name,
            asked=outcome,
        )
    )
