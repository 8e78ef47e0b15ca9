"""Sizes: how many inhabitants the members of each collaboration have, on a scale where equal steps are equal ratios."""

from collections.abc import Iterator, Sequence
from math import log10
from typing import Final

from samverkan.charts.palette import HELPS, INK, LINE, MUTED, PAPER
from samverkan.charts.rows import ROW, draw_axis, middle_of, name_rows, rule_rows
from samverkan.charts.specification import (
    LABELS,
    MOST_ROWS,
    SMALL_SIZE,
    WIDTH,
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
from samverkan.domain.report.basis import ClusterBasis
from samverkan.domain.words import number, say

RATIOS: Final = 84
PLOT: Final = WIDTH - LABELS - RATIOS - 20
BELOW_AXIS: Final = 26
ROUND: Final = (1, 2, 5)
HOST: Final = symbol("square", HELPS)
MEMBER: Final = symbol("circle", PAPER, INK)


def population_dots(clusters: Sequence[ClusterBasis], language: str) -> Specification | None:
    """Return one row for each collaboration with a symbol for each member whose inhabitants are known; None without.

    To the right stands how many times larger the largest member is than the smallest.
    """
    shown = [one for one in clusters if _sizes(one)]
    if not shown or len(shown) > MOST_ROWS:
        return None
    sizes = [size for one in shown for size, _ in _sizes(one)]
    low, high = _round_down(min(sizes)), _round_up(max(sizes))
    height = ROW * len(shown)
    remarks = _legend(shown, language)
    layers = [
        rule_rows(len(shown), (-LABELS, PLOT + 16 + RATIOS)),
        *draw_axis(_ticks(low, high, language), 0, height),
        *name_rows([one.collaboration.name for one in shown], (-LABELS, 0), LABELS),
        *_dots(shown, low, high),
        *_ratios(shown, language),
        *legend(remarks, -LABELS, height + BELOW_AXIS + legend_height(remarks)),
    ]
    return picture(layers)


def _sizes(cluster: ClusterBasis) -> list[tuple[float, bool]]:
    """Return the inhabitants of each member that has any, and whether it is or was host."""
    known = {one.membership.municipality: one.population for one in cluster.members if one.population is not None}
    return [(one.value, name in cluster.hosts) for name, one in known.items() if one.value]


def _round_down(value: float) -> float:
    power = 10 ** int(log10(value))
    return float(max(step * power for step in ROUND if step * power <= value))


def _round_up(value: float) -> float:
    power = 10 ** int(log10(value))
    return float(min(step * power for step in (*ROUND, 10) if step * power > value))


def _place(size: float, low: float, high: float) -> float:
    return log10(size / low) / log10(high / low) * PLOT


def _ticks(low: float, high: float, language: str) -> dict[float, str]:
    powers = range(int(log10(low)), int(log10(high)) + 1)
    marks = [step * 10**power for power in powers for step in ROUND if low <= step * 10**power <= high]
    return {_place(mark, low, high): number(mark, language, ",") for mark in marks}


def _dots(shown: Sequence[ClusterBasis], low: float, high: float) -> Iterator[Specification]:
    spans: list[Row] = []
    dots: list[Row] = []
    for row, one in enumerate(shown):
        y = middle_of(row)
        places = [(_place(size, low, high), is_host) for size, is_host in _sizes(one)]
        spans.append({"x": min(places)[0], "x2": max(places)[0], "y": y, "y2": y})
        dots.extend({"x": x, "y": y, **(HOST if is_host else MEMBER)} for x, is_host in sorted(places))
    yield lines(spans, stroke=LINE, strokeWidth=4)
    yield points(dots, size=70)


def _ratios(shown: Sequence[ClusterBasis], language: str) -> Iterator[Specification]:
    rows: list[Row] = []
    for row, one in enumerate(shown):
        sizes = [size for size, _ in _sizes(one)]
        if len(sizes) > 1:
            words = say("{ratio:.1f} times", ratio=max(sizes) / min(sizes)).in_language(language)
            rows.append({"x": PLOT + 16 + RATIOS, "y": middle_of(row), "words": words})
    yield texts(rows, align="right", fontSize=SMALL_SIZE)
    head = {"x": PLOT + 16 + RATIOS, "y": -12, "words": say("largest to smallest").in_language(language)}
    yield texts([head], align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _legend(shown: Sequence[ClusterBasis], language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, str]] = []
    if any(one.hosts for one in shown):
        entries.append((HOST, say("host municipality").in_language(language)))
    entries.append((MEMBER, say("other member").in_language(language)))
    entries.append((None, say("inhabitants, on a logarithmic scale").in_language(language)))
    return entries
