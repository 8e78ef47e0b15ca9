"""Transcripts from files of every format that is read."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from samverkan.domain.interviews.transcript import Spoken, Transcript, join_turns, normalise
from samverkan.domain.words import Text, say
from samverkan.files.transcripts.decoding import decode, without_controls
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import KIND_OF_SUFFIX, require_kind
from samverkan.files.transcripts.markdown import read_markdown
from samverkan.files.transcripts.open_document import read_open_document
from samverkan.files.transcripts.pdf import read_pdf, reflow
from samverkan.files.transcripts.plain_text import read_plain_text
from samverkan.files.transcripts.rich_text import read_rich_text
from samverkan.files.transcripts.subtitles import read_subtitles
from samverkan.files.transcripts.turns import spoken_in
from samverkan.files.transcripts.web_page import read_web_page
from samverkan.files.transcripts.word import read_word

TRANSCRIPT_SUFFIXES: Final = tuple(KIND_OF_SUFFIX)

Reader = Callable[[bytes, str, str | None], list[Spoken]]


WITHOUT_ENCODING: Final = frozenset({".docx", ".odt", ".pdf"})
"""Formats that hold their letters in one way only, so that no other encoding can be asked for."""


def has_encoding(name: str) -> bool:
    """Say whether reading a file of this name under another encoding may give other words."""
    return PurePath(name).suffix.lower() not in WITHOUT_ENCODING


def read_transcript(content: bytes, name: str, encoding: str | None = None) -> Transcript:
    """Return the transcript that a file holds: its turns with speakers and times, its text NFC with `\\n` line ends.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        The file's name, which gives the format by its suffix and stands in messages.
    encoding : str, optional
        The encoding of a text file, when the one that is found is wrong. Formats that state their own ignore it.

    Raises
    ------
    TranscriptError
        The format is not read, or the file is empty, locked, damaged, unsafe, or not what its name says.

    Examples
    --------
    >>> transcript = read_transcript("[00:10] R01: Vi litar på varandra.".encode(), "I01.txt")
    >>> [(turn.time, turn.speaker) for turn in transcript.turns], transcript.text
    ([('00:10', 'R01')], 'Vi litar på varandra.')
    """
    path = PurePath(name)
    suffix, file = path.suffix.lower(), path.name
    if suffix not in READERS:
        raise TranscriptError(unknown_format(file, suffix))
    if not content:
        raise TranscriptError(say("{file} is empty. Add the file with the words in it.", file=file))
    require_kind(content, file, suffix)
    transcript = join_turns(READERS[suffix](content, file, encoding))
    if not transcript.turns:
        raise TranscriptError(say("{file} holds no words. Check that it is the right file.", file=file))
    return transcript


def unknown_format(file: str, suffix: str) -> Text:
    """Return that the format is not read, and which are; the two old forms of Word have advice of their own."""
    if suffix in {".doc", ".docm", ".dot", ".dotx", ".dotm"}:
        return say("{file} is not read. Open it in Word and save it as .docx.", file=file)
    return say(
        "{file} is in a format that is not read. Save it as one of {suffixes}.",
        file=file,
        suffixes=" ".join(TRANSCRIPT_SUFFIXES),
    )


def text_of(content: bytes, file: str, encoding: str | None) -> list[Spoken]:
    """Read plain text."""
    return read_plain_text(decode(content, file, encoding))


def markdown_of(content: bytes, file: str, encoding: str | None) -> list[Spoken]:
    """Read Markdown."""
    return read_markdown(decode(content, file, encoding))


def subtitles_of(content: bytes, file: str, encoding: str | None) -> list[Spoken]:
    """Read either kind of subtitles."""
    kind = KIND_OF_SUFFIX[PurePath(file).suffix.lower()]
    return read_subtitles(decode(content, file, encoding), file, kind)


def word_of(content: bytes, file: str, _encoding: str | None) -> list[Spoken]:
    """Read a Word document."""
    return spoken_in(tidy(read_word(content, file), file))


def open_document_of(content: bytes, file: str, _encoding: str | None) -> list[Spoken]:
    """Read an OpenDocument text."""
    return spoken_in(tidy(read_open_document(content, file), file))


def rich_text_of(content: bytes, file: str, encoding: str | None) -> list[Spoken]:
    """Read rich text."""
    return spoken_in(tidy(read_rich_text(content, file, encoding), file))


def pdf_of(content: bytes, file: str, _encoding: str | None) -> list[Spoken]:
    """Read a PDF, whose lines are put together into paragraphs."""
    return spoken_in(tidy(read_pdf(content, file), file), reflow)


def web_page_of(content: bytes, file: str, encoding: str | None) -> list[Spoken]:
    """Read a web page."""
    return spoken_in(tidy(read_web_page(content, file, encoding), file))


def tidy(text: str, file: str) -> str:
    """Return the text that a format gave, NFC with `\\n` line ends and without control characters."""
    return normalise(without_controls(text, file))


READERS: Final[dict[str, Reader]] = {
    ".txt": text_of,
    ".md": markdown_of,
    ".docx": word_of,
    ".odt": open_document_of,
    ".rtf": rich_text_of,
    ".pdf": pdf_of,
    ".html": web_page_of,
    ".htm": web_page_of,
    ".vtt": subtitles_of,
    ".srt": subtitles_of,
}
