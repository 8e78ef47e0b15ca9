"""Any CSV of cases as the calibrated table of an analysis; everything wrong with it is said at once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isnan, nan
from pathlib import Path

import numpy as np

from samverkan.domain.comparison.patterns.calibrating import (
    StatedCalibration,
    calibrate_column,
    describe_calibrations,
    find_origins,
)
from samverkan.domain.comparison.patterns.case_table import CaseTable, Clustering, LeftOut
from samverkan.domain.errors import Problem, ProblemsError
from samverkan.domain.words import Text, as_is, say
from samverkan.files.csv_grid import Grid, read_grid
from samverkan.files.study_folder.numbers import read_number
from samverkan.files.study_folder.readings import CellError, problem_in_rows, suggest
from samverkan.methods.qca.sets import Condition, Memberships, make_outcome, make_sets

OUTCOME = re.compile(r"(?P<absent>~?)\s*(?P<name>.+?)\s*(?:\{(?P<level>\d+)\})?")
NOT_GIVEN = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "-", "–"})
"""What people and programs write where there is no value."""
CASE_WORDS = frozenset({"", "case", "cases", "id", "name", "fall", "namn", "row", "rad"})
SIGNS = "~*+{}"
"""Expressions are written with these, so a name cannot have them."""
MOST_LEVELS = 50
"""A column with higher whole numbers than this counts something, and has no levels."""


class Missing(StrEnum):
    """What happens to a case without a value: it stops the analysis, or it is left out and listed."""

    STOP = "stop"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class Columns:
    """What is asked of the table. `outcome` may be `~SURV` or `X{1}`; no conditions: all other columns of numbers.

    `calibrations` are the anchors of columns that hold raw values, by name.
    """

    outcome: str
    conditions: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    unit: str = ""
    is_multivalue: bool = False
    missing: Missing = Missing.STOP
    calibrations: Mapping[str, StatedCalibration] = field(default_factory=dict)

    @property
    def divisions(self) -> tuple[str, ...]:
        """The columns that say what a case belongs to, and so are no conditions."""
        return (*self.clusters, self.unit) if self.unit else self.clusters


@dataclass(frozen=True, slots=True)
class _Column:
    """A column's name and its numbers, NaN where there is none; `raw` as written, `values` calibrated where asked."""

    name: str
    values: Sequence[float] | Memberships
    raw: Sequence[float] | Memberships = ()


@dataclass(frozen=True, slots=True)
class _Outcome:
    column: str
    level: int | None
    is_absent: bool


def read_case_table(path: Path, asked: Columns) -> CaseTable:
    """Return the cases with their memberships.

    The first column has the names of the cases when it is not numeric, has no name, or is called case or id and is
    not asked for; without one, cases are called by their rows.

    Raises
    ------
    ProblemsError
        All that is wrong, each with row, column, case and remedy: unknown or repeated columns, cases of the same
        name, values that are missing (unless cases without are to be left out), no numbers, or not calibrated.
    """
    outcome = _read_outcome(asked.outcome)
    grid = read_grid(path, (outcome.column, *asked.conditions))
    names_at = _find_case_names(grid, (outcome.column, *asked.conditions))
    conditions = asked.conditions or _numeric_columns(grid, names_at, (outcome.column, *asked.divisions))
    _refuse(_wrong_columns(grid, outcome, conditions, asked))
    cases = _name_cases(grid, names_at)
    columns, problems = _read_columns(grid, cases, (*conditions, outcome.column))
    columns = [_calibrate(one, asked.calibrations) for one in columns]
    problems += _wrong_cases(grid, cases)
    if asked.missing is Missing.STOP:
        problems += _missing_values(grid, cases, columns)
    problems += [one for column in columns[:-1] for one in _uncalibrated(grid, cases, column, asked)]
    problems += _wrong_outcome(grid, cases, columns[-1], outcome)
    _refuse(problems)
    return _assemble(grid, cases, columns, (outcome, asked))


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise ProblemsError(sorted(problems, key=lambda one: (one.place.row or 0, one.place.column or "")))


def _read_outcome(text: str) -> _Outcome:
    found = OUTCOME.fullmatch(text.strip())
    if found is None:
        return _Outcome("", None, is_absent=False)
    level = None if found["level"] is None else int(found["level"])
    return _Outcome(found["name"], level, is_absent=bool(found["absent"]))


def _find_case_names(grid: Grid, asked: Sequence[str]) -> int | None:
    first = grid.header[0]
    if first in asked and first:
        return None
    is_named_so = first.casefold() in CASE_WORDS
    return 0 if is_named_so or not _is_numeric(grid, 0) else None


def _is_numeric(grid: Grid, at: int) -> bool:
    """Whether most of what is written in a column is numbers: one slip of the pen does not make it words."""
    given = [row[at] for row in grid.rows if row[at].casefold() not in NOT_GIVEN]
    return sum(_number(cell, grid) is not None for cell in given) * 2 > len(given)


def _is_words(grid: Grid, at: int) -> bool:
    given = [row[at] for row in grid.rows if row[at].casefold() not in NOT_GIVEN]
    return sum(_number(cell, grid) is None for cell in given) * 2 > len(given)


def _number(cell: str, grid: Grid) -> float | None:
    try:
        return float(read_number(cell, grid.comma_is_decimal).value)
    except CellError:
        return None


def _numeric_columns(grid: Grid, names_at: int | None, others: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        name for at, name in enumerate(grid.header) if at != names_at and name not in others and _is_numeric(grid, at)
    )


def _wrong_columns(grid: Grid, outcome: _Outcome, conditions: Sequence[str], asked: Columns) -> list[Problem]:
    texts: list[Text] = []
    for name in dict.fromkeys((outcome.column, *conditions, *asked.divisions)):
        texts += _wrong_name(grid, name)
    texts += [
        say('condition "{name}" is named {count} times. Name it once.', name=name, count=count)
        for name, count in Counter(conditions).items()
        if count > 1
    ]
    texts += [
        say('"{name}" stands in --calibrate, and is neither a condition nor the outcome.', name=name)
        for name in asked.calibrations
        if name not in (*conditions, outcome.column)
    ]
    if outcome.column in conditions:
        texts.append(
            say(
                '"{name}" is both the outcome and a condition. Take it out of --conditions, or choose another outcome.',
                name=outcome.column,
            )
        )
    if not conditions:
        texts.append(say("there are no columns of numbers beside the outcome. Add conditions, calibrated to 0–1."))
    return [Problem(grid.place(grid.header_row), text) for text in texts]


def _wrong_name(grid: Grid, name: str) -> Iterator[Text]:
    n_columns = grid.header.count(name)
    if not name or not n_columns:
        known = [one for one in grid.header if one]
        yield say(
            'there is no column "{name}".{suggestion} The columns are: {columns}.',
            name=name,
            suggestion=suggest(name, known),
            columns=", ".join(known),
        )
    elif n_columns > 1:
        yield say('column "{name}" stands more than once. Remove or rename one of them.', name=name)
    elif any(sign in name for sign in SIGNS) or name in ("0", "1"):
        yield say(
            'column "{name}" cannot be written in an expression, where ~ * + {{ }} have a meaning. Rename it.',
            name=name,
        )


def _name_cases(grid: Grid, names_at: int | None) -> tuple[str, ...]:
    if names_at is None:
        return tuple(str(row) for row in grid.numbers)
    return tuple(row[names_at] for row in grid.rows)


def _wrong_cases(grid: Grid, cases: Sequence[str]) -> list[Problem]:
    rows: dict[str, list[int]] = {}
    for case, row in zip(cases, grid.numbers, strict=True):
        rows.setdefault(case, []).append(row)
    column = grid.header[0] or None
    nameless = rows.pop("", [])
    problems = [
        Problem(
            grid.place(found[-1], column),
            say(
                'case "{case}" stands already on row {row}. Give each case its own name, or remove one.',
                case=case,
                row=str(found[0]),
            ),
        )
        for case, found in rows.items()
        if len(found) > 1
    ]
    if nameless:
        problems.append(problem_in_rows(grid.place(column=column), nameless, say("the case has no name. Give it one.")))
    return problems


def _read_columns(grid: Grid, cases: Sequence[str], names: Sequence[str]) -> tuple[list[_Column], list[Problem]]:
    columns: list[_Column] = []
    problems: list[Problem] = []
    for name in names:
        at = grid.header.index(name)
        if _is_words(grid, at):
            columns.append(_Column(name, [nan] * len(grid.rows)))
            problems.append(_words_for_numbers(grid, cases, name))
            continue
        values: list[float] = []
        for row, case, number in zip(grid.rows, cases, grid.numbers, strict=True):
            try:
                values.append(_read_cell(row[at], grid))
            except CellError as error:
                values.append(nan)
                text = say('case "{case}": {what}', case=case, what=error.text)
                problems.append(Problem(grid.place(number, name), text))
        columns.append(_Column(name, values))
    return columns, problems


def _calibrate(column: _Column, stated: Mapping[str, StatedCalibration]) -> _Column:
    if column.name not in stated:
        return column
    return _Column(column.name, calibrate_column(column.values, stated[column.name]), column.values)


def _words_for_numbers(grid: Grid, cases: Sequence[str], name: str) -> Problem:
    """Return the one thing that is wrong with a column of words: a sentence for each cell would say no more."""
    at = grid.header.index(name)
    place, cell = next((place, row[at]) for place, row in enumerate(grid.rows) if _is_word(row[at], grid))
    text = say(
        'case "{case}" has "{value}", and most of this column is no numbers. Calibrate it to memberships from 0 to 1, '
        "or choose other columns.",
        case=cases[place],
        value=cell,
    )
    return Problem(grid.place(grid.numbers[place], name), text)


def _is_word(cell: str, grid: Grid) -> bool:
    return cell.casefold() not in NOT_GIVEN and _number(cell, grid) is None


def _read_cell(cell: str, grid: Grid) -> float:
    if cell.casefold() in NOT_GIVEN:
        return nan
    return float(read_number(cell, grid.comma_is_decimal).value)


def _missing_values(grid: Grid, cases: Sequence[str], columns: Sequence[_Column]) -> Iterator[Problem]:
    for column in columns:
        at = grid.header.index(column.name)
        rows = [place for place, row in enumerate(grid.rows) if row[at].casefold() in NOT_GIVEN]
        if rows:
            text = say(
                "no value for {cases}. Fill it in, or leave out the cases without values with --missing leave-out.",
                cases=_some([cases[place] for place in rows]),
            )
            yield problem_in_rows(grid.place(column=column.name), [grid.numbers[place] for place in rows], text)


def _some(words: Sequence[str], most: int = 8) -> str:
    return ", ".join(words[:most]) + (" …" if len(words) > most else "")


def _uncalibrated(grid: Grid, cases: Sequence[str], column: _Column, asked: Columns) -> list[Problem]:
    if asked.is_multivalue and _has_levels(column.values):
        return []
    wrong = [place for place, value in enumerate(column.values) if not isnan(value) and not 0 <= value <= 1]
    if not wrong:
        return []
    remedy = _level_remedy() if _has_levels(column.values) else _anchor_remedy(column.name)
    if not asked.conditions and grid.header.index(column.name) == 0:
        remedy = say(" If it only numbers the cases, name the conditions with --conditions.")
    text = say(
        'case "{case}" has {value:g}, which is no membership. Calibrate the column to 0–1 first.{remedy}',
        case=cases[wrong[0]],
        value=column.values[wrong[0]],
        remedy=remedy,
    )
    return [problem_in_rows(grid.place(column=column.name), [grid.numbers[place] for place in wrong], text)]


def _level_remedy() -> Text:
    return say(" If its numbers are levels of a multi-value condition, add --multivalue.")


def _anchor_remedy(name: str) -> Text:
    return say(
        " From raw values: --calibrate {name}=out,crossover,in, the values where a case is fully out, neither in nor "
        "out, and fully in.",
        name=name,
    )


def _has_levels(values: Sequence[float] | Memberships) -> bool:
    return all(0 <= value < MOST_LEVELS and float(value).is_integer() for value in values if not isnan(value))


def _wrong_outcome(grid: Grid, cases: Sequence[str], column: _Column, outcome: _Outcome) -> list[Problem]:
    given = [value for value in column.values if not isnan(value)]
    if outcome.level is not None:
        if _has_levels(given):
            return []
        text = say("the outcome's level {level} was asked for, but its values are not whole.", level=str(outcome.level))
        return [Problem(grid.place(grid.header_row, column.name), text)]
    wrong = [place for place, value in enumerate(column.values) if not isnan(value) and not 0 <= value <= 1]
    if not wrong:
        return []
    remedy = say(" If its numbers are levels, name the one to explain, as in --outcome {name}{{1}}.", name=column.name)
    text = say(
        'case "{case}" has {value:g}, which is no membership in the outcome. Calibrate the column to 0–1.{remedy}',
        case=cases[wrong[0]],
        value=column.values[wrong[0]],
        remedy=remedy if _has_levels(given) else _anchor_remedy(column.name),
    )
    return [problem_in_rows(grid.place(column=column.name), [grid.numbers[place] for place in wrong], text)]


def _assemble(
    grid: Grid, cases: Sequence[str], columns: Sequence[_Column], asked: tuple[_Outcome, Columns]
) -> CaseTable:
    outcome, wanted = asked
    array = np.array([column.values for column in columns], dtype=float).T
    kept = np.flatnonzero(~np.isnan(array).any(axis=1)).tolist()
    left_out = tuple(
        _left_out(cases[at], array[at].tolist(), columns) for at in range(len(cases)) if at not in set(kept)
    )
    if not kept:
        no_case = say("no case has a value in every column. Fill them in, or choose other conditions.")
        raise ProblemsError([Problem(grid.place(), no_case)])
    array, rows = array[kept], [grid.numbers[at] for at in kept]
    names = tuple(cases[at] for at in kept)
    conditions = _conditions([_Column(one.name, array[:, at]) for at, one in enumerate(columns[:-1])], wanted)
    return CaseTable(
        cases=names,
        sets=make_sets(array[:, :-1], conditions),
        outcome=make_outcome(_outcome_values(array[:, -1], outcome), len(kept)),
        outcome_name=_outcome_name(outcome),
        left_out=left_out,
        clusterings=tuple(_clustering(grid, name, kept) for name in wanted.clusters),
        units=_clustering(grid, wanted.unit, kept).labels if wanted.unit else (),
        notes=tuple(_notes(conditions, wanted)),
        sources=_sources(grid, names, rows, (*(one.name for one in conditions), _outcome_name(outcome))),
        calibrations=describe_calibrations([one.name for one in columns], wanted.calibrations, grid.file),
        origins=tuple(find_origins(_raw(columns, kept), wanted.calibrations, (outcome.column, _outcome_name(outcome)))),
        fingerprints={grid.file: grid.fingerprint},
    )


def _raw(columns: Sequence[_Column], kept: Sequence[int]) -> Mapping[str, Memberships]:
    return {one.name: np.array(one.raw, dtype=float)[kept] for one in columns if len(one.raw)}


def _left_out(case: str, values: Sequence[float], columns: Sequence[_Column]) -> LeftOut:
    absent = [column.name for column, value in zip(columns, values, strict=True) if isnan(value)]
    return LeftOut(case, say("no value in {columns}", columns=", ".join(absent)))


def _conditions(columns: Sequence[_Column], wanted: Columns) -> tuple[Condition, ...]:
    """As in R: when one condition has more than two levels, all that are whole are written with their levels."""
    has_more = wanted.is_multivalue and any(max(column.values) > 1 for column in columns)
    return tuple(
        Condition(column.name, max(2, int(max(column.values)) + 1), is_multivalue=True)
        if has_more and _has_levels(column.values)
        else Condition(column.name)
        for column in columns
    )


def _outcome_values(column: Memberships, outcome: _Outcome) -> Memberships:
    present = column if outcome.level is None else (column == outcome.level).astype(float)
    return 1 - present if outcome.is_absent else present


def _outcome_name(outcome: _Outcome) -> str:
    level = "" if outcome.level is None else f"{{{outcome.level}}}"
    return f"{'~' if outcome.is_absent else ''}{outcome.column}{level}"


def _clustering(grid: Grid, name: str, kept: Sequence[int]) -> Clustering:
    at = grid.header.index(name)
    return Clustering(as_is(name), tuple(grid.rows[place][at] for place in kept))


def _notes(conditions: Sequence[Condition], wanted: Columns) -> Iterator[Text]:
    if wanted.is_multivalue and not any(one.is_multivalue for one in conditions):
        yield say("No condition has more than two levels, so --multivalue changes nothing.")


def _sources(
    grid: Grid, cases: Sequence[str], rows: Sequence[int], columns: Sequence[str]
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    return {
        (case, column): (f"{grid.file}:{row}",) for case, row in zip(cases, rows, strict=True) for column in columns
    }
