"""Tables as text: each cell keeps its written form while its value is unchanged."""

from collections.abc import Callable, Sequence
from typing import Any

from samverkan.domain.errors import Place, Problem, ProblemsError
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.stored import StoredTable
from samverkan.files.study_folder.tables import Column, Table

Row = Sequence[str]
EMPTY = StoredTable(())


def render_table(table: Table, values: Sequence[Any], stored: StoredTable | None = None) -> str:
    """Return the table as CSV: its columns in their order, its rows in the order of the values.

    Raises
    ------
    ProblemsError
        A value cannot be written in its cell, such as an id with a semicolon in a list of ids.
    """
    if stored is not None and values == stored.values:
        return write_csv((stored.columns, *stored.cells))
    columns = choose_columns(table, values, stored)
    before = _Before(table, stored or EMPTY)
    writers = [_writer(table, name) for name in columns]
    rows = (_render_row(table, value, index, (columns, writers, before)) for index, value in enumerate(values))
    return write_csv((columns, *rows))


def choose_columns(table: Table, values: Sequence[Any], stored: StoredTable | None) -> tuple[str, ...]:
    """Return the columns as they were, then those of ours and of one's own that have come to hold something."""
    columns = dict.fromkeys(stored.columns if stored is not None else table.names)
    for column in table.columns:
        empty = column.value_when_empty
        if column.name not in columns and any(getattr(value, column.target) != empty for value in values):
            columns[column.name] = None
    columns.update(dict.fromkeys(name for value in values for name, _ in value.extra))
    return tuple(columns)


def write_csv(rows: Sequence[Row]) -> str:
    """Return the rows as CSV with commas, `\\n`, and quotes only where they are needed."""
    return "".join([_line(row) for row in rows])


def _line(row: Row) -> str:
    line = ",".join(row)
    if '"' not in line and "\n" not in line and "\r" not in line and line.count(",") == len(row) - 1 and line:
        return line + "\n"
    if len(row) == 1 and not row[0]:
        return '""\n'
    return ",".join([_quote(cell) for cell in row]) + "\n"


def _quote(cell: str) -> str:
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


class _Before:
    """The rows as they were read, found again by position or by key."""

    def __init__(self, table: Table, stored: StoredTable) -> None:
        self._key_of = table.key_of
        self._stored = stored
        self._places = {name: index for index, name in enumerate(stored.columns)}
        self._by_key = {self._key_of(value): index for index, value in enumerate(stored.values)}

    def find(self, value: Any, index: int) -> int | None:
        """Return the old row of a value: the one at its place when they are equal, else the one with its key."""
        values = self._stored.values
        if index < len(values) and values[index] == value:
            return index
        return self._by_key.get(self._key_of(value))

    def text(self, row: int, name: str) -> str | None:
        """Return the old text of a cell; None when the table had no such column."""
        place = self._places.get(name)
        return None if place is None else self._stored.cells[row][place]

    def value(self, row: int) -> Any:
        """Return the old value of a row."""
        return self._stored.values[row]


Writer = Callable[[Any], str]
Reader = Callable[[Any], Any]


def _writer(table: Table, name: str) -> tuple[Reader, Writer]:
    column = next((one for one in table.columns if one.name == name), None)
    if column is None:
        return (lambda value: dict(value.extra).get(name, "")), str
    field = column.target
    return (lambda value: getattr(value, field)), _column_writer(column)


def _column_writer(column: Column) -> Writer:
    def write(value: Any) -> str:
        return "" if value in (None, "", ()) else column.cell.write(value)

    return write


def _render_row(
    table: Table, value: Any, index: int, frame: tuple[Sequence[str], Sequence[tuple[Reader, Writer]], _Before]
) -> Row:
    columns, writers, before = frame
    old = before.find(value, index)
    old_value = None if old is None else before.value(old)
    cells = []
    for name, (read, write) in zip(columns, writers, strict=True):
        new = read(value)
        kept = before.text(old, name) if old is not None and read(old_value) == new else None
        try:
            cells.append(write(new) if kept is None else kept)
        except CellError as error:
            raise ProblemsError([Problem(Place(table.file, index + 2, name), error.text)]) from error
    return cells
