"""An indicator over the years, one small picture for each municipality or collaboration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

from samverkan.charts.labels import cut
from samverkan.charts.palette import HELPS, HINDERS, INK, MUTED
from samverkan.charts.specification import (
    BOLD,
    MOST_ROWS,
    SIZE,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    legend,
    legend_height,
    lines,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.dates import Period
from samverkan.domain.indicators import DEFINITION_CHANGED, Indicator, unit_words
from samverkan.domain.study import Study
from samverkan.domain.words import Text, number, say

COLUMNS: Final = 4
AXIS: Final = 50
GAP: Final = 26
PLOT: Final = (WIDTH - 10 - COLUMNS * AXIS - (COLUMNS - 1) * GAP) / COLUMNS
HEIGHT: Final = 70
HEAD: Final = 38
FOOT: Final = 26
APART: Final = 5
"""Places whose largest values differ more than this many times get a scale each."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The values that one small picture spans."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Return how far below the upper edge the value lies, in pixels."""
        return (self.high - value) / (self.high - self.low) * HEIGHT


@dataclass(frozen=True, slots=True)
class _Series:
    """One place with its values, period by period; None where a value is missing."""

    name: str
    values: tuple[Indicator | None, ...]
    scale: _Scale
    left: float
    top: float

    @property
    def known(self) -> list[tuple[int, float]]:
        """The periods, by their place, that have a value."""
        found = ((place, one.value) for place, one in enumerate(self.values) if one is not None)
        return [(place, value) for place, value in found if value is not None]

    def is_changed(self, place: int) -> bool:
        """Whether the definition changed with this period."""
        one = self.values[place]
        return one is not None and one.status == DEFINITION_CHANGED


def indicator_lines(indicators: Sequence[Indicator], study: Study, name: str, language: str) -> Specification | None:
    """Return the lines of one indicator; None with fewer than two periods or with too many places.

    A line breaks where a value is missing and where the definition changed: values on either side do not compare.
    """
    chosen = [one for one in indicators if one.indicator == name]
    periods = sorted({one.period for one in chosen if one.value is not None})
    places = list(dict.fromkeys(one.municipality or one.collaboration for one in chosen))
    if len(periods) < 2 or len(places) > MOST_ROWS:
        return None
    series = _read(chosen, study, periods, places)
    bottom = max(one.top for one in series) + HEIGHT + FOOT
    remarks = _legend(chosen, series, language)
    layers = [
        *_frames(series, language),
        *_years(series, periods),
        *_lines(series, periods),
        _last_values(series, periods, language),
        *legend(remarks, 0, bottom + legend_height(remarks)),
    ]
    return picture(layers)


def _read(chosen: Sequence[Indicator], study: Study, periods: Sequence[Period], places: Sequence[str]) -> list[_Series]:
    held = {(one.municipality or one.collaboration, one.period): one for one in chosen}
    rows = {place: tuple(held.get((place, period)) for period in periods) for place in places}
    known = {
        place: [one.value for one in row if one is not None and one.value is not None] for place, row in rows.items()
    }
    tops = [max(values) for values in known.values() if values]
    is_shared = min(tops) > 0 and max(tops) / min(tops) <= APART
    everything = [value for values in known.values() for value in values]
    found: list[_Series] = []
    for place in places:
        if known[place]:
            row, column = divmod(len(found), COLUMNS)
            left = AXIS + column * (PLOT + AXIS + GAP)
            top = HEAD + row * (HEAD + HEIGHT + FOOT)
            scale = _fit(everything if is_shared else known[place])
            found.append(_Series(study.name(place), rows[place], scale, left, top))
    return found


def _fit(values: Sequence[float]) -> _Scale:
    """Return round limits around the values; from zero, unless all lie in the upper half."""
    low, high = min(values), max(values)
    low = low if low < 0 or low > high / 2 else 0.0
    span = (high - low) or abs(high) or 1.0
    step = 10 ** floor(log10(span)) / 2
    bottom, top = floor(low / step) * step, ceil(high / step) * step
    return _Scale(bottom, top if top > bottom else bottom + step)


def _across(place: int, periods: Sequence[Period]) -> float:
    """Return how far from the left edge a period lies, in pixels, by the time that has passed."""
    first, last = periods[0].first_day, periods[-1].first_day
    return (periods[place].first_day - first).days / (last - first).days * PLOT


def _frames(series: Sequence[_Series], language: str) -> Iterator[Specification]:
    rules: list[Row] = []
    labels: list[Row] = []
    names: list[Row] = []
    for one in series:
        names.append({"x": one.left - AXIS, "y": one.top - 25, "words": cut(one.name, PLOT + AXIS + 10, SIZE * BOLD)})
        for value in (one.scale.low, one.scale.high):
            y = one.top + one.scale.place(value)
            rules.append({"x": one.left, "x2": one.left + PLOT, "y": y, "y2": y})
            labels.append({"x": one.left - 6, "y": y, "words": _write(value, one.scale, language)})
    yield lines(rules)
    yield texts(labels, align="right", fontSize=SMALL_SIZE, fill=MUTED)
    yield texts(names, fontWeight="bold")


def _write(value: float, scale: _Scale, language: str) -> str:
    decimals = max(0, 1 - floor(log10(scale.high - scale.low)))
    return number(round(value, decimals) + 0.0, language, f",.{decimals}f")


def _years(series: Sequence[_Series], periods: Sequence[Period]) -> Iterator[Specification]:
    ends = [("left", 0.0, str(periods[0])), ("right", PLOT, str(periods[-1]))]
    for align, x, words in ends:
        rows = [{"x": one.left + x, "y": one.top + HEIGHT + 12, "words": words} for one in series]
        yield texts(rows, align=align, fontSize=SMALL_SIZE, fill=MUTED)


def _lines(series: Sequence[_Series], periods: Sequence[Period]) -> Iterator[Specification]:
    ways: list[Row] = []
    dots: list[Row] = []
    breaks: list[Row] = []
    for one in series:
        spots = {
            place: {"x": one.left + _across(place, periods), "y": one.top + one.scale.place(value)}
            for place, value in one.known
        }
        dots.extend({**spot, **symbol("circle", HELPS)} for spot in spots.values())
        for (before, start), (after, end) in pairwise(spots.items()):
            if after == before + 1 and not one.is_changed(after):
                ways.append({**start, "x2": end["x"], "y2": end["y"]})
        for place in range(1, len(periods)):
            if one.is_changed(place):
                x = one.left + (_across(place - 1, periods) + _across(place, periods)) / 2
                breaks.append({"x": x, "x2": x, "y": one.top, "y2": one.top + HEIGHT})
    yield lines(breaks, stroke=HINDERS, strokeWidth=1.5, strokeDash=[3, 2])
    yield lines(ways, stroke=HELPS, strokeWidth=2)
    yield points(dots, size=22)


def _last_values(series: Sequence[_Series], periods: Sequence[Period], language: str) -> Specification:
    rows: list[Row] = []
    for one in series:
        place, value = one.known[-1]
        y = one.top + one.scale.place(value)
        x = one.left + _across(place, periods)
        rows.append({"x": x, "y": y - 11, "words": _write(value, one.scale, language)})
    return texts(rows, align="right", fontSize=SMALL_SIZE, fill=INK)


def _legend(chosen: Sequence[Indicator], series: Sequence[_Series], language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = []
    unit = next((one.unit for one in chosen if one.unit), "")
    if unit:
        entries.append((None, say("unit: {unit}", unit=unit_words(unit))))
    is_shared = len({one.scale for one in series}) == 1
    entries.append((None, say("the same scale everywhere") if is_shared else say("each has its own scale")))
    entries.append((None, say("gap: value missing")))
    if any(one.is_changed(place) for one in series for place in range(len(one.values))):
        entries.append((symbol("M0,-1L0,1", HINDERS), say("definition changed")))
    silent = len({one.municipality or one.collaboration for one in chosen}) - len(series)
    if silent:
        entries.append((None, say("without any value, not shown: {n}", n=silent)))
    return [(looks, words.in_language(language)) for looks, words in entries]
