"""Any CSV of cases as the calibrated table of an analysis; everything wrong with it is said at once."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan, nan
from pathlib import Path

import numpy as np

from samverkan.domain.comparison.patterns.calibrating import CalibratingError, describe_calibrations, find_origins
from samverkan.domain.comparison.patterns.case_table import CaseTable, Clustering, LeftOut
from samverkan.domain.errors import Problem, ProblemsError
from samverkan.domain.words import Text, as_is, say
from samverkan.files.case_table_csv.asked import Columns, Missing, Outcome, name_outcome, read_outcome
from samverkan.files.case_table_csv.cells import Column, calibrate, has_levels, is_numeric, is_words, read_cell
from samverkan.files.case_table_csv.faults import (
    find_missing_values,
    find_uncalibrated,
    find_wrong_cases,
    find_wrong_columns,
    find_wrong_outcome,
    tell_words_for_numbers,
)
from samverkan.files.csv_grid import Grid, read_grid
from samverkan.files.study_folder.readings import CellError
from samverkan.methods.qca.sets import Condition, Memberships, make_outcome, make_sets

CASE_WORDS = frozenset({"", "case", "cases", "id", "name", "fall", "namn", "row", "rad"})


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
    outcome = read_outcome(asked.outcome)
    grid = read_grid(path, (outcome.column, *asked.conditions))
    names_at = _find_case_names(grid, (outcome.column, *asked.conditions))
    conditions = asked.conditions or _numeric_columns(grid, names_at, (outcome.column, *asked.divisions))
    _refuse(find_wrong_columns(grid, outcome, conditions, asked))
    cases = _name_cases(grid, names_at)
    columns, problems = _read_columns(grid, cases, (*conditions, outcome.column))
    problems += find_wrong_cases(grid, cases)
    if asked.missing is Missing.STOP:
        problems += find_missing_values(grid, cases, columns)
    columns, unfit = _calibrate(grid, columns, asked)
    problems += unfit
    problems += [one for column in columns[:-1] for one in find_uncalibrated(grid, cases, column, asked)]
    problems += find_wrong_outcome(grid, cases, columns[-1], outcome)
    _refuse(problems)
    return _assemble(grid, cases, columns, (outcome, asked))


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise ProblemsError(sorted(problems, key=lambda one: (one.place.row or 0, one.place.column or "")))


def _find_case_names(grid: Grid, asked: Sequence[str]) -> int | None:
    first = grid.header[0]
    if first in asked and first:
        return None
    is_named_so = first.casefold() in CASE_WORDS
    return 0 if is_named_so or not is_numeric(grid, 0) else None


def _numeric_columns(grid: Grid, names_at: int | None, others: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        name for at, name in enumerate(grid.header) if at != names_at and name not in others and is_numeric(grid, at)
    )


def _name_cases(grid: Grid, names_at: int | None) -> tuple[str, ...]:
    if names_at is None:
        return tuple(str(row) for row in grid.numbers)
    return tuple(row[names_at] for row in grid.rows)


def _read_columns(grid: Grid, cases: Sequence[str], names: Sequence[str]) -> tuple[list[Column], list[Problem]]:
    columns: list[Column] = []
    problems: list[Problem] = []
    for name in names:
        at = grid.header.index(name)
        if is_words(grid, at):
            columns.append(Column(name, [nan] * len(grid.rows)))
            problems.append(tell_words_for_numbers(grid, cases, name))
            continue
        values: list[float] = []
        for row, case, number in zip(grid.rows, cases, grid.numbers, strict=True):
            try:
                values.append(read_cell(row[at], grid))
            except CellError as error:
                values.append(nan)
                text = say('case "{case}": {what}', case=case, what=error.text)
                problems.append(Problem(grid.place(number, name), text))
        columns.append(Column(name, values))
    return columns, problems


def _calibrate(grid: Grid, columns: Sequence[Column], asked: Columns) -> tuple[list[Column], list[Problem]]:
    is_whole = [not any(map(isnan, values)) for values in zip(*(one.values for one in columns), strict=True)]
    calibrated: list[Column] = []
    problems: list[Problem] = []
    for one in columns:
        try:
            is_stated = one.name in asked.calibrations and any(is_whole)
            calibrated.append(calibrate(one, asked.calibrations[one.name], is_whole) if is_stated else one)
        except CalibratingError as error:
            calibrated.append(Column(one.name, [nan] * len(one.values), one.values))
            problems.append(Problem(grid.place(column=one.name), error.text))
    return calibrated, problems


def _assemble(grid: Grid, cases: Sequence[str], columns: Sequence[Column], asked: tuple[Outcome, Columns]) -> CaseTable:
    outcome, wanted = asked
    array = np.array([column.values for column in columns], dtype=float).T
    kept = np.flatnonzero(~np.isnan(array).any(axis=1)).tolist()
    left_out = tuple(
        _left_out(cases[at], [one.given[at] for one in columns], columns)
        for at in range(len(cases))
        if at not in set(kept)
    )
    if not kept:
        no_case = say("no case has a value in every column. Fill them in, or choose other conditions.")
        raise ProblemsError([Problem(grid.place(), no_case)])
    array, rows = array[kept], [grid.numbers[at] for at in kept]
    names = tuple(cases[at] for at in kept)
    conditions = _conditions([Column(one.name, array[:, at]) for at, one in enumerate(columns[:-1])], wanted)
    return CaseTable(
        cases=names,
        sets=make_sets(array[:, :-1], conditions),
        outcome=make_outcome(_outcome_values(array[:, -1], outcome), len(kept)),
        outcome_name=name_outcome(outcome),
        left_out=left_out,
        clusterings=tuple(_clustering(grid, name, kept) for name in wanted.clusters),
        units=_clustering(grid, wanted.unit, kept).labels if wanted.unit else (),
        notes=tuple(_notes(conditions, wanted)),
        sources=_sources(grid, names, rows, (*(one.name for one in conditions), name_outcome(outcome))),
        calibrations=describe_calibrations([one.name for one in columns], wanted.calibrations, grid.file),
        origins=tuple(find_origins(_raw(columns, kept), wanted.calibrations, (outcome.column, name_outcome(outcome)))),
        fingerprints={grid.file: grid.fingerprint},
    )


def _raw(columns: Sequence[Column], kept: Sequence[int]) -> Mapping[str, Memberships]:
    return {one.name: np.array(one.raw, dtype=float)[kept] for one in columns if len(one.raw)}


def _left_out(case: str, values: Sequence[float], columns: Sequence[Column]) -> LeftOut:
    absent = [column.name for column, value in zip(columns, values, strict=True) if isnan(value)]
    return LeftOut(case, say("no value in {columns}", columns=", ".join(absent)))


def _conditions(columns: Sequence[Column], wanted: Columns) -> tuple[Condition, ...]:
    """As in R: when one condition has more than two levels, all that are whole are written with their levels."""
    has_more = wanted.is_multivalue and any(max(column.values) > 1 for column in columns)
    return tuple(
        Condition(column.name, max(2, int(max(column.values)) + 1), is_multivalue=True)
        if has_more and has_levels(column.values)
        else Condition(column.name)
        for column in columns
    )


def _outcome_values(column: Memberships, outcome: Outcome) -> Memberships:
    present = column if outcome.level is None else (column == outcome.level).astype(float)
    return 1 - present if outcome.is_absent else present


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
