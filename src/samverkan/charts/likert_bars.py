"""Answers to a scale, from the lowest to the highest, drawn around their middle, in each collaboration."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import Final

from samverkan.charts.labels import wrap
from samverkan.charts.palette import INK, LINE, colour_of_score, ink_on
from samverkan.charts.specification import (
    LABELS,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    coloured_texts,
    legend,
    legend_height,
    lines,
    lines_of_words,
    picture,
    symbol,
    texts,
)
from samverkan.domain.study import Study
from samverkan.domain.survey import ScaleSummary
from samverkan.domain.words import number, say, say_count

COUNTS: Final = 46
PLOT: Final = WIDTH - LABELS - COUNTS - 8
BAR: Final = 26
HEAD: Final = 26
NARROWEST_NUMBER: Final = 0.075
"""Below this share of the plot a part is too narrow to hold its percentage."""

MOST_STEPS: Final = 11


def likert_bars(
    scales: Sequence[ScaleSummary], study: Study, names: Mapping[str, str], language: str
) -> Specification | None:
    """Return one bar for each scale and collaboration; None when there is none to show.

    `names` are those of the scales; a scale without one is called by its id. Summaries of single municipalities are
    left out, and hidden groups are counted in the legend.
    """
    whole = [one for one in scales if not one.municipality]
    shown = [one for one in whole if not one.is_hidden and any(one.counts)]
    if not shown:
        return None
    tops, height = _stack(shown)
    reach = max(max(_sides(one.counts)) for one in shown)
    heads = [
        {"x": -LABELS, "y": top - HEAD / 2 + 2, "words": names.get(one.scale) or one.scale}
        for place, (top, one) in enumerate(zip(tops, shown, strict=True))
        if not place or shown[place - 1].scale != one.scale
    ]
    labels = [
        row
        for top, one in zip(tops, shown, strict=True)
        for row in lines_of_words(wrap(study.name(one.collaboration), LABELS - 12, SMALL_SIZE), -LABELS, top + BAR / 2)
    ]
    ends = [
        {"x": PLOT + COUNTS, "y": top + BAR / 2, "words": f"n {one.n}"} for top, one in zip(tops, shown, strict=True)
    ]
    remarks = _legend(whole, shown, study, language)
    layers = [
        lines([{"x": PLOT / 2, "x2": PLOT / 2, "y": 0, "y2": height}], stroke=INK, strokeDash=[2, 3]),
        *_bars(tops, shown, reach, language),
        texts(heads, fontWeight="bold"),
        texts(labels, fontSize=SMALL_SIZE),
        texts(ends, fontSize=SMALL_SIZE, align="right"),
        *legend(remarks, -LABELS, height + 4 + legend_height(remarks)),
    ]
    return picture(layers)


def _stack(shown: Sequence[ScaleSummary]) -> tuple[list[float], float]:
    """Return where each bar begins, and the height of all: each scale has a heading above its bars."""
    tops: list[float] = []
    height = 0.0
    for _, members in groupby(shown, key=lambda one: one.scale):
        height += HEAD
        for _ in members:
            tops.append(height)
            height += BAR + 2
    return tops, height


def _sides(counts: Sequence[int]) -> tuple[float, float]:
    """Return the shares to the left and to the right of the middle; a middle answer lies half on each side."""
    total = sum(counts)
    half = len(counts) // 2
    middle = counts[half] / 2 if len(counts) % 2 else 0
    return (sum(counts[:half]) + middle) / total, (sum(counts[len(counts) - half :]) + middle) / total


def _colour(place: int, steps: int) -> str:
    return colour_of_score(place / (steps - 1)) if steps > 1 else colour_of_score(0.5)


def _bars(tops: Sequence[float], shown: Sequence[ScaleSummary], reach: float, language: str) -> Iterator[Specification]:
    parts: list[Row] = []
    words: list[Row] = []
    for top, one in zip(tops, shown, strict=True):
        total = sum(one.counts)
        edges = [PLOT / 2 - _sides(one.counts)[0] / reach * PLOT / 2]
        edges.extend(edges[0] + PLOT / 2 / reach * part / total for part in accumulate(one.counts))
        for place, count in enumerate(one.counts):
            left, right = edges[place], edges[place + 1]
            colour = _colour(place, len(one.counts))
            if count:
                parts.append({"x": left, "x2": right, "y": top, "y2": top + BAR, "colour": colour})
            if (right - left) / PLOT >= NARROWEST_NUMBER:
                share = number(count / total, language, ".0%")
                look = {"words": share, "colour": ink_on(colour)}
                words.append({"x": (left + right) / 2, "y": top + BAR / 2, **look})
    yield boxes(parts, stroke=LINE, strokeWidth=0.75)
    yield coloured_texts(words, align="center", fontSize=SMALL_SIZE)


def _legend(
    whole: Sequence[ScaleSummary], shown: Sequence[ScaleSummary], study: Study, language: str
) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, str]] = []
    forms = {(one.lowest, len(one.counts)) for one in shown}
    lowest, steps = min(forms)
    is_one_form = len(forms) == 1 and steps <= MOST_STEPS
    for place in range(steps) if is_one_form else (0, steps - 1):
        words = number(lowest + place, language, "g") if is_one_form else ""
        if place == 0:
            words = say("{answer} lowest answer", answer=words).in_language(language).strip()
        elif place == steps - 1:
            words = say("{answer} highest answer", answer=words).in_language(language).strip()
        colour = _colour(place, steps)
        entries.append((symbol("square", colour, LINE), words))
    entries.append((None, say("answers to reversed questions are turned round").in_language(language)))
    if hidden := sum(one.is_hidden for one in whole):
        remark = say_count(
            "{count} group with fewer than {least} answering is not shown",
            "{count} groups with fewer than {least} answering are not shown",
            hidden,
            least=study.smallest_group,
        )
        entries.append((None, remark.in_language(language)))
    return entries
