"""Opening what is to be compared: the cases of a CSV, or of a study by its own calibration."""

from dataclasses import replace

from samverkan.domain.comparison.patterns.asking import negate_outcome
from samverkan.domain.comparison.patterns.stating import read_calibrations
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say
from samverkan.files.case_table_csv import Columns, read_case_table
from samverkan.workbench.comparison.order import Opened, PatternOrder


class OpeningError(WorkbenchError):
    """What was named, or asked of it, does not make cases to compare."""


def open_cases(order: PatternOrder) -> Opened:
    """Return the calibrated cases of the CSV or study folder that the order names.

    Raises ProblemsError with all that is wrong in the file, or OpeningError when it cannot be what was asked.
    """
    if not order.source.exists():
        raise OpeningError(
            say("{path} does not exist. Name a CSV file or a study folder.", path=str(order.source)),
        )
    opened = _open_study(order) if order.source.is_dir() else _open_csv(order)
    if not order.is_negated:
        return opened
    # What is expected to bring the outcome need not, turned around, bring its absence.
    return Opened(negate_outcome(opened.data), replace(opened.settings, expectations=()))


def _open_csv(order: PatternOrder) -> Opened:
    if not order.outcome.strip():
        raise OpeningError(say("Name the column of the outcome with --outcome, as in --outcome SUCCESS."))
    columns = Columns(
        outcome=order.outcome,
        conditions=order.conditions,
        clusters=order.clusters,
        unit=order.unit.strip(),
        is_multivalue=order.is_multivalue,
        missing=order.missing,
        calibrations=read_calibrations(order.calibrations),
    )
    return Opened(read_case_table(order.source, columns))


def _open_study(order: PatternOrder) -> Opened:
    # The readers of a study take longer to import than a CSV takes to be analysed.
    from samverkan.workbench.comparison.studies import open_study

    return open_study(order)
