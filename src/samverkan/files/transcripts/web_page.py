"""Web pages (.html): the words between the tags; each block is a paragraph, and scripts and styles are left out."""

import re
from typing import Final

from lxml import etree

from samverkan.domain.words import say
from samverkan.files.transcripts.decoding import decode
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.rows import row_line

DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
LOOKED_AT: Final = 4096
SPACES: Final = re.compile(r"[ \t\n\r\f]+")
LEFT_OUT: Final = ("script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "select")
BLOCK: Final = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|ul"
)
CELLS: Final = frozenset({"td", "th"})


def read_web_page(content: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of an .html file, its blocks a blank line apart.

    Raises
    ------
    TranscriptError
        The bytes are not text, or the page is built too deep to be read to its end.
    """
    source = decode(content, name, encoding or declared_encoding(content))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser) if source.strip() else None
    if root is None:
        return ""
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        message = say(
            "{file} is built too deep or too large to be read to its end. Open it in a browser, copy the text, "
            "and save it as .txt.",
            file=name,
        )
        raise TranscriptError(message)
    return PageText().read(root)


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding that the page states, when Python knows it and the bytes fit it."""
    found = DECLARED.search(content[:LOOKED_AT])
    if found is None or content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    stated = found[1].decode("ascii", "replace")
    try:
        content.decode(stated)
    except (LookupError, UnicodeError, ValueError):
        return None
    return stated


class PageText:
    """Gathers the words of a page, in order; the cells of a row are gathered apart and then joined."""

    def __init__(self) -> None:
        self._open: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._kept_spaces = 0

    def read(self, root: etree._Element) -> str:
        """Return the text under the root, which loses what a browser does not show."""
        etree.strip_elements(root, *LEFT_OUT, with_tail=False)
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element, element.tag)
            else:
                self._end(element, element.tag)
        return "".join(self._open[0])

    def _start(self, element: etree._Element, name: str) -> None:
        if name == "br":
            self._write("\n")
        elif name == "tr":
            self._rows.append([])
        elif name in CELLS:
            self._open.append([])
        elif BLOCK.fullmatch(name):
            self._write("\n\n")
        self._kept_spaces += name == "pre"
        self._write_text(element.text)

    def _end(self, element: etree._Element, name: str) -> None:
        self._kept_spaces -= name == "pre"
        if name in CELLS and len(self._open) > 1:
            self._end_cell()
        elif name == "tr" and self._rows:
            self._write(f"\n\n{row_line(self._rows.pop())}\n\n")
        elif BLOCK.fullmatch(name):
            self._write("\n\n")
        self._write_text(element.tail)

    def _end_cell(self) -> None:
        cell = "".join(self._open.pop()).strip()
        if self._rows:
            self._rows[-1].append(cell)
        else:
            self._write(f"\n\n{cell}\n\n")

    def _write(self, text: str) -> None:
        self._open[-1].append(text)

    def _write_text(self, text: str | None) -> None:
        if text:
            self._write(text if self._kept_spaces else SPACES.sub(" ", text))
