"""A whole study folder: read, checked, and held so that it can be written back without loss."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from samverkan.domain.errors import Place, Problem, ProblemsError, Severity, errors_of, notes_of
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.sharing.costs import Distance
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import say
from samverkan.files.study_folder.anchoring import EXCERPTS, Misplaced, anchor_table, follow_excerpts, follow_sources
from samverkan.files.study_folder.checks.calibration import check_calibration
from samverkan.files.study_folder.checks.coding import check_coding
from samverkan.files.study_folder.checks.figures import check_figures
from samverkan.files.study_folder.checks.findings import FINDINGS, check_findings
from samverkan.files.study_folder.checks.frame import MEMBERSHIPS, check_frame
from samverkan.files.study_folder.checks.references import check_references
from samverkan.files.study_folder.checks.settling import check_settling
from samverkan.files.study_folder.checks.sharing import check_sharing
from samverkan.files.study_folder.checks.survey import check_survey
from samverkan.files.study_folder.disk import OURS, Listing, list_folder, note_unknown_files, read_bytes
from samverkan.files.study_folder.given import Given
from samverkan.files.study_folder.reading import read_table
from samverkan.files.study_folder.recordings import Progress, Recordings, read_recordings
from samverkan.files.study_folder.settings import SettingsReading, read_settings
from samverkan.files.study_folder.stored import References, StoredTable
from samverkan.files.study_folder.tables import (
    BY_FILE,
    COLLABORATION,
    DISTANCES,
    INTERVIEW,
    MUNICIPALITY,
    RESPONDENT,
    SETTLEMENTS,
    TABLES,
)
from samverkan.files.study_folder.toml_values import SETTINGS

CHECKS = (
    check_references,
    check_frame,
    check_coding,
    check_settling,
    check_survey,
    check_figures,
    check_sharing,
    check_findings,
    check_calibration,
)


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """A study with its evidence, the problems found in it, and what is needed to write it back without loss.

    `settings` is the text of study.toml. `tables` are the tables as they were read, by file. `root` is where it was
    read from; None when it was made in memory. With errors among the problems, the evidence is not whole.
    """

    evidence: Evidence
    problems: tuple[Problem, ...] = ()
    settings: str = ""
    tables: Mapping[str, StoredTable] = field(default_factory=dict)
    unknown_files: tuple[str, ...] = ()
    misplaced: tuple[Misplaced, ...] = ()
    root: Path | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before the study can be evaluated."""
        return errors_of(self.problems)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was understood though it was written otherwise, and what is missing."""
        return notes_of(self.problems)


def read_study_folder(path: Path, progress: Progress | None = None) -> StudyFolder:
    """Return the study in a folder, with every problem found in it.

    Parameters
    ----------
    path
        The folder with study.toml.
    progress
        Called with the name of the file at hand, how many are done, and how many there are of its kind.

    Raises
    ------
    StudyFolderError
        The path does not exist, is a file, or has no study.toml.
    """
    with paused_collector():
        return _read(path, progress or _tell_nobody)


def read_sound_study_folder(path: Path, progress: Progress | None = None) -> StudyFolder:
    """Return the study in a folder; ProblemsError with all its errors when there are any."""
    folder = read_study_folder(path, progress)
    if folder.errors:
        raise ProblemsError(folder.errors)
    return folder


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector from walking millions of values that stay: a third of the time of a large study."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(path: Path, tell: Progress) -> StudyFolder:
    listing = list_folder(path)
    reader = _Reader()
    settings = reader.settings(listing)
    tables = reader.tables(listing, tell)
    recordings = read_recordings(listing, tables.get(INTERVIEW), tell)
    misplaced: tuple[Misplaced, ...] = ()
    if EXCERPTS in tables:
        anchored = anchor_table(tables[EXCERPTS], recordings.transcripts)
        misplaced = anchored.misplaced
        reader.problems += anchored.problems
        tables[EXCERPTS] = anchored.table
        if SETTLEMENTS in tables:
            tables[SETTLEMENTS] = follow_excerpts(tables[SETTLEMENTS], anchored.renamed)
        if FINDINGS in tables:
            tables[FINDINGS] = follow_sources(tables[FINDINGS], anchored.renamed)
    reader.problems += recordings.problems
    given = Given(
        study=settings.study,
        tables=tables,
        transcripts=recordings.transcripts,
        references=reader.references,
        unreadable=frozenset(reader.unreadable),
        calibration=settings.calibration,
        states_sets=settings.states_sets,
        sharing=settings.sharing,
    )
    for check in CHECKS:
        reader.problems += check(given)
    reader.problems += note_unknown_files(listing)
    evidence = _gather(given, recordings, reader.fingerprints)
    problems = _in_order(reader.problems)
    return StudyFolder(evidence, problems, settings.text, tables, listing.unknown, misplaced, path)


@dataclass(slots=True)
class _Reader:
    """Collects what reading each file brings."""

    problems: list[Problem] = field(default_factory=list)
    fingerprints: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    references: dict[str, References] = field(default_factory=dict)

    def settings(self, listing: Listing) -> SettingsReading:
        content = self._content(listing, SETTINGS)
        reading = read_settings(content) if content is not None else read_settings(b"")
        self.problems += reading.problems if content is not None else ()
        return reading

    def tables(self, listing: Listing, progress: Progress) -> dict[str, StoredTable]:
        tables: dict[str, StoredTable] = {}
        for done, table in enumerate(TABLES, 1):
            progress(table.file, done, len(TABLES))
            content = self._content(listing, table.file)
            if content is None:
                continue
            reading = read_table(table, content)
            self.problems += reading.problems
            if reading.table is None:
                self.unreadable.append(table.file)
            else:
                tables[table.file] = reading.table
                self.references[table.file] = reading.references
        if MUNICIPALITY not in listing.files:
            text = say("the file is missing. Every study has one, with the columns {columns}.", columns=_columns())
            self.problems.append(Problem(Place(MUNICIPALITY), text))
        return tables

    def _content(self, listing: Listing, name: str) -> bytes | None:
        if name not in listing.files:
            return None
        content = b"" if name in listing.outside else read_bytes(listing.files[name], name)
        if isinstance(content, Problem) or name in listing.outside:
            self.unreadable.append(name)
            self.problems += [content] if isinstance(content, Problem) else []
            return None
        self.fingerprints[name] = fingerprint(content)
        return content


def _columns() -> str:
    return ", ".join(BY_FILE[MUNICIPALITY].names)


def _gather(given: Given, recordings: Recordings, fingerprints: Mapping[str, str]) -> Evidence:
    study = replace(
        given.study,
        municipalities=given.values(MUNICIPALITY),
        collaborations=given.values(COLLABORATION),
        memberships=given.values(MEMBERSHIPS),
    )
    return Evidence(
        study=study,
        respondents=given.values(RESPONDENT),
        interviews=given.values(INTERVIEW),
        transcripts=recordings.transcripts,
        codebook=given.codebook,
        excerpts=given.values(EXCERPTS),
        settlements=given.values(SETTLEMENTS),
        scores=given.values("scores.csv"),
        items=given.values("instrument.csv"),
        answers=given.values("answers.csv"),
        indicators=given.values("indicators.csv"),
        costs=given.values("costs.csv"),
        coalitions=given.values("coalitions.csv"),
        distances=given.values(DISTANCES),
        findings=given.values(FINDINGS),
        calibration=given.calibration,
        sharing=with_distances(given.sharing, given.values(DISTANCES)),
        fingerprints={**fingerprints, **recordings.fingerprints},
    )


def with_distances(plan: SharingPlan | None, distances: Iterable[Distance]) -> SharingPlan | None:
    """Return the plan of sharing, its cost model with the distances of the table."""
    if plan is None or plan.model is None:
        return plan
    there = {(one.municipality, one.other): one.km for one in distances if one.km is not None}
    back = {(other, municipality): km for (municipality, other), km in there.items()}
    return replace(plan, model=replace(plan.model, distances_km={**back, **there}))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return errors before notes, and each in the order of the files and their rows."""
    order: dict[str, Any] = {name: index for index, name in enumerate(OURS)}

    def place(problem: Problem) -> tuple[bool, int, str, int]:
        file = problem.place.file
        return problem.severity is Severity.NOTE, order.get(file, len(order)), file, problem.place.row or 0

    return tuple(sorted(problems, key=place))


def _tell_nobody(step: str, done: int, total: int) -> None:
    """Take a step of the progress and say nothing."""
    del step, done, total
