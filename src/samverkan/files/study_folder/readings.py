"""What comes of reading one cell: a value and perhaps a note, or an error that a person can mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.domain.errors import Place, Problem, Severity
from samverkan.domain.words import Text, say_count

ROWS_SHOWN = 20


class CellError(Exception):
    """A cell cannot be read, or a value cannot be written in a cell."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a cell. `standard` and `note` are given when the cell was written in another way than ours."""

    value: Any
    standard: str | None = None
    note: Text | None = None


def problem_in_rows(place: Place, rows: Sequence[int], text: Text, severity: Severity = Severity.ERROR) -> Problem:
    """Return one problem for all the rows it is found in, placed at the first of them."""
    first = Place(place.file, rows[0], place.column)
    if len(rows) == 1:
        return Problem(first, text, severity)
    shown = ", ".join(str(row) for row in rows[1 : ROWS_SHOWN + 1]) + (" …" if len(rows) > ROWS_SHOWN + 1 else "")
    more = say_count(
        "{what} The same in {count} more row: {rows}.",
        "{what} The same in {count} more rows: {rows}.",
        len(rows) - 1,
        what=text,
        rows=shown,
    )
    return Problem(first, more, severity)
