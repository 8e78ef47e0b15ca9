"""A whole study folder as bytes: taken with everything in it, and given back with only what changed written anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from samverkan.domain.errors import Place, Problem, ProblemsError
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.interviews.transcript import Interview, Transcript
from samverkan.domain.trace import GivenFile, fingerprint, fingerprint_values
from samverkan.domain.words import say
from samverkan.files.study_folder.datapackage import describe_package
from samverkan.files.study_folder.disk import DATA_PACKAGE, INTERVIEWS, StudyFolderError, list_all_files
from samverkan.files.study_folder.folder import StudyFolder, with_distances
from samverkan.files.study_folder.reading import read_table
from samverkan.files.study_folder.rendering import render_table
from samverkan.files.study_folder.replacing import build_folder, replace_files
from samverkan.files.study_folder.settings import read_settings, write_settings
from samverkan.files.study_folder.stored import StoredTable
from samverkan.files.study_folder.tables import MUNICIPALITY, TABLES, Table
from samverkan.files.study_folder.toml_values import SETTINGS
from samverkan.files.study_folder.writing import require_free
from samverkan.files.transcripts import write_transcript

MOST_BYTES = 100 * 2**20
NOT_STORED = "\0"
"""The one character that PostgreSQL cannot keep."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a study by name, and the evidence as it stands in them: an edited transcript may have a new file."""

    contents: Mapping[str, bytes]
    evidence: Evidence


def take_whole_folder(folder: StudyFolder) -> dict[str, GivenFile]:
    """Return every file of a study that was read from disk, each with the fingerprint of what was read from it.

    Raises
    ------
    ProblemsError
        A file is too large to be kept, cannot be opened, or holds a character that no database can.
    StudyFolderError
        A file was changed since the study was read.
    """
    if folder.root is None:
        return {}
    values = dict(_fingerprints_of_values(folder))
    files = list_all_files(folder.root)
    problems = [*_find_too_large(files), *_find_not_stored(folder)]
    if problems:
        raise ProblemsError(problems)
    taken = {}
    for name, path in files.items():
        content = path.read_bytes()
        one = GivenFile(content, fingerprint(content), values.get(name, ""))
        if folder.evidence.fingerprints.get(name, one.fingerprint) != one.fingerprint:
            raise StudyFolderError(
                say("{file} was changed by somebody else since the study was read. Read the study again.", file=name)
            )
        taken[name] = one
    return taken


def _fingerprints_of_values(folder: StudyFolder) -> Iterator[tuple[str, str]]:
    yield SETTINGS, fingerprint(folder.settings.encode())
    for table in TABLES:
        if table.file in folder.tables:
            yield table.file, fingerprint_values(table.values(folder.evidence))
    for interview in folder.evidence.interviews:
        if interview.id in folder.evidence.transcripts:
            yield recording_of(interview), fingerprint_transcript(folder.evidence.transcripts[interview.id])


def _find_too_large(files: Mapping[str, Path]) -> Iterator[Problem]:
    for name, path in files.items():
        size = path.stat().st_size
        if size > MOST_BYTES:
            text = say(
                "the file has {size} MB, and the workbench keeps files of at most {most} MB. Move it out of the study.",
                size=str(size // 2**20),
                most=str(MOST_BYTES // 2**20),
            )
            yield Problem(Place(name), text)


def _find_not_stored(folder: StudyFolder) -> Iterator[Problem]:
    text = say("there is a null character, which no database can keep. Remove it.")
    for file, stored in folder.tables.items():
        for number, row in zip(stored.numbers, stored.cells, strict=True):
            if any(NOT_STORED in cell for cell in row):
                yield Problem(Place(file, number), text)
    for interview in folder.evidence.interviews:
        transcript = folder.evidence.transcripts.get(interview.id)
        if transcript is not None and NOT_STORED in transcript.text:
            yield Problem(Place(recording_of(interview)), text)


def recording_of(interview: Interview) -> str:
    """Return the name of an interview's transcript in the study folder."""
    return f"{INTERVIEWS}/{normalize('NFC', interview.file)}"


def fingerprint_transcript(transcript: Transcript) -> str:
    """Return the fingerprint of a transcript's text and turns."""
    return fingerprint_values((transcript.text, *transcript.turns))


def render_whole_folder(evidence: Evidence, settings: str, given: Mapping[str, GivenFile]) -> Rendered:
    """Return every file of a study: as it was given where its values are the same, otherwise written anew.

    `settings` is the text of study.toml. Files that we do not know go along; the transcript of an interview that is
    no longer there does not.

    Raises
    ------
    ProblemsError
        A value cannot be written in its cell.
    """
    evidence, recordings = _render_recordings(evidence, given)
    contents: dict[str, bytes] = {}
    tables: dict[str, StoredTable] = {}
    text = write_settings(evidence.study, settings)
    own = given.get(SETTINGS)
    is_same = own is not None and own.values_fingerprint == fingerprint(text.encode())
    contents[SETTINGS] = own.content if own is not None and is_same else text.encode()
    for table in TABLES:
        _render_table(table, evidence, given, (contents, tables))
    contents |= recordings
    contents |= _unknown_files(given, contents)
    if DATA_PACKAGE in given:
        changed = any(given[one].content != content for one, content in contents.items() if one in given)
        folder = StudyFolder(evidence, tables=tables)
        contents[DATA_PACKAGE] = describe_package(folder).encode() if changed else given[DATA_PACKAGE].content
    return Rendered(contents, evidence)


def _render_table(
    table: Table,
    evidence: Evidence,
    given: Mapping[str, GivenFile],
    into: tuple[dict[str, bytes], dict[str, StoredTable]],
) -> None:
    contents, tables = into
    values = table.values(evidence)
    before = given.get(table.file)
    if before is not None and before.values_fingerprint == fingerprint_values(values):
        contents[table.file] = before.content
    elif before is not None or values or table.file == MUNICIPALITY:
        stored = read_table(table, before.content).table if before is not None else None
        if stored is not None:
            tables[table.file] = stored
        contents[table.file] = render_table(table, values, stored).encode()


def _render_recordings(evidence: Evidence, given: Mapping[str, GivenFile]) -> tuple[Evidence, dict[str, bytes]]:
    """Return the transcripts by name; one that was edited becomes plain text, under its own name where that is .txt."""
    recordings: dict[str, bytes] = {}
    interviews: list[Interview] = []
    same = {one.id for one in evidence.interviews if _is_as_given(one, evidence, given)}
    for one in evidence.interviews:
        if one.id in same:
            recordings[recording_of(one)] = given[recording_of(one)].content
    for one in evidence.interviews:
        transcript = evidence.transcripts.get(one.id)
        if transcript is None or one.id in same:
            interviews.append(one)
            continue
        placed = replace(one, file=_free_name(one, recordings))
        recordings[recording_of(placed)] = write_transcript(transcript).encode()
        interviews.append(placed)
    return replace(evidence, interviews=tuple(interviews)), recordings


def _is_as_given(interview: Interview, evidence: Evidence, given: Mapping[str, GivenFile]) -> bool:
    before = given.get(recording_of(interview))
    transcript = evidence.transcripts.get(interview.id)
    return (
        before is not None
        and transcript is not None
        and (before.values_fingerprint == fingerprint_transcript(transcript))
    )


def _free_name(interview: Interview, taken: Iterable[str]) -> str:
    path = PurePosixPath(interview.file or interview.id)
    wanted = interview.file if path.suffix == ".txt" else f"{path.with_suffix('') if interview.file else path}.txt"
    names, number = set(taken), 2
    name = wanted
    while f"{INTERVIEWS}/{normalize('NFC', name)}" in names:
        name = f"{wanted.removesuffix('.txt')}-{number}.txt"
        number += 1
    return name


def _unknown_files(given: Mapping[str, GivenFile], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    known = {SETTINGS, DATA_PACKAGE, *(table.file for table in TABLES)}
    return {
        name: one.content
        for name, one in given.items()
        if name not in known and name not in contents and not one.values_fingerprint
    }


def fingerprint_inputs(rendered: Rendered) -> dict[str, str]:
    """Return the fingerprint of each file that an evaluation rests on, as reading the folder would give it."""
    tables = {table.file for table in TABLES}
    recordings = {recording_of(one) for one in rendered.evidence.interviews}
    return {
        name: fingerprint(content)
        for name, content in rendered.contents.items()
        if name == SETTINGS or name in tables or name in recordings
    }


def add_what_is_stated(evidence: Evidence, settings: str) -> Evidence:
    """Return the evidence with the calibration and the plan of sharing that the text of study.toml states, if any."""
    reading = read_settings(settings.encode())
    return replace(
        evidence, calibration=reading.calibration, sharing=with_distances(reading.sharing, evidence.distances)
    )


def write_whole_folder(contents: Mapping[str, bytes], path: Path) -> None:
    """Write the files to a place that is free: all of them, or nothing.

    Raises
    ------
    StudyFolderError
        The place is taken.
    """
    require_free(path)
    with build_folder(path) as built:
        replace_files(built, contents)
