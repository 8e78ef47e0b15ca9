"""The study folder: a study as plain files, read and checked as a whole, and written back without loss."""

from samverkan.files.study_folder.anchoring import Misplaced
from samverkan.files.study_folder.datapackage import write_datapackage
from samverkan.files.study_folder.disk import StudyFolderError
from samverkan.files.study_folder.folder import StudyFolder, read_sound_study_folder, read_study_folder
from samverkan.files.study_folder.starting import StudyStart, read_standard_codebook, start_study_folder
from samverkan.files.study_folder.writing import write_standard_copy, write_study_folder

__all__ = [
    "Misplaced",
    "StudyFolder",
    "StudyFolderError",
    "StudyStart",
    "read_sound_study_folder",
    "read_standard_codebook",
    "read_study_folder",
    "start_study_folder",
    "write_datapackage",
    "write_standard_copy",
    "write_study_folder",
]
