"""Taking in tables of a study folder as they are: the survey, key figures, costs and findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import Problem, ProblemsError, WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.people import Right
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.renewing import RENEWED, renew_tables
from samverkan.files.study_folder.tables import BY_FILE
from samverkan.records.evidence import gather_tables
from samverkan.records.evidence import renew_tables as keep_tables
from samverkan.records.history import add_event
from samverkan.records.overview import count_tables
from samverkan.records.study import hold_study, load_settings
from samverkan.workbench.access import require

MOST_BYTES = 20 * 2**20
WHAT: Mapping[str, Text] = {
    "instrument.csv": say("The questions of the survey"),
    "answers.csv": say("The answers to the survey"),
    "indicators.csv": say("Key figures, inhabitants among them"),
    "costs.csv": say("What a collaboration costs, line by line"),
    "coalitions.csv": say("What groups of municipalities would pay on their own"),
    "distances.csv": say("Distances by road"),
    "findings.csv": say("Findings, with their sources"),
}


class TableError(WorkbenchError):
    """A file cannot be taken in as a table."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table that may be given anew: its file, what it holds, its columns (key first), and how many rows it has."""

    file: str
    what: Text
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many rows each file has brought, and what was understood though it was written otherwise."""

    counts: Mapping[str, int]
    notes: tuple[Problem, ...]


def list_tables(actor: int, study_id: int) -> tuple[TableLine, ...]:
    """Return the tables that may be taken in as files; raises as `access.require`."""
    require(actor, study_id, Right.EDIT)
    counts = count_tables(study_id)
    return tuple(TableLine(file, WHAT[file], BY_FILE[file].names, counts[file]) for file in RENEWED)


@transaction.atomic
def take_in_tables(actor: int, study_id: int, contents: Mapping[str, bytes], *, may_replace: bool) -> TakenIn:
    """Set tables of the study to what files hold: all of them, or nothing.

    Parameters
    ----------
    contents
        The content of each file by its name, such as answers.csv.
    may_replace
        Whether rows that are there already may go.

    Raises
    ------
    TableError
        No file is given, one has another name or is too large, or rows are there and may not be replaced.
    ProblemsError
        All errors of the files at once, each with its row and column.
    """
    require(actor, study_id, Right.EDIT)
    hold_study(study_id)
    before = count_tables(study_id)
    _require_fit(contents, before if not may_replace else {})
    renewed = renew_tables(gather_tables(study_id), load_settings(study_id), contents)
    if renewed.errors:
        raise ProblemsError(renewed.errors)
    keep_tables(study_id, renewed.evidence, renewed.files)
    after = count_tables(study_id)
    counts = {file: after[file] for file in contents}
    now = {file: {"count": after[file], "fingerprint": one.fingerprint} for file, one in renewed.files.items()}
    was = {file: {"count": before[file]} for file in contents}
    add_event(study_id, Event(timezone.now(), actor, "take-in-tables", "study", f"study:{study_id}", was, now))
    return TakenIn(counts, renewed.notes)


def _require_fit(contents: Mapping[str, bytes], held: Mapping[str, int]) -> None:
    if not contents:
        raise TableError(say("Choose at least one file."))
    for file, content in contents.items():
        if file not in RENEWED:
            raise TableError(
                say(
                    'No table is called "{file}". Name the file after what it holds: {names}.',
                    file=file,
                    names=", ".join(RENEWED),
                )
            )
        if len(content) > MOST_BYTES:
            raise TableError(
                say("{file} is larger than {most} MB. Leave out what is no table.", file=file, most=MOST_BYTES >> 20)
            )
        if held.get(file):
            raise TableError(
                say(
                    "{file} has {count} rows in the study already. Tick that they are replaced, or leave the file out.",
                    file=file,
                    count=held[file],
                )
            )
