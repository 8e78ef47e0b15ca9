"""The uploads of a workbench: each in a folder of its own in the data folder, for its owner only.

Here, and nowhere in the database, stand the file with its name, the transcript that was read from it, and the forms
that point at somebody. A file grows piece by piece; what has been confirmed has been written through to the disk.
"""

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.transcript import Transcript, Turn
from samverkan.domain.words import Text, say
from samverkan.files.pseudonym_key import write_privately

TOKEN: Final = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME: Final = 200
UNWRITABLE: Final = re.compile(r"[\x00-\x1f\x7f]")
FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class UploadError(WorkbenchError):
    """A piece of a file cannot be kept, or is not the next one."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that may point at somebody: what was proposed for it at first, and the forms that it may be a part of."""

    original: str
    proposed: str
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: its transcript, and its forms by their numbers."""

    transcript: Transcript
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadFolder:
    """The folder of one upload."""

    path: Path

    @property
    def received(self) -> int:
        """How many bytes of the file are here."""
        try:
            return self._original.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def _original(self) -> Path:
        return self.path / "original"

    @property
    def name(self) -> str:
        """The file's name; '' when it is gone."""
        return str(self._read_json("name").get("name", ""))

    def start(self, name: str) -> None:
        """Make the folder for a file with this name; UploadError when it cannot be made."""
        try:
            self.path.mkdir(parents=True, mode=0o700)
        except OSError as error:
            raise UploadError(_why_not_kept(error)) from error
        self._write_json("name", {"name": tidy_name(name)})

    def add(self, offset: int, pieces: Iterable[bytes]) -> int:
        """Add what begins at `offset`, which is where the file ends; return how many bytes are here now.

        Raises
        ------
        UploadError
            The file ends elsewhere, or there is no room: then nothing of it was added.
        """
        try:
            handle = os.open(self._original, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UploadError(_why_not_kept(error)) from error
        with os.fdopen(handle, "r+b") as sink:
            if sink.seek(0, os.SEEK_END) != offset:
                raise UploadError(say("The pieces of the file came in another order. Choose the file again."))
            try:
                for piece in pieces:
                    sink.write(piece)
                sink.flush()
                os.fsync(sink.fileno())
            except OSError as error:
                _cut_back(sink.fileno(), offset)
                raise UploadError(_why_not_kept(error)) from error
            return sink.tell()

    def read_original(self) -> bytes:
        """Return the whole file; UploadError when it is gone."""
        try:
            return self._original.read_bytes()
        except OSError as error:
            raise UploadError(say("The file is no longer in the data folder. Upload it again.")) from error

    def keep_reading(self, reading: Reading) -> None:
        """Keep what was read from the file."""
        turns = [[one.start, one.end, one.speaker, one.time] for one in reading.transcript.turns]
        self._write_json("transcript", {"text": reading.transcript.text, "turns": turns})
        self.keep_forms(reading.forms)

    def keep_forms(self, forms: Iterable[Form]) -> None:
        """Keep the forms that may point at somebody."""
        self._write_json("forms", {"forms": [[one.original, one.proposed, list(one.alike)] for one in forms]})

    def load_reading(self) -> Reading:
        """Return what was read from the file; UploadError when it is not there."""
        kept = self._read_json("transcript")
        if "text" not in kept:
            raise UploadError(say("The file is no longer in the data folder. Upload it again."))
        turns = tuple(Turn(*one) for one in kept["turns"])
        forms = self._read_json("forms").get("forms", [])
        return Reading(
            Transcript(kept["text"], turns),
            tuple(Form(original, proposed, tuple(alike)) for original, proposed, alike in forms),
        )

    def keep_problem(self, problem: Text) -> None:
        """Keep what is wrong with the file."""
        values = {name: str(value) for name, value in problem.values.items()}
        self._write_json("problem", {"template": problem.template, "values": values})

    def load_problem(self) -> Text | None:
        """Return what is wrong with the file; None when nothing is."""
        kept = self._read_json("problem")
        return Text(kept["template"], kept["values"]) if kept else None

    def forget_problem(self) -> None:
        """Forget what was wrong with the file."""
        (self.path / "problem.json").unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _write_json(self, name: str, value: Mapping[str, Any]) -> None:
        try:
            write_privately(self.path / f"{name}.json", json.dumps(value, ensure_ascii=False).encode())
        except WorkbenchError as error:
            cause = error.__cause__
            raise UploadError(_why_not_kept(cause if isinstance(cause, OSError) else OSError())) from error

    def _read_json(self, name: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads((self.path / f"{name}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found


def open_upload(home: Path, token: str) -> UploadFolder:
    """Return the folder of an upload; ValueError when the token is none."""
    if TOKEN.fullmatch(token) is None:
        raise ValueError("no token of an upload")
    return UploadFolder(home / "uploads" / token)


def sweep_uploads(home: Path, needed: Iterable[str]) -> int:
    """Remove the folders that no upload needs; return how many there were."""
    kept = set(needed)
    left = [one for one in (home / "uploads").glob("*") if TOKEN.fullmatch(one.name) and one.name not in kept]
    for one in left:
        shutil.rmtree(one, ignore_errors=True)
    return len(left)


def tidy_name(name: str) -> str:
    """Return a file's name without folders and control characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    tidy = UNWRITABLE.sub("", last).strip()
    return tidy if len(tidy) <= LONGEST_NAME else tidy[: LONGEST_NAME // 2] + "…" + tidy[-LONGEST_NAME // 4 :]


def _cut_back(handle: int, size: int) -> None:
    try:
        os.ftruncate(handle, size)
    except OSError:
        # What is left over is told by the next piece, which begins elsewhere.
        return


def _why_not_kept(error: OSError) -> Text:
    if error.errno in FULL:
        return say("The disk of the workbench is full. What came before is safe; make room and go on with this file.")
    reason = error.strerror or type(error).__name__
    return say("The file cannot be kept in the data folder ({reason}). Tell who looks after it.", reason=reason)
