"""The transcripts in interviews/: read by their rows, and reported when file and row do not meet."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from samverkan.domain.errors import Place, Problem, Severity
from samverkan.domain.interviews.transcript import Interview, Transcript
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import say
from samverkan.files.study_folder.disk import INTERVIEWS, Listing, explain_missing_transcript, read_bytes
from samverkan.files.study_folder.given import error, note
from samverkan.files.study_folder.readings import problem_in_rows
from samverkan.files.study_folder.stored import StoredTable
from samverkan.files.study_folder.tables import INTERVIEW
from samverkan.files.transcripts import TranscriptError, read_transcript

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Recordings:
    """The transcript of each interview that could be read, the fingerprints of their files, and the problems."""

    transcripts: Mapping[str, Transcript] = field(default_factory=dict)
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_recordings(listing: Listing, table: StoredTable | None, progress: Progress) -> Recordings:
    """Return the transcripts that the rows of interviews.csv name."""
    transcripts: dict[str, Transcript] = {}
    fingerprints: dict[str, str] = {}
    problems: list[Problem] = []
    rows: list[tuple[int, Interview]] = list(zip(table.numbers, table.values, strict=True)) if table else []
    for done, (row, interview) in enumerate(rows, 1):
        progress(f"{INTERVIEWS}/{interview.file}", done, len(rows))
        found = _read_one(listing, row, interview)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            transcripts[interview.id], name, digest = found
            fingerprints[f"{INTERVIEWS}/{name}"] = digest
    problems += _note_files(listing, rows) + _note_reviews(rows)
    return Recordings(transcripts, fingerprints, tuple(problems))


def _read_one(listing: Listing, row: int, interview: Interview) -> tuple[Transcript, str, str] | Problem:
    if not interview.file:
        return note(INTERVIEW, row, "file", say("no transcript is named, so nothing of this interview can be coded."))
    name = unicodedata.normalize("NFC", interview.file)
    path = listing.transcripts.get(name)
    if path is None:
        return error(INTERVIEW, row, "file", explain_missing_transcript(interview.file, listing))
    if f"{INTERVIEWS}/{name}" in listing.outside:
        return error(
            INTERVIEW, row, "file", say('"{file}" is a link out of the study folder, and is not read.', file=name)
        )
    content = read_bytes(path, f"{INTERVIEWS}/{name}")
    if isinstance(content, Problem):
        return content
    try:
        return read_transcript(content, name), name, fingerprint(content)
    except TranscriptError as problem:
        return error(f"{INTERVIEWS}/{name}", None, None, problem.text)


def _note_files(listing: Listing, rows: list[tuple[int, Interview]]) -> list[Problem]:
    by_file: dict[str, list[int]] = defaultdict(list)
    for row, interview in rows:
        if interview.file:
            by_file[unicodedata.normalize("NFC", interview.file)].append(row)
    shared = [
        note(
            INTERVIEW,
            numbers[1],
            "file",
            say('"{file}" is also the file of row {row}.', file=file, row=str(numbers[0])),
        )
        for file, numbers in by_file.items()
        if len(numbers) > 1
    ]
    unnamed = [
        note(f"{INTERVIEWS}/{name}", None, None, say("no row of interviews.csv names this file, so it is not read."))
        for name in listing.transcripts
        if name not in by_file
    ]
    return shared + unnamed


def _note_reviews(rows: list[tuple[int, Interview]]) -> list[Problem]:
    unreviewed = [row for row, one in rows if one.file and not one.is_reviewed]
    if not unreviewed:
        return []
    text = say("no person has reviewed the pseudonyms of this transcript. It is marked as unreviewed everywhere.")
    return [problem_in_rows(Place(INTERVIEW, column="reviewed"), unreviewed, text, Severity.NOTE)]
