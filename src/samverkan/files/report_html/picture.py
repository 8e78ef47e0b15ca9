"""A picture on its way into the report: finished SVG with its caption."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from samverkan.domain.words import Text

BEFORE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
ROOT = re.compile(r"<svg\b[^>]*>")
IDENTIFIER = re.compile(r'\sid="([^"]+)"')
INSIDE_LINK = re.compile(r'\s(?:xlink:)?href="#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture, whose ids no other picture of the report uses. The caption says what one sees."""

    svg: str
    caption: Text

    @property
    def has_role(self) -> bool:
        """Whether the picture itself tells assistive technology what it is."""
        root = ROOT.search(self.svg)
        return root is not None and " role=" in root[0]

    def markup(self, has_place: Callable[[str], bool]) -> Markup:
        """Return the SVG as a page takes it; links to what the page does not show are left out."""
        svg = BEFORE.sub("", self.svg, count=1)
        own = set(IDENTIFIER.findall(svg))

        def keep_link(match: re.Match[str]) -> str:
            return match[0] if match[1] in own or has_place(match[1]) else ""

        return Markup(INSIDE_LINK.sub(keep_link, svg))
