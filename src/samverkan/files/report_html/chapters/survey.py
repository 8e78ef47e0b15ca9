"""The chapter about the survey: scales, who sees whom how, and the questions as they were put."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.survey import Item, Perception, ScaleSummary
from samverkan.files.report_html.anchors import Anchors

MOST_RATERS = 30
MOST_ROWS = 120


@dataclass(frozen=True, slots=True)
class PairTable:
    """One question that municipalities answer about each other: who answers down, about whom across."""

    item: Item
    raters: tuple[str, ...]
    targets: tuple[str, ...]
    pairs: Mapping[tuple[str, str], Perception]


@dataclass(frozen=True, slots=True)
class SurveyChapter:
    """What the chapter about the survey shows."""

    scales: tuple[tuple[str, tuple[ScaleSummary, ...]], ...]
    n_more_rows: int
    pairs: tuple[PairTable, ...]
    items: tuple[tuple[str, Item], ...]
    has_few: bool


def gather_survey(evaluation: Evaluation, anchors: Anchors) -> SurveyChapter | None:
    """Return the tables of the survey; None when nobody was asked."""
    if not evaluation.basis.survey.n_asked:
        return None
    rows = evaluation.scales
    if len(rows) > MOST_ROWS:
        rows = tuple(one for one in rows if not one.municipality)[:MOST_ROWS]
    scales: dict[str, list[ScaleSummary]] = {}
    for one in rows:
        scales.setdefault(one.scale, []).append(one)
    return SurveyChapter(
        scales=tuple((scale, tuple(found)) for scale, found in scales.items()),
        n_more_rows=len(evaluation.scales) - len(rows),
        pairs=_pair_tables(evaluation),
        items=tuple((anchors.place(f"answer:{one.id}"), one) for one in evaluation.evidence.items),
        has_few=any(one.is_hidden for one in evaluation.scales) or any(one.is_hidden for one in evaluation.perceptions),
    )


def _pair_tables(evaluation: Evaluation) -> tuple[PairTable, ...]:
    items = {one.id: one for one in evaluation.evidence.items}
    found: dict[str, dict[tuple[str, str], Perception]] = {}
    for one in evaluation.perceptions:
        found.setdefault(one.item, {})[one.rater, one.target] = one
    tables = []
    for item, pairs in found.items():
        raters = tuple(dict.fromkeys(rater for rater, _ in pairs))
        targets = tuple(dict.fromkeys(target for _, target in pairs))
        if item in items and len(raters) <= MOST_RATERS and len(targets) <= MOST_RATERS:
            order = {one.id: place for place, one in enumerate(evaluation.evidence.study.municipalities)}
            targets = tuple(sorted(targets, key=lambda one: order.get(one, len(order))))
            tables.append(PairTable(items[item], raters, targets, pairs))
    return tuple(tables)
