"""Salience: which share of the informants speak of each factor, with its interval, in each collaboration."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from samverkan.charts.palette import INK, NEUTRAL
from samverkan.charts.panels import Panel, name_panels, place_panels
from samverkan.charts.rows import ROW, draw_axis, middle_of, name_rows, rule_rows
from samverkan.charts.specification import (
    SMALL_SIZE,
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
from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.comparison.salience import Salience
from samverkan.domain.study import Study
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import number, say, say_count

HEAD: Final = 38
NAMES: Final = 158
COUNTS: Final = 56
BELOW_AXIS: Final = 22
TICKS: Final = (0.0, 0.5, 1.0)


def salience_dots(
    salience: Sequence[Salience], study: Study, codebook: Codebook, language: str
) -> Specification | None:
    """Return one panel for each case, the most mentioned factor first; None when nobody mentions any.

    Factors that nobody in a case speaks of are left out of its panel.
    """
    spoken = [one for one in salience if one.n_mentioning]
    if not spoken:
        return None
    groups = [list(members) for _, members in groupby(spoken, key=lambda one: one.case)]
    names = [study.name(members[0].case.collaboration) for members in groups]
    panels = place_panels(names, [ROW * len(members) + BELOW_AXIS for members in groups], HEAD)
    layers = [name_panels(panels, HEAD)]
    for panel, members in zip(panels, groups, strict=True):
        labels = [codebook[one.factor].name(language) for one in members]
        layers.append(rule_rows(len(members), (panel.left, panel.right), panel.top))
        layers.extend(name_rows(labels, (panel.left, panel.top), NAMES, [one.is_thesis_factor for one in members]))
        layers.extend(_panel(panel, members, language))
        layers.append(_links(panel, members, labels, language))
    bottom = max(panel.top + ROW * len(members) for panel, members in zip(panels, groups, strict=True)) + BELOW_AXIS
    remarks = _legend(language)
    layers.extend(legend(remarks, 0, bottom + legend_height(remarks)))
    return picture(layers)


def _place(panel: Panel, share: float) -> float:
    return panel.left + NAMES + 4 + share * (panel.width - NAMES - COUNTS - 8)


def _panel(panel: Panel, members: Sequence[Salience], language: str) -> Iterator[Specification]:
    ticks = {_place(panel, share): number(share, language, ".0%") for share in TICKS}
    yield from draw_axis(ticks, panel.top, panel.top + ROW * len(members))
    ys = [panel.top + middle_of(place) for place in range(len(members))]
    yield lines(
        [
            {"x": _place(panel, one.low), "x2": _place(panel, one.high), "y": y, "y2": y}
            for one, y in zip(members, ys, strict=True)
        ],
        stroke=NEUTRAL,
        strokeWidth=3,
    )
    yield points(
        [{"x": _place(panel, one.share), "y": y, **symbol("circle", INK)} for one, y in zip(members, ys, strict=True)]
    )
    counts = [say("{n} of {total}", n=one.n_mentioning, total=one.n_informants) for one in members]
    yield texts(
        [{"x": panel.right, "y": y, "words": count.in_language(language)} for count, y in zip(counts, ys, strict=True)],
        align="right",
        fontSize=SMALL_SIZE,
    )


def _links(panel: Panel, members: Sequence[Salience], labels: Sequence[str], language: str) -> Specification:
    rows: list[Row] = []
    for place, (one, label) in enumerate(zip(members, labels, strict=True)):
        says = say_count(
            "{factor}, {place}: {n} of {count} informant ({share:.0%}), interval {low:.0%} to {high:.0%}",
            "{factor}, {place}: {n} of {count} informants ({share:.0%}), interval {low:.0%} to {high:.0%}",
            one.n_informants,
            factor=label,
            place=panel.name,
            n=one.n_mentioning,
            share=one.share,
            low=one.low,
            high=one.high,
        )
        y = panel.top + place * ROW
        link = anchor_of(f"cell:{one.case.id}:{one.factor}")
        corners = {"x": panel.left, "x2": panel.right, "y": y, "y2": y + ROW}
        rows.append({**corners, "says": says.in_language(language), "link": f"#{link}"})
    return covers(rows)


def _legend(language: str) -> list[tuple[Row | None, str]]:
    return [
        (symbol("circle", INK), say("share of the informants who speak of the factor").in_language(language)),
        (symbol("stroke", NEUTRAL), say("95% Wilson interval").in_language(language)),
        (None, say("bold: the four factors of the Gothenburg study").in_language(language)),
    ]
