"""How far each key is from stable: the greatest complaint of any group, and which group it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.axis import BELOW, Axis, draw_marks, fit_axis
from samverkan.charts.hatching import HATCHED, Pattern, hatch
from samverkan.charts.key_names import name_keys, tell_key
from samverkan.charts.labels import measure, wrap
from samverkan.charts.money import Money, choose_unit
from samverkan.charts.palette import HELPS, HINDERS, INK, MUTED, PAPER
from samverkan.charts.specification import (
    LINE_HEIGHT,
    MOST_ROWS,
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
    points,
    symbol,
    texts,
)
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part
from samverkan.domain.words import Text, say

NAMES: Final = 180
GROUPS: Final = 226
PLOT: Final = WIDTH - NAMES - GROUPS - 16
LEAST_HEIGHT: Final = 46
MOST_LINES: Final = 8
BAR: Final = 18
EDGE: Final = 20
RIGHT: Final = WIDTH - 6
FEW: Final = 3
"""A group that lacks no more members than this is told by those that it lacks, when that is shorter."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """The greatest complaint of any group under one key, in SEK: what the group pays above what it would pay alone.

    Above zero the group would gain by leaving; at or below zero nobody would, and the key is stable. None where it is
    not known.
    """

    name: str
    amount: float | None
    group: tuple[str, ...] = ()
    is_in_use: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintBars:
    """The members of the whole, and the greatest complaint under each key or rule."""

    members: tuple[str, ...]
    keys: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One key with the lines that name its group, and where its row begins and how high it is, in pixels."""

    key: Complaint
    group: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The middle of the row."""
        return self.top + self.height / 2


def complaint_bars(found: ComplaintBars, language: str) -> Specification | None:
    """Return one bar for each key, from the zero line where stability ends; None when no complaint is known.

    The group is named beside its bar.
    """
    amounts = [key.amount for key in found.keys if key.amount is not None]
    if not amounts or len(found.keys) > MOST_ROWS:
        return None
    money = choose_unit(amounts)
    rows = _rows(found, language)
    written = max(measure(money.write_change(one, language), SMALL_SIZE) for one in amounts) - 4
    before, after = (EDGE + (written if is_needed else 0) for is_needed in (min(amounts) < 0, max(amounts) > 0))
    axis = fit_axis((0.0, *amounts), PLOT - before - after)
    left, bottom = NAMES + before, rows[-1].top + rows[-1].height
    in_use = [key.is_in_use for key in found.keys]
    remarks = _legend(money, language)
    layers = [
        lines([{"x": 0, "x2": RIGHT, "y": y, "y2": y} for y in (0, *(row.top + row.height for row in rows))]),
        *draw_marks(axis, money, (left, 0), bottom, language),
        *name_keys([key.name for key in found.keys], in_use, [row.middle for row in rows], NAMES - 12, language),
        *_bars(rows, axis, left),
        *_amounts(rows, (axis, left), money, language),
        *_groups(rows, language),
        *legend(remarks, 0, bottom + BELOW + 8 + legend_height(remarks)),
        *cover_parts(list(_parts(rows, found.members, money, language))),
    ]
    return picture(layers)


def _rows(found: ComplaintBars, language: str) -> list[_Line]:
    """Return the rows, each as high as the names of its group need."""
    rows: list[_Line] = []
    top = 0.0
    for key in found.keys:
        told = "" if key.amount is None else name_group(key.group, found.members, language)
        group = tuple(wrap(told, GROUPS - 8, SMALL_SIZE, MOST_LINES))
        rows.append(_Line(key, group, top, max(len(group) * LINE_HEIGHT + 8, LEAST_HEIGHT)))
        top += rows[-1].height
    return rows


def tell_complaint_bars(found: ComplaintBars, language: str) -> Telling:
    """Return the words that go with the picture."""
    money = choose_unit(key.amount for key in found.keys if key.amount is not None)
    return Telling(
        say("How far each key is from stable"),
        say(
            "The greatest complaint of any group: how much more it pays than it would by itself. "
            "To the right of zero that group would gain by leaving."
        ),
        list_sentences(_tell(key, found.members, money, language) for key in found.keys),
    )


def _tell(key: Complaint, members: Sequence[str], money: Money, language: str) -> str:
    name = tell_key(key.name, language, is_in_use=key.is_in_use)
    if key.amount is None:
        return say("{name}: not known", name=name).in_language(language)
    group = name_group(key.group, members, language)
    amount = money.tell(abs(key.amount), language)
    if key.amount > 0:
        told = say("{name}: not stable; {group} would pay {amount} less alone", name=name, group=group, amount=amount)
    elif money.is_nothing(key.amount):
        told = say("{name}: just stable; {group} would pay as much alone", name=name, group=group)
    else:
        told = say("{name}: stable; {group} would pay {amount} more alone", name=name, group=group, amount=amount)
    return told.in_language(language)


def name_group(group: Sequence[str], members: Sequence[str], language: str) -> str:
    """Return the names of the group, or of the few that it lacks."""
    lacking = [one for one in members if one not in group]
    if not group:
        return say("no group").in_language(language)
    if 0 < len(lacking) <= FEW and len(group) > len(lacking) + 1:
        return say("all but {members}", members=", ".join(lacking)).in_language(language)
    return ", ".join(group)


def _bars(rows: Sequence[_Line], axis: Axis, left: float) -> Iterator[Specification]:
    zero = axis.place(0, left)
    bars: list[Row] = []
    dots: list[Row] = []
    for row in rows:
        amount = row.key.amount
        if amount is None:
            continue
        x, x2 = sorted((zero, axis.place(amount, left)))
        if x2 - x < 1:
            dots.append({"x": zero, "y": row.middle, **symbol("diamond", HELPS if amount <= 0 else HINDERS)})
            continue
        looks = (HINDERS, Pattern.RISING) if amount > 0 else (HELPS, Pattern.PLAIN)
        corners = {"x": x, "x2": x2, "y": row.middle - BAR / 2, "y2": row.middle + BAR / 2}
        bars.append({**corners, "colour": looks[0], "pattern": looks[1], "ink": PAPER})
    yield boxes(bars)
    yield hatch(bars)
    yield lines([{"x": zero, "x2": zero, "y": 0, "y2": rows[-1].top + rows[-1].height}], stroke=INK, strokeWidth=1.5)
    yield points(dots)


def _amounts(rows: Sequence[_Line], scale: tuple[Axis, float], money: Money, language: str) -> Iterator[Specification]:
    """Write each amount beyond the end of its bar."""
    axis, left = scale
    before: list[Row] = []
    after: list[Row] = []
    for row in rows:
        amount = row.key.amount
        if amount is None:
            words = say("not known").in_language(language)
            after.append({"x": axis.place(0, left) + 8, "y": row.middle, "words": words})
            continue
        x, words = axis.place(amount, left), money.write_change(amount, language)
        (before if amount < 0 else after).append({"x": x + (-7 if amount < 0 else 7), "y": row.middle, "words": words})
    yield texts(before, align="right", fontSize=SMALL_SIZE)
    yield texts(after, fontSize=SMALL_SIZE)


def _groups(rows: Sequence[_Line], language: str) -> Iterator[Specification]:
    x = WIDTH - GROUPS
    told = [one for row in rows for one in lines_of_words(row.group, x, row.middle)]
    yield texts(told, fontSize=SMALL_SIZE)
    head = say("the group that complains most").in_language(language)
    yield texts([{"x": x, "y": -12, "words": head}], fontSize=SMALL_SIZE, fill=MUTED)


def _parts(rows: Sequence[_Line], members: Sequence[str], money: Money, language: str) -> Iterator[Row]:
    for row in rows:
        corners = {"x": 0, "x2": RIGHT, "y": row.top, "y2": row.top + row.height}
        yield part(corners, _tell(row.key, members, money, language), row.key.source)


def _legend(money: Money, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (None, say("Amounts in {unit}.", unit=money.name)),
        (symbol("square", HELPS), say("stable: no group would pay less alone")),
        (symbol(HATCHED, "none", HINDERS), say("hatched: the group would pay less alone")),
    ]
    return [(looks, words.in_language(language)) for looks, words in entries]
