"""Reading one table: records become domain values, and everything odd becomes a problem with its row and column."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

from samverkan.domain.errors import Place, Problem, Severity
from samverkan.domain.study import Extra
from samverkan.domain.words import Text, say, say_count
from samverkan.files.study_folder.cells import NumberCell, ScoreCell, TextCell
from samverkan.files.study_folder.decoding import COMMA, Records, RowError, decode, read_header, read_records
from samverkan.files.study_folder.readings import CellError, Reading, problem_in_rows
from samverkan.files.study_folder.stored import WRONG, References, StoredTable
from samverkan.files.study_folder.tables import Column, Table


@dataclass(frozen=True, slots=True)
class TableReading:
    """What came of reading a table; no table when nothing in it could be read."""

    table: StoredTable | None
    problems: tuple[Problem, ...] = ()
    references: References = field(default_factory=References)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column: its values and standard texts, row by row."""

    values: Sequence[Any]
    texts: Sequence[str]
    problems: tuple[Problem, ...] = ()


def read_table(table: Table, content: bytes) -> TableReading:
    """Return the table's values and all its problems; references to other tables are checked elsewhere."""
    try:
        text, encoding_note = decode(content)
        records = read_records(text, table.names)
    except RowError as error:
        return TableReading(None, (Problem(Place(table.file, error.row), error.text),))
    except CellError as error:
        return TableReading(None, (Problem(Place(table.file), error.text),))
    required = {column.name for column in table.columns if column.is_required}
    header = read_header(records.header, table.names, required)
    top = Place(table.file, records.header_row)
    notes = [Problem(Place(table.file), note, Severity.NOTE) for note in (encoding_note, *records.notes) if note]
    notes += [Problem(top, note, Severity.NOTE) for note in header.notes]
    if header.errors:
        errors = [Problem(replace(top, column=name), text) for name, text in header.errors]
        return TableReading(None, (*notes, *errors))
    body = _read_body(table, replace(records, header=header.names))
    if body.table is None:
        return TableReading(None, (*notes, *body.problems))
    is_standard = not notes and body.table.is_standard
    return replace(body, table=replace(body.table, is_standard=is_standard), problems=(*notes, *body.problems))


def _read_body(table: Table, records: Records) -> TableReading:
    rows, numbers, problems = _even_rows(table.file, records)
    by_name = dict(zip(records.header, zip(*rows, strict=True) if rows else repeat(()), strict=False))
    for index, name in enumerate(records.header, 1):
        if not name and any(row[index - 1] for row in rows):
            text = say("column {index} has cells but no name. Name it in the header.", index=str(index))
            return TableReading(None, (*problems, Problem(Place(table.file, records.header_row), text)))
    by_name.pop("", None)
    known = {column.name: column for column in table.columns}
    is_comma_decimal = records.delimiter != COMMA
    columns: dict[str, ColumnReading] = {}
    for name, texts in by_name.items():
        column = _with_decimal_comma(known[name]) if is_comma_decimal and name in known else known.get(name)
        columns[name] = read_column(table.file, column, texts, numbers) if column else ColumnReading(texts, texts)
    problems += [problem for column in columns.values() for problem in column.problems]
    stored = _assemble(table, columns, numbers, len(records.rows) - len(rows))
    problems += find_duplicates(table, stored.values, stored.numbers)
    is_standard = not any(problem.severity is Severity.NOTE for problem in problems)
    naming = {name: columns[name].values for name in columns if name in known and known[name].refers_to}
    stored = replace(stored, is_standard=is_standard)
    return TableReading(stored, tuple(sorted(problems, key=_row_of)), References(numbers, naming))


def _row_of(problem: Problem) -> int:
    return problem.place.row or 0


def _with_decimal_comma(column: Column) -> Column:
    if not isinstance(column.cell, NumberCell | ScoreCell):
        return column
    return replace(column, cell=replace(column.cell, comma_is_decimal=True))


def _even_rows(file: str, records: Records) -> tuple[list[Sequence[str]], list[int], list[Problem]]:
    width = len(records.header)
    rows: list[Sequence[str]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    for cells, number in zip(records.rows, records.numbers, strict=True):
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            rows.append(cells if len(cells) == width else cells[:width])
            numbers.append(number)
        else:
            problems.append(Problem(Place(file, number), _uneven(len(cells), width)))
    return rows, numbers, problems


def _uneven(found: int, width: int) -> Text:
    if found < width:
        return say_count(
            "the row has {count} cell, but the header has {width}. Add the missing commas.",
            "the row has {count} cells, but the header has {width}. Add the missing commas.",
            found,
            width=width,
        )
    return say(
        "the row has {found} cells, but the header has {width}. Put quotes around a cell that contains a comma.",
        found=found,
        width=width,
    )


def read_column(file: str, column: Column, texts: Sequence[str], numbers: Sequence[int]) -> ColumnReading:
    """Return the values of one column; each distinct text is read once."""
    if type(column.cell) is TextCell and not column.is_required:
        return ColumnReading(texts, texts)
    outcomes = {text: _read_cell(column, text) for text in set(texts)}
    values = {text: outcome.value if isinstance(outcome, Reading) else WRONG for text, outcome in outcomes.items()}
    odd = {
        text: outcome
        for text, outcome in outcomes.items()
        if not isinstance(outcome, Reading) or outcome.note is not None
    }
    if not odd:
        return ColumnReading([values[text] for text in texts], texts)
    standard = {text: text for text in values}
    standard |= {
        text: one.standard for text, one in odd.items() if isinstance(one, Reading) and one.standard is not None
    }
    problems = _explain(Place(file, column=column.name), odd, texts, numbers)
    return ColumnReading([values[text] for text in texts], [standard[text] for text in texts], problems)


def _read_cell(column: Column, text: str) -> Reading | CellError:
    if not text.strip():
        if column.is_required:
            return CellError(say("the cell is empty, but it must be filled in."))
        return Reading(column.value_when_empty)
    try:
        return column.cell.read(text)
    except CellError as error:
        return error


def _explain(
    place: Place, odd: Mapping[str, Reading | CellError], texts: Sequence[str], numbers: Sequence[int]
) -> tuple[Problem, ...]:
    """Return one problem per wrong text, and one note per kind of note, with all the rows they are found in."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    shown: dict[Hashable, tuple[Text, Severity]] = {}
    for text, number in zip(texts, numbers, strict=True):
        one = odd.get(text)
        if one is None:
            continue
        if isinstance(one, Reading) and one.note is not None:
            group: Hashable = ("note", one.note.template)
            shown.setdefault(group, (one.note, Severity.NOTE))
        elif isinstance(one, CellError):
            group = text
            shown.setdefault(group, (one.text, Severity.ERROR))
        groups[group].append(number)
    return tuple(problem_in_rows(place, rows, *shown[group]) for group, rows in groups.items())


def _assemble(table: Table, columns: Mapping[str, ColumnReading], numbers: Sequence[int], n_uneven: int) -> StoredTable:
    by_field: dict[str, Iterable[Any]] = {
        column.target: columns[column.name].values if column.name in columns else repeat(column.value_when_empty)
        for column in table.columns
    }
    own = {name: reading.texts for name, reading in columns.items() if name not in table.names}
    by_field["extra"] = _extras(own) if own else repeat(())
    cells = tuple(zip(*(reading.texts for reading in columns.values()), strict=True))
    parts = zip(*(by_field[name] for name in table.fields), strict=False)
    is_whole = _find_whole_rows(columns.values(), len(numbers))
    values = _make_all(table.make, parts, is_whole)
    return StoredTable(
        columns=tuple(columns),
        cells=cells if is_whole is None else tuple(row for row, whole in zip(cells, is_whole, strict=True) if whole),
        values=values,
        numbers=tuple(numbers) if is_whole is None else tuple(n for n, ok in zip(numbers, is_whole, strict=True) if ok),
        left_out=n_uneven + len(numbers) - len(values),
        ids=frozenset(columns[table.keys[0].name].texts) if table.has_ids else frozenset(),
    )


def _find_whole_rows(columns: Iterable[ColumnReading], n_rows: int) -> list[bool] | None:
    """Return whether each row could be read; None when all could."""
    broken = {index for column in columns if column.problems for index, one in enumerate(column.values) if one is WRONG}
    return [index not in broken for index in range(n_rows)] if broken else None


def _make_all(
    make: Callable[..., Any], parts: Iterable[tuple[Any, ...]], is_whole: list[bool] | None
) -> tuple[Any, ...]:
    if is_whole is None:
        return tuple(make(*row) for row in parts)
    return tuple(make(*row) for row, whole in zip(parts, is_whole, strict=False) if whole)


def _extras(own: Mapping[str, Sequence[str]]) -> Iterable[Extra]:
    """Return, row by row, the cells of columns that we do not know, without the empty ones."""
    names = tuple(own)
    seen: dict[tuple[str, ...], Extra] = {}
    for texts in zip(*own.values(), strict=True):
        if texts not in seen:
            seen[texts] = tuple((name, text) for name, text in zip(names, texts, strict=True) if text)
        yield seen[texts]


def find_duplicates(table: Table, values: Sequence[Any], numbers: Sequence[int]) -> list[Problem]:
    """Return a problem for each row whose key another row above has, naming both rows."""
    keys = list(map(table.key_of, values))
    if len(set(keys)) == len(keys):
        return []
    first: dict[tuple[Any, ...], int] = {}
    problems: list[Problem] = []
    for key, number in zip(keys, numbers, strict=True):
        if key in first:
            text = say(
                "{key} is the same as in row {row}. No two rows may agree in {columns}: keep one of them.",
                key=", ".join(_show(part) for part in key),
                row=str(first[key]),
                columns=", ".join(column.name for column in table.keys),
            )
            problems.append(Problem(Place(table.file, number), text))
        first.setdefault(key, number)
    return problems


def _show(part: object) -> str:
    if isinstance(part, frozenset):
        return ";".join(sorted(part))
    return "–" if part is None or part == "" else str(part)
