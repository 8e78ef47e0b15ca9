"""What the sheets of patterns share: sides, names of cases, the way back to the sources, and words for outputs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.answering import ORDER
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.places import side_key
from samverkan.domain.report.sheets.sheet import join
from samverkan.domain.words import Text, say
from samverkan.methods.qca.minimisation.result import Solution
from samverkan.methods.qca.truth_table import Out

OUTPUTS: Final[Mapping[Out, Text]] = {
    Out.POSITIVE: say("has the outcome"),
    Out.NEGATIVE: say("has not the outcome"),
    Out.CONTRADICTION: say("contradictory"),
    Out.REMAINDER: say("too few cases"),
}


def both_sides(analysis: PatternAnalysis) -> tuple[Side, Side]:
    """Return the side of the outcome and that of its absence."""
    return analysis.present, analysis.absent


def key_of(side: Side) -> str:
    """Return the side's name in anchors and for scripts."""
    return side_key(is_negated=side.is_negated)


def solutions_of(side: Side) -> Iterator[tuple[Solution, SolutionResult]]:
    """Yield the side's solutions, from the one that assumes least of remainders to the one that may assume most."""
    for one in ORDER:
        if one in side.solutions:
            yield one, side.solutions[one]


def names_of(data: CaseTable, cases: Iterable[int]) -> str:
    """Return the names of cases in one cell."""
    return join(data.cases[case] for case in cases)


def trace_of(data: CaseTable, cases: Iterable[int]) -> tuple[str, ...]:
    """Return what the memberships of the cases rest on, each source once; the cases themselves where nothing is."""
    found: dict[str, None] = {}
    for case in cases:
        name = data.cases[case]
        sources = [one for column in data.columns for one in data.sources.get((name, column), ())]
        found.update(dict.fromkeys(sources or [f"case:{name}"]))
    return tuple(found)
