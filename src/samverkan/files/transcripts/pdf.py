"""PDF documents: the lines of the pages, put together into paragraphs.

What is done, since a PDF knows lines but no paragraphs:

- a first or last line of a page is left out when it is a page number (`7`, `- 7 -`, `Sida 7 av 12`), or when the same
  line, whatever its digits, stands there on at least three pages and on more than half of them;
- a paragraph ends at a blank line, or at a line that ends a sentence and is shorter than most (under 80% of the
  longest); other lines are joined by a space, also from page to page;
- a word divided at the end of a line is put together (`sam-` `arbete`), but not when the hyphen follows a capital or a
  digit (`IT-` `samverkan`) or a list goes on (`små-` `och medelstora`);
- a line that opens a turn begins one, as in plain text.

Running headers that differ from page to page, columns and notes at the foot cannot be told from what was said.
"""

import logging
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from samverkan.domain.words import Text, say, say_count
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import damaged

KIND: Final = "PDF"
PAGE_NUMBER: Final = re.compile(
    r"(?:sida|sidan|page|s\.|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|\(|av|of)\s*\d{1,4}\)?)?", re.IGNORECASE
)
DIGITS: Final = re.compile(r"\d+")
SENTENCE_END: Final = re.compile(r"[.!?:…][\"”’')\]]*$")
DIVIDED: Final = re.compile(r"[a-zåäöé]-$")
JOINING_WORD: Final = re.compile(r"(?:och|eller|samt|respektive|and|or)\b")
LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
SOFT_HYPHEN: Final = "\u00ad"
SHORT_LINE: Final = 0.8
RUNNING_FROM: Final = 3
DAMAGED: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)

logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(content: bytes, name: str) -> str:
    """Return the text of a PDF, its paragraphs a blank line apart and their lines as they stand.

    Raises
    ------
    TranscriptError
        The file is damaged or locked, or has pages that are pictures without text.
    """
    from pypdf.errors import PyPdfError  # a slow import, and most transcripts are plain text

    try:
        pages = pages_of(content, name)
    except (PyPdfError, *DAMAGED) as error:
        raise TranscriptError(damaged(name, KIND)) from error
    lines = [line for page in without_running_lines(pages) for line in page]
    return with_blank_lines(lines)


def pages_of(content: bytes, name: str) -> list[list[str]]:
    """Return the stripped lines of each page."""
    from pypdf import PdfReader  # a slow import, as above
    from pypdf.errors import DependencyError, WrongPasswordError

    reader = PdfReader(BytesIO(content))
    try:
        is_locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, WrongPasswordError, NotImplementedError):
        is_locked = True
    if is_locked:
        message = say(
            "{file} is protected by a password. Open it, print it to a new PDF without a password, and add that.",
            file=name,
        )
        raise TranscriptError(message)
    pages = [lines_of(page) for page in reader.pages]
    without_text = [place for place, lines in enumerate(pages) if not any(lines)]
    pictures = [place + 1 for place in without_text if has_picture(reader.pages[place])]
    if pictures or len(without_text) == len(pages):
        raise TranscriptError(scanned(name, pictures, len(pages)))
    return pages


def lines_of(page: Any) -> list[str]:
    """Return the stripped lines of a page, its printers' letters (`ﬁ`) as the letters they stand for."""
    text: str = page.extract_text()
    return [line.strip() for line in text.translate(LIGATURES).replace("\r", "\n").split("\n")]


def has_picture(page: Any) -> bool:
    """Say whether the page shows a picture."""
    resources: Any = page.get("/Resources")
    objects: Any = resources.get_object().get("/XObject") if resources else None
    shown = objects.get_object().values() if objects else ()
    return any(one.get_object().get("/Subtype") == "/Image" for one in shown)


def scanned(name: str, pictures: Sequence[int], pages: int) -> Text:
    """Return which pages have no text, and what to do."""
    if len(pictures) < pages and pictures:
        return say_count(
            "{file} has {count} page that is a picture without text: {pages}. Run text recognition (OCR) first.",
            "{file} has {count} pages that are pictures without text: {pages}. Run text recognition (OCR) first.",
            len(pictures),
            file=name,
            pages=", ".join(map(str, pictures)),
        )
    return say("{file} has no text, only pictures of pages. Run text recognition (OCR) first.", file=name)


def without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers and without the lines that run at their top and bottom."""
    pages = [trimmed(page) for page in pages]
    tops = Counter(masked(page[0]) for page in pages if page)
    ends = Counter(masked(page[-1]) for page in pages if len(page) > 1)
    return [without_edges(page, running(tops, len(pages)), running(ends, len(pages))) for page in pages]


def without_edges(page: list[str], tops: frozenset[str], ends: frozenset[str]) -> list[str]:
    """Return the page without its first or last line where that runs over the pages or is a page number."""
    if page and (masked(page[0]) in tops or PAGE_NUMBER.fullmatch(page[0])):
        page = trimmed(page[1:])
    if page and (masked(page[-1]) in ends or PAGE_NUMBER.fullmatch(page[-1])):
        page = trimmed(page[:-1])
    return page


def running(counted: Counter[str], pages: int) -> frozenset[str]:
    """Return the lines that stand on at least three pages and on more than half."""
    return frozenset(line for line, count in counted.items() if count >= RUNNING_FROM and count * 2 > pages)


def masked(line: str) -> str:
    """Return the line with its numbers hidden, so that `Sida 1` and `Sida 2` are the same."""
    return DIGITS.sub("0", line)


def trimmed(page: list[str]) -> list[str]:
    """Return the page without blank lines at its top and bottom."""
    filled = [place for place, line in enumerate(page) if line]
    return page[filled[0] : filled[-1] + 1] if filled else []


def with_blank_lines(lines: Sequence[str]) -> str:
    """Return the lines with a blank line after each that ends a paragraph."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return "\n".join(
        f"{line}\n" if SENTENCE_END.search(line) and len(line) < usual * SHORT_LINE else line for line in lines
    )


def reflow(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one, divided words put together.

    >>> reflow(["Vår sam-", "verkan bygger på IT-", "samordnare i små-", "och medelstora kommuner."])
    'Vår samverkan bygger på IT-samordnare i små- och medelstora kommuner.'
    """
    return "".join(before + gap for before, gap in map(joint, lines, [*lines[1:], ""]))


def joint(line: str, following: str) -> tuple[str, str]:
    """Return the line and what stands between it and the next; a divided word loses its hyphen."""
    if not following:
        return line, ""
    if line.endswith(SOFT_HYPHEN):
        return line[:-1], ""
    if not line.endswith("-") or not line[-2:-1].isalnum() or JOINING_WORD.match(following):
        return line, " "
    is_divided = DIVIDED.search(line) is not None and following[0].islower()
    return (line[:-1] if is_divided else line), ""
