"""The page's evidence: the rows of costs.csv, indicators.csv and coalitions.csv that the figures rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.domain.indicators import Indicator
from samverkan.domain.sharing.analysis import SharingAnalysis
from samverkan.domain.sharing.costs import Coalition, CostLine
from samverkan.domain.sharing.parameter_names import YEARLY, describe_parameter
from samverkan.domain.sharing.places import coalition_source
from samverkan.domain.sharing.plan import Amount
from samverkan.domain.sharing.savings import count_inhabitants
from samverkan.domain.words import Text, as_is, say
from samverkan.files.report_html.anchors import Anchors

MOST_ROWS = 300
ONCE = say("SEK once")


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount of study.toml: its section, what it is of, and in what it is counted."""

    section: str
    of_what: Text
    amount: Amount
    unit: Text


@dataclass(frozen=True, slots=True)
class EvidenceChapter:
    """The rows, each with its place; how many more there are."""

    costs: tuple[tuple[str, CostLine], ...]
    indicators: tuple[tuple[str, Indicator], ...]
    coalitions: tuple[tuple[str, int, str, Coalition], ...]
    n_more_coalitions: int
    n_more_indicators: int
    stated: tuple[Stated, ...]


def gather_evidence(analysis: SharingAnalysis, anchors: Anchors) -> EvidenceChapter:
    """Return the rows that some figure rests on, in the order of their files."""
    accounts, study = analysis.material.accounts, analysis.study
    used = {source for bill in analysis.billed for row in bill.rows for source in row.sources}
    used |= {one.reference for one in count_inhabitants(analysis).values()}
    costs = [one for one in accounts.costs if one.reference in used or _is_of_period(analysis, one)]
    indicators = [one for one in accounts.indicators if one.reference in used]
    coalitions = analysis.material.coalitions
    return EvidenceChapter(
        costs=tuple((anchors.place(one.reference), one) for one in costs),
        indicators=tuple((anchors.place(one.reference), one) for one in indicators[:MOST_ROWS]),
        coalitions=tuple(
            (
                anchors.place(coalition_source(_in_order(analysis, one))),
                row,
                " + ".join(study.name(member) for member in one.members),
                one,
            )
            for row, one in enumerate(coalitions[:MOST_ROWS], start=2)
        ),
        n_more_coalitions=max(0, len(coalitions) - MOST_ROWS),
        n_more_indicators=max(0, len(indicators) - MOST_ROWS),
        stated=tuple(_stated(analysis)),
    )


def _in_order(analysis: SharingAnalysis, one: Coalition) -> list[str]:
    return sorted(one.members, key=analysis.named.members.index) if analysis.named is not None else [*one.members]


def _is_of_period(analysis: SharingAnalysis, one: CostLine) -> bool:
    return one.collaboration == analysis.plan.collaboration and one.period == analysis.period


def _stated(analysis: SharingAnalysis) -> Iterator[Stated]:
    plan, name = analysis.plan, analysis.study.name
    tables = (
        ("sharing.alone", plan.alone, YEARLY),
        ("sharing.joining", plan.joining, ONCE),
        ("sharing.leaving", plan.leaving, ONCE),
        ("sharing.added", plan.added, YEARLY),
    )
    for section, amounts, unit in tables:
        yield from (Stated(section, as_is(name(one)), amount, unit) for one, amount in amounts.items())
    for one, amount in plan.model.amounts.items() if plan.model is not None else ():
        parameter = describe_parameter(one)
        yield Stated(f"sharing.model.{one}", parameter.label, amount, parameter.unit)
