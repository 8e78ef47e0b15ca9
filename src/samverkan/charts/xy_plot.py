"""The XY plot: each case's membership in a term or a solution against its membership in the outcome."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Final

import numpy as np

from samverkan.charts.labels import cut, measure, wrap
from samverkan.charts.palette import HELPS, HINDERS, INK, LIGHT, MUTED, NEUTRAL, PAPER
from samverkan.charts.specification import (
    LINE_HEIGHT,
    SIZE,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    coloured_texts,
    covers,
    legend,
    legend_height,
    lines,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.comparison.patterns.places import case_source
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, number, say
from samverkan.methods.qca.fit import Sufficiency
from samverkan.methods.qca.sets import CROSSOVER, Memberships
from samverkan.methods.qca.truth_table import TOLERANCE

PLOT: Final = 420
LEFT: Final = 64
SIDE: Final = LEFT + PLOT + 24
MOST_POINTS: Final = 200
STEP: Final = 9
"""How far apart, in pixels, cases in the same place are set."""

TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross")
"""One for each group; with more groups than these all cases are circles."""

REACH: Final = 7
"""Half the room that a mark takes, in pixels."""


class Standing(StrEnum):
    """What a case says of a set that is claimed to be sufficient."""

    TYPICAL = "typical"
    IN_DEGREE = "in degree"
    INCONSISTENT = "inconsistent"
    UNCOVERED = "uncovered"
    IRRELEVANT = "irrelevant"
    UNDECIDED = "undecided"


ORDER: Final = (
    Standing.INCONSISTENT,
    Standing.UNCOVERED,
    Standing.IN_DEGREE,
    Standing.TYPICAL,
    Standing.UNDECIDED,
    Standing.IRRELEVANT,
)
"""The order of weight: the first are drawn on top, and named first."""

WEIGHTS: Final = {standing: place for place, standing in enumerate(ORDER)}


@dataclass(frozen=True, eq=False)
class XyPlot:
    """What is plotted: the memberships of all cases in a set and in the outcome.

    `names` are the cases; `groups`, when given, is one label for each.
    """

    set_name: str
    outcome_name: str
    membership: Memberships
    outcome: Memberships
    names: tuple[str, ...]
    fit: Sufficiency
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    case: int
    x: float
    y: float
    standing: Standing
    shape: str


def stand_of(membership: float, outcome: float) -> Standing:
    """Return what the case says: on which side of .5 it has the set and the outcome (Schneider & Rohlfing 2013)."""
    if CROSSOVER in (membership, outcome):
        return Standing.UNDECIDED
    if membership < CROSSOVER:
        return Standing.UNCOVERED if outcome > CROSSOVER else Standing.IRRELEVANT
    if outcome < CROSSOVER:
        return Standing.INCONSISTENT
    return Standing.TYPICAL if membership <= outcome + TOLERANCE else Standing.IN_DEGREE


def xy_plot(plot: XyPlot, language: str) -> Specification | None:
    """Return the plot; None without cases.

    Cases in the same place are set beside each other. With more cases than can be told apart the deviant are drawn
    before the others, and the picture says how many are left out.
    """
    if not plot.names:
        return None
    marks = _place(plot)
    remarks = _legend(plot, len(marks), language)
    layers = [
        *_frame(plot, language),
        *_quadrants(plot, language),
        *_dots(marks),
        *_labels(marks, plot.names),
        _links(marks, plot, language),
        *_figures(plot, language),
        *legend(remarks, 0, PLOT + 52 + legend_height(remarks)),
    ]
    return picture(layers)


def _pixel(membership: float, outcome: float) -> tuple[float, float]:
    return LEFT + membership * PLOT, (1 - outcome) * PLOT


def _place(plot: XyPlot) -> list[_Mark]:
    """Return the marks, those that deviate last so that they lie on top."""
    stands = [stand_of(x, y) for x, y in zip(plot.membership, plot.outcome, strict=True)]
    chosen = sorted(range(len(stands)), key=lambda case: (WEIGHTS[stands[case]], case))[:MOST_POINTS]
    shapes = _shapes(plot.groups)
    heaps: dict[tuple[int, int], list[int]] = defaultdict(list)
    for case in chosen:
        x, y = _pixel(float(plot.membership[case]), float(plot.outcome[case]))
        heaps[round(x / 6), round(y / 6)].append(case)
    marks = []
    for cases in heaps.values():
        for case, (dx, dy) in zip(cases, _spread(len(cases)), strict=True):
            x, y = _pixel(float(plot.membership[case]), float(plot.outcome[case]))
            shape = shapes[plot.groups[case]] if plot.groups else SHAPES[0]
            marks.append(_Mark(case, _inside(x + dx, LEFT), _inside(y + dy, 0), stands[case], shape))
    return sorted(marks, key=lambda mark: (-WEIGHTS[mark.standing], mark.case))


def _inside(place: float, low: float) -> float:
    return min(max(place, low - STEP), low + PLOT + STEP)


def _shapes(groups: Sequence[str]) -> Mapping[str, str]:
    names = list(dict.fromkeys(groups))
    if len(names) > len(SHAPES):
        return dict.fromkeys(names, SHAPES[0])
    return dict(zip(names, SHAPES, strict=False))


def _spread(count: int) -> list[tuple[float, float]]:
    """Return where the cases of one heap lie around its middle: a square, row by row."""
    if count == 1:
        return [(0, 0)]
    side = int(np.ceil(np.sqrt(count)))
    rows = -(-count // side)
    step = min(STEP, 110 / side)
    return [((place % side - (side - 1) / 2) * step, (place // side - (rows - 1) / 2) * step) for place in range(count)]


def _frame(plot: XyPlot, language: str) -> Iterator[Specification]:
    ends = [(LEFT + tick * PLOT, (1 - tick) * PLOT, number(tick, language, ".4g")) for tick in TICKS]
    grid = [{"x": x, "x2": x, "y": 0, "y2": PLOT} for x, _, _ in ends]
    grid += [{"x": LEFT, "x2": LEFT + PLOT, "y": y, "y2": y} for _, y, _ in ends]
    yield lines(grid, strokeWidth=0.75)
    yield lines([{"x": LEFT, "x2": LEFT + PLOT, "y": PLOT, "y2": 0}], stroke=INK, strokeWidth=1)
    middle, half = LEFT + PLOT / 2, PLOT / 2
    cross = [
        {"x": middle, "x2": middle, "y": 0, "y2": PLOT},
        {"x": LEFT, "x2": LEFT + PLOT, "y": half, "y2": half},
    ]
    yield lines(cross, stroke=MUTED, strokeDash=[4, 3], strokeWidth=1)
    under = [{"x": x, "y": PLOT + 20, "words": words} for x, _, words in ends]
    beside = [{"x": LEFT - 14, "y": y, "words": words} for _, y, words in ends]
    yield texts(under, align="center", fontSize=SMALL_SIZE, fill=MUTED)
    yield texts(beside, align="right", fontSize=SMALL_SIZE, fill=MUTED)
    across = say("membership in {set}", set=plot.set_name).in_language(language)
    upward = say("membership in {set}", set=plot.outcome_name).in_language(language)
    below = {"x": middle, "y": PLOT + 38, "words": cut(across, PLOT, SIZE)}
    yield texts([below], align="center")
    yield texts([{"x": 6, "y": half, "words": cut(upward, PLOT, SIZE)}], align="center", angle=-90)


def _quadrants(plot: XyPlot, language: str) -> Iterator[Specification]:
    """The meaning of each quadrant, with its number of cases, to the right of the plot."""
    meanings = {
        Standing.TYPICAL: say("typical: has both, on or above the diagonal"),
        Standing.IN_DEGREE: say("deviant in degree: has both, below the diagonal"),
        Standing.INCONSISTENT: say("deviant in consistency: has the set and not the outcome"),
        Standing.UNCOVERED: say("deviant in coverage: has the outcome and not the set"),
        Standing.IRRELEVANT: say("irrelevant: has neither"),
        Standing.UNDECIDED: say("undecided: exactly .5"),
    }
    counts = dict.fromkeys(Standing, 0)
    for x, y in zip(plot.membership, plot.outcome, strict=True):
        counts[stand_of(x, y)] += 1
    words: list[Row] = []
    marks: list[Row] = []
    y = 12.0
    for standing, meaning in meanings.items():
        if standing in (Standing.UNDECIDED, Standing.IN_DEGREE) and not counts[standing]:
            continue
        told = say("{meaning} ({n})", meaning=meaning, n=counts[standing]).in_language(language)
        told_lines = wrap(told, WIDTH - SIDE - 26, SMALL_SIZE, 4)
        marks.append({"x": SIDE + 6, "y": y, **_looks(standing, SHAPES[0])})
        words += [{"x": SIDE + 18, "y": y + place * LINE_HEIGHT, "words": one} for place, one in enumerate(told_lines)]
        y += len(told_lines) * LINE_HEIGHT + 8
    yield points(marks)
    yield texts(words, fontSize=SMALL_SIZE)


def _looks(standing: Standing, shape: str) -> Row:
    """Colour and filling both tell: deviant cases are orange, those outside the set are open."""
    return {
        Standing.TYPICAL: symbol(shape, HELPS, INK),
        Standing.IN_DEGREE: symbol(shape, LIGHT, INK),
        Standing.INCONSISTENT: symbol(shape, HINDERS, INK),
        Standing.UNCOVERED: symbol(shape, PAPER, HINDERS),
        Standing.IRRELEVANT: symbol(shape, PAPER, MUTED),
        Standing.UNDECIDED: symbol(shape, NEUTRAL, MUTED),
    }[standing]


def _dots(marks: Sequence[_Mark]) -> Iterator[Specification]:
    rows = [{"x": one.x, "y": one.y, **_looks(one.standing, one.shape)} for one in marks]
    yield points(rows, size=58, strokeWidth=1.5)


def _labels(marks: Sequence[_Mark], names: Sequence[str]) -> Iterator[Specification]:
    """Name the deviant cases first, then the typical, where there is room; the others are heard, and in the tables."""
    taken = [(one.x - 5, one.y - 5, one.x + 5, one.y + 5) for one in marks]
    rows: list[Row] = []
    for one in reversed(marks):
        if one.standing in (Standing.IRRELEVANT, Standing.UNDECIDED):
            continue
        name = cut(names[one.case], 110, SMALL_SIZE)
        long = measure(name, SMALL_SIZE)
        places = ((REACH, 0), (-REACH - long, 0), (-long / 2, -12), (-long / 2, 12))
        for dx, dy in places:
            box = (one.x + dx, one.y + dy - 6, one.x + dx + long, one.y + dy + 6)
            if _is_free(box, taken):
                taken.append(box)
                rows.append({"x": box[0], "y": one.y + dy, "words": name, "colour": _ink(one.standing)})
                break
    yield coloured_texts(rows, fontSize=SMALL_SIZE)


def _is_free(box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]) -> bool:
    left, top, right, bottom = box
    if left < LEFT + 1 or right > LEFT + PLOT + 14 or top < -14 or bottom > PLOT + 12:
        return False
    return not any(left < x2 and x < right and top < y2 and y < bottom for x, y, x2, y2 in taken)


def _ink(standing: Standing) -> str:
    return HINDERS if standing in (Standing.INCONSISTENT, Standing.UNCOVERED) else INK


def _links(marks: Sequence[_Mark], plot: XyPlot, language: str) -> Specification:
    rows = []
    for one in marks:
        says = say(
            "{case}: membership {x:.2f} in the set, {y:.2f} in the outcome",
            case=plot.names[one.case],
            x=float(plot.membership[one.case]),
            y=float(plot.outcome[one.case]),
        )
        corners = {"x": one.x - REACH, "x2": one.x + REACH, "y": one.y - REACH, "y2": one.y + REACH}
        link = f"#{anchor_of(case_source(one.case))}"
        rows.append({**corners, "says": says.in_language(language), "link": link})
    return covers(rows)


def _figures(plot: XyPlot, language: str) -> Iterator[Specification]:
    figures = (
        (say("inclusion"), plot.fit.inclusion),
        (say("PRI"), plot.fit.pri),
        (say("coverage"), plot.fit.coverage),
    )
    rows: list[Row] = []
    values: list[Row] = []
    for place, (name, value) in enumerate(figures):
        y = PLOT - 40 + place * 18
        rows.append({"x": SIDE, "y": y, "words": name.in_language(language)})
        written = number(value, language, ".3f") if isfinite(value) else "–"
        values.append({"x": SIDE + 110, "y": y, "words": written})
    yield texts(rows, fontSize=SMALL_SIZE, fill=MUTED)
    yield texts(values, align="right", fontSize=SIZE, fontWeight="bold")


def _legend(plot: XyPlot, n_shown: int, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = []
    shapes = _shapes(plot.groups)
    legends = [(symbol(shape, NEUTRAL, INK), name) for name, shape in shapes.items()] if _tells(shapes) else []
    entries.append((None, say("on or above the diagonal a case agrees with sufficiency")))
    if len(plot.names) > n_shown:
        entries.append(
            (None, say("{shown} of {all} cases drawn, the deviant first.", shown=n_shown, all=len(plot.names)))
        )
    elif len(shapes) > len(SHAPES):
        entries.append((None, say("too many groups for marks of their own")))
    return [*legends, *((looks, words.in_language(language)) for looks, words in entries)]


def _tells(shapes: Mapping[str, str]) -> bool:
    return 1 < len(shapes) <= len(SHAPES)
