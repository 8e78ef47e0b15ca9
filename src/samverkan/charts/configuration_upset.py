"""The UpSet plot: which combinations of conditions the cases show, and how many of them have the outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from samverkan.charts.labels import wrap
from samverkan.charts.palette import HELPS, INK, MUTED, PAPER, TINT
from samverkan.charts.specification import (
    LABELS,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    covers,
    legend,
    legend_height,
    lines,
    lines_of_words,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.comparison.patterns.places import row_source
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, number, say
from samverkan.methods.qca.sets import CROSSOVER, Condition, literal_membership
from samverkan.methods.qca.truth_table import Row as Configuration
from samverkan.methods.qca.truth_table import TruthTable, row_number

BARS: Final = 130
"""How high the bars may become, in pixels."""

GAP: Final = 26
HIGH: Final = 24
MOST_COLUMNS: Final = 24
MOST_CONDITIONS: Final = 30
WIDEST: Final = 44
NAMES: Final = LABELS - 24


@dataclass(frozen=True, slots=True)
class _Column:
    """A configuration, where it stands, and its cases with and without the outcome."""

    row: Configuration
    middle: float
    n_with: int
    n_without: int


def configuration_upset(table: TruthTable, names: Sequence[str], side: str, language: str) -> Specification | None:
    """Return the plot, the configuration with most cases first; None without rows or with too many conditions.

    `names` are the conditions in words. With more configurations than fit, the legend says how many are left out.
    """
    ordered = sorted(table.rows, key=lambda row: (-row.n, row.out.value != "1"))
    if not ordered or len(names) > MOST_CONDITIONS:
        return None
    width = min((WIDTH - LABELS - 6) / min(len(ordered), MOST_COLUMNS), WIDEST)
    columns = [_column(table, row, (place + 0.5) * width) for place, row in enumerate(ordered[:MOST_COLUMNS])]
    top, right = BARS + GAP, width * len(columns)
    bottom = top + HIGH * len(names)
    remarks = _legend(len(columns), len(ordered), table.sets.conditions, language)
    layers = [
        *_stripes(len(names), top, right),
        *_scale(columns, right, language),
        *_bars(columns, width),
        *_dots(columns, table.sets.conditions, top),
        *_sizes(table, names, top),
        _links(columns, table.sets.conditions, (width, bottom), (side, language)),
        *legend(remarks, -LABELS, bottom + 8 + legend_height(remarks)),
    ]
    return picture(layers)


def _column(table: TruthTable, row: Configuration, middle: float) -> _Column:
    n_with = sum(bool(table.outcome[case] > CROSSOVER) for case in row.cases)
    return _Column(row, middle, n_with, row.n - n_with)


def _stripes(count: int, top: float, right: float) -> Iterator[Specification]:
    rows = [
        {"x": -LABELS, "x2": right, "y": top + place * HIGH, "y2": top + (place + 1) * HIGH, "colour": TINT}
        for place in range(0, count, 2)
    ]
    yield boxes(rows)


def _scale(columns: Sequence[_Column], right: float, language: str) -> Iterator[Specification]:
    most = _most(columns)
    step = max(1, ceil(most / 4))
    ticks = range(0, most + 1, step)
    rules = [{"x": 0, "x2": right, "y": _height(tick, most), "y2": _height(tick, most)} for tick in ticks]
    labels = [{"x": -8, "y": _height(tick, most), "words": number(tick, language, ",")} for tick in ticks]
    yield lines(rules, strokeWidth=0.75)
    yield texts(labels, align="right", fontSize=SMALL_SIZE, fill=MUTED)
    name = say("cases").in_language(language)
    yield texts([{"x": -8, "y": -14, "words": name}], align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _most(columns: Sequence[_Column]) -> int:
    return max(1, *(max(one.n_with, one.n_without) for one in columns))


def _height(count: float, most: int) -> float:
    return BARS * (1 - count / most)


def _bars(columns: Sequence[_Column], width: float) -> Iterator[Specification]:
    """Two bars for each configuration: full with the outcome, open without."""
    most, half = _most(columns), min(width / 2 - 2, 14)
    full: list[Row] = []
    open_: list[Row] = []
    counts: list[Row] = []
    for one in columns:
        sides = ((one.n_with, one.middle - half - 0.5, full, HELPS), (one.n_without, one.middle + 0.5, open_, PAPER))
        for count, left, rows, colour in sides:
            if count:
                top = _height(count, most)
                rows.append({"x": left, "x2": left + half, "y": top, "y2": BARS, "colour": colour})
                counts.append({"x": left + half / 2, "y": top - 8, "words": str(count)})
    yield boxes(full, stroke=HELPS, strokeWidth=1)
    yield boxes(open_, stroke=INK, strokeWidth=1)
    yield texts(counts, align="center", fontSize=SMALL_SIZE)


def _dots(columns: Sequence[_Column], conditions: Sequence[Condition], top: float) -> Iterator[Specification]:
    marks: list[Row] = []
    stems: list[Row] = []
    levels: list[Row] = []
    for one in columns:
        ys = [top + (place + 0.5) * HIGH for place in range(len(conditions))]
        present = [y for y, level in zip(ys, one.row.configuration, strict=True) if level]
        if len(present) > 1:
            stems.append({"x": one.middle, "x2": one.middle, "y": present[0], "y2": present[-1]})
        for y, level, condition in zip(ys, one.row.configuration, conditions, strict=True):
            marks.append(
                {"x": one.middle, "y": y, **(symbol("circle", INK) if level else symbol("circle", PAPER, MUTED))}
            )
            if condition.is_multivalue and level:
                levels.append({"x": one.middle, "y": y, "words": str(level), "colour": PAPER})
    yield lines(stems, stroke=INK, strokeWidth=2)
    yield points(marks, size=110, strokeWidth=1.25)
    yield texts(levels, align="center", fontSize=10, fill=PAPER)


def _sizes(table: TruthTable, names: Sequence[str], top: float) -> Iterator[Specification]:
    """The name of each condition and in how many cases it is present."""
    words: list[Row] = []
    counts: list[Row] = []
    for place, name in enumerate(names):
        middle = top + (place + 0.5) * HIGH
        words += lines_of_words(wrap(name, NAMES - 18, SMALL_SIZE), -LABELS + 4, middle)
        if not table.sets.conditions[place].is_multivalue:
            n = int((literal_membership(table.sets, place, 1) > CROSSOVER).sum())
            counts.append({"x": -10, "y": middle, "words": str(n)})
    yield texts(words, fontSize=SMALL_SIZE)
    yield texts(counts, align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _links(
    columns: Sequence[_Column], conditions: Sequence[Condition], size: tuple[float, float], where: tuple[str, str]
) -> Specification:
    (width, bottom), (side, language) = size, where
    rows: list[Row] = []
    for one in columns:
        at = row_number(one.row.configuration, conditions)
        says = say(
            "{levels}: {n_with} cases with the outcome, {n_without} without",
            levels=", ".join(f"{c.name} {level}" for c, level in zip(conditions, one.row.configuration, strict=True)),
            n_with=one.n_with,
            n_without=one.n_without,
        )
        corners = {"x": one.middle - width / 2, "x2": one.middle + width / 2, "y": 0, "y2": bottom}
        link = f"#{anchor_of(row_source(side, at))}"
        rows.append({**corners, "says": says.in_language(language), "link": link})
    return covers(rows)


def _legend(n_shown: int, n_rows: int, conditions: Sequence[Condition], language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (symbol("square", HELPS), say("cases with the outcome")),
        (symbol("square", PAPER, INK), say("cases without the outcome")),
        (symbol("circle", INK), say("condition present")),
        (symbol("circle", PAPER, MUTED), say("condition absent")),
    ]
    if any(one.is_multivalue for one in conditions):
        entries.append((None, say("numbers in the dots are levels")))
    if not all(one.is_multivalue for one in conditions):
        entries.append((None, say("number beside a name: cases that have the condition")))
    if n_rows > n_shown:
        entries.append((None, say("The {shown} most common of {all} configurations.", shown=n_shown, all=n_rows)))
    return [(looks, words.in_language(language)) for looks, words in entries]
