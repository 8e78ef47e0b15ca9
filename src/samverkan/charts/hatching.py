"""Hatching: patterns that tell areas apart without colour, each drawn as one path within its box."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from samverkan.charts.specification import Row, Specification, points

APART: Final = 6
"""How far apart the lines of a pattern are, in pixels."""

SIZE_OF_PATH: Final = 4
"""Vega scales a path by half the root of the size of its symbol; with this one it is drawn as it is."""


HATCHED: Final = "M-1,1L1,-1M-1,0L0,-1M0,1L1,0M-1,-1L1,-1L1,1L-1,1Z"
"""The symbol of a hatched area in a legend."""


class Pattern(StrEnum):
    """How an area is hatched."""

    PLAIN = "plain"
    RISING = "rising"
    FALLING = "falling"
    UPRIGHT = "upright"


def hatch(rows: Sequence[Row], **style: float) -> Specification:
    """Return the layer that hatches boxes from (x, y) to (x2, y2), each with its `pattern` in its `ink`."""
    marks = []
    for row in rows:
        left, right = sorted((row["x"], row["x2"]))
        path = "".join(_lines(right - left, row["y2"] - row["y"], row["pattern"]))
        if path:
            marks.append({"x": left, "y": row["y"], "shape": path, "fill": "none", "stroke": row["ink"]})
    return points(marks, size=SIZE_OF_PATH, **{"strokeWidth": 1.25, **style})


def _lines(width: float, height: float, pattern: Pattern) -> Iterator[str]:
    """Yield the lines of the pattern in a box of this size, cut off at its edges."""
    reach = height if pattern in (Pattern.RISING, Pattern.FALLING) else 0
    if pattern is Pattern.PLAIN:
        return
    for step in range(1, int((width + reach) / APART) + 1):
        place = step * APART
        if pattern is Pattern.UPRIGHT:
            yield f"M{place - APART / 2:g},0L{place - APART / 2:g},{height:g}"
            continue
        # The line enters at the upper or right edge and leaves at the left or lower one.
        (x, y), (x2, y2) = _clip(place, width, height)
        if pattern is Pattern.FALLING:
            y, y2 = height - y, height - y2
        yield f"M{x:g},{y:g}L{x2:g},{y2:g}"


def _clip(place: float, width: float, height: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends, within the box, of the line on which x and y sum to the place."""
    start = (place, 0.0) if place <= width else (width, place - width)
    end = (0.0, place) if place <= height else (place - height, height)
    return start, end
