"""A sheet of sentences before the tables of an analysis: it is always there, and says why when they are not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from samverkan.domain.report.sheets.sheet import AnySheet, Column, Sheet
from samverkan.domain.words import Text, say


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and what kind it is."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet of sentences is called, what its kinds are called, and what its sentences rest on."""

    key: str
    title: Text
    method: Text
    kinds: Mapping[str, Text]
    sources: Callable[[], tuple[str, ...]]


def lines_sheet(told: Told, lines: Iterable[Line]) -> Sheet[Line]:
    """Return the sheet of sentences."""
    return Sheet(
        key=told.key,
        title=told.title,
        method=told.method,
        columns=(
            Column("kind", say("Kind"), lambda row: told.kinds[row.kind]),
            Column("text", say("In words"), lambda row: row.text),
        ),
        rows=tuple(lines),
        sources=lambda _row: told.sources(),
    )


def place_under(key: str, sheets: Iterable[AnySheet]) -> tuple[AnySheet, ...]:
    """Return the tables of an analysis with keys under that of its sentences: keys of results.json are one space."""
    return tuple(replace(one, key=f"{key}_{one.key}") for one in sheets)
