"""A picture on its way into the report: finished SVG with its caption."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from samverkan.domain.words import Text

OPENING = re.compile(r"^.*?(?=<svg)", re.DOTALL)
IDENTIFIER = re.compile(r'\sid="([^"]+)"')
INSIDE_LINK = re.compile(r'\s(?:xlink:)?href="#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture. The caption says what one sees, also to someone who cannot see it."""

    svg: str
    caption: Text

    @property
    def has_links(self) -> bool:
        """Whether something in the picture can be followed."""
        return "<a " in self.svg

    def markup(self, prefix: str, has_place: Callable[[str], bool]) -> Markup:
        """Return the SVG with ids of its own, for two pictures may use the same; links that lead nowhere are left out."""
        svg = OPENING.sub("", self.svg, count=1)
        own = set(IDENTIFIER.findall(svg))

        def keep_link(match: re.Match[str]) -> str:
            return match[0] if match[1] in own or has_place(match[1]) else ""

        svg = INSIDE_LINK.sub(keep_link, svg)
        for identifier in own:
            new = f"{prefix}-{identifier}"
            svg = svg.replace(f'id="{identifier}"', f'id="{new}"')
            svg = svg.replace(f"url(#{identifier})", f"url(#{new})").replace(f'href="#{identifier}"', f'href="#{new}"')
        return Markup(svg)  # noqa: S704 -- drawn by our own charts, never text from a study
