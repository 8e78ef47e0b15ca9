"""What may be wrong with anchors, or with the values that they are put to."""

from collections.abc import Sequence

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.sets import MOST_SHOWN, Memberships


class CalibrationError(QcaError):
    """The anchors do not make a calibration, or a value cannot be calibrated by them. `cases` are indices."""

    def __init__(self, message: str, cases: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.cases = tuple(cases)


def name_anchors(**anchors: float) -> str:
    """Return the anchors as text, for messages: `full out 10, crossover 5`."""
    return ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in anchors.items())


def name_values(reason: str, values: Memberships, cases: Sequence[int]) -> CalibrationError:
    """Return the error with the values that are to blame, by the index of their case."""
    shown = "; ".join(f"case {case}: {values[case]:g}" for case in cases[:MOST_SHOWN])
    more = f"; and {len(cases) - MOST_SHOWN} more" if len(cases) > MOST_SHOWN else ""
    return CalibrationError(f"{reason} {shown}{more}.", cases)
