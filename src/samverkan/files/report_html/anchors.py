"""Anchors: which sources have a place in the report, and links to them."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from samverkan.domain.trace import anchor_of


class Anchors:
    """The places of one report. A source that has no place gets no link, so that no link leads nowhere."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._stand_ins: dict[str, str] = {}

    def place(self, source: str) -> str:
        """Return the anchor of a source when this is its first place; '' when it already has one."""
        anchor = anchor_of(source)
        if anchor in self._taken:
            return ""
        self._taken.add(anchor)
        return anchor

    def stand_in(self, source: str, shown: str) -> None:
        """Let links to a source lead to the place of another that shows it."""
        self._stand_ins.setdefault(anchor_of(source), anchor_of(shown))

    def href(self, source: str) -> str:
        """Return the address of a source within the page; '' when it has no place."""
        anchor = anchor_of(source)
        anchor = anchor if anchor in self._taken else self._stand_ins.get(anchor, "")
        return f"#{anchor}" if anchor in self._taken else ""

    def has_place(self, anchor: str) -> bool:
        """Tell whether something in the page bears the anchor."""
        return anchor in self._taken

    def linked(self, words: object, source: str) -> Markup:
        """Return the words as a link to the source; the words alone when it has no place."""
        href = self.href(source)
        if not href:
            return escape(words)
        return Markup('<a href="{}">{}</a>').format(href, words)

    def known(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Return those of the sources that have a place."""
        return tuple(source for source in sources if self.href(source))


def web_link(words: str) -> Markup:
    """Return the words, as a link when they are a web address and nothing else."""
    parts = urlsplit(words) if words.startswith(("http://", "https://")) and " " not in words else None
    if parts is None or not parts.hostname:
        return escape(words)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(words, parts.hostname)
