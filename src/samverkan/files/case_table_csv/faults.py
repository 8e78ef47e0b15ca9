"""What can be wrong with a CSV of cases, in words: with row, column, case and remedy."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isnan

from samverkan.domain.errors import Problem, suggest
from samverkan.domain.words import Text, say
from samverkan.files.case_table_csv.asked import Columns, Outcome
from samverkan.files.case_table_csv.cells import NOT_GIVEN, Column, has_levels, is_word
from samverkan.files.csv_grid import Grid
from samverkan.files.study_folder.readings import problem_in_rows

SIGNS = "~*+{}"
"""Expressions are written with these, so a name cannot have them."""


def find_wrong_columns(grid: Grid, outcome: Outcome, conditions: Sequence[str], asked: Columns) -> list[Problem]:
    """Return what is wrong with the columns that are asked for."""
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


def find_wrong_cases(grid: Grid, cases: Sequence[str]) -> list[Problem]:
    """Return which cases have no name, or another's."""
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


def tell_words_for_numbers(grid: Grid, cases: Sequence[str], name: str) -> Problem:
    """Return the one thing that is wrong with a column of words: a sentence for each cell would say no more."""
    at = grid.header.index(name)
    place, cell = next((place, row[at]) for place, row in enumerate(grid.rows) if is_word(row[at], grid))
    text = say(
        'case "{case}" has "{value}", and most of this column is no numbers. Calibrate it to memberships from 0 to 1, '
        "or choose other columns.",
        case=cases[place],
        value=cell,
    )
    return Problem(grid.place(grid.numbers[place], name), text)


def find_missing_values(grid: Grid, cases: Sequence[str], columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield each column in which cases have no value."""
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


def find_uncalibrated(grid: Grid, cases: Sequence[str], column: Column, asked: Columns) -> list[Problem]:
    """Return what of a condition is no membership, and no level where levels are asked for."""
    if asked.is_multivalue and has_levels(column.values):
        return []
    wrong = [place for place, value in enumerate(column.values) if not isnan(value) and not 0 <= value <= 1]
    if not wrong:
        return []
    remedy = _level_remedy() if has_levels(column.values) else _anchor_remedy(column.name)
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


def find_wrong_outcome(grid: Grid, cases: Sequence[str], column: Column, outcome: Outcome) -> list[Problem]:
    """Return what of the outcome is no membership, or no level where one is asked for."""
    given = [value for value in column.values if not isnan(value)]
    if outcome.level is not None:
        if has_levels(given):
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
        remedy=remedy if has_levels(given) else _anchor_remedy(column.name),
    )
    return [problem_in_rows(grid.place(column=column.name), [grid.numbers[place] for place in wrong], text)]
