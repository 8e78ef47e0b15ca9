"""Evaluate a study folder: read it, derive what it shows, and write report, tables and results."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samverkan.domain.errors import Problem, ProblemsError
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.report.evaluation import STEPS, Evaluation, Settings, evaluate_evidence
from samverkan.domain.words import Text, say
from samverkan.files.report_html.render import render_report
from samverkan.files.report_json import write_json
from samverkan.files.report_xlsx import write_workbook
from samverkan.files.study_folder import read_study_folder
from samverkan.workbench.report.pictures import draw_pictures
from samverkan.workbench.writing import OutputError, replace_files

Progress = Callable[[Text, float], None]
"""Called with what is being done and the share of the whole that is done, from 0 to 1."""

REPORT, TABLES, RESULTS = "report.html", "tables.xlsx", "results.json"
READING, DERIVING, DRAWING, WRITING = 0.0, 0.4, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for: which language (None: the study's own), which settings, and the hour it is."""

    made_at: datetime
    language: str | None = None
    settings: Settings = Settings()  # noqa: RUF009 -- a frozen value


@dataclass(frozen=True, slots=True)
class Written:
    """An evaluation that was written: where, and what to tell of it."""

    files: tuple[Path, ...]
    evaluation: Evaluation
    language: str
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MadeEvaluation:
    """An evaluation with its files by name, in pieces that are made while they are written and can be read once."""

    contents: Mapping[str, Iterable[bytes]]
    evaluation: Evaluation
    language: str


def evaluate_folder(
    folder: Path, output: Path, order: Order, progress: Progress = lambda _what, _share: None
) -> Written:
    """Write report.html, tables.xlsx and results.json about a study folder; return what was written.

    Raises ProblemsError with all errors of the folder at once, and OutputError when the output cannot be written; in
    both cases, and when interrupted, what was there before stays as it was.
    """
    if output.resolve().is_relative_to(folder.resolve()):
        raise OutputError(
            say("{output} lies inside the study. Choose another place with --output, outside it.", output=str(output))
        )
    progress(say("Reading"), READING)
    read = read_study_folder(folder, _reading_steps(progress))
    if read.errors:
        raise ProblemsError(read.errors)
    made = evaluate_given(read.evidence, order, progress)
    files = replace_files(output, made.contents)
    progress(say("Done"), 1.0)
    return Written(files, made.evaluation, made.language, read.notes)


def evaluate_given(evidence: Evidence, order: Order, progress: Progress = lambda _what, _share: None) -> MadeEvaluation:
    """Return report.html, tables.xlsx and results.json about what was given and judged, wherever it was kept.

    Parameters
    ----------
    evidence
        Of a study folder, or of a study in the workbench.
    order
        Language, settings and hour.
    progress
        Called with what is being done and the share of the whole that is done, from 0.4 to 0.8.
    """
    steps = iter(range(1, STEPS + 1))
    evaluation = evaluate_evidence(
        evidence,
        order.settings,
        lambda: progress(say("Comparing"), DERIVING + (DRAWING - DERIVING) * next(steps) / STEPS),
    )
    language = order.language or evidence.study.language
    progress(say("Drawing"), DRAWING)
    pictures = draw_pictures(evaluation, language)
    progress(say("Writing"), WRITING)
    made_at = order.made_at.strftime("%Y-%m-%d %H:%M")
    contents: dict[str, Iterable[bytes]] = {
        REPORT: _encode([render_report(evaluation, pictures, language, made_at)]),
        TABLES: [write_workbook(evaluation, language)],
        RESULTS: _encode(write_json(evaluation)),
    }
    return MadeEvaluation(contents, evaluation, language)


def _encode(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def _reading_steps(progress: Progress) -> Callable[[str, int, int], None]:
    furthest = READING

    def tell(_name: str, done: int, total: int) -> None:
        """Tables are read first, then transcripts, each counted from nothing; the bar only moves forward."""
        nonlocal furthest
        furthest = max(furthest, READING + (DERIVING - READING) * done / max(total, 1))
        progress(say("Reading"), furthest)

    return tell
