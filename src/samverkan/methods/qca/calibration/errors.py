"""What may be wrong with anchors, or with the values that they are put to."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeAlias

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.sets import MOST_SHOWN, Memberships

Part: TypeAlias = float | str | Sequence[float]
"""A number of a message, several, or what is shown as it is."""


class CalibrationFault(Enum):
    """Why there is no calibration: the message, with its numbers in braces, so that it can be told in other words."""

    NO_THRESHOLD = "A crisp calibration needs at least one threshold."
    NOT_RISING = "The thresholds must rise, each above the one before: {thresholds}."
    NO_NUMBER = "Anchors must be numbers: {anchors}."
    CROSSOVER = (
        "The crossover must lie between the other anchors: full out {full_out}, crossover {crossover}, "
        "full in {full_in}."
    )
    DEGREE = "The degree at full membership must be above .5 and below 1, not {degree}."
    EXPONENTS = "The exponents must be above 0: below {below}, above {above}."
    SAME_WAY = "One side of a bell rises and the other falls; these go the same way."
    OVERLAP = "The sides of a bell must not overlap: the lower side ends at {first}, the upper begins at {second}."
    INTERVALS = "{thresholds} thresholds make {intervals} intervals, and there are {scores} scores."
    SCORES_BEYOND = "Scores must be in [0, 1]: {scores}."
    SCORES_TURN = "The scores must rise or fall all the way."
    NO_TABLE = "A table of anchors needs at least one score with its membership."
    MEMBERSHIPS_BEYOND = "Each score needs a membership in [0, 1]: {table}."
    TABLE_NOT_RISING = "The scores must stand in rising order, each once: {table}."
    MEMBERSHIPS_TURN = "The memberships must rise or fall all the way: {table}."
    SHAPE = "Calibrate one column at a time; these values have the shape {shape}."
    LENGTHS = "There are {values} values and {scores} scores."
    INFINITE = "An infinite value cannot be calibrated."
    NOT_IN_TABLE = "The table of anchors does not have every value; it has {table}."
    BELOW_ZERO = "Powers need values of at least 0."
    NO_RANKS = "Ranks need cases between the anchors on both sides of the crossover {crossover}."
    ONE_SCORE = "All coarse scores are {score}: there is no curve to fit."
    ONE_VALUE = "All values are the same: there is no curve to fit."
    NO_END = (
        "The curve can follow the coarse scores exactly, so that it has no end. "
        "Give scores between 0 and 1 too, or use a crisp threshold instead."
    )


class CalibrationError(QcaError):
    """The anchors do not make a calibration, or a value cannot be calibrated by them.

    `parts` are the numbers of the message by their name, `cases` the indices of the values that are to blame.
    """

    def __init__(self, fault: CalibrationFault, cases: Sequence[int] = (), where: str = "", **parts: Part) -> None:
        written = fault.value.format(**{name: _write(part) for name, part in parts.items()})
        super().__init__(f"{written}{where}")
        self.fault = fault
        self.parts: Mapping[str, Part] = parts
        self.cases = tuple(cases)


def name_values(error: CalibrationError, values: Memberships, cases: Sequence[int]) -> CalibrationError:
    """Return the error with the values that are to blame, by the index of their case."""
    shown = "; ".join(f"case {case}: {values[case]:g}" for case in cases[:MOST_SHOWN])
    more = f"; and {len(cases) - MOST_SHOWN} more" if len(cases) > MOST_SHOWN else ""
    return CalibrationError(error.fault, cases, f" {shown}{more}.", **error.parts)


def _write(part: Part) -> str:
    if isinstance(part, str):
        return part
    return ", ".join(f"{one:g}" for one in part) if isinstance(part, Sequence) else f"{part:g}"
