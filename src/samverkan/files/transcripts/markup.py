"""XML from files of others: no entities, no network, no DOCTYPE, no giants."""

from typing import Final

from lxml import etree

from samverkan.domain.words import Text, say
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import damaged

DOCTYPE: Final = "<!DOCTYPE"
DOCTYPES: Final = tuple(DOCTYPE.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml(content: bytes, name: str, kind: str) -> etree._Element:
    """Return the root of an XML document.

    Raises
    ------
    TranscriptError
        The document has a DOCTYPE (which could pull in other files or grow without end), or is damaged.
    """
    if any(one in content for one in DOCTYPES):
        raise TranscriptError(has_doctype(name))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TranscriptError(damaged(name, kind)) from error
    if root.getroottree().docinfo.doctype:
        raise TranscriptError(has_doctype(name))
    return root


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace; '' for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, local: str) -> str:
    """Return the attribute of that name in any namespace, or ''."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == local:
            return str(value)
    return ""


def has_doctype(name: str) -> Text:
    """Return that the file reaches for something outside itself."""
    return say(
        "{file} has a document type (DOCTYPE), which could fetch other files, and was not opened. "
        "Open it in the program it was made with and save it again.",
        file=name,
    )
