"""What a person does with a study as a whole: start it, check it, and take a copy in standard form."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from samverkan.domain.errors import Problem
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.words import Text, say
from samverkan.files.study_folder import (
    Misplaced,
    StudyStart,
    read_study_folder,
    start_study_folder,
    write_standard_copy,
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class StudyCheck:
    """What was found in a study folder, and what to do next. `misplaced` has words of interviews."""

    errors: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    misplaced: tuple[Misplaced, ...]
    next_step: Text


def start_study(path: Path, start: StudyStart) -> Text:
    """Make a study folder with the standard codebook; return what to do next.

    Raises
    ------
    StudyFolderError
        There is something in the folder already, or two municipalities have the same id.
    """
    start_study_folder(path, start)
    return check_study(path).next_step


def check_study(path: Path, progress: Progress | None = None) -> StudyCheck:
    """Return every error and note of a study folder.

    Raises
    ------
    StudyFolderError
        The path does not exist, is a file, or has no study.toml.
    """
    folder = read_study_folder(path, progress)
    step = find_next_step(folder.evidence, path) if not folder.errors else say("Mend the errors, then check again.")
    return StudyCheck(folder.errors, folder.notes, folder.misplaced, step)


def export_study(path: Path, target: Path) -> tuple[str, ...]:
    """Write a copy of the study in standard form with datapackage.json; return the unknown files it leaves out.

    Raises
    ------
    ProblemsError
        The study has errors.
    StudyFolderError
        One of the folders is not what it should be.
    """
    folder = read_study_folder(path)
    write_standard_copy(folder, target)
    return folder.unknown_files


def find_next_step(evidence: Evidence, path: Path) -> Text:
    """Return what a sound study lacks first, in the order in which a study is made."""
    if evidence.sharing is not None and not evidence.sharing.collaboration:
        return say("Next: `samverkan clusters {path}`.", path=str(path))
    steps = (
        (evidence.study.municipalities, say("Next: write the municipalities in municipalities.csv.")),
        (evidence.study.collaborations, say("Next: write the collaborations in collaborations.csv.")),
        (evidence.study.memberships, say("Next: write who belongs where, since when, in memberships.csv.")),
        (
            evidence.interviews or evidence.answers or evidence.indicators or evidence.findings,
            say(
                "Next: take in interviews with `samverkan import`, or write survey answers in answers.csv or key "
                "figures in indicators.csv."
            ),
        ),
        (evidence.excerpts or not evidence.interviews, say("Next: mark passages of the interviews in excerpts.csv.")),
        (
            evidence.scores or not evidence.excerpts,
            say("Next: judge the factors, informant by informant, in scores.csv."),
        ),
    )
    missing = next((text for given, text in steps if not given), None)
    return missing or say("Next: `samverkan evaluate {path}`.", path=str(path))
