"""A CSV of groups and what each costs, or saves, as a game; everything wrong with it is said at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from samverkan.domain.errors import Problem, ProblemsError, suggest
from samverkan.domain.sharing.gaming import Basis, NamedGame, too_many
from samverkan.domain.words import say
from samverkan.files.csv_grid import Grid, read_grid
from samverkan.files.study_folder.numbers import read_number
from samverkan.files.study_folder.readings import CellError, problem_in_rows
from samverkan.methods.sharing.game import MOST_PLAYERS, GameKind, make_game, mask_of

COALITION, COST, VALUE = "coalition", "cost", "value"
BETWEEN = ";"
SHOWN = 8


def read_game_csv(path: Path) -> NamedGame:
    """Return the game of a CSV with the columns `coalition` and `cost`, or `value` for a savings game, in its money.

    Members are separated by `;`. A group without a row, or with an empty cell, is not known; a single member of a
    savings game that has no row saves 0. One row names all members; its order is theirs.

    Raises
    ------
    ProblemsError
        All that is wrong, each with row, column and remedy: columns that are missing, a cell that is no number, a
        group without members, with a member twice, or stated twice, a member that the largest group does not have.
    """
    grid = read_grid(path, (COALITION, COST, VALUE))
    kind, at = _find_columns(grid)
    groups = [_members(row[at[0]]) for row in grid.rows]
    amounts, problems = _read_amounts(grid, at[1])
    problems += [*_wrong_groups(grid, groups), *_strangers(grid, groups), *_wrong_total(grid, groups, amounts)]
    if problems:
        raise ProblemsError(sorted(problems, key=lambda one: (one.place.row or 0, one.place.column or "")))
    return _assemble(groups, amounts, kind)


def _assemble(groups: Sequence[tuple[str, ...]], amounts: Sequence[float | None], kind: GameKind) -> NamedGame:
    members = max(groups, key=len)
    table = np.full(1 << len(members), np.nan)
    table[0] = 0.0
    if kind is GameKind.SAVINGS:
        table[1 << np.arange(len(members))] = 0.0
    index = {name: place for place, name in enumerate(members)}
    for group, amount in zip(groups, amounts, strict=True):
        table[mask_of(tuple(index[name] for name in group))] = np.nan if amount is None else amount
    return NamedGame(make_game(table, kind), members, Basis.TABLE)


def _members(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(BETWEEN) if part.strip())


def _find_columns(grid: Grid) -> tuple[GameKind, tuple[int, int]]:
    texts = []
    if COALITION not in grid.header:
        near = suggest(COALITION, grid.header)
        texts.append(
            say('there is no column "{column}": the groups, members separated by ;.{near}', column=COALITION, near=near)
        )
    stated = [name for name in (COST, VALUE) if name in grid.header]
    if len(stated) != 1:
        texts.append(
            say('there must be one of the columns "cost" (what each group would pay) and "value" (what it would save).')
        )
    if texts:
        raise ProblemsError([Problem(grid.place(grid.header_row), text) for text in texts])
    kind = GameKind.COST if stated == [COST] else GameKind.SAVINGS
    return kind, (grid.header.index(COALITION), grid.header.index(stated[0]))


def _read_amounts(grid: Grid, at: int) -> tuple[list[float | None], list[Problem]]:
    amounts: list[float | None] = []
    problems = []
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        try:
            amounts.append(float(read_number(row[at], grid.comma_is_decimal).value) if row[at] else None)
        except CellError as error:
            amounts.append(None)
            problems.append(Problem(grid.place(number, grid.header[at]), error.text))
    return amounts, problems


def _wrong_groups(grid: Grid, groups: Sequence[tuple[str, ...]]) -> Iterator[Problem]:
    seen: dict[frozenset[str], int] = {}
    for group, row in zip(groups, grid.numbers, strict=True):
        named, members = BETWEEN.join(group), frozenset(group)
        place = grid.place(row, COALITION)
        if not group:
            yield Problem(place, say("A group has no members. Name them, separated by semicolons."))
        elif len(members) < len(group):
            yield Problem(place, say("{group} names a member twice.", group=named))
        elif members in seen:
            text = say("{group} is stated in row {row} already.", group=named, row=str(seen[members]))
            yield Problem(place, text)
        seen.setdefault(members, row)


def _strangers(grid: Grid, groups: Sequence[tuple[str, ...]]) -> Iterator[Problem]:
    """A name outside the largest group is misspelt there or here, or the row of all members is missing."""
    largest = max(groups, key=_size)
    rows: dict[str, list[int]] = {}
    for group, row in zip(groups, grid.numbers, strict=True):
        for name in set(group) - set(largest):
            rows.setdefault(name, []).append(row)
    for name, found in sorted(rows.items()):
        text = say(
            '"{name}" is not in the largest group ({largest}).{near} Mend the name, or add a row with all members.',
            name=name,
            largest=BETWEEN.join(largest[:SHOWN]) + (" …" if len(largest) > SHOWN else ""),
            near=suggest(name, largest),
        )
        yield problem_in_rows(grid.place(column=COALITION), found, text)


def _size(group: tuple[str, ...]) -> int:
    return len(set(group))


def _wrong_total(grid: Grid, groups: Sequence[tuple[str, ...]], amounts: Sequence[float | None]) -> Iterator[Problem]:
    largest = max(range(len(groups)), key=lambda place: _size(groups[place]))
    place = grid.place(grid.numbers[largest], COALITION)
    if amounts[largest] is None:
        yield Problem(place, say("The group of all members has no amount, so there is nothing to share. Fill it in."))
    if len(groups[largest]) > MOST_PLAYERS:
        yield Problem(place, say("{why} Share among fewer.", why=too_many(len(groups[largest]))))
