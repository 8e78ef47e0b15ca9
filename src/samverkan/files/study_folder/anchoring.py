"""Excerpts held against their transcripts: moved when the quote stands nearby, reported when it does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from samverkan.domain.coding.excerpts import Excerpt, ExcerptError, anchor_excerpt
from samverkan.domain.coding.settling import Settlement
from samverkan.domain.errors import Problem
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.given import error, note
from samverkan.files.study_folder.reading import find_duplicates
from samverkan.files.study_folder.stored import StoredTable
from samverkan.files.study_folder.tables import BY_FILE

EXCERPTS = "excerpts.csv"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An excerpt whose quote is not where its positions say; its words are shown only when somebody asks for them."""

    row: int
    excerpt: Excerpt
    found: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """The table with its excerpts in place, what could not be placed, and the problems.

    `renamed` has the new source name of each excerpt that was moved, by its old one.
    """

    table: StoredTable
    renamed: Mapping[str, str] = field(default_factory=dict)
    misplaced: tuple[Misplaced, ...] = ()
    problems: tuple[Problem, ...] = ()


def anchor_table(table: StoredTable, transcripts: Mapping[str, Transcript]) -> Anchored:
    """Return the table with each excerpt where its quote stands; an excerpt without a transcript is left as it is."""
    values: list[Excerpt] = []
    misplaced: list[Misplaced] = []
    problems: list[Problem] = []
    moved: dict[int, Excerpt] = {}
    for index, (row, excerpt) in enumerate(zip(table.numbers, table.values, strict=True)):
        transcript = transcripts.get(excerpt.interview)
        placed = _anchor_one(excerpt, transcript) if transcript is not None else excerpt
        if isinstance(placed, Text):
            problems.append(error(EXCERPTS, row, "quote" if excerpt.quote else "start", placed))
            found = transcript.text[excerpt.start : excerpt.end] if transcript is not None else ""
            misplaced.append(Misplaced(row, excerpt, found))
            placed = excerpt
        elif (placed.start, placed.end) != (excerpt.start, excerpt.end):
            problems.append(note(EXCERPTS, row, "start", _moved(excerpt, placed)))
            moved[index] = placed
        values.append(placed)
    stored = replace(table, values=tuple(values))
    if moved:
        stored = _mend_positions(stored, moved)
        known = {one.place.row for one in find_duplicates(BY_FILE[EXCERPTS], table.values, table.numbers)}
        duplicates = find_duplicates(BY_FILE[EXCERPTS], stored.values, stored.numbers)
        problems += [one for one in duplicates if one.place.row not in known]
    renamed = {table.values[index].source: one.source for index, one in moved.items()}
    return Anchored(stored, renamed, tuple(misplaced), tuple(problems))


def follow_sources(findings: StoredTable, renamed: Mapping[str, str]) -> StoredTable:
    """Return the table of findings with the sources that name moved excerpts following them."""
    if "sources" not in findings.columns or not renamed:
        return findings
    place = findings.columns.index("sources")
    values, cells = list(findings.values), list(findings.cells)
    for index, finding in enumerate(findings.values):
        sources = tuple(renamed.get(source, source) for source in finding.sources)
        if sources != finding.sources:
            values[index] = replace(finding, sources=sources)
            cells[index] = (*cells[index][:place], ";".join(sources), *cells[index][place + 1 :])
    is_standard = findings.is_standard and tuple(cells) == findings.cells
    return replace(findings, values=tuple(values), cells=tuple(cells), is_standard=is_standard)


def follow_excerpts(settlements: StoredTable, renamed: Mapping[str, str]) -> StoredTable:
    """Return the table of settlements with those about moved excerpts following them."""
    ends = {old: tuple(map(int, new.rpartition(":")[2].split("-"))) for old, new in renamed.items()}
    moved = {}
    for index, one in enumerate(settlements.values):
        place = ends.get(f"excerpt:{one.interview}:{one.start}-{one.end}")
        if place:
            moved[index] = replace(one, start=place[0], end=place[1])
    values = tuple(moved.get(index, one) for index, one in enumerate(settlements.values))
    return _mend_positions(replace(settlements, values=values), moved) if moved else settlements


def _anchor_one(excerpt: Excerpt, transcript: Transcript) -> Excerpt | Text:
    if excerpt.quote and transcript.text[excerpt.start : excerpt.end] == excerpt.quote:
        return excerpt
    if excerpt.start >= excerpt.end and not excerpt.quote:
        return say(
            "end {end} does not come after start {start}. Mark the passage again.",
            start=str(excerpt.start),
            end=str(excerpt.end),
        )
    try:
        return anchor_excerpt(excerpt, transcript)
    except ExcerptError as problem:
        return problem.text


def _moved(before: Excerpt, after: Excerpt) -> Text:
    return say(
        "the quote of {start}-{end} stands at {new_start}-{new_end} in interview {interview}, and it is moved there.",
        start=str(before.start),
        end=str(before.end),
        new_start=str(after.start),
        new_end=str(after.end),
        interview=after.interview,
    )


def _mend_positions(table: StoredTable, moved: Mapping[int, Excerpt | Settlement]) -> StoredTable:
    start, end = table.columns.index("start"), table.columns.index("end")
    cells = list(table.cells)
    for index, excerpt in moved.items():
        row = list(cells[index])
        row[start], row[end] = str(excerpt.start), str(excerpt.end)
        cells[index] = tuple(row)
    return replace(table, cells=tuple(cells), is_standard=False)
