"""Stacked bars: what each member pays under each cost key, the one in use marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.axis import BELOW, Axis, draw_marks, fit_axis
from samverkan.charts.key_names import name_keys, tell_key
from samverkan.charts.labels import measure
from samverkan.charts.member_looks import colour_of, fill_members, member_legend, member_legend_height
from samverkan.charts.money import Money, choose_unit
from samverkan.charts.palette import INK, MUTED, ink_on
from samverkan.charts.specification import (
    LABELS,
    MOST_ROWS,
    SIZE,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    coloured_texts,
    picture,
    texts,
)
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part, source_at
from samverkan.domain.words import say

TOTALS: Final = 84
PLOT: Final = WIDTH - LABELS - TOTALS - 12
ROW_HEIGHT: Final = 44
BAR: Final = 26
EDGE: Final = 24
"""Room to the left of the lowest amount for half of its label, in pixels."""


@dataclass(frozen=True, slots=True)
class KeyShares:
    """What each member pays under one key, in SEK, in the order of the members; no shares where it is not known.

    `sources`, when given, is one for each member.
    """

    name: str
    shares: tuple[float, ...]
    is_in_use: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharesByKey:
    """The members, in the order in which they are stacked, and their shares under each key."""

    members: tuple[str, ...]
    keys: tuple[KeyShares, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """One member's part of one bar, with its place in pixels."""

    member: int
    amount: float
    corners: Row


def shares_by_key(found: SharesByKey, language: str) -> Specification | None:
    """Return one stacked bar for each key; None without any shares or with too many to be told apart.

    A negative share, which a rule may give, is stacked to the left of zero.
    """
    known = [key for key in found.keys if key.shares]
    if not known or not found.members or max(len(found.members), len(found.keys)) > MOST_ROWS:
        return None
    money = choose_unit(share for key in known for share in key.shares)
    axis = fit_axis((end for key in known for end in _ends(key)), PLOT - EDGE)
    bottom = ROW_HEIGHT * len(found.keys)
    middles = [(place + 0.5) * ROW_HEIGHT for place in range(len(found.keys))]
    bars = [list(_stack(key, axis, middle)) for key, middle in zip(found.keys, middles, strict=True)]
    layers = [
        *draw_marks(axis, money, (LABELS + EDGE, 0), bottom, language),
        *name_keys(
            [key.name for key in found.keys], [key.is_in_use for key in found.keys], middles, LABELS - 10, language
        ),
        *fill_members([(one.member, one.corners) for bar in bars for one in bar]),
        *_frame(found.keys, bars),
        *_amounts([one for bar in bars for one in bar], money, language),
        *_totals(found.keys, money, language),
        *member_legend(found.members, bottom + BELOW + 6),
        texts(_remark(found, money, bottom, language), fontSize=SMALL_SIZE, fill=MUTED),
        *cover_parts(list(_parts(found, bars, money, language))),
    ]
    return picture(layers)


def tell_shares_by_key(found: SharesByKey, language: str) -> Telling:
    """Return the words that go with the picture."""
    money = choose_unit(share for key in found.keys for share in key.shares)
    return Telling(
        say("What each member pays under each cost key"),
        say("Each bar is the whole bill under one cost key, divided among the members; the key in use is outlined."),
        list_sentences(_sentence(key, found.members, money, language) for key in found.keys),
    )


def _sentence(key: KeyShares, members: Sequence[str], money: Money, language: str) -> str:
    name = tell_key(key.name, language, is_in_use=key.is_in_use)
    if not key.shares:
        return say("{name}: not known", name=name).in_language(language)
    told = (f"{member} {money.tell(share, language)}" for member, share in zip(members, key.shares, strict=True))
    return f"{name}: {'; '.join(told)}"


def _ends(key: KeyShares) -> tuple[float, float]:
    return sum(min(share, 0) for share in key.shares), sum(max(share, 0) for share in key.shares)


def _stack(key: KeyShares, axis: Axis, middle: float) -> Iterator[_Segment]:
    below, above = 0.0, 0.0
    for member, share in enumerate(key.shares):
        start = below if share < 0 else above
        x, x2 = sorted(axis.place(one, LABELS + EDGE) for one in (start, start + share))
        if share < 0:
            below += share
        else:
            above += share
        if share:
            yield _Segment(member, share, {"x": x, "x2": x2, "y": middle - BAR / 2, "y2": middle + BAR / 2})


def _frame(keys: Sequence[KeyShares], bars: Sequence[Sequence[_Segment]]) -> Iterator[Specification]:
    frames: list[Row] = []
    for key, bar in zip(keys, bars, strict=True):
        if key.is_in_use and bar:
            corners = [one.corners for one in bar]
            x, x2 = min(one["x"] for one in corners), max(one["x2"] for one in corners)
            frames.append({**corners[0], "x": x - 2, "x2": x2 + 2, "colour": "none"})
    for frame in frames:
        frame["y"] -= 2
        frame["y2"] += 2
    yield boxes(frames, stroke=INK, strokeWidth=2)


def _amounts(segments: Sequence[_Segment], money: Money, language: str) -> Iterator[Specification]:
    """Write the member's number and its amount where both fit, else the number, else nothing: it is heard."""
    rows: list[Row] = []
    backs: list[Row] = []
    for one in segments:
        left, right, colour = one.corners["x"], one.corners["x2"], colour_of(one.member)
        x, y = (left + right) / 2, (one.corners["y"] + one.corners["y2"]) / 2
        long = f"{one.member + 1}: {money.write(one.amount, language)}"
        words = next(
            (each for each in (long, str(one.member + 1)) if measure(each, SMALL_SIZE) + 6 <= right - left), ""
        )
        if words:
            half = measure(words, SMALL_SIZE) / 2 + 1
            rows.append({"x": x, "y": y, "words": words, "colour": ink_on(colour)})
            backs.append({"x": x - half, "x2": x + half, "y": y - 8, "y2": y + 8, "colour": colour})
    yield boxes(backs)
    yield coloured_texts(rows, align="center", fontSize=SMALL_SIZE)


def _totals(keys: Sequence[KeyShares], money: Money, language: str) -> Iterator[Specification]:
    rows: list[Row] = []
    for place, key in enumerate(keys):
        y = (place + 0.5) * ROW_HEIGHT
        if key.shares:
            rows.append({"x": WIDTH - 6, "y": y, "words": money.write(sum(key.shares), language)})
        else:
            rows.append({"x": WIDTH - 6, "y": y, "words": say("not known").in_language(language)})
    yield texts(rows, align="right", fontSize=SIZE)
    head = say("in all, {unit}", unit=money.name).in_language(language)
    yield texts([{"x": WIDTH - 6, "y": -10, "words": head}], align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _remark(found: SharesByKey, money: Money, bottom: float, language: str) -> list[Row]:
    y = bottom + BELOW + 16 + member_legend_height(found.members)
    words = say("Amounts in {unit}. The number in a bar is that of the member.", unit=money.name)
    return [{"x": 0, "y": y, "words": words.in_language(language)}]


def _parts(found: SharesByKey, bars: Sequence[Sequence[_Segment]], money: Money, language: str) -> Iterator[Row]:
    for key, bar in zip(found.keys, bars, strict=True):
        name = tell_key(key.name, language, is_in_use=key.is_in_use)
        whole = sum(key.shares)
        for one in bar:
            says = say(
                "{member}, {key}: {amount}, {percent:.0%} of the bill",
                member=found.members[one.member],
                key=name,
                amount=money.tell(one.amount, language),
                percent=one.amount / whole if whole else 0.0,
            )
            yield part(one.corners, says.in_language(language), source_at(key.sources, one.member))
