"""Year by year: what each member would pay with the change and without it, and when the change has paid off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from samverkan.charts.axis import Axis, fit_axis, round_out, write_marks
from samverkan.charts.money import Money, choose_unit
from samverkan.charts.palette import HELPS, INK, MUTED, PAPER
from samverkan.charts.panels import Panel, name_panels, place_panels
from samverkan.charts.specification import (
    MOST_ROWS,
    SMALL_SIZE,
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
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part
from samverkan.domain.words import Text, say

MOST_COLUMNS: Final = 3
HEAD: Final = 58
TOLD: Final = 17
"""How far above a panel it says when the change has paid off, in pixels."""

LEFT: Final = 52
"""Room for the amounts to the left of each panel, in pixels."""

EDGE: Final = 16
HEIGHT: Final = 96
MARKS_APART: Final = 26
FOOT: Final = 24
BEFORE: Final = symbol("circle", PAPER, INK)
AFTER: Final = symbol("circle", HELPS)
PAID_OFF: Final = symbol("triangle-down", INK)


@dataclass(frozen=True, slots=True)
class MemberYears:
    """What one member pays each year, in SEK, without the change and with it; None where it is not known.

    `break_even` is the year in which what the change cost the member has come back, None when it has not within the
    years; it is one of the years.
    """

    name: str
    before: tuple[float | None, ...]
    after: tuple[float | None, ...]
    break_even: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class WhatIfYears:
    """The years, and the members with one amount for each year."""

    years: tuple[int, ...]
    members: tuple[MemberYears, ...]

    def __post_init__(self) -> None:
        """Refuse a break-even that has no place among the years."""
        for one in self.members:
            if one.break_even is not None and one.break_even not in self.years:
                raise ValueError(f"{one.name} breaks even in {one.break_even}, which is not among the years.")


@dataclass(frozen=True, slots=True)
class _Plot:
    """One panel, with its scale: the axis runs upward."""

    panel: Panel
    years: tuple[int, ...]
    upward: Axis

    def x(self, year: int) -> float:
        """Where a year lies, in pixels."""
        first, span = self.years[0], self.years[-1] - self.years[0]
        inner = self.panel.width - LEFT - 2 * EDGE
        return self.panel.left + LEFT + EDGE + (year - first) / span * inner

    def y(self, amount: float) -> float:
        """Where an amount lies, in pixels."""
        return self.panel.top + HEIGHT - self.upward.place(amount)


def whatif_years(found: WhatIfYears, language: str) -> Specification | None:
    """Return one panel for each member, each on its own scale; None with fewer than two years or no known amount."""
    members = [one for one in found.members if _known(one)]
    if not members or len(found.years) < 2 or len(members) > MOST_ROWS:
        return None
    money = choose_unit(amount for one in members for amount in _known(one))
    names = [one.name for one in members]
    panels = place_panels(names, [HEIGHT + FOOT] * len(members), HEAD, 0, MOST_COLUMNS)
    plots = [
        _Plot(
            panel,
            found.years,
            round_out(fit_axis((0.0, *_known(one)) if _is_near_zero(one) else _known(one), HEIGHT, MARKS_APART)),
        )
        for panel, one in zip(panels, members, strict=True)
    ]
    remarks = _legend(found, len(members), money, language)
    layers = [name_panels(panels, HEAD), *_frames(plots, money, language)]
    for plot, one in zip(plots, members, strict=True):
        layers.extend(_ways(plot, one))
        layers.extend(_break_even(plot, one, language))
    parts = [
        part(_corners(panel), _tell(one, found.years, money, language), one.source)
        for panel, one in zip(panels, members, strict=True)
    ]
    bottom = panels[-1].top + HEIGHT + FOOT + 8
    return picture([*layers, *legend(remarks, 0, bottom + legend_height(remarks)), *cover_parts(parts)])


def tell_whatif_years(found: WhatIfYears, language: str) -> Telling:
    """Return the words that go with the picture."""
    money = choose_unit(amount for one in found.members for amount in _known(one))
    return Telling(
        say("What each member would pay, year by year"),
        say("The open circles are the years without the change, the filled ones those with it."),
        list_sentences(_tell(one, found.years, money, language) for one in found.members),
    )


def _tell(one: MemberYears, years: Sequence[int], money: Money, language: str) -> str:
    def write(amount: float | None) -> str:
        return "–" if amount is None else money.write(amount, language)

    told = [f"{year} {write(b)} / {write(a)}" for year, b, a in zip(years, one.before, one.after, strict=True)]
    return say(
        "{member}, without / with the change in {unit}: {years}; {paid_off}",
        member=one.name,
        unit=money.name,
        years=", ".join(told),
        paid_off=_paid_off(one, years),
    ).in_language(language)


def _paid_off(one: MemberYears, years: Sequence[int]) -> Text:
    if one.break_even is None:
        return say("has not paid off by {year}", year=str(years[-1]))
    return say("has paid off in {year}", year=str(one.break_even))


def _known(one: MemberYears) -> list[float]:
    return [amount for amount in (*one.before, *one.after) if amount is not None]


def _is_near_zero(one: MemberYears) -> bool:
    """Whether the scale begins at zero: it does unless all amounts lie in the upper half."""
    low, high = min(_known(one)), max(_known(one))
    return 0 <= low <= high / 2


def _corners(panel: Panel) -> Row:
    return {"x": panel.left, "x2": panel.right, "y": panel.top - TOLD - 8, "y2": panel.top + HEIGHT + FOOT}


def _frames(plots: Sequence[_Plot], money: Money, language: str) -> Iterator[Specification]:
    rules: list[Row] = []
    amounts: list[Row] = []
    years: list[Row] = []
    for plot in plots:
        left, right = plot.panel.left + LEFT, plot.panel.right
        written = write_marks(plot.upward, money, language)
        for mark, words in zip(plot.upward.marks, written, strict=True):
            rules.append({"x": left, "x2": right, "y": plot.y(mark), "y2": plot.y(mark)})
            amounts.append({"x": left - 5, "y": plot.y(mark), "words": words})
        y = plot.panel.top + HEIGHT + 14
        years += [{"x": plot.x(year), "y": y, "words": str(year)} for year in (plot.years[0], plot.years[-1])]
    yield lines(rules, strokeWidth=0.75)
    yield texts(amounts, align="right", fontSize=SMALL_SIZE, fill=MUTED)
    yield texts(years, align="center", fontSize=SMALL_SIZE, fill=MUTED)


def _ways(plot: _Plot, one: MemberYears) -> Iterator[Specification]:
    """Yield the line without the change, dashed, and the line with it; each breaks where an amount is not known."""
    for amounts, looks, dash in ((one.before, BEFORE, [4, 3]), (one.after, AFTER, [1, 0])):
        spots = [
            None if amount is None else {"x": plot.x(year), "y": plot.y(amount)}
            for year, amount in zip(plot.years, amounts, strict=True)
        ]
        ways = [{**start, "x2": end["x"], "y2": end["y"]} for start, end in pairwise(spots) if start and end]
        yield lines(ways, stroke=looks["stroke"], strokeWidth=1.75, strokeDash=dash)
        yield points([{**spot, **looks} for spot in spots if spot], size=26, strokeWidth=1.25)


def _break_even(plot: _Plot, one: MemberYears, language: str) -> Iterator[Specification]:
    y = plot.panel.top - TOLD
    words = _paid_off(one, plot.years).in_language(language)
    x = plot.panel.left + (0 if one.break_even is None else 12)
    yield texts([{"x": x, "y": y, "words": words}], fontSize=SMALL_SIZE, fill=MUTED)
    if one.break_even is None:
        return
    x = plot.x(one.break_even)
    yield lines([{"x": x, "x2": x, "y": plot.panel.top - 2, "y2": plot.panel.top + HEIGHT}], stroke=INK)
    marks = [{"x": x, "y": plot.panel.top - 4}, {"x": plot.panel.left + 5, "y": y}]
    yield points([{**mark, **PAID_OFF} for mark in marks], size=40)


def _legend(found: WhatIfYears, n_shown: int, money: Money, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (None, say("Amounts in {unit}.", unit=money.name)),
        (BEFORE, say("without the change")),
        (AFTER, say("with the change")),
    ]
    if any(one.break_even is not None for one in found.members):
        entries.append((PAID_OFF, say("has paid off")))
    entries.append((None, say("Each has its own scale, which need not begin at zero.")))
    silent = len(found.members) - n_shown
    if silent:
        entries.append((None, say("without any amount, not shown: {n}", n=silent)))
    return [(looks, words.in_language(language)) for looks, words in entries]
