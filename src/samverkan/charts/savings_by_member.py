"""Diverging bars: what each member saves, or pays extra, against going alone, under each cost key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.axis import BELOW, Axis, draw_marks, fit_axis
from samverkan.charts.hatching import HATCHED, Pattern, hatch
from samverkan.charts.key_names import tell_key
from samverkan.charts.labels import measure, wrap
from samverkan.charts.money import Money, choose_unit
from samverkan.charts.palette import HELPS, HINDERS, INK, MUTED, PAPER
from samverkan.charts.panels import GAP, Panel, name_panels, place_panels
from samverkan.charts.specification import (
    MOST_ROWS,
    SIZE,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    legend,
    legend_height,
    lines,
    lines_of_words,
    picture,
    symbol,
    texts,
)
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part
from samverkan.domain.words import Text, say

NAMES: Final = 140
MOST_COLUMNS: Final = 3
LEAST_AXIS: Final = 64
"""With less room than this for the bars, in pixels, there is one column less."""

MOST_PANEL_ROWS: Final = 60
"""So many rows, over all lines of panels, are drawn at the most."""

HEAD: Final = 38
ROW_HEIGHT: Final = 26
BAR: Final = 12
EDGE: Final = 14
"""Room to the left of the lowest amount for half of its label, in pixels."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What one member saves against going alone, in SEK; negative when it pays extra, None where not known.

    The limits, when its own cost is a range, are between what it saves at the least and at the most.
    """

    amount: float | None
    limits: tuple[float, float] | None = None
    source: str = ""

    @property
    def amounts(self) -> tuple[float, ...]:
        """All amounts that are known."""
        return (*(() if self.amount is None else (self.amount,)), *(self.limits or ()))

    @property
    def is_certain(self) -> bool:
        """Whether the member saves, or pays extra, wherever in its range its own cost lies."""
        return self.limits is None or self.limits[0] >= 0 or self.limits[1] <= 0


@dataclass(frozen=True, slots=True)
class KeySavings:
    """What each member saves under one key, in the order of the members."""

    name: str
    savings: tuple[Saving, ...]
    is_in_use: bool = False


@dataclass(frozen=True, slots=True)
class SavingsByMember:
    """The members, in the order of the rows, and their savings under each key."""

    members: tuple[str, ...]
    keys: tuple[KeySavings, ...]


def savings_by_member(found: SavingsByMember, language: str) -> Specification | None:
    """Return one panel for each key with one bar for each member, all on one scale; None when no saving is known.

    With more keys than fit a page or two the first are drawn, and the legend says so.
    """
    amounts = [amount for key in found.keys for one in key.savings for amount in one.amounts]
    if not amounts or len(found.members) > MOST_ROWS:
        return None
    money = choose_unit(amounts)
    height = ROW_HEIGHT * len(found.members)
    written = max(measure(_write(one, money, language), SMALL_SIZE) for key in found.keys for one in key.savings)
    columns = MOST_COLUMNS if _axis_width(MOST_COLUMNS, written) >= LEAST_AXIS else MOST_COLUMNS - 1
    keys = found.keys[: columns * max(MOST_PANEL_ROWS // len(found.members), 1)]
    titles = [tell_key(key.name, language, is_in_use=key.is_in_use) for key in keys]
    panels = place_panels(titles, [height + BELOW] * len(keys), HEAD, NAMES, columns)
    axis = fit_axis((0.0, *amounts), panels[0].width - written - 2 * EDGE)
    bottom = panels[-1].top + height + BELOW
    remarks = _legend(found, len(keys), money, language)
    layers = [*_names(panels, found.members), name_panels(panels, HEAD)]
    parts: list[Row] = []
    for panel, key in zip(panels, keys, strict=True):
        layers.extend(draw_marks(axis, money, (panel.left + EDGE, panel.top), panel.top + height, language))
        layers.extend(_bars(panel, key, axis))
        layers.append(_amounts(panel, key, money, language))
        parts.extend(_parts(panel, key, found.members, money, language))
    layers += [*legend(remarks, 0, bottom + 8 + legend_height(remarks)), *cover_parts(parts)]
    return picture(layers)


def tell_savings_by_member(found: SavingsByMember, language: str) -> Telling:
    """Return the words that go with the picture."""
    money = choose_unit(amount for key in found.keys for one in key.savings for amount in one.amounts)
    sentences = (
        f"{tell_key(key.name, language, is_in_use=key.is_in_use)}: "
        + "; ".join(
            f"{member} {_tell(one, money, language)}" for member, one in zip(found.members, key.savings, strict=True)
        )
        for key in found.keys
    )
    return Telling(
        say("What each member saves against going alone"),
        say(
            "To the right of zero a member saves, to the left it pays more than it would alone. One panel for each key."
        ),
        list_sentences(sentences),
    )


def _axis_width(columns: int, written: float) -> float:
    return (WIDTH - NAMES - GAP * (columns - 1)) / columns - written - 2 * EDGE


def _tell(one: Saving, money: Money, language: str) -> str:
    if one.amount is None:
        return say("not known").in_language(language)
    amount = money.tell(abs(one.amount), language)
    if money.is_nothing(one.amount):
        told = say("pays as much as alone")
    else:
        told = say("saves {amount}", amount=amount) if one.amount > 0 else say("pays {amount} extra", amount=amount)
    if one.limits is None:
        return told.in_language(language)
    low, high = (money.write_change(limit, language) for limit in one.limits)
    return say("{told}, between {low} and {high}", told=told, low=low, high=high).in_language(language)


def _write(one: Saving, money: Money, language: str) -> str:
    """Write the limits where the own cost is a range: its middle alone would say too much."""
    if one.limits is not None:
        low, high = (money.write_change(limit, language) for limit in one.limits)
        return low if low == high else f"{low} … {high}"
    return say("not known").in_language(language) if one.amount is None else money.write_change(one.amount, language)


def _names(panels: Sequence[Panel], members: Sequence[str]) -> Iterator[Specification]:
    rows: list[Row] = []
    small: list[Row] = []
    rules: list[Row] = []
    for top in dict.fromkeys(panel.top for panel in panels):
        right = max(panel.right for panel in panels if panel.top == top)
        for place, member in enumerate(members):
            y = top + (place + 0.5) * ROW_HEIGHT
            size = SIZE if measure(member, SIZE) <= NAMES - 8 else SMALL_SIZE
            (rows if size == SIZE else small).extend(lines_of_words(wrap(member, NAMES - 8, size), 0, y))
            rules.append({"x": 0, "x2": right, "y": y + ROW_HEIGHT / 2, "y2": y + ROW_HEIGHT / 2})
    yield lines(rules, strokeWidth=0.5)
    yield texts(rows)
    yield texts(small, fontSize=SMALL_SIZE)


def _bars(panel: Panel, key: KeySavings, axis: Axis) -> Iterator[Specification]:
    bars: list[Row] = []
    spans: list[Row] = []
    zero = axis.place(0, panel.left + EDGE)
    for place, one in enumerate(key.savings):
        middle = panel.top + (place + 0.5) * ROW_HEIGHT
        if one.amount:
            colour = HELPS if one.amount > 0 else HINDERS
            x, x2 = sorted((zero, axis.place(one.amount, panel.left + EDGE)))
            corners = {"x": x, "x2": x2, "y": middle - BAR / 2, "y2": middle + BAR / 2}
            pattern = Pattern.RISING if one.amount < 0 and one.is_certain else Pattern.PLAIN
            fill = colour if one.is_certain else PAPER
            bars.append({**corners, "colour": fill, "stroke": colour, "pattern": pattern, "ink": PAPER})
        if one.limits is not None:
            low, high = (axis.place(limit, panel.left + EDGE) for limit in one.limits)
            spans.append({"x": low, "x2": high, "y": middle, "y2": middle})
            spans += [{"x": x, "x2": x, "y": middle - 4, "y2": middle + 4} for x in (low, high)]
    for colour in (HELPS, HINDERS):
        yield boxes([row for row in bars if row["stroke"] == colour], stroke=colour, strokeWidth=1)
    yield hatch(bars)
    yield lines(spans, stroke=INK, strokeWidth=1.5)


def _amounts(panel: Panel, key: KeySavings, money: Money, language: str) -> Specification:
    rows = [
        {"x": panel.right, "y": panel.top + (place + 0.5) * ROW_HEIGHT, "words": _write(one, money, language)}
        for place, one in enumerate(key.savings)
    ]
    return texts(rows, align="right", fontSize=SMALL_SIZE)


def _parts(panel: Panel, key: KeySavings, members: Sequence[str], money: Money, language: str) -> Iterator[Row]:
    for place, (member, one) in enumerate(zip(members, key.savings, strict=True)):
        y = panel.top + place * ROW_HEIGHT
        corners = {"x": panel.left, "x2": panel.right, "y": y, "y2": y + ROW_HEIGHT}
        yield part(corners, f"{member}, {panel.name}: {_tell(one, money, language)}", one.source)


def _legend(found: SavingsByMember, n_shown: int, money: Money, language: str) -> list[tuple[Row | None, str]]:
    every = [one for key in found.keys[:n_shown] for one in key.savings]
    entries: list[tuple[Row | None, Text]] = [
        (None, say("Amounts in {unit}.", unit=money.name)),
        (symbol("square", HELPS), say("saves")),
        (symbol(HATCHED, "none", HINDERS), say("hatched: pays more than alone")),
    ]
    if any(one.limits is not None for one in every):
        entries.append((symbol("M-1,0L1,0M-1,-0.6L-1,0.6M1,-0.6L1,0.6", INK), say("range of its own cost")))
    if not all(one.is_certain for one in every):
        entries.append((symbol("square", PAPER, MUTED), say("open: the range goes both ways")))
    if len(found.keys) > n_shown:
        shown = say("The first {shown} of {all} cost keys; the workbook has all.", shown=n_shown, all=len(found.keys))
        entries.append((None, shown))
    return [(looks, words.in_language(language)) for looks, words in entries]
