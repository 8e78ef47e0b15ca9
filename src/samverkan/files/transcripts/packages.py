"""Zip packages (.docx, .odt), checked before anything is unpacked and counted while it is."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from samverkan.domain.words import Text, say
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import damaged, locked

MOST_PARTS: Final = 5_000
MOST_BYTES: Final = 500_000_000
MOST_BYTES_READ: Final = 200_000_000
HIGHEST_RATIO: Final = 250
RATIO_COUNTS_FROM: Final = 5_000_000
CHUNK: Final = 1 << 20
ENCRYPTED_FLAG: Final = 0x1
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
)
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Package:
    """A zip package in memory whose list of parts has been checked."""

    def __init__(self, content: bytes, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except DAMAGED as error:
            raise TranscriptError(damaged(name, kind)) from error
        self._parts = {part.filename: part for part in self._zip.infolist()}
        self._check()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self._parts)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; TranscriptError when it is missing, damaged, locked, or larger than it says."""
        if part not in self._parts:
            raise TranscriptError(damaged(self.name, self.kind))
        info = self._parts[part]
        if info.flag_bits & ENCRYPTED_FLAG:
            raise TranscriptError(locked(self.name))
        if info.compress_type not in METHODS:
            raise TranscriptError(damaged(self.name, self.kind))
        if info.file_size > MOST_BYTES_READ:
            raise TranscriptError(too_large(self.name))
        try:
            return self._read_counted(info)
        except DAMAGED as error:
            raise TranscriptError(damaged(self.name, self.kind)) from error

    def _read_counted(self, info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(info) as source:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > info.file_size:
                    raise TranscriptError(too_large(self.name))
                chunks.append(chunk)
        return b"".join(chunks)

    def _check(self) -> None:
        parts = self._zip.infolist()
        if unpacks_to_too_much(parts, MOST_PARTS, MOST_BYTES):
            raise TranscriptError(too_large(self.name))
        if len(parts) != len(self._parts) or any(leads_astray(part.filename) for part in parts):
            raise TranscriptError(damaged(self.name, self.kind))


def unpacks_to_too_much(parts: Sequence[zipfile.ZipInfo], most_parts: int, most_bytes: int) -> bool:
    """Say whether a package holds more than it may, or far more than it is packed, by its own list."""
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = total > RATIO_COUNTS_FROM and total > packed * HIGHEST_RATIO
    return len(parts) > most_parts or total > most_bytes or is_bomb


def leads_astray(path: str) -> bool:
    """Say whether a part's name points outside the package."""
    return path.startswith("/") or "\\" in path or ":" in path or ".." in PurePosixPath(path).parts


def too_large(name: str) -> Text:
    """Return that the file unpacks to too much."""
    return say(
        "{file} would unpack to far more than a transcript holds, and was not opened. "
        "Open it in the program it was made with, keep only the text, and save it again.",
        file=name,
    )
