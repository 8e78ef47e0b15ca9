"""What comes of reading one cell: a value and perhaps a note, or an error that a person can mend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from samverkan.domain.errors import Place, Problem, Severity
from samverkan.domain.words import Text, say, say_count

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


def suggest(word: str, known: Iterable[str] | Mapping[str, str], cutoff: float = 0.6) -> Text:
    """Return ` Did you mean "…"?` for the nearest known word, or nothing; a mapping says what each word stands for."""
    by_fold = {one.casefold(): known[one] if isinstance(known, Mapping) else one for one in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return say(' Did you mean "{nearest}"?', nearest=by_fold[near[0]]) if near else Text("")
