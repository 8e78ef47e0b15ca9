"""A study folder as one .zip file: packed to be sent, and unpacked with distrust."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Final
from unicodedata import normalize

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.toml_values import SETTINGS
from samverkan.files.transcripts.packages import ENCRYPTED_FLAG, METHODS, leads_astray, unpacks_to_too_much

MOST_PACKED_BYTES: Final = 100_000_000
MOST_BYTES: Final = 400_000_000
MOST_FILES: Final = 5_000
MOST_SIGNS: Final = 200
"""Of a file's or folder's name, in bytes: what every file system takes."""
CHUNK: Final = 1 << 20
IS_UTF8: Final = 0x800
LITTER: Final = "__MACOSX"
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
)


class PackedStudyError(WorkbenchError):
    """A .zip file that holds no study folder, or that we do not unpack."""


def pack_folder(contents: Mapping[str, bytes], folder: str, packed_at: datetime, sink: IO[bytes]) -> None:
    """Write the files as a .zip with one folder in it."""
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            info = zipfile.ZipInfo(f"{folder}/{name}", packed_at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            package.writestr(info, content)


def unpack_folder(source: IO[bytes], into: Path) -> Path:
    """Unpack a .zip into an empty folder; return the folder with study.toml, which is `into` or the one folder in it.

    The list of files is checked before anything is unpacked, and the bytes are counted while it is.

    Raises
    ------
    PackedStudyError
        It is no .zip, damaged, locked, would unpack to too much, points outside itself, or has no study.toml.
    """
    try:
        with zipfile.ZipFile(source) as package:
            files = _check(package)
            home = _find_home(files)
            left = MOST_BYTES
            for name, info in files.items():
                left -= _unpack_one(package, info, into / name, left)
    except BROKEN as error:
        raise PackedStudyError(
            say("The file is no .zip, or it is damaged. Pack the study folder again, and send that.")
        ) from error
    return into / home


def _check(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = package.infolist()
    if unpacks_to_too_much(infos, MOST_FILES, MOST_BYTES):
        raise PackedStudyError(_too_much())
    if any(one.flag_bits & ENCRYPTED_FLAG for one in infos):
        raise PackedStudyError(say("The .zip file has a password. Pack the study folder without one."))
    named = [(name, one) for one in infos if (name := _name_of(one)) and not one.is_dir()]
    for name, one in named:
        kind = stat.S_IFMT(one.external_attr >> 16)
        if leads_astray(name) or one.compress_type not in METHODS or kind not in {0, stat.S_IFREG} or _is_odd(name):
            raise PackedStudyError(
                say(
                    'The .zip file has "{file}" in it, which we do not unpack: a link, a name that points elsewhere, '
                    "or a way of packing that we do not know. Pack the study folder alone, as an ordinary .zip.",
                    file=name[:MOST_SIGNS],
                )
            )
    _require_apart([name for name, _ in named])
    return dict(named)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a file; '' for what a Mac adds. It also writes UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & IS_UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return "" if name.split("/")[0] == LITTER else normalize("NFC", name)


def _is_odd(name: str) -> bool:
    parts = name.split("/")
    return (
        any(not part or part == "." or len(part.encode()) > MOST_SIGNS for part in parts)
        or len(parts) > MOST_SIGNS // 10
        or not name.isprintable()
    )


def _require_apart(names: list[str]) -> None:
    """No two files may share a place, whatever the file system makes of capital letters."""
    folded = {name.casefold() for name in names}
    above = {parent.as_posix() for name in folded for parent in PurePosixPath(name).parents}
    if len(folded) != len(names) or folded & above:
        raise PackedStudyError(say("The .zip file has two files of the same name. Pack the study folder again."))


def _find_home(files: Mapping[str, zipfile.ZipInfo]) -> str:
    tops = {name.split("/")[0] for name in files if "/" in name}
    homes = ["" if SETTINGS in files else None, *(top if f"{top}/{SETTINGS}" in files else None for top in tops)]
    found = [home for home in homes if home is not None]
    if "" in found:
        return ""
    if len(found) != 1:
        raise PackedStudyError(
            say(
                "There is no study.toml in the .zip file, or more than one, so it is not one study folder. Pack the "
                "folder that study.toml lies in."
            )
        )
    return found[0]


def _unpack_one(package: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write one file; return how many bytes it had."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with package.open(info) as source, target.open("wb") as sink:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise PackedStudyError(_too_much())
            sink.write(chunk)
    return size


def _too_much() -> Text:
    return say(
        "The .zip file would unpack to more than {most} MB or {files} files, or far more than it is packed, and was "
        "not unpacked. Leave out what is not part of the study.",
        most=str(MOST_BYTES // 1_000_000),
        files=str(MOST_FILES),
    )
