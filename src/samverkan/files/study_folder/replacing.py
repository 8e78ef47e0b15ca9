"""Replacing several files of a folder as one: all of them, or none."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".samverkan-"


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write the files, each atomically and all or none.

    Everything is first written beside the files and brought to disk. When a file then cannot be put in place, those
    that were are put back, and the error goes on.
    """
    if not contents:
        return
    with _workshop(folder) as workshop:
        for name, content in contents.items():
            _write_through(workshop / "new" / name, content)
        for name in contents:
            if (folder / name).exists():
                _copy(folder / name, workshop / "old" / name)
        _put_in_place(folder, workshop, tuple(contents))
    _flush_folder(folder)


@contextmanager
def build_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the target's place when all went well; else nothing is left of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _workshop(target.parent) as workshop:
        built = workshop / "new"
        yield built
        if target.is_dir():
            target.rmdir()
        built.replace(target)
    _flush_folder(target.parent)


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    workshop = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    try:
        (workshop / "new").mkdir()
        (workshop / "old").mkdir()
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _write_through(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _put_in_place(folder: Path, workshop: Path, names: tuple[str, ...]) -> None:
    done: list[str] = []
    try:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (workshop / "new" / name).replace(folder / name)
            done.append(name)
    except OSError:
        for name in reversed(done):
            _put_back(folder / name, workshop / "old" / name)
        raise


def _put_back(path: Path, old: Path) -> None:
    if old.exists():
        old.replace(path)
    else:
        path.unlink()


def _flush_folder(folder: Path) -> None:
    """Bring the names to disk too, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
