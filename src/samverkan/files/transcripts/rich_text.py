"""Rich text (.rtf): the words, without headers, footers, notes, comments and pictures."""

import re
from collections.abc import Callable
from typing import Final

from striprtf.striprtf import rtf_to_text

from samverkan.domain.words import say
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import damaged
from samverkan.files.transcripts.rows import row_line

KIND: Final = "RTF"
LATIN: Final = "cp1252"
CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{3,5})")
TRACKED_DELETION: Final = re.compile(rb"\\deleted(?![a-z0-9])")
PICTURE_DIGITS: Final = re.compile(rb"(?:[0-9a-fA-F]{64,}\s*)+")
CELL: Final = re.compile(rb"\\(?:nest)?cell(?![a-z])[ ]?")
CELL_SIGN: Final = "\ue0fe"
CELL_CODE: Final = rb"\\u-7938?"
TO_TEXT: Final[Callable[[str, str, str], str]] = rtf_to_text
ESCAPED: Final = re.compile(rb"\\[\\{}]")
BINARY: Final = re.compile(rb"\\bin\d")


def read_rich_text(content: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of an .rtf; `encoding` replaces the code page of a file that states none.

    Raises
    ------
    TranscriptError
        The file is cut off or damaged, or has tracked deletions, which cannot be told from what was said.
    """
    if TRACKED_DELETION.search(content):
        message = say(
            "{file} has deleted text under tracked changes. Open it, accept or reject the changes, and save it again.",
            file=name,
        )
        raise TranscriptError(message)
    if is_cut_off(content):
        raise TranscriptError(damaged(name, KIND))
    marked = CELL.sub(CELL_CODE, PICTURE_DIGITS.sub(b"", content))
    page = CODE_PAGE.search(content[:2000])
    alphabet = f"cp{page[1].decode()}" if page else encoding or LATIN
    try:
        text = TO_TEXT(decode_loose(marked, alphabet), alphabet, "replace")
    except (ValueError, LookupError, IndexError, TypeError, OverflowError) as error:
        raise TranscriptError(damaged(name, KIND)) from error
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "\n".join(table_line(line) for line in whole.split("\n"))


def is_cut_off(content: bytes) -> bool:
    """Say whether more groups are opened than closed. Pictures in binary may hold any bytes, and are not counted."""
    if BINARY.search(content):
        return False
    plain = ESCAPED.sub(b"", content)
    return plain.count(b"{") > plain.count(b"}")


def decode_loose(content: bytes, alphabet: str) -> str:
    """Return the source as text; letters above ASCII are rare here, as RTF writes them as codes."""
    try:
        return content.decode(alphabet)
    except (UnicodeDecodeError, LookupError):
        return content.decode("latin-1")


def table_line(line: str) -> str:
    """Return a line of the text; one with cells is a row of a table."""
    return row_line(line.split(CELL_SIGN)) if CELL_SIGN in line else line
