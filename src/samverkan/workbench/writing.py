"""Writing a set of files so that the old ones stay whole until all the new ones are ready."""

import errno
import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say

STAGING = ".samverkan-"
OLD_SECONDS = 3600


class OutputError(WorkbenchError):
    """The place where the result should go cannot be written."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Where the files are to lie, in which language, and the hour it is."""

    folder: Path
    language: str
    made_at: datetime

    @property
    def hour(self) -> str:
        """The hour as a page shows it."""
        return self.made_at.strftime("%Y-%m-%d %H:%M")


def refuse_inside(source: Path, folder: Path) -> None:
    """Raise OutputError when the result would lie inside the study that it is about."""
    if source.is_dir() and folder.resolve().is_relative_to(source.resolve()):
        raise OutputError(
            say("{output} lies inside the study. Choose another place with --output, outside it.", output=str(folder))
        )


def replace_files(folder: Path, contents: Mapping[str, Iterable[bytes]]) -> tuple[Path, ...]:
    """Write all files beside their places, then move them in; when anything goes wrong the old ones are put back.

    Raises OutputError when the folder cannot be made or written, something else has a file's name, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in contents:
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        staging = Path(mkdtemp(prefix=STAGING, dir=folder))
    except OSError as error:
        raise _explain(folder, error) from error
    try:
        _remove_left_behind(folder, staging)
        for name, pieces in contents.items():
            with (staging / name).open("wb") as sink:
                sink.writelines(pieces)
                sink.flush()
                os.fsync(sink.fileno())
        _move_in(folder, staging, tuple(contents))
    except OSError as error:
        raise _explain(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(folder / name for name in contents)


def _move_in(folder: Path, staging: Path, names: Sequence[str]) -> None:
    kept = {name: staging / f"old-{name}" for name in names if (folder / name).exists()}
    for name, copy in kept.items():
        shutil.copy2(folder / name, copy)
    try:
        for name in names:
            (staging / name).replace(folder / name)
    except BaseException:
        for name in names:
            if name in kept:
                kept[name].replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise


def _remove_left_behind(folder: Path, own: Path) -> None:
    """Remove what a run that was killed left, once it is old enough to belong to no run that still goes on."""
    for left in folder.glob(f"{STAGING}*"):
        if left != own and time.time() - left.stat().st_mtime > OLD_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _explain(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        say(
            "Cannot write the result in {folder}: {reason}. Choose another folder with --output, or make this one "
            "writable. Nothing there was changed.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )
