"""Panels: one for each collaboration, key or member, beside each other where there are several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.labels import wrap
from samverkan.charts.palette import INK
from samverkan.charts.specification import BOLD, LINE_HEIGHT, SIZE, WIDTH, Specification, lines_of_words, texts

GAP: Final = 20


@dataclass(frozen=True, slots=True)
class Panel:
    """The place of one panel, in pixels: its left edge, its width, and the top of its rows."""

    name: str
    left: float
    width: float
    top: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width


def place_panels(
    names: Sequence[str], heights: Sequence[float], head: float, shared: float = 0, most_columns: int = 2
) -> tuple[Panel, ...]:
    """Return a place for each panel; `shared` pixels to the left of each line of panels are kept for names of rows.

    `head` pixels above each panel hold its name, and what the picture writes under that.
    """
    columns = min(len(names), most_columns)
    width = (WIDTH - 4 - shared - GAP * (columns - 1)) / max(columns, 1)
    panels: list[Panel] = []
    top = head
    for start in range(0, len(names), columns or 1):
        members = range(start, min(start + columns, len(names)))
        for column, place in enumerate(members):
            panels.append(Panel(names[place], shared + column * (width + GAP), width, top))
        top += max(heights[place] for place in members) + GAP + head
    return tuple(panels)


def name_panels(panels: Sequence[Panel], head: float) -> Specification:
    """Return the names of the panels, each on at most two lines."""
    rows = []
    for panel in panels:
        words = wrap(panel.name, panel.width, SIZE * BOLD)
        middle = panel.top - (head - 2 * LINE_HEIGHT) - LINE_HEIGHT * len(words) / 2
        rows.extend(lines_of_words(words, panel.left, middle))
    return texts(rows, fontWeight="bold", fill=INK)
