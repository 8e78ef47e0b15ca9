"""Tables with members along one side: down when they are many, across when they are few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverkan.domain.words import Text

MOST_ACROSS = 7
"""With more members than this they stand down the side."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a table: an amount in öre, a second line below it, the source it leads to, and its own place."""

    amount_ore: int | None
    below: Text | None = None
    source: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands beside the members: a key, a rule or a line of the bill, with one entry for each member."""

    name: Text | str
    entries: Mapping[str, Entry]
    is_in_use: bool = False
    anchor: str = ""
    source: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or a column: a member, or what stands beside the members."""

    name: Text | str
    is_in_use: bool = False
    anchor: str = ""
    source: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be written."""

    has_members_down: bool
    columns: tuple[Head, ...]
    rows: tuple[tuple[Head, tuple[Entry | None, ...]], ...]


def make_grid(members: Sequence[tuple[str, str]], lines: Sequence[Line]) -> Grid:
    """Return the lines as a table; `members` are ids and names in the order in which they are to stand."""
    heads = tuple(Head(one.name, one.is_in_use, one.anchor, one.source, one.note) for one in lines)
    named = tuple(Head(name) for _, name in members)
    if len(members) <= MOST_ACROSS:
        across = (tuple(line.entries.get(one) for one, _ in members) for line in lines)
        return Grid(has_members_down=False, columns=named, rows=tuple(zip(heads, across, strict=True)))
    down = (tuple(line.entries.get(one) for line in lines) for one, _ in members)
    return Grid(has_members_down=True, columns=heads, rows=tuple(zip(named, down, strict=True)))
