"""The files of a study folder on disk: which there are, which are ours, and their bytes; nothing outside the folder."""

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from samverkan.domain.errors import Place, Problem, Severity, WorkbenchError, suggest
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.tables import TABLES
from samverkan.files.study_folder.toml_values import SETTINGS

INTERVIEWS = "interviews"
DATA_PACKAGE = "datapackage.json"
OURS = (SETTINGS, *(table.file for table in TABLES), DATA_PACKAGE)
LEFT_BEHIND = ("thumbs.db", "desktop.ini")
EXPLAINING = ("readme", "license", "licence", "changelog", "makefile")


class StudyFolderError(WorkbenchError):
    """What was named is not a study folder, or cannot be written as one."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a study folder: our files, the transcripts by name inside interviews/, and what we do not know."""

    root: Path
    files: Mapping[str, Path]
    transcripts: Mapping[str, Path] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


def list_folder(path: Path) -> Listing:
    """Return what lies in the study folder; StudyFolderError when it is none."""
    _require_study(path)
    root = path.resolve()
    entries = sorted(path.iterdir())
    names = {entry.name for entry in entries}
    files = {name: path / name for name in OURS if name in names}
    transcripts = {_nfc(one.relative_to(path / INTERVIEWS)): one for one in _walk(path / INTERVIEWS)}
    outside = {name for name, file in files.items() if not _is_inside(file, root)}
    outside |= {f"{INTERVIEWS}/{name}" for name, file in transcripts.items() if not _is_inside(file, root)}
    unknown = tuple(name for name in sorted(names - set(files) - {INTERVIEWS}) if not _is_passed_over(name))
    return Listing(path, files, transcripts, frozenset(outside), unknown)


def list_all_files(path: Path) -> dict[str, Path]:
    """Return every file in the folder by its name from there, without hidden ones, litter, and links out of it."""
    root = path.resolve()
    found: dict[str, Path] = {}
    for directory, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in sorted(names):
            file = Path(directory) / name
            if not _is_litter(name) and file.is_file() and _is_inside(file, root):
                found[_nfc(file.relative_to(path))] = file
    return found


def read_bytes(path: Path, name: str) -> bytes | Problem:
    """Return the content of a file, or the problem that keeps us from it."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        text = say(
            "the file cannot be opened ({reason}). Check that it is a file and that you may read it.", reason=reason
        )
        return Problem(Place(name), text)


def note_unknown_files(listing: Listing) -> Iterator[Problem]:
    """Yield a note for each file that we do not know, and an error for each of ours that lies outside the folder."""
    absent = [name for name in OURS if name not in listing.files]
    for name in listing.unknown:
        near = suggest(name, absent, cutoff=0.8)
        text = say("Samverkan does not know this file and leaves it alone.{suggestion}", suggestion=near)
        yield Problem(Place(name), text, Severity.NOTE)
    for name in sorted(listing.outside):
        yield Problem(Place(name), say("the file is a link out of the study folder. Put the file itself here."))


def explain_missing_transcript(name: str, listing: Listing) -> Text:
    """Return why interviews/ has no such file that may be read."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or ":" in name[:3] or "\\" in name:
        return say('"{file}" is not a name inside interviews/. Put the file there, and write its name only.', file=name)
    near = suggest(name, tuple(listing.transcripts), cutoff=0.7)
    return say(
        'interviews/ has no file "{file}".{suggestion} Put it there, or correct the name.', file=name, suggestion=near
    )


def _require_study(path: Path) -> None:
    if not path.exists():
        raise StudyFolderError(
            say(
                "There is no folder {path}. Check the name, or start a study there with `samverkan new {path}`.",
                path=str(path),
            )
        )
    if not path.is_dir():
        raise StudyFolderError(
            say(
                "{path} is a file. A study is a folder with study.toml, municipalities.csv and other tables: "
                "name the folder.",
                path=str(path),
            )
        )
    if not (path / SETTINGS).exists():
        raise StudyFolderError(
            say(
                "{path} has no study.toml, so it is not a study folder: a folder with study.toml, municipalities.csv "
                "and other tables. Start one with `samverkan new FOLDER`.",
                path=str(path),
            )
        )


def _walk(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for directory, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(directory) / name for name in sorted(names) if not _is_litter(name))


def _nfc(path: Path) -> str:
    return unicodedata.normalize("NFC", path.as_posix())


def _is_inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root)


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in LEFT_BEHIND


def _is_passed_over(name: str) -> bool:
    folded = name.casefold()
    return _is_litter(name) or folded.endswith(".md") or folded.split(".")[0] in EXPLAINING
