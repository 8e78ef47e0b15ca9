"""Moving a study between a folder and the workbench, without loss, and the evidence of a study in the workbench."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.history import Event
from samverkan.domain.people import StudyRole
from samverkan.domain.words import say, say_count
from samverkan.files.study_folder import read_sound_study_folder
from samverkan.files.study_folder.folder import paused_collector
from samverkan.files.study_folder.whole import (
    Rendered,
    add_what_is_stated,
    fingerprint_inputs,
    render_whole_folder,
    take_whole_folder,
    write_whole_folder,
)
from samverkan.records.coding import add_codebook_version
from samverkan.records.evidence import add_evidence, gather_evidence
from samverkan.records.history import add_event
from samverkan.records.overview import count_waiting
from samverkan.records.people import find_account
from samverkan.records.rows import read_together
from samverkan.records.study import (
    add_files,
    add_participant,
    add_study,
    has_study,
    load_files,
    load_settings,
)

Progress = Callable[[str, int, int], None]


class StudyNotFoundError(WorkbenchError):
    """There is no such study in the workbench."""


class ConflictsWaitError(WorkbenchError):
    """Excerpts wait for a person to say where they belong in an edited transcript."""


class AccountNotFoundError(WorkbenchError):
    """There is no account with that e-mail address."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many files, and where."""

    files: int
    path: Path


def import_study(
    folder: Path, *, by: int | None = None, progress: Progress | None = None, act: str = "import-study"
) -> int:
    """Take a study folder into the workbench; return the number of the study.

    Everything comes in or nothing does. `by` is the account that becomes the owner; with None nobody takes part yet.
    `act` is what the history calls it.

    Parameters
    ------
    folder
        The folder with study.toml.
    progress
        Called with the name of the file at hand, how many are done, and how many there are of its kind.

    Raises
    ------
    StudyFolderError
        The path does not exist, is a file, has no study.toml, or was changed while it was read.
    ProblemsError
        All errors of the folder at once.
    """
    read = read_sound_study_folder(folder, progress)
    files = take_whole_folder(read)
    now = timezone.now()
    name = folder.resolve().name
    with paused_collector(), transaction.atomic():
        study_id = add_study(read.evidence.study, name, read.settings, now)
        add_files(study_id, files)
        add_evidence(study_id, read.evidence, now, by)
        add_codebook_version(study_id, by, now, str(say("as it came with the study")))
        if by is not None:
            add_participant(study_id, by, StudyRole.OWNER)
        after = {"folder": name, "files": {file: one.fingerprint for file, one in files.items()}}
        add_event(study_id, Event(now, by, act, "study", f"study:{study_id}", after=after))
    return study_id


def import_study_for(folder: Path, email: str, progress: Progress | None = None) -> int:
    """Take a study folder into the workbench for the owner of an e-mail address; return the number of the study.

    Raises
    ------
    AccountNotFoundError
        There is no such account.
    StudyFolderError, ProblemsError
        See `import_study`.
    """
    account = find_account(email)
    if account is None:
        raise AccountNotFoundError(
            say("There is no account {email}. Make it first, or import without an owner.", email=email)
        )
    return import_study(folder, by=account.id, progress=progress)


def export_study(study_id: int, folder: Path) -> Exported:
    """Write a study of the workbench as a study folder, to a place that is free.

    A file whose values are as they were given is the same byte by byte; in others unchanged cells keep their form.

    Raises
    ------
    StudyNotFoundError
        There is no such study.
    ConflictsWaitError
        Excerpts stand on an older version of their transcript.
    StudyFolderError
        The place is taken.
    ProblemsError
        A value cannot be written in its cell, such as an id with a semicolon.
    """
    rendered = render_study(study_id)
    write_whole_folder(rendered.contents, folder)
    return Exported(len(rendered.contents), folder)


def render_study(study_id: int) -> Rendered:
    """Return every file of a study of the workbench, as its folder has it; errors as `export_study`."""
    rendered = _render(study_id)
    if rendered.evidence.waiting:
        raise ConflictsWaitError(
            say_count(
                "{count} excerpt waits for somebody to say where it belongs in an edited transcript. Decide it first.",
                "{count} excerpts wait for somebody to say where they belong in edited transcripts. Decide them first.",
                rendered.evidence.waiting,
            )
        )
    return rendered


def load_evidence(study_id: int) -> Evidence:
    """Return everything that was given and judged in a study of the workbench, just as reading its folder would.

    Excerpts that wait for a place in an edited transcript are not in it.

    Raises
    ------
    StudyNotFoundError
        There is no such study.
    ProblemsError
        A value cannot be written in its cell, such as an id with a semicolon.
    """
    rendered = _render(study_id)
    return replace(rendered.evidence, fingerprints=fingerprint_inputs(rendered))


def _render(study_id: int) -> Rendered:
    if not has_study(study_id):
        raise StudyNotFoundError(say("There is no study {study} in the workbench.", study=str(study_id)))
    with paused_collector():
        with read_together():
            evidence = replace(gather_evidence(study_id), waiting=count_waiting(study_id))
            settings, files = load_settings(study_id), load_files(study_id)
        return render_whole_folder(add_what_is_stated(evidence, settings), settings, files)
