"""What may be wrong with the arrays of a qualitative comparative analysis, and with its expressions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class QcaError(ValueError):
    """The data or the settings do not make an analysis; the message says which case or condition, by index."""


class MembershipError(QcaError):
    """A membership is missing, not calibrated, or has the wrong shape. `places` are (case, condition) indices."""

    def __init__(self, message: str, places: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(message)
        self.places = places


class FaultKind(StrEnum):
    """What can be wrong at one place of an expression; the words follow what stands there."""

    UNKNOWN = "is not one of the conditions"
    LEVEL_UNKNOWN = "is a level that there is not"
    LEVEL_MISSING = "is multi-value: name its level, as in FORM{1}"
    LEVEL_UNREADABLE = "names no level: write for example {1} or {1,2}"
    SIGN_MISSING = "needs * (and) or + (or) before it"
    LEFT_MISSING = "needs a condition before it"
    RIGHT_MISSING = "needs a condition after it"
    NEVER_CLOSED = "is never closed"
    NEVER_OPENED = "closes nothing"
    NOTHING_INSIDE = "holds nothing"
    STRAY = "means nothing here"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in an expression, from `start` to before `end` in its text; `words` are what stands there."""

    kind: FaultKind
    start: int
    end: int
    words: str

    def __str__(self) -> str:
        return f'column {self.start + 1}: "{self.words}" {self.kind}'


class ExpressionError(QcaError):
    """A Boolean expression cannot be read, or does not fit the conditions. `faults` are all that is wrong, by place."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)
