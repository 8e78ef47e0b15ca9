"""What a picture says in words: its title, its caption, all its figures read aloud, and the names of its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samverkan.charts.specification import Row, Specification, covers
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text


@dataclass(frozen=True, slots=True)
class Telling:
    """The words that go with a picture.

    The caption is seen below it; the description, in the language asked for, lists the figures for assistive
    technology.
    """

    title: Text
    caption: Text
    description: str


def part(corners: Row, says: str, source: str = "") -> Row:
    """Return the row of an unseen rectangle that has a name, and leads to the source when there is one."""
    row = {**corners, "says": says}
    return {**row, "link": f"#{anchor_of(source)}"} if source else row


def cover_parts(rows: Sequence[Row]) -> list[Specification]:
    """Return the layers of unseen rectangles; only those with a link are links."""
    linked = [row for row in rows if "link" in row]
    silent = [row for row in rows if "link" not in row]
    return [covers(each) for each in (silent, linked) if each]


def list_sentences(sentences: Iterable[str]) -> str:
    """Return the sentences one after the other, each ended by a full stop."""
    return " ".join(f"{one.rstrip('.')}." for one in sentences if one)


def source_at(sources: Sequence[str], place: int) -> str:
    """Return the source at this place, or '' when none are given."""
    return sources[place] if sources else ""
