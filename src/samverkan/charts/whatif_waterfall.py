"""Waterfalls: step by step from what each member pays today to what it would pay after a change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final

from samverkan.charts.axis import BELOW, Axis, draw_marks, fit_axis
from samverkan.charts.hatching import HATCHED, Pattern, hatch
from samverkan.charts.labels import measure, wrap
from samverkan.charts.money import Money, choose_unit
from samverkan.charts.palette import HELPS, HINDERS, INK, PAPER
from samverkan.charts.panels import Panel, name_panels, place_panels
from samverkan.charts.specification import (
    MOST_ROWS,
    SMALL_SIZE,
    Row,
    Specification,
    boxes,
    legend,
    legend_height,
    lines,
    lines_of_words,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part
from samverkan.domain.words import Text, say

NAMES: Final = 148
MOST_COLUMNS: Final = 3
HEAD: Final = 38
ROW_HEIGHT: Final = 20
BAR: Final = 12
EDGE: Final = 18
LEVEL: Final = symbol("diamond", INK)


class Step(StrEnum):
    """Why what a member pays changes."""

    PRICE = "price"
    DRIVER = "driver"
    KEY = "key"
    MEMBERSHIP = "membership"
    TRANSITION = "transition"
    STRANDED = "stranded"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class MemberSteps:
    """What one member pays today, in SEK a year, and by how much each step changes it, in the order of the steps."""

    name: str
    today: float
    changes: tuple[float, ...]
    source: str = ""

    @property
    def after(self) -> float:
        """What the member pays after all steps."""
        return self.today + sum(self.changes)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The steps, the same for all, and the members."""

    steps: tuple[Step, ...]
    members: tuple[MemberSteps, ...]


def step_words(step: Step) -> Text:
    """Return what a step is called."""
    return {
        Step.PRICE: say("changed prices"),
        Step.DRIVER: say("changed drivers"),
        Step.KEY: say("cost key"),
        Step.MEMBERSHIP: say("joining or leaving"),
        Step.TRANSITION: say("transition costs"),
        Step.STRANDED: say("stranded costs"),
        Step.ROUNDING: say("rounding"),
    }[step]


def whatif_waterfall(found: Waterfall, language: str) -> Specification | None:
    """Return one panel for each member, each on its own scale; None without members or with too many.

    A step that changes nothing for anyone is left out.
    """
    if not found.members or len(found.members) > MOST_ROWS:
        return None
    shown = _without_idle_steps(found)
    money = _unit(shown)
    names = [say("today"), *(step_words(step) for step in shown.steps), say("after the change")]
    rows = [name.in_language(language) for name in names]
    height = ROW_HEIGHT * len(rows)
    titles = [member.name for member in shown.members]
    panels = place_panels(titles, [height + BELOW] * len(titles), HEAD, NAMES, MOST_COLUMNS)
    bottom = panels[-1].top + height + BELOW
    remarks = _legend(money, language)
    layers = [*_names(panels, rows), name_panels(panels, HEAD)]
    for panel, member in zip(panels, shown.members, strict=True):
        layers.extend(_panel(panel, member, money, language))
    parts = [
        part(
            {"x": panel.left, "x2": panel.right, "y": panel.top, "y2": panel.top + height},
            _tell(member, shown.steps, money, language),
            member.source,
        )
        for panel, member in zip(panels, shown.members, strict=True)
    ]
    return picture([*layers, *legend(remarks, 0, bottom + 8 + legend_height(remarks)), *cover_parts(parts)])


def tell_whatif_waterfall(found: Waterfall, language: str) -> Telling:
    """Return the words that go with the picture."""
    shown = _without_idle_steps(found)
    money = _unit(shown)
    return Telling(
        say("From what each member pays today to what it would pay"),
        say("Each step adds to the cost of the member, or takes from it; the steps sum to the change."),
        list_sentences(_tell(member, shown.steps, money, language) for member in shown.members),
    )


def _without_idle_steps(found: Waterfall) -> Waterfall:
    active = [place for place in range(len(found.steps)) if any(member.changes[place] for member in found.members)]
    members = tuple(
        MemberSteps(one.name, one.today, tuple(one.changes[place] for place in active), one.source)
        for one in found.members
    )
    return Waterfall(tuple(found.steps[place] for place in active), members)


def _unit(found: Waterfall) -> Money:
    return choose_unit(amount for one in found.members for amount in (one.today, one.after, *one.changes))


def _tell(member: MemberSteps, steps: Sequence[Step], money: Money, language: str) -> str:
    changes = [
        f"{step_words(step).in_language(language)} {money.write_change(change, language)}"
        for step, change in zip(steps, member.changes, strict=True)
    ]
    return say(
        "{member}: {today} today, {after} after ({changes})",
        member=member.name,
        today=money.tell(member.today, language),
        after=money.tell(member.after, language),
        changes=", ".join(changes) or say("no change"),
    ).in_language(language)


def _names(panels: Sequence[Panel], rows: Sequence[str]) -> Iterator[Specification]:
    words: list[Row] = []
    rules: list[Row] = []
    for top in dict.fromkeys(panel.top for panel in panels):
        right = max(panel.right for panel in panels if panel.top == top)
        for place, name in enumerate(rows):
            y = top + place * ROW_HEIGHT
            words.extend(lines_of_words(wrap(name, NAMES - 8, SMALL_SIZE, 1), 0, y + ROW_HEIGHT / 2))
            rules.append({"x": 0, "x2": right, "y": y, "y2": y})
    yield lines(rules, strokeWidth=0.5)
    yield texts(words, fontSize=SMALL_SIZE)


def _panel(panel: Panel, member: MemberSteps, money: Money, language: str) -> Iterator[Specification]:
    levels = list(accumulate(member.changes, initial=member.today))
    written = _write(member, money, language)
    room = max(measure(words, SMALL_SIZE) for words in written)
    axis = fit_axis(levels, panel.width - room - 2 * EDGE)
    middles = [panel.top + (place + 0.5) * ROW_HEIGHT for place in range(len(written))]
    bottom = panel.top + ROW_HEIGHT * len(written)
    yield from draw_marks(axis, money, (panel.left + EDGE, panel.top), bottom, language)
    yield from _steps(member, levels, axis, panel)
    ends = [(middles[0], levels[0]), (middles[-1], levels[-1])]
    yield points([{"x": axis.place(level, panel.left + EDGE), "y": y, **LEVEL} for y, level in ends])
    rows = [{"x": panel.right, "y": y, "words": words} for y, words in zip(middles, written, strict=True)]
    yield texts(rows[1:-1], align="right", fontSize=SMALL_SIZE)
    yield texts([rows[0], rows[-1]], align="right", fontSize=SMALL_SIZE, fontWeight="bold")


def _write(member: MemberSteps, money: Money, language: str) -> list[str]:
    changes = [money.write_change(change, language) for change in member.changes]
    return [money.write(member.today, language), *changes, money.write(member.after, language)]


def _steps(member: MemberSteps, levels: Sequence[float], axis: Axis, panel: Panel) -> Iterator[Specification]:
    bars: list[Row] = []
    ways: list[Row] = []
    for place, change in enumerate(member.changes, start=1):
        middle = panel.top + (place + 0.5) * ROW_HEIGHT
        start, end = (axis.place(level, panel.left + EDGE) for level in (levels[place - 1], levels[place]))
        colour, pattern = (HINDERS, Pattern.RISING) if change > 0 else (HELPS, Pattern.PLAIN)
        corners = {"x": min(start, end), "x2": max(start, end), "y": middle - BAR / 2, "y2": middle + BAR / 2}
        if change:
            bars.append({**corners, "colour": colour, "pattern": pattern, "ink": PAPER})
        ways.append({"x": start, "x2": start, "y": middle - ROW_HEIGHT, "y2": middle + BAR / 2})
    last = axis.place(levels[-1], panel.left + EDGE)
    end = panel.top + (len(levels) + 0.5) * ROW_HEIGHT
    ways.append({"x": last, "x2": last, "y": end - ROW_HEIGHT - BAR / 2, "y2": end})
    yield lines(ways, stroke=INK, strokeWidth=1)
    yield boxes(bars)
    yield hatch(bars)


def _legend(money: Money, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (None, say("Amounts in {unit}.", unit=money.name)),
        (LEVEL, say("what the member pays")),
        (symbol("square", HELPS), say("pays less")),
        (symbol(HATCHED, "none", HINDERS), say("hatched: pays more")),
        (None, say("Each has its own scale, which need not begin at zero.")),
    ]
    return [(looks, words.in_language(language)) for looks, words in entries]
