"""The dumbbell: two groups of members on each factor, most often the small and the large, and the way between them."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Final

from samverkan.charts.palette import INK, LINE, MUTED, PAPER
from samverkan.charts.rows import ROW, draw_axis, middle_of, name_rows, rule_rows
from samverkan.charts.specification import (
    LABELS,
    WIDTH,
    Row,
    Specification,
    covers,
    legend,
    legend_height,
    lines,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.coding.codebook import SCORES, THESIS_FACTORS, Codebook
from samverkan.domain.comparison.contrasts import Contrast, Side
from samverkan.domain.study import Role, SizeClass, Study
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, as_is, number, say

COUNTS: Final = 132
"""How many pixels the two columns of counts take."""

PLOT: Final = WIDTH - LABELS - COUNTS - 24
NEAR: Final = 0.04
"""Markers nearer than this would cover each other, and are set above and below the line."""

BELOW_AXIS: Final = 26


def small_large_dumbbell(
    contrasts: Sequence[Contrast], study: Study, codebook: Codebook, language: str
) -> Specification | None:
    """Return one row for each factor of one pair of groups, the largest difference first; None without contrasts.

    Each marker is the mean of its members' medians, and each dot a member. Raises ValueError when the contrasts are
    not all of the same two groups.
    """
    if not contrasts:
        return None
    if len({(one.side, one.first, one.second) for one in contrasts}) > 1:
        raise ValueError("The contrasts are of several pairs of groups; draw each pair in its own picture.")
    ordered = sorted(contrasts, key=lambda one: -abs(round(_mean_difference(one), 6)))
    groups = [name.in_language(language) for name in _group_names(contrasts[0], study)]
    names = [codebook[one.factor].name(language) for one in ordered]
    height = ROW * len(ordered)
    remarks = _legend(contrasts[0], groups, language)
    layers = [
        rule_rows(len(ordered), (-LABELS, PLOT + COUNTS + 20)),
        *_axis(height, language),
        _bars(ordered),
        _members(ordered),
        _ends(ordered),
        *_counts(ordered),
        *name_rows(names, (-LABELS, 0), LABELS, [one.factor in THESIS_FACTORS for one in ordered]),
        _links(ordered, groups, names, language),
        *legend(remarks, -LABELS, height + BELOW_AXIS + legend_height(remarks)),
    ]
    return picture(layers)


def _mean(contrast: Contrast, place: int) -> float:
    cells = (contrast.first_cells, contrast.second_cells)[place]
    return fmean(cell.median for cell in cells if cell.median is not None)


def _mean_difference(contrast: Contrast) -> float:
    return _mean(contrast, 0) - _mean(contrast, 1)


def _group_names(contrast: Contrast, study: Study) -> tuple[Text, Text]:
    known: Mapping[str, Text] = {
        SizeClass.SMALL: say("small"),
        SizeClass.LARGE: say("large"),
        Role.HOST: say("host"),
        Role.MEMBER: say("member"),
    }
    if contrast.side is Side.CLUSTER:
        return as_is(study.name(contrast.first)), as_is(study.name(contrast.second))
    return known[contrast.first], known[contrast.second]


def _looks(side: Side) -> tuple[Row, Row]:
    """Small is open and large filled; a member is a circle and a host a square."""
    if side is Side.ROLE:
        return symbol("circle", PAPER, INK), symbol("square", INK)
    return symbol("circle", PAPER, INK), symbol("circle", INK)


def _axis(height: float, language: str) -> Iterator[Specification]:
    labels = {score: number(score, language, ".2g") for score in SCORES}
    labels[0.0] = say("{score} not in place", score=0).in_language(language)
    labels[1.0] = say("{score} in place", score=1).in_language(language)
    yield from draw_axis({score * PLOT: words for score, words in labels.items()}, 0, height)
    middle = [{"x": 0.5 * PLOT, "x2": 0.5 * PLOT, "y": 0, "y2": height}]
    yield lines(middle, stroke=MUTED, strokeDash=[2, 3])


def _members(ordered: Sequence[Contrast]) -> Specification:
    rows = [
        {"x": cell.median * PLOT, "y": middle_of(place), **symbol("circle", MUTED)}
        for place, one in enumerate(ordered)
        for cell in (*one.first_cells, *one.second_cells)
        if cell.median is not None
    ]
    return points(rows, size=18, strokeWidth=0)


def _placed(ordered: Sequence[Contrast]) -> Iterator[tuple[Contrast, tuple[float, float], tuple[float, float]]]:
    """Yield each contrast with the means of its two groups and where their markers lie from top to bottom."""
    for place, one in enumerate(ordered):
        apart = 6 if abs(_mean_difference(one)) < NEAR else 0
        middle = middle_of(place)
        yield one, (_mean(one, 0), _mean(one, 1)), (middle - apart, middle + apart)


def _bars(ordered: Sequence[Contrast]) -> Specification:
    rows = [
        {"x": scores[0] * PLOT, "x2": scores[1] * PLOT, "y": ys[0], "y2": ys[1]} for _, scores, ys in _placed(ordered)
    ]
    return lines(rows, stroke=LINE, strokeWidth=5)


def _ends(ordered: Sequence[Contrast]) -> Specification:
    rows = [
        {"x": score * PLOT, "y": y, **looks}
        for one, scores, ys in _placed(ordered)
        for score, y, looks in zip(scores, ys, _looks(one.side), strict=True)
    ]
    return points(rows, size=95, strokeWidth=2)


def _links(ordered: Sequence[Contrast], groups: Sequence[str], names: Sequence[str], language: str) -> Specification:
    rows: list[Row] = []
    for place, (one, scores, _) in enumerate(_placed(ordered)):
        says = say(
            "{factor}: {first} {low:.2f} (n {n_first}), {second} {high:.2f} (n {n_second})",
            factor=names[place],
            first=groups[0],
            low=scores[0],
            n_first=len(one.first_cells),
            second=groups[1],
            high=scores[1],
            n_second=len(one.second_cells),
        )
        corners = {"x": 0, "x2": PLOT, "y": place * ROW, "y2": (place + 1) * ROW}
        rows.append({**corners, "says": says.in_language(language), "link": f"#{anchor_of(one.id)}"})
    return covers(rows)


def _counts(ordered: Sequence[Contrast]) -> Iterator[Specification]:
    xs = (PLOT + 20 + COUNTS / 4, PLOT + 20 + 3 * COUNTS / 4)
    rows = [
        {"x": x, "y": middle_of(place), "words": str(len(cells))}
        for place, one in enumerate(ordered)
        for x, cells in zip(xs, (one.first_cells, one.second_cells), strict=True)
    ]
    yield texts([*rows, *({"x": x + 8, "y": -12, "words": "n"} for x in xs)], align="center")
    yield points([{"x": x - 8, "y": -12, **looks} for x, looks in zip(xs, _looks(ordered[0].side), strict=True)])


def _legend(contrast: Contrast, groups: Sequence[str], language: str) -> list[tuple[Row | None, str]]:
    looks = _looks(contrast.side)
    meanings = (say("{group}, mean of the members' medians", group=group) for group in groups)
    member = symbol("circle", MUTED)
    return [
        *((look, meaning.in_language(language)) for look, meaning in zip(looks, meanings, strict=True)),
        (member, say("a member's median").in_language(language)),
        (None, say("bold: the four factors of the Gothenburg study").in_language(language)),
    ]
