"""Robustness: for each cut-off and anchor the range in which the solution stays the same, and the chosen value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.palette import INK, LIGHT, LINE, MUTED
from samverkan.charts.rows import ROW, middle_of, name_rows, rule_rows
from samverkan.charts.specification import (
    MOST_ROWS,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    covers,
    legend,
    legend_height,
    lines,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.phrasing import choice_words, range_words, write_choice
from samverkan.domain.comparison.patterns.places import range_source
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, say
from samverkan.methods.qca.calibration import RecodeCalibration
from samverkan.methods.qca.robustness.ranges import Bound, Choice, End, SensitivityRange

NAMES: Final = 230
CHOICES: Final = 60
RANGES: Final = 150
EDGE: Final = 46
"""Room for the numbers at each end of a line, in pixels."""

LINE_WIDTH: Final = WIDTH - NAMES - CHOICES - RANGES - 2 * EDGE - 8
CHOSEN: Final = symbol("diamond", INK)


@dataclass(frozen=True, slots=True)
class _Span:
    """One choice with the ends of its line, which has its own scale: anchors are in the units of the raw values."""

    one: SensitivityRange
    name: str
    least: float
    greatest: float


def robustness_ranges(ranges: Sequence[SensitivityRange], data: CaseTable, language: str) -> Specification | None:
    """Return one line for each choice that was moved, with where the solution stays; None without any.

    With more choices than can be read only the first are drawn, and the legend says so.
    """
    shown = [_span(one, data, language) for one in ranges[:MOST_ROWS]]
    if not shown:
        return None
    height = ROW * len(shown)
    remarks = _legend(len(shown), ranges, language)
    layers = [
        rule_rows(len(shown), (-NAMES, WIDTH - NAMES - 6)),
        *name_rows([span.name for span in shown], (-NAMES, 0), NAMES),
        *_lines(shown, language),
        *_ranges(shown, language),
        _links(shown, language),
        *legend(remarks, -NAMES, height + 8 + legend_height(remarks)),
    ]
    return picture(layers)


def _span(one: SensitivityRange, data: CaseTable, language: str) -> _Span:
    name = choice_words(one, data).in_language(language)
    if one.choice in (Choice.INCLUSION, Choice.PRI):
        return _Span(one, name, 0, 1)
    if one.choice is Choice.FREQUENCY:
        return _Span(one, name, 1, max(len(data.cases), one.chosen, one.upper.value))
    room = (one.upper.value - one.lower.value) / 4 or 1
    least = one.lower.value - (0 if _is_open(one, one.lower) else room)
    greatest = one.upper.value + (0 if _is_open(one, one.upper) else room)
    if _is_membership(one, data):
        least, greatest = max(least, 0.0), min(greatest, 1.0)
    return _Span(one, name, least, greatest)


def _is_membership(one: SensitivityRange, data: CaseTable) -> bool:
    """Whether what was moved is a membership of a table, and no raw value."""
    name = data.outcome_name if one.condition is None else data.columns[one.condition]
    return any(origin.name == name and isinstance(origin.calibration, RecodeCalibration) for origin in data.origins)


def _is_open(one: SensitivityRange, bound: Bound) -> bool:
    """Whether the trying ended before the solution changed; cut-offs end with their scale, and nothing lies beyond."""
    return bound.end is End.UNFINISHED or (bound.end is End.LIMIT and one.choice is Choice.ANCHOR)


def _place(span: _Span, value: float) -> float:
    width = span.greatest - span.least
    return EDGE + ((value - span.least) / width if width > 0 else 0.5) * LINE_WIDTH


def _lines(shown: Sequence[_Span], language: str) -> Iterator[Specification]:
    tracks: list[Row] = []
    bands: list[Row] = []
    chosen: list[Row] = []
    arrows: list[Row] = []
    for place, span in enumerate(shown):
        y, one = middle_of(place), span.one
        low, high = _place(span, one.lower.value), _place(span, one.upper.value)
        tracks.append({"x": EDGE, "x2": EDGE + LINE_WIDTH, "y": y, "y2": y})
        bands.append({"x": low - 1, "x2": high + 1, "y": y - 6, "y2": y + 6, "colour": LIGHT})
        chosen.append({"x": _place(span, one.chosen), "y": y, **CHOSEN})
        arrows += [{"x": low + 5, "y": y, **symbol("triangle-left", INK)}] if _is_open(one, one.lower) else []
        arrows += [{"x": high - 5, "y": y, **symbol("triangle-right", INK)}] if _is_open(one, one.upper) else []
    yield lines(tracks, stroke=LINE, strokeWidth=2)
    yield boxes(bands, stroke=MUTED, strokeWidth=1)
    yield points(arrows, size=36, strokeWidth=0)
    yield points(chosen, size=90, strokeWidth=1)
    least = [
        {"x": EDGE - 8, "y": middle_of(place), "words": write_choice(span.least, language)}
        for place, span in enumerate(shown)
    ]
    greatest = [
        {"x": EDGE + LINE_WIDTH + 8, "y": middle_of(place), "words": write_choice(span.greatest, language)}
        for place, span in enumerate(shown)
    ]
    yield texts(least, align="right", fontSize=SMALL_SIZE, fill=MUTED)
    yield texts(greatest, fontSize=SMALL_SIZE, fill=MUTED)


def _ranges(shown: Sequence[_Span], language: str) -> Iterator[Specification]:
    right = WIDTH - NAMES - 8
    edges = (right - RANGES, right)
    rows: list[Row] = []
    for place, span in enumerate(shown):
        written = (write_choice(span.one.chosen, language), range_words(span.one).in_language(language))
        rows += [{"x": x, "y": middle_of(place), "words": words} for x, words in zip(edges, written, strict=True)]
    yield texts(rows, align="right", fontSize=SMALL_SIZE)
    heads = (say("chosen"), say("solution stays"))
    told = [{"x": x, "y": -12, "words": words.in_language(language)} for x, words in zip(edges, heads, strict=True)]
    yield texts(told, align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _links(shown: Sequence[_Span], language: str) -> Specification:
    rows: list[Row] = []
    for place, span in enumerate(shown):
        says = say(
            "{name}: chosen {chosen}; the solution stays the same in the range {range}",
            name=span.name,
            chosen=write_choice(span.one.chosen, language),
            range=range_words(span.one),
        )
        corners = {"x": -NAMES, "x2": WIDTH - NAMES - 6, "y": place * ROW, "y2": (place + 1) * ROW}
        link = f"#{anchor_of(range_source(place))}"
        rows.append({**corners, "says": says.in_language(language), "link": link})
    return covers(rows)


def _legend(n_shown: int, ranges: Sequence[SensitivityRange], language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (CHOSEN, say("chosen value")),
        (symbol("square", LIGHT, MUTED), say("the solution stays the same")),
        (None, say("each line has its own scale")),
    ]
    if any(_is_open(one, bound) for one in ranges for bound in (one.lower, one.upper)):
        entries.append((symbol("triangle-right", INK), say("still the same where the trying ended")))
    if len(ranges) > n_shown:
        entries.append(
            (None, say("The first {shown} of {all} rows; the workbook has all.", shown=n_shown, all=len(ranges)))
        )
    return [(looks, words.in_language(language)) for looks, words in entries]
