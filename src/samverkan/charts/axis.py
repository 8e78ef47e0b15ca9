"""Axes of amounts: round limits and marks, and where an amount lies, in pixels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from samverkan.charts.money import Money
from samverkan.charts.palette import INK, MUTED
from samverkan.charts.specification import SMALL_SIZE, Row, Specification, lines, texts
from samverkan.domain.words import number

STEPS: Final = (1, 2, 5, 10)
CLOSE: Final = 1e-9
ROOM: Final = 1000.0
"""When all amounts are nothing, so many SEK are shown on either side."""

BELOW: Final = 24
"""Room below an axis for its labels, in pixels."""

PER_LABEL: Final = 52
"""How many pixels apart labels are at least."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from left to right: the amounts at its ends, those that are marked, a step apart, and its pixels."""

    low: float
    high: float
    marks: tuple[float, ...]
    step: float
    width: float

    def place(self, amount: float, left: float = 0) -> float:
        """Return where the amount lies, in pixels, on the axis that begins at `left`."""
        return left + (amount - self.low) / (self.high - self.low) * self.width


def fit_axis(amounts: Iterable[float], width: float, apart: float = PER_LABEL) -> Axis:
    """Return an axis that spans the amounts, tightly, with marks at round amounts at least so many pixels apart.

    Equal amounts get room around them.
    """
    found = list(amounts)
    low, high = min(found), max(found)
    if high <= low:
        room = abs(low) / 10 or ROOM
        low, high = low - room, high + room
    step = _step(high - low, max(width / apart, 1.0))
    marks = range(ceil(low / step - CLOSE), floor(high / step + CLOSE) + 1)
    return Axis(low, high, tuple(mark * step for mark in marks), step, width)


def round_out(axis: Axis) -> Axis:
    """Return the axis widened to the next marks, so that it begins and ends at one."""
    first, last = floor(axis.low / axis.step + CLOSE), ceil(axis.high / axis.step - CLOSE)
    marks = tuple(mark * axis.step for mark in range(first, last + 1))
    return Axis(marks[0], marks[-1], marks, axis.step, axis.width)


def draw_marks(
    axis: Axis, money: Money, corner: tuple[float, float], bottom: float, language: str
) -> Iterator[Specification]:
    """Yield upright lines at the marks from the corner down, the zero line darker, and the amounts below."""
    left, top = corner
    places = {axis.place(mark, left): mark for mark in axis.marks}
    rules: list[Row] = [{"x": x, "x2": x, "y": top, "y2": bottom} for x in places]
    yield lines(rules, strokeWidth=0.75)
    yield lines([row for row in rules if not places[row["x"]]], stroke=INK, strokeWidth=1.5)
    labels = [
        {"x": x, "y": bottom + 11, "words": words}
        for x, words in zip(places, write_marks(axis, money, language), strict=True)
    ]
    yield texts(labels, align="center", fontSize=SMALL_SIZE, fill=MUTED)


def write_marks(axis: Axis, money: Money, language: str) -> Sequence[str]:
    """Write the marks with no more decimals than their distance needs."""
    decimals = max(0, -floor(log10(axis.step / money.size) + CLOSE))
    return [number(round(mark / money.size, decimals) + 0.0, language, f",.{decimals}f") for mark in axis.marks]


def _step(span: float, most: float) -> float:
    """Return the least round step that the span has no more often than so many times."""
    power = 10.0 ** floor(log10(span / most))
    return next(step * power for step in STEPS if span / (step * power) <= most + CLOSE)
