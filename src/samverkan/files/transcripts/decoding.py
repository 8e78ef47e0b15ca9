"""Bytes to text: byte-order mark, then UTF-8, then the best of three older alphabets; a person may choose instead.

The best is the one under which the bytes give the most å, ä and ö inside words, when other foreign letters count
against it twice: the closing quotation marks of cp1252 stand beside a word, and must not look like the ö of cp850.
"""

import codecs
import re
from collections import Counter
from typing import Final

from samverkan.domain.interviews.transcript import normalise
from samverkan.domain.words import say
from samverkan.files.transcripts.errors import TranscriptError

BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLDER_ALPHABETS: Final = ("cp1252", "mac_roman", "cp850")
SWEDISH_LETTERS: Final = frozenset("åäöÅÄÖ")
KNOWN_LETTERS: Final = SWEDISH_LETTERS | frozenset("éÉüÜ")
FOREIGN_WEIGHS: Final = 2
INSIDE_A_WORD: Final = re.compile(rb"(?<=[A-Za-z\x80-\xff])[\x80-\xff](?=[A-Za-z\x80-\xff])")
ASCII: Final = bytes(range(128))

CONTROLS: Final = bytes(one for one in range(32) if one not in b"\t\n\v\f\r") + b"\x7f"
CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
PAGE_BREAKS: Final = re.compile("[\v\f]")
CONTROLS_ALLOWED_IN_THOUSAND: Final = 5


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of a file, NFC with `\\n` line ends and without control characters.

    Raises
    ------
    TranscriptError
        The encoding is unknown, the bytes do not fit it, or they are not text.
    """
    text = decode_as(content, name, encoding) if encoding else decode_by_ladder(content, name)
    return normalise(without_controls(text, name))


def decode_as(content: bytes, name: str, encoding: str) -> str:
    """Return the text under the encoding that a person chose."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = say(
            "{file} is not written in {encoding}: the characters in line {line} do not fit. "
            "Choose another encoding, or none and let it be found.",
            file=name,
            encoding=encoding,
            line=str(line),
        )
        raise TranscriptError(message) from error
    except (LookupError, UnicodeError, ValueError) as error:
        message = say(
            '"{encoding}" is not an encoding that can be read. Choose for example utf-8, cp1252, mac_roman or cp850.',
            encoding=encoding,
        )
        raise TranscriptError(message) from error


def decode_by_ladder(content: bytes, name: str) -> str:
    """Return the text under the first encoding that fits."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return decode_as(content, name, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(likely_alphabet(content))


def likely_alphabet(content: bytes) -> str:
    """Return the older alphabet under which the bytes look most like Swedish; cp1252 when they look alike."""
    every = Counter(content.translate(None, ASCII))
    inside = Counter(b"".join(INSIDE_A_WORD.findall(content)))
    scores = {alphabet: score_alphabet(every, inside, alphabet) for alphabet in OLDER_ALPHABETS}
    fitting = {alphabet: score for alphabet, score in scores.items() if score is not None}
    return max(fitting, key=lambda alphabet: fitting[alphabet])


def score_alphabet(every: Counter[int], inside: Counter[int], alphabet: str) -> int | None:
    """Return how Swedish the bytes look under the alphabet; None when one of them stands for nothing there."""
    try:
        letters = {byte: bytes([byte]).decode(alphabet) for byte in every}
    except UnicodeDecodeError:
        return None
    swedish = sum(inside[byte] for byte, letter in letters.items() if letter in SWEDISH_LETTERS)
    foreign = sum(every[byte] for byte, letter in letters.items() if letter.isalpha() and letter not in KNOWN_LETTERS)
    return swedish - FOREIGN_WEIGHS * foreign


def without_controls(text: str, name: str) -> str:
    """Return the text without control characters; page breaks become line ends. A file with many is not text."""
    written = text.encode("utf-8", "surrogatepass")
    found = len(written) - len(written.translate(None, CONTROLS))
    if b"\0" in written or found * 1000 > len(written) * CONTROLS_ALLOWED_IN_THOUSAND:
        message = say(
            "{file} does not hold text. Open it in the program it was made with and save it as text (UTF-8) or .docx.",
            file=name,
        )
        raise TranscriptError(message)
    if found:
        text = CONTROL.sub("", text)
    if b"\v" in written or b"\f" in written:
        text = PAGE_BREAKS.sub("\n", text)
    return text
