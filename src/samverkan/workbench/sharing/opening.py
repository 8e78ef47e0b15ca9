"""Opening a study folder for its costs, keys and groups."""

from pathlib import Path

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.report.sharing import material_of_sharing
from samverkan.domain.sharing.analysis import SharingMaterial
from samverkan.domain.words import say
from samverkan.files.study_folder import read_sound_study_folder


class OpeningError(WorkbenchError):
    """What was named is no study folder."""


def open_sharing(folder: Path) -> SharingMaterial:
    """Return what a study folder holds about sharing.

    Raises ProblemsError with all errors of the folder, OpeningError or StudyFolderError when there is no study.
    """
    if not folder.exists():
        raise OpeningError(say("{path} does not exist. Name a study folder.", path=str(folder)))
    if not folder.is_dir():
        raise OpeningError(say("{path} is a file. Name a study folder.", path=str(folder)))
    return material_of_sharing(read_sound_study_folder(folder).evidence)
