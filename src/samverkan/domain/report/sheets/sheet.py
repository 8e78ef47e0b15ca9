"""A sheet: its columns, and its rows with the way back to the sources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from samverkan.domain.words import Text, say

Value = str | int | float | bool | Text | None
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its key for scripts, its heading for people, and how a row gives its value."""

    key: str
    heading: Text
    value: Callable[[R], Value]
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet(Generic[R]):
    """One table of results. `method` says in words how its figures come about."""

    key: str
    title: Text
    method: Text
    columns: tuple[Column[R], ...]
    rows: tuple[R, ...]
    sources: Callable[[R], tuple[str, ...]]

    def values(self, row: R) -> tuple[Value, ...]:
        """Return the row's values, column by column."""
        return tuple(column.value(row) for column in self.columns)


AnySheet = Sheet[Any]
NO_METHOD = say("As given in the study folder.")


def join(parts: Iterable[str]) -> str:
    """Return names in one cell, as the study folder separates them."""
    return ";".join(parts)
