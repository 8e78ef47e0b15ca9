"""Fingerprints: what a figure was derived from, by which method, with which settings."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LENGTH = 16


@dataclass(frozen=True, slots=True)
class Trace:
    """The way back from a derived figure: its sources, the method with its version, and the settings."""

    method: str
    sources: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


def fingerprint(content: bytes) -> str:
    """Return the first 16 hexadecimal digits of the content's SHA-256."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def fingerprint_all(parts: Mapping[str, str]) -> str:
    """Return one fingerprint for named fingerprints, the same in whatever order they come."""
    return fingerprint("\n".join(f"{name} {part}" for name, part in sorted(parts.items())).encode())


def join_sources(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the sources of all groups, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(source for group in groups for source in group))


def anchor_of(source: str) -> str:
    """Return the source's name as an HTML anchor: letters, digits, `-` and `_`; other characters become `-`."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in source)
