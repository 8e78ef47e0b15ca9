"""The key of a study's pseudonyms: a TOML file outside the study folder that only its owner may read."""

import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision
from samverkan.domain.words import say

HEADING = (
    "The key of a study's pseudonyms. It is personal data, and so are the transcripts while it exists.",
    "Keep it apart from the study, and let nobody read it who need not.",
)


class KeyFileError(WorkbenchError):
    """A key that cannot be read, or that must not lie where it is to lie."""


@dataclass(frozen=True, slots=True)
class Key:
    """The decisions of a study, and the folder of the study they belong to."""

    decisions: tuple[Decision, ...] = ()
    folder: str = ""


def find_data_folder(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return where programs keep a person's data on the platform (`sys.platform`).

    >>> find_data_folder("linux", {}, Path("/home/kim")).as_posix()
    '/home/kim/.local/share'
    """
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")


def name_default_key(data_folder: Path, study_folder: Path) -> Path:
    """Return where the key of a study lies unless another place is named."""
    return data_folder / "samverkan" / "keys" / f"{study_folder.resolve().name}.toml"


def refuse_inside_study(path: Path, study_folder: Path) -> None:
    """Raise KeyFileError when a file with original names would lie in the study folder."""
    if path.resolve().is_relative_to(study_folder.resolve()):
        raise KeyFileError(
            say(
                "{path} lies inside the study folder, and holds the names that the pseudonyms hide. "
                "Name a file outside the folder, where only those who need it can read it.",
                path=str(path),
            )
        )


def read_key(path: Path) -> Key:
    """Return the key in a file; an empty one when there is no file.

    Raises
    ------
    KeyFileError
        The file cannot be read, is no TOML, or an entry is not whole.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Key()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(
            say("The key {path} cannot be read. Check that it is a file and that you may read it.", path=str(path))
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise KeyFileError(
            say(
                "The key {path} is not TOML: {reason}. Restore it from a copy, or mend that line.",
                path=str(path),
                reason=str(error),
            )
        ) from error
    entries = document.get("decision", [])
    decisions = tuple(_read_entry(entry, number, path) for number, entry in enumerate(entries, 1))
    return Key(decisions, str(document.get("study", {}).get("folder", "")))


def _read_entry(entry: Mapping[str, Any], number: int, path: Path) -> Decision:
    try:
        kind, verdict = Kind(entry["kind"]), Verdict(entry["decision"])
        original, replacement = str(entry["original"]), str(entry.get("replacement", ""))
    except (KeyError, ValueError) as error:
        raise KeyFileError(_not_whole(path, number)) from error
    if not original or bool(replacement) is (verdict is Verdict.KEEP):
        raise KeyFileError(_not_whole(path, number))
    return Decision(original, kind, verdict, replacement, bool(entry.get("reviewed", True)))


def _not_whole(path: Path, number: int) -> Any:
    return say(
        "Entry {number} of the key {path} is not whole: it needs original, kind, decision (accept or keep) and, "
        "when accepted, replacement. Mend it or take it out.",
        number=str(number),
        path=str(path),
    )


def merge_decisions(before: Iterable[Decision], now: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the earlier decisions with the new ones in their places; identity numbers are never kept."""
    merged = {one.original: one for one in before} | {one.original: one for one in now}
    return tuple(one for one in merged.values() if one.kind is not Kind.IDENTITY_NUMBER)


def write_key(key: Key, path: Path) -> None:
    """Write the key for its owner only, atomically."""
    document = tomlkit.document()
    for line in HEADING:
        document.add(tomlkit.comment(line))
    document["study"] = {"folder": key.folder}
    entries = tomlkit.aot()
    for one in key.decisions:
        entries.append(tomlkit.item(_entry(one)))
    document["decision"] = entries
    write_privately(path, tomlkit.dumps(document).encode())


def _entry(one: Decision) -> dict[str, str | bool]:
    entry: dict[str, str | bool] = {"original": one.original, "kind": str(one.kind), "decision": str(one.verdict)}
    if one.replacement:
        entry["replacement"] = one.replacement
    if not one.is_reviewed:
        entry["reviewed"] = False
    return entry


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read (mode 0600), atomically.

    Raises
    ------
    KeyFileError
        The file cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(prefix=".samverkan-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as sink:
                sink.write(content)
                sink.flush()
                os.fsync(sink.fileno())
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise KeyFileError(
            say("{path} cannot be written ({reason}). Name another file.", path=str(path), reason=reason)
        ) from error
