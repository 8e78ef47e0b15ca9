"""Rows with names: where each row lies, what it is called, and the lines that lead the eye along it."""

from collections.abc import Mapping, Sequence
from typing import Final

from samverkan.charts.labels import wrap
from samverkan.charts.palette import MUTED
from samverkan.charts.specification import BOLD, SIZE, SMALL_SIZE, Row, Specification, lines, lines_of_words, texts

ROW: Final = 28
"""The height of a row, in pixels: two lines of a name fit."""


def middle_of(place: int) -> float:
    """Return where the middle of a row lies, in pixels from the top of the first."""
    return (place + 0.5) * ROW


def name_rows(
    names: Sequence[str], corner: tuple[float, float], width: float, strong: Sequence[bool] = ()
) -> list[Specification]:
    """Return the layers that name the rows, from the upper left corner; the strong ones in bold."""
    plain: list[Row] = []
    bold: list[Row] = []
    left, top = corner
    for place, name in enumerate(names):
        is_strong = bool(strong) and strong[place]
        wrapped = wrap(name, width - 12, SIZE * (BOLD if is_strong else 1))
        (bold if is_strong else plain).extend(lines_of_words(wrapped, left, top + middle_of(place)))
    return [texts(plain), texts(bold, fontWeight="bold")]


def rule_rows(count: int, ends: tuple[float, float], top: float = 0) -> Specification:
    """Return thin lines above, between and below the rows, from the left to the right end."""
    left, right = ends
    ys = [top + place * ROW for place in range(count + 1)]
    return lines([{"x": left, "x2": right, "y": y, "y2": y} for y in ys], strokeWidth=0.75)


def draw_axis(ticks: Mapping[float, str], top: float, bottom: float) -> list[Specification]:
    """Return an axis: at each place, in pixels, an upright line from top to bottom and its label below."""
    rules = [{"x": x, "x2": x, "y": top, "y2": bottom} for x in ticks]
    labels = [{"x": x, "y": bottom + 11, "words": words} for x, words in ticks.items()]
    return [lines(rules, strokeWidth=0.75), texts(labels, align="center", fontSize=SMALL_SIZE, fill=MUTED)]
