"""Writing a set of files so that the old ones stay whole until all the new ones are ready."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say


class OutputError(WorkbenchError):
    """The place where the result should go cannot be written."""


def replace_files(folder: Path, contents: Mapping[str, Iterable[bytes]]) -> tuple[Path, ...]:
    """Write all files beside their places, then move them in; an interruption before that leaves the old ones whole.

    Raises OutputError when the folder cannot be made or written, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(mkdtemp(prefix=".samverkan-", dir=folder))
    except OSError as error:
        raise _explain(folder, error) from error
    try:
        for name, pieces in contents.items():
            with (staging / name).open("wb") as sink:
                sink.writelines(pieces)
                sink.flush()
                os.fsync(sink.fileno())
        return tuple((staging / name).replace(folder / name) for name in contents)
    except OSError as error:
        raise _explain(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _explain(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        say(
            "Cannot write the result in {folder}: {reason}. Choose another folder with --output, or make this one "
            "writable. Nothing there was changed.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )
