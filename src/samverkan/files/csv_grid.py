"""Any CSV as a grid of texts: encoding and delimiter are found, rows are numbered as a spreadsheet does."""

import csv
import io
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NoReturn

from samverkan.domain.errors import Place, Problem, ProblemsError
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.decoding import COMMA, DELIMITERS, HEADER_LENGTH, decode
from samverkan.files.study_folder.readings import CellError, problem_in_rows

ZIPPED = b"PK\x03\x04"
"""How a workbook of a spreadsheet program begins."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table. `numbers` are the rows as a spreadsheet counts them; the header is `header_row`."""

    file: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    comma_is_decimal: bool
    fingerprint: str

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Return a place in this table."""
        return Place(self.file, row, column)


def read_grid(path: Path, asked: Collection[str]) -> Grid:
    """Return the cells of a CSV; the delimiter is the one whose header has most of the columns that are asked for.

    Raises ProblemsError when the file cannot be opened, is no CSV, or its rows do not have the header's length.
    """
    content = _read_bytes(path)
    if content.startswith((ZIPPED, OLD_WORKBOOK)):
        _refuse(path, say("the file is a workbook, not CSV. Save the sheet as CSV and name that file."))
    try:
        text, _ = decode(content)
    except CellError as error:
        _refuse(path, error.text)
    delimiter = _find_delimiter(text, asked)
    records, numbers = _read_records(path, text, delimiter)
    if len(records) < 2:
        _refuse(path, say("the table has no cases. Write the names of the columns in the first row, a case in each."))
    header, rows = _name_first_column(records[0], records[1:])
    _refuse_uneven(path, header, rows, numbers[1:])
    return Grid(path.name, header, numbers[0], rows, numbers[1:], delimiter != COMMA, fingerprint(content))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        _refuse(path, say("cannot be read: {reason}. Name a CSV file or a study folder.", reason=reason))


def _refuse(path: Path, text: Text, row: int | None = None) -> NoReturn:
    raise ProblemsError([Problem(Place(str(path), row), text)])


def _find_delimiter(text: str, asked: Collection[str]) -> str:
    top = text[:HEADER_LENGTH]

    def value(delimiter: str) -> tuple[int, int, bool]:
        reader = csv.reader(io.StringIO(top, newline=""), delimiter=delimiter, skipinitialspace=True)
        try:
            cells = next((cells for cells in islice(reader, 100) if any(cells)), [])
        except csv.Error:
            return 0, 0, False
        return len({_clean(cell) for cell in cells} & set(asked)), len(cells), delimiter == COMMA

    return max(DELIMITERS, key=value)


def _read_records(path: Path, text: str, delimiter: str) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    records: list[tuple[str, ...]] = []
    numbers: list[int] = []
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            cleaned = tuple(_clean(cell) for cell in cells)
            if any(cleaned):
                records.append(cleaned)
                numbers.append(row)
    except csv.Error:
        _refuse(
            path,
            say('the quotes of a cell here are not closed or stand in its middle. Write " inside a cell as "".'),
            row + 1,
        )
    return tuple(records), tuple(numbers)


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())


def _name_first_column(
    header: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """R's `write.table` gives the column of case names no name, so that the header is one cell shorter."""
    if all(len(row) == len(header) + 1 for row in rows):
        header = ("", *header)
    return header, tuple(rows)


def _refuse_uneven(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
    uneven: dict[int, list[int]] = {}
    for row, number in zip(rows, numbers, strict=True):
        if len(row) != len(header):
            uneven.setdefault(len(row), []).append(number)
    if uneven:
        raise ProblemsError(
            [
                problem_in_rows(
                    Place(path.name),
                    found,
                    say(
                        "the row has {n_cells} cells, and the header {n_columns}. Give each column one cell, "
                        "and put quotes around a cell with a delimiter in it.",
                        n_cells=n_cells,
                        n_columns=len(header),
                    ),
                )
                for n_cells, found in uneven.items()
            ]
        )
