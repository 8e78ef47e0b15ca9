"""What calibrations that are stated beside a table of raw values make of its columns."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from samverkan.domain.comparison.patterns.case_table import CalibratedBy, Origin
from samverkan.domain.comparison.patterns.explaining import explain_fault
from samverkan.domain.comparison.patterns.stating import StatedCalibration
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import as_is, say
from samverkan.methods.qca.calibration import CalibrationError, calibrate
from samverkan.methods.qca.sets import Memberships


class CalibratingError(WorkbenchError):
    """A stated calibration cannot be put to the values of its column."""


def calibrate_column(values: Sequence[float] | Memberships, stated: StatedCalibration) -> Memberships:
    """Return the membership of each value; NaN where it is missing.

    Raises CalibratingError when the values do not bear the method, as when no curve fits them.
    """
    try:
        return calibrate(values, stated.method)
    except CalibrationError as error:
        raise CalibratingError(
            say("the calibration that was stated cannot be put to these values: {reason}", reason=explain_fault(error))
        ) from error


def find_origins(
    raw: Mapping[str, Memberships], stated: Mapping[str, StatedCalibration], outcome: tuple[str, str]
) -> Iterator[Origin]:
    """Yield what each calibrated column came from; `outcome` is its column and what it is called in the analysis."""
    column, name = outcome
    for one, values in raw.items():
        # Levels that hang on thresholds are others where a threshold is: they have no anchors to move.
        if one in stated and stated[one].anchors:
            is_absent = one == column and name.startswith("~")
            fixed = np.full(len(values), np.nan)
            called = name if one == column else one
            yield Origin(called, values, stated[one].method, stated[one].anchors, fixed, is_negated=is_absent)


def describe_calibrations(
    columns: Sequence[str], stated: Mapping[str, StatedCalibration], file: str
) -> tuple[CalibratedBy, ...]:
    """Return how each column was calibrated, by nobody who said why; nothing when all came calibrated."""
    if not stated:
        return ()
    as_given = say("as given in the table, from 0 to 1")
    return tuple(
        CalibratedBy(
            name=name,
            label=as_is(name),
            rule=stated[name].rule if name in stated else as_given,
            source=say("the column {column} of {file}", column=as_is(name), file=as_is(file)),
            set_by="",
            reason="",
        )
        for name in columns
    )
