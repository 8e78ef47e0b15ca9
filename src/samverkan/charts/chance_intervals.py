"""Chances: between what each member's yearly cost may change, and how probable it is that it is better off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.axis import BELOW, Axis, draw_marks, fit_axis
from samverkan.charts.labels import measure
from samverkan.charts.money import Money, choose_unit
from samverkan.charts.palette import HELPS, HINDERS, INK, MUTED, PAPER
from samverkan.charts.rows import ROW, middle_of, name_rows, rule_rows
from samverkan.charts.specification import (
    LABELS,
    MOST_ROWS,
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
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part
from samverkan.domain.words import Text, say

CHANGES: Final = 96
CHANCES: Final = 84
EDGE: Final = 26
PLOT: Final = WIDTH - LABELS - CHANGES - CHANCES - 8
RIGHT: Final = WIDTH - 8
BETTER: Final = symbol("circle", HELPS)
WORSE: Final = symbol("square", HINDERS)
SURE: Final = 0.99
"""Above this a probability that is not certain is written as more than 99%."""


@dataclass(frozen=True, slots=True)
class MemberChance:
    """How one member's yearly cost may change, in SEK: in 5, 50 and 95 of 100 draws it is no more than this.

    Negative: the member pays less. `better_off` is the share of the draws, from 0 to 1, in which it does.
    """

    name: str
    low: float
    middle: float
    high: float
    better_off: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChanceIntervals:
    """The members, in the order of the rows, and how many draws the chances rest on."""

    members: tuple[MemberChance, ...]
    draws: int


def chance_intervals(found: ChanceIntervals, language: str) -> Specification | None:
    """Return one interval for each member around the zero line; None without members or with too many."""
    if not found.members or len(found.members) > MOST_ROWS:
        return None
    money = _unit(found)
    axis = fit_axis((0.0, *(end for one in found.members for end in (one.low, one.high))), PLOT - 2 * EDGE)
    height = ROW * len(found.members)
    remarks = _legend(found, money, language)
    parts = [
        part(
            {"x": 0, "x2": RIGHT, "y": place * ROW, "y2": (place + 1) * ROW},
            _tell(one, money, language),
            one.source,
        )
        for place, one in enumerate(found.members)
    ]
    layers = [
        rule_rows(len(found.members), (0, RIGHT)),
        *draw_marks(axis, money, (LABELS + EDGE, 0), height, language),
        *name_rows([one.name for one in found.members], (0, 0), LABELS),
        *_intervals(found.members, axis),
        *_figures(found.members, money, language),
        *_heads(axis, language),
        *legend(remarks, 0, height + BELOW + 8 + legend_height(remarks)),
        *cover_parts(parts),
    ]
    return picture(layers)


def tell_chance_intervals(found: ChanceIntervals, language: str) -> Telling:
    """Return the words that go with the picture."""
    money = _unit(found)
    return Telling(
        say("How probable it is that each member is better off"),
        say("The line spans 90 of 100 draws of the yearly change, the mark is the middle one; left of zero pays less."),
        list_sentences(_tell(one, money, language) for one in found.members),
    )


def write_chance(chance: float, language: str) -> str:
    """Return a probability in whole percent; what is not certain is never written as 0 or 100%."""
    if 0 < chance < 1 - SURE:
        return say("below 1%").in_language(language)
    if SURE < chance < 1:
        return say("above 99%").in_language(language)
    return say("{chance:.0%}", chance=chance).in_language(language)


def _unit(found: ChanceIntervals) -> Money:
    return choose_unit(amount for one in found.members for amount in (one.low, one.middle, one.high))


def _tell(one: MemberChance, money: Money, language: str) -> str:
    return say(
        "{member}: better off with a probability of {chance}; yearly change {middle}, between {low} and {high}",
        member=one.name,
        chance=write_chance(one.better_off, language),
        middle=money.tell_change(one.middle, language),
        low=money.write_change(one.low, language),
        high=money.write_change(one.high, language),
    ).in_language(language)


def _intervals(members: Sequence[MemberChance], axis: Axis) -> Iterator[Specification]:
    bands: list[Row] = []
    ends: list[Row] = []
    marks: list[Row] = []
    left = LABELS + EDGE
    for place, one in enumerate(members):
        y = middle_of(place)
        low, middle, high = (axis.place(amount, left) for amount in (one.low, one.middle, one.high))
        looks = BETTER if one.middle < 0 else WORSE
        looks = looks if one.middle else symbol("circle", PAPER, INK)
        bands.append({"x": low, "x2": high, "y": y - 2, "y2": y + 2, "colour": looks["stroke"]})
        ends += [{"x": x, "x2": x, "y": y - 6, "y2": y + 6} for x in (low, high)]
        marks.append({"x": middle, "y": y, **looks})
    yield boxes(bands)
    yield lines(ends, stroke=INK, strokeWidth=1.5)
    yield points(marks, size=90)


def _figures(members: Sequence[MemberChance], money: Money, language: str) -> Iterator[Specification]:
    changes: list[Row] = []
    chances: list[Row] = []
    for place, one in enumerate(members):
        y = middle_of(place)
        changes.append({"x": RIGHT - CHANCES, "y": y, "words": money.write_change(one.middle, language)})
        chances.append({"x": RIGHT, "y": y, "words": write_chance(one.better_off, language)})
    yield texts(changes, align="right", fontSize=SMALL_SIZE)
    yield texts(chances, align="right", fontSize=SMALL_SIZE, fontWeight="bold")


def _heads(axis: Axis, language: str) -> Iterator[Specification]:
    heads = {RIGHT - CHANCES: say("middle draw"), RIGHT: say("better off")}
    told = [{"x": x, "y": -12, "words": words.in_language(language)} for x, words in heads.items()]
    yield texts(told, align="right", fontSize=SMALL_SIZE, fill=MUTED)
    zero = axis.place(0, LABELS + EDGE)
    less, more = (words.in_language(language) for words in (say("← pays less"), say("pays more →")))
    if zero - measure(less, SMALL_SIZE) > LABELS:
        yield texts([{"x": zero - 6, "y": -12, "words": less}], align="right", fontSize=SMALL_SIZE, fill=MUTED)
    if zero + measure(more, SMALL_SIZE) < LABELS + PLOT:
        yield texts([{"x": zero + 6, "y": -12, "words": more}], fontSize=SMALL_SIZE, fill=MUTED)


def _legend(found: ChanceIntervals, money: Money, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (None, say("Yearly change in {unit}.", unit=money.name)),
        (BETTER, say("the middle draw pays less")),
        (WORSE, say("the middle draw pays more")),
        (None, say("line: 5 to 95 of 100 draws")),
        (None, say("{draws:,} draws", draws=found.draws)),
    ]
    return [(looks, words.in_language(language)) for looks, words in entries]
