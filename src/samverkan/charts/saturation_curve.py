"""Saturation: how many codes are known after each interview, and how many of them are new."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

from samverkan.charts.labels import cut, measure
from samverkan.charts.palette import INK, LIGHT, MUTED
from samverkan.charts.specification import (
    LINE_HEIGHT,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    legend,
    legend_height,
    lines,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.coding.saturation import Incidence
from samverkan.domain.words import say

MARGIN: Final = 34
PLOT: Final = WIDTH - MARGIN - 4
HEIGHT: Final = 220
WIDEST: Final = 64
TURNED_NAMES: Final = 70
MOST_COUNTS: Final = 40
"""With more interviews than this the numbers would cover each other, and are left to the axis."""


def saturation_curve(incidence: Incidence, language: str) -> Specification | None:
    """Return the curve of known codes over bars of new ones, interview by interview; None with fewer than two."""
    new = incidence.new_codes
    if len(new) < 2 or not incidence.codes:
        return None
    step = min(PLOT / len(new), WIDEST)
    known = list(accumulate(new))
    unit = HEIGHT / known[-1]
    width = step * len(new)
    below = _below(incidence.interviews, step)
    remarks = [
        (symbol("stroke", INK), say("codes known so far").in_language(language)),
        (symbol("square", LIGHT), say("new codes in the interview").in_language(language)),
        (None, say("interviews in order of date").in_language(language)),
    ]
    layers = [
        *_grid_lines(known[-1], unit, width),
        _bars(new, unit, step),
        *_curve(known, unit, step),
        *(_counts(new, known, unit, step) if len(new) <= MOST_COUNTS else ()),
        _names(incidence.interviews, step),
        *legend(remarks, -MARGIN, HEIGHT + below + legend_height(remarks)),
    ]
    return picture(layers)


def _grid_lines(most: int, unit: float, width: float) -> Iterator[Specification]:
    step = max(1, ceil(most / 5 / 5) * 5) if most > 5 else 1
    ticks = range(0, most + 1, step)
    yield lines([{"x": 0, "x2": width, "y": HEIGHT - tick * unit, "y2": HEIGHT - tick * unit} for tick in ticks])
    labels = [{"x": -8, "y": HEIGHT - tick * unit, "words": str(tick)} for tick in ticks]
    yield texts(labels, align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _bars(new: Sequence[int], unit: float, step: float) -> Specification:
    return boxes(
        [
            {
                "x": (place + 0.2) * step,
                "x2": (place + 0.8) * step,
                "y": HEIGHT - count * unit,
                "y2": HEIGHT,
                "colour": LIGHT,
            }
            for place, count in enumerate(new)
            if count
        ]
    )


def _curve(known: Sequence[int], unit: float, step: float) -> Iterator[Specification]:
    dots = [{"x": (place + 0.5) * step, "y": HEIGHT - count * unit} for place, count in enumerate(known)]
    pairs = pairwise(dots)
    yield lines([{**first, "x2": second["x"], "y2": second["y"]} for first, second in pairs], stroke=INK, strokeWidth=2)
    yield points([{**dot, **symbol("circle", INK)} for dot in dots], size=36)


def _counts(new: Sequence[int], known: Sequence[int], unit: float, step: float) -> Iterator[Specification]:
    rows: list[Row] = []
    for place, (count, total) in enumerate(zip(new, known, strict=True)):
        x = (place + 0.5) * step
        rows.append({"x": x, "y": HEIGHT - total * unit - 12, "words": str(total)})
        if place:
            rows.append({"x": x, "y": HEIGHT - max(count * unit, 0) - 9, "words": str(count)})
    yield texts(rows, align="center", fontSize=SMALL_SIZE)


def _is_turned(names: Sequence[str], step: float) -> bool:
    return max(measure(name, SMALL_SIZE) for name in names) > step - 4


def _below(names: Sequence[str], step: float) -> float:
    if not _is_turned(names, step):
        return LINE_HEIGHT + 12
    return min(max(measure(name, SMALL_SIZE) for name in names), TURNED_NAMES) + 16


def _names(names: Sequence[str], step: float) -> Specification:
    rows = [
        {"x": (place + 0.5) * step, "y": HEIGHT + 10, "words": cut(name, TURNED_NAMES, SMALL_SIZE)}
        for place, name in enumerate(names)
    ]
    style = {"fontSize": SMALL_SIZE, "fill": MUTED}
    return (
        texts(rows, align="right", angle=-90, **style)
        if _is_turned(names, step)
        else texts(rows, align="center", **style)
    )
