"""Every id that a table names must stand in the table it refers to."""

from collections import defaultdict
from collections.abc import Iterator

from samverkan.domain.errors import Place, Problem, suggest
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.given import Given, error
from samverkan.files.study_folder.readings import problem_in_rows
from samverkan.files.study_folder.stored import WRONG, References
from samverkan.files.study_folder.tables import TABLES, Column, Table

SUGGESTIONS = 50
"""Above this many unknown ids in a column, none is suggested: the table is another one, and likeness takes time."""


def check_references(given: Given) -> Iterator[Problem]:
    """Yield a problem for each id that is named and not there, with all the rows that name it."""
    for table in TABLES:
        if table.file not in given.tables:
            continue
        for column in table.columns:
            if column.refers_to and not given.unreadable.intersection(column.refers_to):
                yield from _check_column(given, table, column)


def _check_column(given: Given, table: Table, column: Column) -> Iterator[Problem]:
    known = frozenset[str]().union(*(given.ids(file) for file in column.refers_to))
    unknown = _find_unknown(given.references[table.file], column, known)
    if not unknown:
        return
    if not any(file in given.tables for file in column.refers_to):
        row = min(rows[0] for rows in unknown.values())
        yield error(table.file, row, column.name, _no_table(column))
        return
    place = Place(table.file, column=column.name)
    may_suggest = len(unknown) <= SUGGESTIONS
    for name, rows in unknown.items():
        near = suggest(name, known) if may_suggest else Text("")
        text = say(
            '"{found}" is not in {files}.{suggestion} Add it there, or correct it here.',
            found=name,
            files=_either(column.refers_to),
            suggestion=near,
        )
        yield problem_in_rows(place, rows, text)


def _find_unknown(references: References, column: Column, known: frozenset[str]) -> dict[str, list[int]]:
    unknown: dict[str, list[int]] = defaultdict(list)
    for row, named in zip(references.numbers, references.columns.get(column.name, ()), strict=False):
        if named in known or named is WRONG:
            continue
        for one in (named,) if isinstance(named, str) else named:
            if one and one not in known:
                unknown[one].append(row)
    return unknown


def _no_table(column: Column) -> Text:
    return say("there is no {files}, where this should stand. Add the table.", files=_either(column.refers_to))


def _either(files: tuple[str, ...]) -> Text:
    if len(files) == 1:
        return Text("{words}", {"words": files[0]})
    return say("{first} or {second}", first=files[0], second=files[1])
