"""The looks of members in a stack: a colour, a pattern and a number each, so that colour never tells alone."""

from collections.abc import Sequence
from typing import Final

from samverkan.charts.hatching import Pattern, hatch
from samverkan.charts.labels import cut, measure
from samverkan.charts.palette import HELPS, INK, PAPER
from samverkan.charts.specification import SMALL_SIZE, WIDTH, Row, Specification, boxes, texts

COLOURS: Final = (HELPS, "#f0d9a2", "#c8641e", "#a9cfe8", "#5a3a6b")
"""Dark and light by turns: neighbours differ in black and white print too."""

PATTERNS: Final = tuple(Pattern)
SWATCH: Final = 14
LINE: Final = 20
MOST_COLUMNS: Final = 3
BESIDE: Final = SWATCH + 6
APART: Final = 12


def colour_of(place: int) -> str:
    """Return the colour of the member at this place."""
    return COLOURS[place % len(COLOURS)]


def pattern_of(place: int) -> Pattern:
    """Return the pattern of the member at this place: the first five are plain, the next are hatched."""
    return PATTERNS[place // len(COLOURS) % len(PATTERNS)]


def hatch_ink(place: int) -> str:
    """Return the colour of the lines of a pattern: white on dark, dark on light."""
    return PAPER if place % len(COLOURS) in (0, 2, 4) else INK


def fill_members(areas: Sequence[tuple[int, Row]]) -> list[Specification]:
    """Return the layers of areas, each with the place of its member and its corners."""
    plain = [{**corners, "colour": colour_of(place)} for place, corners in areas]
    lined = [{**corners, "pattern": pattern_of(place), "ink": hatch_ink(place)} for place, corners in areas]
    return [boxes(plain, stroke=PAPER, strokeWidth=1), hatch(lined)]


def member_legend(names: Sequence[str], top: float) -> list[Specification]:
    """Return the layers that name the members with their looks, column by column."""
    areas: list[tuple[int, Row]] = []
    words: list[Row] = []
    columns = _columns(names)
    width = WIDTH / columns
    for place, name in enumerate(names):
        column, line = divmod(place, -(-len(names) // columns))
        x, y = column * width, top + line * LINE
        areas.append((place, {"x": x, "x2": x + SWATCH, "y": y, "y2": y + SWATCH}))
        label = cut(_label(place, name), width - BESIDE - APART, SMALL_SIZE)
        words.append({"x": x + BESIDE, "y": y + SWATCH / 2, "words": label})
    return [*fill_members(areas), texts(words, fontSize=SMALL_SIZE)]


def member_legend_height(names: Sequence[str]) -> float:
    """Return how high the legend of the members becomes."""
    return LINE * -(-len(names) // _columns(names))


def _label(place: int, name: str) -> str:
    return f"{place + 1} {name}"


def _columns(names: Sequence[str]) -> int:
    """Return how many columns there are: as many as the longest name leaves room for."""
    longest = max(measure(_label(place, name), SMALL_SIZE) for place, name in enumerate(names))
    return max(min(int(WIDTH / (longest + BESIDE + APART)), MOST_COLUMNS), 1)
