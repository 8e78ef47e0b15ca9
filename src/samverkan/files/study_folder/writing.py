"""Writing a study folder: only what has changed, all of it or nothing; or a whole copy in standard form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samverkan.domain.errors import ProblemsError
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import say
from samverkan.files.study_folder.datapackage import describe_package
from samverkan.files.study_folder.disk import DATA_PACKAGE, INTERVIEWS, StudyFolderError, list_folder
from samverkan.files.study_folder.folder import StudyFolder
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.rendering import render_table
from samverkan.files.study_folder.replacing import build_folder, replace_files
from samverkan.files.study_folder.settings import write_settings
from samverkan.files.study_folder.tables import TABLES, Table
from samverkan.files.study_folder.toml_values import SETTINGS
from samverkan.files.transcripts import write_transcript


def write_study_folder(folder: StudyFolder, path: Path) -> None:
    """Write the study to a folder: each file atomically, and all of them or none.

    Written in the folder it was read from, only the files that changed are touched. Written elsewhere, the place must
    be free, and the transcripts go along. A table that was noted to be in another form becomes standard.

    Raises
    ------
    StudyFolderError
        The place is taken, or a file was changed by somebody else since the study was read.
    ProblemsError
        A table that must be written has rows that could not be read, or a value that no cell can hold.
    """
    if folder.root is not None and path.resolve() == folder.root.resolve():
        contents = {name: text.encode() for name, text in _changed_files(folder).items()}
        _refuse_when_changed(folder, path, contents)
        replace_files(path, contents)
        return
    contents = {name: text.encode() for name, text in render_files(folder).items()}
    contents |= _unchanged_files(folder, contents)
    _write_elsewhere(folder, path, contents)


def write_standard_copy(folder: StudyFolder, path: Path) -> None:
    """Write a copy of the whole study in standard form, with datapackage.json, to a place that is free.

    Raises
    ------
    ProblemsError
        The study has errors.
    StudyFolderError
        The place is taken, or lies inside the study.
    """
    if folder.errors:
        raise ProblemsError(folder.errors)
    if folder.root is not None and path.resolve().is_relative_to(folder.root.resolve()):
        raise StudyFolderError(say("{path} lies inside the study. Name a folder outside it.", path=str(path)))
    files = render_files(folder)
    files[DATA_PACKAGE] = describe_package(folder)
    _write_elsewhere(folder, path, {name: text.encode() for name, text in files.items()})


def render_files(folder: StudyFolder) -> dict[str, str]:
    """Return study.toml and each table that the study has, in standard form, by file name."""
    files = {SETTINGS: _render_settings(folder)}
    for table in TABLES:
        if table.file in folder.tables or table.values(folder.evidence):
            files[table.file] = _render(folder, table)
    return files


def _render(folder: StudyFolder, table: Table) -> str:
    stored = folder.tables.get(table.file)
    errors = [one for one in folder.errors if one.place.file == table.file]
    if (stored is None and errors) or (stored is not None and stored.left_out):
        raise ProblemsError(errors)
    return render_table(table, table.values(folder.evidence), stored)


def _render_settings(folder: StudyFolder) -> str:
    evidence = folder.evidence
    try:
        return write_settings(evidence.study, folder.settings, evidence.calibration, evidence.sharing)
    except CellError as error:
        raise StudyFolderError(error.text) from error


def _changed_files(folder: StudyFolder) -> dict[str, str]:
    files: dict[str, str] = {}
    settings = _render_settings(folder)
    if settings != folder.settings:
        files[SETTINGS] = settings
    for table in TABLES:
        values = table.values(folder.evidence)
        stored = folder.tables.get(table.file)
        if _is_changed(values, stored):
            files[table.file] = _render(folder, table)
    return files


def _is_changed(values: tuple[Any, ...], stored: Any) -> bool:
    if stored is None:
        return bool(values)
    return values != stored.values or (not stored.is_standard and not stored.left_out)


def _unchanged_files(folder: StudyFolder, rendered: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the bytes on disk of files that hold what they held, so that a copy of them is the same byte by byte."""
    if folder.root is None:
        return {}
    changed = _changed_files(folder)
    listing = list_folder(folder.root)
    same = [name for name in rendered if name in listing.files and name not in changed]
    contents = {name: listing.files[name].read_bytes() for name in same}
    for name, content in contents.items():
        _require_same(folder, name, content)
    return contents


def _refuse_when_changed(folder: StudyFolder, path: Path, contents: Mapping[str, bytes]) -> None:
    for name in contents:
        if (path / name).is_file():
            _require_same(folder, name, (path / name).read_bytes())


def _require_same(folder: StudyFolder, name: str, content: bytes) -> None:
    if folder.evidence.fingerprints.get(name) != fingerprint(content):
        raise StudyFolderError(
            say("{file} was changed by somebody else since the study was read. Read the study again.", file=name)
        )


def require_free(path: Path) -> None:
    """Raise StudyFolderError when something is there already."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StudyFolderError(say("{path} is not empty. Name a folder that does not exist yet.", path=str(path)))


def _write_elsewhere(folder: StudyFolder, path: Path, contents: Mapping[str, bytes]) -> None:
    require_free(path)
    with build_folder(path) as built:
        replace_files(built, contents)
        (built / INTERVIEWS).mkdir()
        replace_files(built, _recordings(folder))


def _recordings(folder: StudyFolder) -> dict[str, bytes]:
    """Return the files of the interviews that the study has, the same byte by byte where it was read from a folder."""
    if folder.root is None:
        return dict(_new_recording(one, folder) for one in folder.evidence.interviews if one.file)
    transcripts = list_folder(folder.root).transcripts
    named = [name for name in folder.evidence.fingerprints if name.startswith(f"{INTERVIEWS}/")]
    contents = {name: transcripts[name.removeprefix(f"{INTERVIEWS}/")].read_bytes() for name in named}
    for name, content in contents.items():
        _require_same(folder, name, content)
    return contents


def _new_recording(interview: Interview, folder: StudyFolder) -> tuple[str, bytes]:
    transcript = folder.evidence.transcripts.get(interview.id)
    if transcript is None or not interview.file.endswith(".txt"):
        raise StudyFolderError(
            say(
                "Interview {interview} has no transcript that can be written as {file}. Give it a file name in .txt.",
                interview=interview.id,
                file=interview.file,
            )
        )
    return f"{INTERVIEWS}/{interview.file}", write_transcript(transcript).encode()
