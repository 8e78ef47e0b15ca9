"""Traces: the fingerprints of what went in, and the anchors that sources have in a report."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LENGTH = 16


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given, and the fingerprint of the values that were read from it ('' when nothing was)."""

    content: bytes
    fingerprint: str
    values_fingerprint: str = ""


def fingerprint(content: bytes) -> str:
    """Return the first 16 hexadecimal digits of the content's SHA-256."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def fingerprint_values(values: Iterable[object]) -> str:
    """Return one fingerprint for frozen values in their order."""
    digest = hashlib.sha256()
    for value in values:
        digest.update(repr(value).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:LENGTH]


def fingerprint_all(parts: Mapping[str, str]) -> str:
    """Return one fingerprint for named fingerprints, the same in whatever order they come."""
    return fingerprint("\n".join(f"{name} {part}" for name, part in sorted(parts.items())).encode())


def anchor_of(source: str) -> str:
    """Return the source's name as an HTML anchor: letters, digits, `-` and `_`; other characters become `-`."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in source)
