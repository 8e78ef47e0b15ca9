"""Starting a study folder: its frame, its municipalities, the standard codebook, and a header in every other table."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.study import Design, Municipality, Study
from samverkan.domain.words import SWEDISH, say
from samverkan.files.study_folder.disk import INTERVIEWS, StudyFolderError
from samverkan.files.study_folder.rendering import render_table
from samverkan.files.study_folder.replacing import build_folder, replace_files
from samverkan.files.study_folder.settings import write_settings
from samverkan.files.study_folder.tables import CODEBOOK, TABLES
from samverkan.files.study_folder.toml_values import SETTINGS

STANDARD_CODEBOOK = "standard_codebook.csv"


@dataclass(frozen=True, slots=True)
class StudyStart:
    """What a study begins with."""

    title: str
    question: str = ""
    language: str = SWEDISH
    design: Design = Design.DESCRIPTIVE
    municipalities: tuple[Municipality, ...] = ()


def start_study_folder(path: Path, start: StudyStart) -> None:
    """Make a study folder that can be checked at once and filled table by table.

    Raises
    ------
    StudyFolderError
        There is something in the folder already, or two municipalities have the same id.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StudyFolderError(
            say("{path} is not empty. Name a folder that does not exist yet, or an empty one.", path=str(path))
        )
    ids = [one.id for one in start.municipalities]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise StudyFolderError(say("The municipality {id} is named more than once. Name it once.", id=twice))
    study = Study(start.title, start.question, start.language, design=start.design, municipalities=start.municipalities)
    evidence = Evidence(study)
    contents = {SETTINGS: write_settings(study).encode()}
    contents |= {table.file: render_table(table, table.values(evidence)).encode() for table in TABLES}
    contents[CODEBOOK] = read_standard_codebook()
    with build_folder(path) as built:
        replace_files(built, contents)
        (built / INTERVIEWS).mkdir()


def read_standard_codebook() -> bytes:
    """Return the standard codebook as a table of a study folder."""
    return (files("samverkan.files.study_folder") / STANDARD_CODEBOOK).read_bytes()
