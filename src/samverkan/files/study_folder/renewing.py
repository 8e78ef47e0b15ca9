"""New tables for a study that is held elsewhere: read and checked against everything else before any is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from samverkan.domain.errors import Place, Problem, Severity, errors_of, notes_of
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.trace import GivenFile, fingerprint, fingerprint_values
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.folder import CHECKS
from samverkan.files.study_folder.given import Given
from samverkan.files.study_folder.reading import read_table
from samverkan.files.study_folder.settings import read_settings
from samverkan.files.study_folder.stored import References, StoredTable
from samverkan.files.study_folder.tables import BY_FILE, TABLES, Table

RENEWED: Mapping[str, str] = {
    "instrument.csv": "items",
    "answers.csv": "answers",
    "indicators.csv": "indicators",
    "costs.csv": "costs",
    "coalitions.csv": "coalitions",
    "distances.csv": "distances",
    "findings.csv": "findings",
}
"""The tables that may be given anew as a whole, and where the evidence holds their values."""
NULL = "\0"


@dataclass(frozen=True, slots=True)
class Renewed:
    """The evidence with the new tables in it, the files as they were given, and every problem found."""

    evidence: Evidence
    files: Mapping[str, GivenFile]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before the tables can be taken."""
        return errors_of(self.problems)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was understood though it was written otherwise."""
        return notes_of(self.problems)


def renew_tables(evidence: Evidence, settings: str, contents: Mapping[str, bytes]) -> Renewed:
    """Return the evidence with these tables (contents by file) in the place of its own.

    The tables are checked with all others, so an answer to an item that a new instrument lacks is an error too. Errors
    that the study has had before are not told again. Transcripts are not needed.
    """
    problems: list[Problem] = []
    tables: dict[str, StoredTable] = {}
    references: dict[str, References] = {}
    for file, content in contents.items():
        reading = read_table(BY_FILE[file], content)
        problems += reading.problems
        if reading.table is not None:
            tables[file], references[file] = reading.table, reading.references
            problems += _find_null(file, reading.table)
    unreadable = frozenset(contents) - frozenset(tables)
    held = {table.file: _hold(table, evidence) for table in TABLES if table.file not in contents}
    held_tables = {file: one for file, (one, _) in held.items() if one.values}
    given = Given(
        study=evidence.study,
        tables={**held_tables, **tables},
        references={**{file: named for file, (_, named) in held.items()}, **references},
        unreadable=unreadable,
    )
    found = _check(given, settings)
    if any(one.severity is Severity.ERROR for one in found):
        found = _without(found, _check(_as_held(evidence), settings))
    problems += [one for one in found if one.severity is Severity.ERROR or one.place.file in contents]
    changes: dict[str, Any] = {RENEWED[file]: table.values for file, table in tables.items()}
    files = {
        file: GivenFile(content, fingerprint(content), fingerprint_values(tables[file].values))
        for file, content in contents.items()
        if file in tables
    }
    return Renewed(replace(evidence, **changes), files, tuple(sorted(problems, key=_order)))


def _hold(table: Table, evidence: Evidence) -> tuple[StoredTable, References]:
    """Return a table of the evidence as if it had been read from a file in standard form."""
    values = table.values(evidence)
    extras = dict.fromkeys(name for one in values for name, _ in one.extra)
    numbers = tuple(range(2, len(values) + 2))
    ids = frozenset(one.id for one in values) if table.has_ids else frozenset[str]()
    stored = StoredTable((*table.names, *extras), values=values, numbers=numbers, ids=ids)
    naming = {
        column.name: [getattr(one, column.target) for one in values] for column in table.columns if column.refers_to
    }
    return stored, References(numbers, naming)


def _as_held(evidence: Evidence) -> Given:
    held = {table.file: _hold(table, evidence) for table in TABLES}
    return Given(
        study=evidence.study,
        tables={file: one for file, (one, _) in held.items() if one.values},
        references={file: named for file, (_, named) in held.items()},
    )


def _check(given: Given, settings: str) -> list[Problem]:
    stated = read_settings(settings.encode())
    whole = replace(given, calibration=stated.calibration, states_sets=stated.states_sets, sharing=stated.sharing)
    return [problem for check in CHECKS for problem in check(whole)]


def _without(found: list[Problem], before: list[Problem]) -> list[Problem]:
    known = {_sign(one) for one in before}
    return [one for one in found if _sign(one) not in known]


def _sign(problem: Problem) -> tuple[object, ...]:
    """Return what makes a problem the same as another: not what is suggested instead, which a new table may change."""
    values = (str(one) for one in problem.text.values.values() if not isinstance(one, Text))
    return problem.place, problem.text.template, *values


def _find_null(file: str, table: StoredTable) -> list[Problem]:
    text = say("there is a null character, which no database can keep. Remove it.")
    rows = zip(table.numbers, table.cells, strict=True)
    return [Problem(Place(file, number), text) for number, row in rows if any(NULL in cell for cell in row)]


def _order(problem: Problem) -> tuple[bool, str, int]:
    return problem.severity is Severity.NOTE, problem.place.file, problem.place.row or 0
