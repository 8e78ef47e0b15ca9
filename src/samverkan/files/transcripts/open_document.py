"""OpenDocument text (.odt): the words of the main text, in the order they stand.

Text in tables, lists, sections and text boxes is read. Deleted text, comments and notes are left out.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import damaged, locked
from samverkan.files.transcripts.markup import attribute, local_name, parse_xml
from samverkan.files.transcripts.packages import Package
from samverkan.files.transcripts.rows import row_line

KIND: Final = "OpenDocument"
CONTENT: Final = "content.xml"
MANIFEST: Final = "META-INF/manifest.xml"
LOCKED_PACKAGE: Final = "encrypted-package"
LOCKED_PART: Final = b"encryption-data"

LEFT_OUT: Final = re.compile(
    "tracked-changes|annotation|annotation-end|note|[a-z-]+-decls|forms|event-listeners|title|desc|script"
)
PARAGRAPHS: Final = frozenset({"p", "h"})
SPACES: Final = re.compile(r"[ \t\r\n]+")
MOST_SPACES: Final = 1_000


def read_open_document(content: bytes, name: str) -> str:
    """Return the text of an .odt, its paragraphs a blank line apart.

    Raises
    ------
    TranscriptError
        The file is damaged, locked, holds a DOCTYPE, or would unpack to too much.
    """
    package = Package(content, name, KIND)
    if LOCKED_PACKAGE in package or (MANIFEST in package and LOCKED_PART in package.read(MANIFEST)):
        raise TranscriptError(locked(name))
    root = parse_xml(package.read(CONTENT), name, KIND)
    body = next((one for one in root.iter() if local_name(one) == "text" and is_body(one)), None)
    if body is None:
        raise TranscriptError(damaged(name, KIND))
    return "\n\n".join(blocks(body))


def is_body(element: etree._Element) -> bool:
    """Say whether the element is the document's text, and not another thing of the same name."""
    parent = element.getparent()
    return parent is not None and local_name(parent) == "body"


def blocks(parent: etree._Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables, in order."""
    for child in parent:
        name = local_name(child)
        if name in PARAGRAPHS:
            yield paragraph(child)
        elif name == "table-row":
            yield row_line(["\n".join(blocks(cell)) for cell in child if local_name(cell) == "table-cell"])
        elif name and not LEFT_OUT.fullmatch(name):
            yield from blocks(child)


def paragraph(element: etree._Element) -> str:
    """Return the words of a paragraph; those of a text box in it stand on lines of their own."""
    return "".join(pieces(element)).strip()


def pieces(parent: etree._Element) -> Iterator[str]:
    """Yield the words and signs inside a paragraph."""
    yield SPACES.sub(" ", parent.text or "")
    for child in parent:
        yield from piece(child)
        yield SPACES.sub(" ", child.tail or "")


def piece(child: etree._Element) -> Iterator[str]:
    """Yield the words or the sign of one element inside a paragraph."""
    name = local_name(child)
    if name == "s":
        count = attribute(child, "c")
        yield " " * min(int(count) if count.isdecimal() else 1, MOST_SPACES)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name in PARAGRAPHS:
        yield f"\n{paragraph(child)}\n"
    elif name and not LEFT_OUT.fullmatch(name):
        yield from pieces(child)
