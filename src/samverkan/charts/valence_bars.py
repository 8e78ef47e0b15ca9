"""Diverging bars: how many informants say that a factor hinders and how many that it helps, in each collaboration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.charts.labels import measure
from samverkan.charts.palette import HELPS, HINDERS, INK, MIXED, MUTED, NEUTRAL, ink_on
from samverkan.charts.panels import Panel, name_panels, place_panels
from samverkan.charts.rows import ROW, name_rows, rule_rows
from samverkan.charts.specification import (
    LABELS,
    SMALL_SIZE,
    Row,
    Specification,
    boxes,
    coloured_texts,
    covers,
    lines,
    picture,
    texts,
)
from samverkan.domain.coding.codebook import THESIS_FACTORS, Codebook
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.comparison.matrix import Cell, Matrix
from samverkan.domain.study import Study
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, say

HEAD: Final = 54
BETWEEN: Final = 12
MOST_UNIT: Final = 26
"""One informant is never wider than this, in pixels."""

DIRECTIONS: Final = (Valence.HINDERS, Valence.HELPS, Valence.MIXED, Valence.NEUTRAL)
COLOURS: Final = {
    Valence.HINDERS: HINDERS,
    Valence.HELPS: HELPS,
    Valence.MIXED: MIXED,
    Valence.NEUTRAL: NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where in a panel each direction begins, and how wide one informant is; hinders grows to the left."""

    starts: Mapping[Valence, float]
    unit: float


def valence_bars(matrix: Matrix, study: Study, codebook: Codebook, language: str) -> Specification | None:
    """Return one panel for each case that has a factor with a direction, informants counted; None without any."""
    cases = [case for case in matrix.cases if any(cell.valences for cell in matrix.row(case))]
    factors = [one for one in matrix.factors if any(matrix.cell(case, one).valences for case in cases)]
    if not cases:
        return None
    height = ROW * len(factors)
    names = [study.name(case.municipality or case.collaboration) for case in cases]
    panels = place_panels(names, [height] * len(cases), HEAD, LABELS)
    words = {valence: text.in_language(language) for valence, text in _words().items()}
    scale = _measure([matrix.cell(case, factor) for case in cases for factor in factors], panels[0].width, words)
    labels = [codebook[factor].name(language) for factor in factors]
    layers = [name_panels(panels, HEAD)]
    for panel in panels:
        if panel.left == LABELS:
            layers.append(rule_rows(len(factors), (0, panels[min(1, len(panels) - 1)].right), panel.top))
            layers.extend(name_rows(labels, (0, panel.top), LABELS, [one in THESIS_FACTORS for one in factors]))
    for panel, case in zip(panels, cases, strict=True):
        cells = [matrix.cell(case, factor) for factor in factors]
        layers.extend(_panel(panel, cells, scale, words))
        layers.append(_links(panel, cells, labels, language))
    return picture(layers)


def _words() -> dict[Valence, Text]:
    return {
        Valence.HINDERS: say("hinders"),
        Valence.HELPS: say("helps"),
        Valence.MIXED: say("both ways"),
        Valence.NEUTRAL: say("neutral"),
    }


def _measure(cells: Sequence[Cell], width: float, words: Mapping[Valence, str]) -> _Scale:
    """Give every direction room for its longest bar and for its word."""
    most = {one: max(cell.valences.get(one, 0) for cell in cells) for one in DIRECTIONS}
    least = {one: measure(words[one], SMALL_SIZE) + 6 for one in DIRECTIONS}
    unit = float(MOST_UNIT)
    while sum(max(most[one] * unit, least[one]) for one in DIRECTIONS) + 2 * BETWEEN > width and unit > 2:
        unit -= 0.5
    rooms = {one: max(most[one] * unit, least[one]) for one in DIRECTIONS}
    zero = rooms[Valence.HINDERS]
    mixed = zero + rooms[Valence.HELPS] + BETWEEN
    starts = {
        Valence.HINDERS: zero,
        Valence.HELPS: zero,
        Valence.MIXED: mixed,
        Valence.NEUTRAL: mixed + rooms[Valence.MIXED] + BETWEEN,
    }
    return _Scale(starts, unit)


def _panel(panel: Panel, cells: Sequence[Cell], scale: _Scale, words: Mapping[Valence, str]) -> Iterator[Specification]:
    bars: list[Row] = []
    counts: list[Row] = []
    for place, cell in enumerate(cells):
        y = panel.top + place * ROW
        for one in DIRECTIONS:
            count = cell.valences.get(one, 0)
            if not count:
                continue
            start = panel.left + scale.starts[one]
            end = start + count * scale.unit * (-1 if one is Valence.HINDERS else 1)
            bars.append({"x": start, "x2": end, "y": y + 5, "y2": y + ROW - 5, "colour": COLOURS[one]})
            look = {"words": str(count), "colour": ink_on(COLOURS[one])}
            counts.append({"x": (start + end) / 2, "y": y + ROW / 2, **look})
    bottom = panel.top + ROW * len(cells)
    zero = panel.left + scale.starts[Valence.HELPS]
    yield boxes(bars)
    yield coloured_texts(counts, align="center", fontSize=SMALL_SIZE)
    yield lines([{"x": zero, "x2": zero, "y": panel.top - 4, "y2": bottom}], stroke=INK)
    heads = [
        {"x": panel.left + scale.starts[one] + 3, "y": panel.top - 12, "words": words[one]} for one in DIRECTIONS[1:]
    ]
    yield texts(heads, fontSize=SMALL_SIZE, fill=MUTED)
    hinders = {"x": zero - 3, "y": panel.top - 12, "words": words[Valence.HINDERS]}
    yield texts([hinders], align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _links(panel: Panel, cells: Sequence[Cell], labels: Sequence[str], language: str) -> Specification:
    rows: list[Row] = []
    for place, (cell, label) in enumerate(zip(cells, labels, strict=True)):
        if not cell.valences:
            continue
        says = say(
            "{factor}, {place}: {hinders} hinders, {helps} helps, {mixed} both ways, {neutral} neutral",
            factor=label,
            place=panel.name,
            **{one.value: cell.valences.get(one, 0) for one in DIRECTIONS},
        )
        y = panel.top + place * ROW
        corners = {"x": panel.left, "x2": panel.right, "y": y, "y2": y + ROW}
        rows.append({**corners, "says": says.in_language(language), "link": f"#{anchor_of(cell.id)}"})
    return covers(rows)
