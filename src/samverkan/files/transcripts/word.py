"""Word documents (.docx): the words of the main text, in the order they stand.

Text in tables, text boxes, links and content controls is read, and so is inserted text. Deleted and moved-away text,
hidden text, field codes, comments, footnotes, headers and footers are not what was said, and are left out.
The parts are read straight from the package, so that nothing is opened before it has been checked.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from samverkan.domain.words import say
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.markup import attribute, local_name, parse_xml
from samverkan.files.transcripts.packages import Package
from samverkan.files.transcripts.rows import row_line

KIND: Final = "Word"
RELATIONS: Final = "_rels/.rels"
CONTENT_TYPES: Final = "[Content_Types].xml"
MAIN_PART: Final = "word/document.xml"
MAIN_RELATION: Final = "/officeDocument"
MACROS: Final = "vbaproject.bin"

LEFT_OUT: Final = re.compile(
    "del|moveFrom|delText|delInstrText|instrText|pPr|rPr|tblPr|trPr|tcPr|sectPr|sdtPr"
    "|footnoteReference|endnoteReference|commentReference|annotationRef"
)
SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
OFF: Final = frozenset({"0", "false", "off"})


def read_word(content: bytes, name: str) -> str:
    """Return the text of a .docx, its paragraphs a blank line apart.

    Raises
    ------
    TranscriptError
        The file is damaged, locked, holds macros or a DOCTYPE, or would unpack to too much.
    """
    package = Package(content, name, KIND)
    refuse_macros(package)
    document = parse_xml(package.read(main_part(package)), name, KIND)
    return "\n\n".join(blocks(document))


def refuse_macros(package: Package) -> None:
    """Raise TranscriptError when the document carries a program."""
    has_program = any(PurePosixPath(part).name.lower() == MACROS for part in package.parts)
    if has_program or b"macroEnabled" in package.read(CONTENT_TYPES):
        message = say(
            "{file} holds macros (small programs) and was not opened. Save it as .docx, without macros.",
            file=package.name,
        )
        raise TranscriptError(message)


def main_part(package: Package) -> str:
    """Return the name of the part with the text; other programs than Word may call it something else."""
    if RELATIONS not in package:
        return MAIN_PART
    for relation in parse_xml(package.read(RELATIONS), package.name, KIND):
        if attribute(relation, "Type").endswith(MAIN_RELATION):
            return attribute(relation, "Target").lstrip("/")
    return MAIN_PART


def blocks(parent: etree._Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables, in order."""
    for child in parent:
        name = local_name(child)
        if name == "p":
            yield paragraph(child)
        elif name == "tr":
            yield row_line(["\n".join(blocks(cell)) for cell in cells(child)])
        elif name == "AlternateContent":
            yield from blocks(chosen(child))
        elif not LEFT_OUT.fullmatch(name):
            yield from blocks(child)


def cells(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, also those inside a content control."""
    for child in parent:
        name = local_name(child)
        if name == "tc":
            yield child
        elif not LEFT_OUT.fullmatch(name):
            yield from cells(child)


def paragraph(element: etree._Element) -> str:
    """Return the words of a paragraph; those of a text box in it stand on lines of their own."""
    return "".join(pieces(element)).strip()


def pieces(parent: etree._Element) -> Iterator[str]:
    """Yield the words and signs inside a paragraph."""
    for child in parent:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name == "p":
            yield f"\n{paragraph(child)}\n"
        elif name == "AlternateContent":
            yield from pieces(chosen(child))
        elif not LEFT_OUT.fullmatch(name) and not (name == "r" and is_hidden(child)):
            yield from pieces(child)


def chosen(alternatives: etree._Element) -> etree._Element:
    """Return the first of several ways to show the same thing that has words, so that none is read twice."""
    for one in alternatives:
        if any(local_name(part) == "t" for part in one.iter()):
            return one
    return alternatives[-1] if len(alternatives) else alternatives


def is_hidden(run: etree._Element) -> bool:
    """Say whether Word hides the run."""
    settings = next((one for one in run if local_name(one) == "rPr"), None)
    if settings is None:
        return False
    return any(local_name(one) == "vanish" and attribute(one, "val") not in OFF for one in settings)
