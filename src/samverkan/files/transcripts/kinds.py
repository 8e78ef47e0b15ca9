"""What a file holds, told by its first bytes, so that a wrong name is not read as wrong words."""

import codecs
import re
from typing import Final

from samverkan.domain.words import Text, as_is, say
from samverkan.files.transcripts.errors import TranscriptError

LOOKED_AT: Final = 4096
OLE: Final = b"\xd0\xcf\x11\xe0"
LOCKED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
WEB_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
SUBRIP: Final = re.compile(rb"\s*\d{1,7}[ \t]*\r?\n[ \t]*\d+:\d\d?:\d\d?[,.]\d+[ \t]*-->")
WEBVTT: Final = re.compile(rb"WEBVTT(?:[ \t\r\n]|$)")

TEXT: Final = "text"
ARCHIVE: Final = "zip"
LOCKED_OR_OLD: Final = "ole"
KIND_OF_SUFFIX: Final = {
    ".txt": TEXT,
    ".md": TEXT,
    ".docx": "Word",
    ".odt": "OpenDocument",
    ".pdf": "PDF",
    ".rtf": "RTF",
    ".html": "HTML",
    ".htm": "HTML",
    ".vtt": "WebVTT",
    ".srt": "SubRip",
}
SUFFIX_OF_KIND: Final = {kind: suffix for suffix, kind in reversed(KIND_OF_SUFFIX.items()) if kind != TEXT}
NEVER_TEXT: Final = frozenset({"Word", "OpenDocument", "PDF", "RTF"})


def require_kind(content: bytes, name: str, suffix: str) -> None:
    """Raise TranscriptError when the file plainly holds another kind than its suffix says."""
    kind, expected = kind_of(content), KIND_OF_SUFFIX[suffix]
    if kind == expected:
        return
    if kind == LOCKED_OR_OLD:
        raise TranscriptError(locked_or_old(content, name))
    if kind in SUFFIX_OF_KIND:
        message = say(
            "{file} is called {suffix} but holds {kind}. Rename it so that it ends in {right}.",
            file=name,
            suffix=suffix,
            kind=as_is(kind),
            right=SUFFIX_OF_KIND[kind],
        )
        raise TranscriptError(message)
    if kind == ARCHIVE and expected not in {"Word", "OpenDocument"}:
        raise TranscriptError(say("{file} is a zip archive. Unpack it and add the files in it.", file=name))
    if kind == ARCHIVE or (expected in NEVER_TEXT and not is_late_pdf(content, expected)):
        raise TranscriptError(damaged(name, expected))


def kind_of(content: bytes) -> str:
    """Return the kind of file; TEXT when nothing says otherwise."""
    start = content[:LOOKED_AT]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "replace").encode()
    start = start.removeprefix(codecs.BOM_UTF8)
    if start.startswith(ZIP):
        return kind_of_package(content)
    if start.startswith(OLE):
        return LOCKED_OR_OLD
    if start.lstrip().startswith(b"{\\rtf"):
        return "RTF"
    if start.lstrip().startswith(b"%PDF-"):
        return "PDF"
    if WEB_PAGE.match(start):
        return "HTML"
    if WEBVTT.match(start):
        return "WebVTT"
    return "SubRip" if SUBRIP.match(start) else TEXT


def kind_of_package(content: bytes) -> str:
    """Return the kind of a zip file by the names it holds in the clear."""
    if OPEN_DOCUMENT in content[:200]:
        return "OpenDocument"
    return "Word" if b"word/" in content else ARCHIVE


def is_late_pdf(content: bytes, expected: str) -> bool:
    """Say whether a PDF begins a little after the beginning of the file, as some programs write it."""
    return expected == "PDF" and b"%PDF-" in content[:1024]


def locked_or_old(content: bytes, name: str) -> Text:
    """Return what to do with an OLE file: a Word file under a password, or one from before 2007."""
    if LOCKED_PACKAGE in content:
        return locked(name)
    return say("{file} is in Word's old format (.doc). Open it in Word and save it as .docx.", file=name)


def locked(name: str) -> Text:
    """Return what to do with a file under a password."""
    return say("{file} is protected by a password. Open it, take the password away and save it again.", file=name)


def damaged(name: str, kind: str) -> Text:
    """Return that the file cannot be opened as what it is called."""
    return say(
        "{file} cannot be opened as {kind}: it is damaged, cut off, or something else. "
        "Open it in the program it was made with and save it again.",
        file=name,
        kind=as_is(kind),
    )
