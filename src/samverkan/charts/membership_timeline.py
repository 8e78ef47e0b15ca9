"""The timeline of memberships: who was host or member, when, who left, and what is not known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from samverkan.charts.labels import cut
from samverkan.charts.palette import HELPS, HINDERS, INK, LIGHT, MUTED, PAPER
from samverkan.charts.rows import draw_axis
from samverkan.charts.specification import (
    BOLD,
    LABELS,
    SIZE,
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
from samverkan.domain.dates import Period
from samverkan.domain.study import Collaboration, Membership, Role, Study
from samverkan.domain.words import Text, say

MOST_IN_ONE: Final = 40
"""A picture with more rows than this is split, so that it fits a printed page."""

AFTER: Final = 124
"""Pixels to the right of the years, for the words about an end."""

PLOT: Final = WIDTH - LABELS - AFTER - 4
ROW_HEIGHT: Final = 19
GROUP_HEIGHT: Final = 26
BAR: Final = 11
BELOW_AXIS: Final = 24
MOST_TICKS: Final = 8
UNKNOWN_YEARS: Final = 3
"""So many years before the first known one are kept for starts that are not known."""

DAYS_IN_YEAR: Final = 365.25
PALE: Final = "#cfe2f0"
"""The colour of a member where it is drawn at two fifths, for the legend."""


@dataclass(frozen=True, slots=True)
class _Years:
    """The years that the picture spans."""

    first: int
    last: int

    def place(self, day: date) -> float:
        """Return where the day lies, in pixels."""
        elapsed = (day - date(self.first, 1, 1)).days / DAYS_IN_YEAR
        return min(max(elapsed / (self.last + 1 - self.first), 0.0), 1.0) * PLOT


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the picture: a membership in its collaboration, and where the row lies."""

    membership: Membership
    collaboration: Collaboration
    top: float

    @property
    def end(self) -> Period | None:
        """When the membership ended: its own end, else that of the collaboration."""
        return self.membership.end or self.collaboration.end

    @property
    def has_left(self) -> bool:
        """Whether the municipality left before the collaboration itself ended."""
        own, whole = self.membership.end, self.collaboration.end
        return own is not None and (whole is None or own < whole)


def membership_timeline(study: Study, language: str, newest_year: int = 0) -> tuple[Specification, ...]:
    """Return one picture for at most 40 memberships each, in the order of the study; none when no year is known.

    A membership without a known end is drawn to the end of `newest_year`, which the legend names; by default to the end
    of the newest year of any start or end.
    """
    years = _span(study, newest_year)
    if years is None:
        return ()
    return tuple(_draw(part, study, years, language) for part in _split(study))


def _span(study: Study, newest_year: int) -> _Years | None:
    members = study.memberships
    starts = [*(one.start for one in members), *(one.start for one in study.collaborations)]
    ends = [*(one.end for one in members), *(one.end for one in study.collaborations)]
    known = [one.year for one in (*starts, *ends) if one is not None]
    if not members or not known:
        return None
    first = min(known) - (UNKNOWN_YEARS if any(one.start is None for one in members) else 0)
    return _Years(first, max(*known, newest_year, first + 1))


def _split(study: Study) -> Iterator[list[tuple[Collaboration, Membership]]]:
    """Yield the memberships of one picture after the other; a collaboration is kept together when it fits."""
    part: list[tuple[Collaboration, Membership]] = []
    for collaboration in study.collaborations:
        members = [(collaboration, one) for one in study.members(collaboration.id)]
        if part and len(part) + len(members) > MOST_IN_ONE:
            yield part
            part = []
        part.extend(members)
        while len(part) > MOST_IN_ONE:
            yield part[:MOST_IN_ONE]
            part = part[MOST_IN_ONE:]
    if part:
        yield part


def _draw(
    part: Sequence[tuple[Collaboration, Membership]], study: Study, years: _Years, language: str
) -> Specification:
    rows: list[_Line] = []
    heads: list[Row] = []
    top = 0.0
    for collaboration, members in groupby(part, key=lambda pair: pair[0]):
        heads.append({"x": -LABELS, "y": top + 15, "words": cut(collaboration.name, WIDTH - AFTER, SIZE * BOLD)})
        top += GROUP_HEIGHT
        for _, membership in members:
            rows.append(_Line(membership, collaboration, top))
            top += ROW_HEIGHT
    remarks = _legend(rows, years, language)
    layers = [
        *draw_axis(_ticks(years), 0, top),
        texts([{"x": x, "y": -9, "words": words} for x, words in _ticks(years).items()], **_AXIS),
        *_bars(rows, years),
        *_ends(rows, years, language),
        _names(rows, study),
        texts(heads, fontWeight="bold"),
        *legend(remarks, -LABELS, top + BELOW_AXIS + legend_height(remarks)),
    ]
    return picture(layers)


_AXIS: Final = {"align": "center", "fontSize": SMALL_SIZE, "fill": MUTED}


def _ticks(years: _Years) -> dict[float, str]:
    span = years.last - years.first
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= MOST_TICKS or step == 100)
    marked = [year for year in range(years.first, years.last + 1) if year % step == 0]
    return {years.place(date(year, 1, 1)): str(year) for year in marked}


def _colour(membership: Membership) -> str:
    return HELPS if membership.role is Role.HOST else LIGHT


def _bars(rows: Sequence[_Line], years: _Years) -> Iterator[Specification]:
    sure: list[Row] = []
    unsure: list[Row] = []
    unknown: list[Row] = []
    marks: list[Row] = []
    for row in rows:
        start, end = row.membership.start, row.end
        y = row.top + (ROW_HEIGHT - BAR) / 2
        across = {"y": y, "y2": y + BAR}
        stop = years.place(end.first_day) if end else PLOT
        if start is None:
            begin = row.collaboration.start
            left = years.place(begin.first_day) if begin else 0.0
            unknown.append({**across, "x": left, "x2": stop, "colour": PAPER})
            marks.append({"x": left + 5, "y": row.top + ROW_HEIGHT / 2, "words": "?"})
        else:
            left = years.place(_day_after(start))
            sure.append({**across, "x": left, "x2": max(stop, left), "colour": _colour(row.membership)})
            unsure.append({**across, "x": years.place(start.first_day), "x2": left, "colour": _colour(row.membership)})
        if end is not None:
            right = years.place(_day_after(end))
            unsure.append({**across, "x": stop, "x2": right, "colour": _colour(row.membership)})
    yield boxes(sure)
    yield boxes([one for one in unsure if one["x2"] - one["x"] > 1], fillOpacity=0.4)
    yield boxes(unknown, stroke=MUTED, strokeDash=[3, 2])
    yield texts(marks, align="left", fontSize=SMALL_SIZE)


def _is_vague(row: _Line, years: _Years) -> bool:
    """Whether a start or an end is known to a longer period that is wide enough to be seen."""
    known = (one for one in (row.membership.start, row.end) if one is not None)
    return any(years.place(_day_after(one)) - years.place(one.first_day) > 1 for one in known)


def _day_after(period: Period) -> date:
    """A day is a sharp border; a longer period is known only to that length."""
    return period.first_day if period.first_day == period.last_day else period.last_day + timedelta(days=1)


def _ends(rows: Sequence[_Line], years: _Years, language: str) -> Iterator[Specification]:
    caps: list[Row] = []
    arrows: list[Row] = []
    words: list[Row] = []
    for row in rows:
        middle = row.top + ROW_HEIGHT / 2
        if row.end is None:
            arrows.append({"x": PLOT + 3, "y": middle, **symbol("triangle-right", _colour(row.membership))})
            continue
        x = years.place(_day_after(row.end))
        told = say("left {period}", period=row.end) if row.has_left else say("until {period}", period=row.end)
        words.append({"x": x + 6, "y": middle, "words": told.in_language(language)})
        if row.has_left:
            caps.append({"x": x, "x2": x, "y": row.top + 1, "y2": row.top + ROW_HEIGHT - 1})
    yield lines(caps, stroke=HINDERS, strokeWidth=3)
    yield points(arrows, size=70)
    yield texts(words, fontSize=SMALL_SIZE, fill=INK)


def _names(rows: Sequence[_Line], study: Study) -> Specification:
    found: list[Row] = []
    for row in rows:
        name = study.name(row.membership.municipality)
        words = f"■ {name}" if row.membership.role is Role.HOST else name
        found.append({"x": -LABELS + 8, "y": row.top + ROW_HEIGHT / 2, "words": cut(words, LABELS - 20, SIZE)})
    return texts(found)


def _legend(rows: Sequence[_Line], years: _Years, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (symbol("square", HELPS), say("host municipality (■)")),
        (symbol("square", LIGHT), say("other member")),
    ]
    if any(row.membership.start is None for row in rows):
        entries.append((symbol("square", PAPER, MUTED), say("? start not known")))
    if any(row.has_left for row in rows):
        entries.append((symbol("M0,-1L0,1", HINDERS), say("left")))
    if any(row.end is None for row in rows):
        entries.append((symbol("triangle-right", LIGHT), say("no end known: drawn to {year}", year=str(years.last))))
    if any(_is_vague(row, years) for row in rows):
        entries.append((symbol("square", PALE), say("pale: sometime within this period")))
    return [(looks, words.in_language(language)) for looks, words in entries]
