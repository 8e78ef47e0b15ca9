"""The renderer: a specification becomes an SVG that stands alone, reads aloud, and obeys a strict content policy."""

import re
from typing import Final

import vl_convert
from lxml import etree

from samverkan.charts.palette import PAPER
from samverkan.charts.specification import FONTS, Specification
from samverkan.domain.trace import fingerprint

SVG: Final = "http://www.w3.org/2000/svg"
HREF: Final = "{http://www.w3.org/1999/xlink}href"
REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
DROPPED: Final = ("class", "role", "aria-roledescription", "font-family")
DEFAULTS: Final = (("opacity", "1"), ("font-weight", "normal"), ("stroke-width", "1"), ("transform", "translate(0,0)"))


def render_svg(specification: Specification, title: str, description: str) -> str:
    """Return the picture as an `<svg>` element with a title and a description; the same input gives the same bytes.

    A picture with links is a group that assistive technology enters; one without is a single image. All ids begin
    with the fingerprint of the picture, so that several stand in one page. The element has the class `picture` and
    takes the width of its column; the page may limit that.
    """
    drawn = vl_convert.vegalite_to_svg(_without_words(specification))
    root = etree.fromstring(drawn.encode())
    words = _words(specification)
    prefix = f"p{fingerprint('|'.join((title, description, *words, drawn)).encode())}"
    for element, written in zip(root.iter(f"{{{SVG}}}text"), words, strict=True):
        element.text = written
    for element in list(root.iter(etree.Element)):
        _clean(element, prefix)
    for element in list(root.iter(etree.Element)):
        _drop_when_invisible(element)
    for link in root.iter(f"{{{SVG}}}a"):
        _mend_link(link)
    _name(root, prefix, title, description)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _words(specification: Specification) -> list[str]:
    texts = (one for one in specification["layer"] if one["mark"]["type"] == "text")
    return [row["words"] for one in texts for row in one["data"]["values"]]


def _without_words(specification: Specification) -> Specification:
    """Vega measures each word to find the room it takes, which we already know: that is most of its time."""
    silent = []
    for one in specification["layer"]:
        if one["mark"]["type"] == "text":
            rows = [{**row, "words": ""} for row in one["data"]["values"]]
            one = {**one, "data": {"values": rows}}  # noqa: PLW2901 -- the same layer, silent
        silent.append(one)
    return {**specification, "layer": silent}


def _clean(element: etree._Element, prefix: str) -> None:
    attributes = element.attrib
    for declaration in attributes.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        if value:
            attributes[name.strip()] = value.strip()
    for name in DROPPED:
        attributes.pop(name, None)
    for name, value in attributes.items():
        attributes[name] = LONG_NUMBER.sub(_shorten, REFERENCE.sub(rf"url(#{prefix}-\1)", value))
    if "id" in attributes:
        attributes["id"] = f"{prefix}-{attributes['id']}"
    for name, value in DEFAULTS:
        if attributes.get(name) == value:
            del attributes[name]
    if attributes.get("aria-hidden") and element.tag == f"{{{SVG}}}g":
        attributes["pointer-events"] = "none"
    _turn_label_into_title(element)


def _turn_label_into_title(element: etree._Element) -> None:
    """A title is read aloud as the label is, and shown on hovering too."""
    label = element.attrib.pop("aria-label", "")
    if label:
        title = etree.SubElement(element, f"{{{SVG}}}title")
        title.text = label


def _shorten(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 2) + 0.0:g}" if abs(float(match[0])) < 1000 else f"{float(match[0]):.2f}"


def _drop_when_invisible(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    attributes = element.attrib
    is_empty_path = element.tag == f"{{{SVG}}}path" and not ("fill" in attributes or "stroke" in attributes)
    if is_empty_path or attributes.get("display") == "none" or attributes.get("opacity") == "0":
        parent.remove(element)


def _mend_link(link: etree._Element) -> None:
    """Vega resolves `#anchor` against a site of its own; only the anchor in our page is meant."""
    _, _, anchor = link.attrib.pop(HREF).partition("#")
    link.attrib["href"] = f"#{anchor}"
    title = link.find(f".//{{{SVG}}}title")
    if title is None or not title.text:
        raise ValueError(f"The link to #{anchor} says nothing; give its row a name.")
    link.attrib["aria-label"] = title.text


def _name(root: etree._Element, prefix: str, title: str, description: str) -> None:
    has_links = root.find(f".//{{{SVG}}}a") is not None
    width, height = float(root.attrib.pop("width")), float(root.attrib.pop("height"))
    root.attrib.clear()
    root.attrib.update(
        {
            "class": "picture",
            "role": "group" if has_links else "img",
            "aria-labelledby": f"{prefix}-title",
            "aria-describedby": f"{prefix}-desc",
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": "100%",
            "font-family": FONTS,
        }
    )
    root.insert(0, etree.Element(f"{{{SVG}}}rect", width="100%", height="100%", fill=PAPER))
    for tag, words in (("desc", description), ("title", title)):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{prefix}-{tag}")
        element.text = words
        root.insert(0, element)
