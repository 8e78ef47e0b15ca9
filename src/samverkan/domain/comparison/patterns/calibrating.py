"""Anchors that are stated beside a table of raw values, as in DAYS=5,2,1, and what they make of its columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samverkan.domain.comparison.patterns.case_table import CalibratedBy, Origin
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, as_is, figure_in, say
from samverkan.methods.qca.calibration import CalibrationError, CrispCalibration, DirectCalibration, calibrate
from samverkan.methods.qca.sets import Memberships

THRESHOLD = (say("threshold"),)
OF_DIRECT = (say("full out"), say("crossover"), say("full in"))
STATED = re.compile(r"\s*(?P<column>[^=]*[^=\s])\s*=(?P<anchors>[^=]+)")
N_DIRECT = 3


class CalibratingError(WorkbenchError):
    """Anchors that were stated cannot be read, or make no calibration."""


@dataclass(frozen=True, slots=True)
class StatedCalibration:
    """What is stated of one column: a threshold, or three anchors of the direct method."""

    column: str
    method: CrispCalibration | DirectCalibration

    @property
    def anchors(self) -> tuple[Text, ...]:
        """What each anchor is called."""
        return THRESHOLD if isinstance(self.method, CrispCalibration) else OF_DIRECT

    @property
    def rule(self) -> Text:
        """The rule with its anchors, in words."""
        if isinstance(self.method, CrispCalibration):
            return say("1 from {threshold} and up, otherwise 0", threshold=figure_in(self.method.thresholds[0]))
        return say(
            "fully out at {out}, crossover {crossover}, fully in at {in_}; logistic",
            out=figure_in(self.method.full_out),
            crossover=figure_in(self.method.crossover),
            in_=figure_in(self.method.full_in),
        )


def read_calibrations(texts: Sequence[str]) -> Mapping[str, StatedCalibration]:
    """Return by column what is stated: `DAYS=5,2,1` (fully out, crossover, fully in), or `SIZE=15000` (threshold).

    With semicolons between the anchors a comma is a decimal comma. Raises CalibratingError when a text cannot be read,
    states a column twice, or its anchors make no calibration.
    """
    found: dict[str, StatedCalibration] = {}
    for text in texts:
        stated = STATED.fullmatch(text)
        if stated is None:
            raise _unread(text)
        column = stated["column"]
        if column in found:
            raise CalibratingError(say('"{name}" stands twice in --calibrate. Name it once.', name=column))
        found[column] = StatedCalibration(column, _read_method(text, stated["anchors"]))
    return found


def _read_method(text: str, anchors: str) -> CrispCalibration | DirectCalibration:
    parts = anchors.replace(",", ".").split(";") if ";" in anchors else anchors.split(",")
    try:
        values = tuple(float(part) for part in parts)
    except ValueError as error:
        raise _unread(text) from error
    if len(values) not in (1, N_DIRECT):
        raise _unread(text)
    try:
        return CrispCalibration(values) if len(values) == 1 else DirectCalibration(values[0], values[1], values[2])
    except CalibrationError as error:
        raise CalibratingError(say('"{text}" makes no calibration: {reason}', text=text, reason=str(error))) from error


def _unread(text: str) -> CalibratingError:
    return CalibratingError(
        say(
            '"{text}" in --calibrate cannot be read. Write COLUMN=threshold, or COLUMN=out,crossover,in with the '
            "values where a case is fully out, neither in nor out, and fully in, as in DAYS=5,2,1.",
            text=text,
        )
    )


def calibrate_column(values: Sequence[float] | Memberships, stated: StatedCalibration) -> Memberships:
    """Return the membership of each value; NaN where it is missing."""
    return calibrate(values, stated.method)


def find_origins(
    raw: Mapping[str, Memberships], stated: Mapping[str, StatedCalibration], outcome: tuple[str, str]
) -> Iterator[Origin]:
    """Yield what each calibrated column came from; `outcome` is its column and what it is called in the analysis."""
    column, name = outcome
    for one, values in raw.items():
        if one in stated:
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
