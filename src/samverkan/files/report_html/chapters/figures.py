"""The chapter about key figures and costs: a table per figure, places down and periods across."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from samverkan.domain.indicators import DEFINITION_CHANGED, Indicator
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.sharing.costs import CostLine
from samverkan.files.report_html.anchors import Anchors

MOST_PLACES = 100
MOST_VALUES = 20_000
"""With more than this only spreads are shown."""

UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Placed:
    """One value with its place in the report."""

    anchor: str
    indicator: Indicator

    @property
    def has_new_definition(self) -> bool:
        """Whether the series is broken here."""
        return self.indicator.status == DEFINITION_CHANGED

    @property
    def is_unverified(self) -> bool:
        """Whether nobody has checked the value."""
        return self.indicator.status == UNVERIFIED


@dataclass(frozen=True, slots=True)
class Spread:
    """One period of a figure over very many places."""

    period: str
    n: int
    middle: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One key figure. With very many places only the spread per period is shown, and the workbook has the rest."""

    name: str
    unit: str
    sources: tuple[str, ...]
    periods: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    values: Mapping[tuple[str, str, str], Placed]
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class CostTable:
    """What one collaboration costs: lines down, periods across."""

    collaboration: str
    unit: str
    periods: tuple[str, ...]
    lines: tuple[str, ...]
    amounts: Mapping[tuple[str, str], tuple[str, CostLine]]


@dataclass(frozen=True, slots=True)
class FiguresChapter:
    """What the chapter about figures shows."""

    tables: tuple[FigureTable, ...]
    costs: tuple[CostTable, ...]


def gather_figures(evaluation: Evaluation, anchors: Anchors) -> FiguresChapter | None:
    """Return the tables of key figures and costs; None when there are none."""
    evidence = evaluation.evidence
    if not evidence.indicators and not evidence.costs:
        return None
    by_name: dict[str, list[Indicator]] = {}
    for one in evidence.indicators:
        by_name.setdefault(one.indicator, []).append(one)
    is_whole = len(evidence.indicators) <= MOST_VALUES
    tables = tuple(_figure_table(name, found, anchors, is_whole=is_whole) for name, found in by_name.items())
    return FiguresChapter(tables, _cost_tables(evidence.costs, anchors))


def _figure_table(name: str, found: list[Indicator], anchors: Anchors, *, is_whole: bool) -> FigureTable:
    places = tuple(dict.fromkeys((one.municipality, one.collaboration) for one in found))
    is_too_long = len(places) > MOST_PLACES or not is_whole
    values: dict[tuple[str, str, str], Placed] = {}
    for one in () if is_too_long else found:
        values[one.municipality, one.collaboration, one.period.text] = Placed(anchors.place(one.reference), one)
    return FigureTable(
        name=name,
        unit=next((one.unit for one in found if one.unit), ""),
        sources=tuple(dict.fromkeys(one.source for one in found if one.source)),
        periods=tuple(str(one) for one in sorted({one.period for one in found})),
        places=() if is_too_long else places,
        values=values,
        spreads=_spreads(found) if is_too_long else (),
    )


def _spreads(found: list[Indicator]) -> tuple[Spread, ...]:
    by_period: dict[str, list[float]] = {}
    for one in sorted(found, key=lambda one: one.period):
        if one.value is not None:
            by_period.setdefault(one.period.text, []).append(one.value)
    return tuple(Spread(key, len(own), median(own), min(own), max(own)) for key, own in by_period.items())


def _cost_tables(costs: tuple[CostLine, ...], anchors: Anchors) -> tuple[CostTable, ...]:
    grouped: dict[tuple[str, str], list[CostLine]] = {}
    for one in costs:
        grouped.setdefault((one.collaboration, one.unit), []).append(one)
    return tuple(
        CostTable(
            collaboration=collaboration,
            unit=unit,
            periods=tuple(str(one) for one in sorted({one.period for one in found})),
            lines=tuple(dict.fromkeys(one.line for one in found)),
            amounts={
                (one.line, one.period.text): (anchors.place(f"cost:{collaboration}:{one.line}:{one.period}"), one)
                for one in found
            },
        )
        for (collaboration, unit), found in grouped.items()
    )
