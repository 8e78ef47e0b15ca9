"""Places: what rows, cases and models are called, so that pictures and tables lead to each other."""

from collections.abc import Sequence
from typing import Final

from samverkan.methods.qca.truth_table import Out, Row

PRESENT: Final = "present"
ABSENT_SIDE: Final = "absent"
ORDER: Final = (Out.POSITIVE, Out.CONTRADICTION, Out.NEGATIVE, Out.REMAINDER)
"""In which order the rows of a truth table are shown: what matters most comes first."""


def side_key(*, is_negated: bool) -> str:
    """Return the name of a side of the analysis in anchors and keys."""
    return ABSENT_SIDE if is_negated else PRESENT


def row_source(side: str, number: int) -> str:
    """Return the source of a row of a side's truth table, by its number."""
    return f"row:{side}:{number}"


def case_source(at: int) -> str:
    """Return the source of a case, by index: names in other letters than a to z would share anchors."""
    return f"case:{at}"


def model_source(side: str, solution: str, place: int) -> str:
    """Return the source of a model of a solution, by its place from 1."""
    return f"model:{side}:{solution}:{place}"


def range_source(place: int) -> str:
    """Return the source of a range of robustness, by its place from 0."""
    return f"range:{place}"


def in_order(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows by output and then by the number of cases, most first."""
    return tuple(sorted(rows, key=lambda row: (ORDER.index(row.out), -row.n, -row.fit.inclusion)))
