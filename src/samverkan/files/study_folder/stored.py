"""A table as it was read: its values, and what is needed to write it back without loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

WRONG = object()
"""Stands for the value of a cell that could not be read."""


@dataclass(frozen=True, slots=True)
class References:
    """What a table names in others, column by column, also in rows of which another cell could not be read."""

    numbers: Sequence[int] = ()
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredTable:
    """The columns, cells and values of one table, row by row.

    `cells` have the text of each cell as it was, or its standard form when it was written in another way; then
    `is_standard` is false. `numbers` are the rows as a spreadsheet counts them. `ids` are those that other tables may
    name, also those of rows that could not be read; such rows are counted in `left_out`.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...] = ()
    values: tuple[Any, ...] = ()
    numbers: tuple[int, ...] = ()
    is_standard: bool = True
    left_out: int = 0
    ids: frozenset[str] = frozenset()
