"""The sheets that set things beside each other: cases to compare, and the theory and the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side
from samverkan.domain.comparison.patterns.pairing import PAIRS, READ_BESIDE
from samverkan.domain.report.sheets.pattern_tables.shared import both_sides, key_of, names_of, trace_of
from samverkan.domain.report.sheets.sheet import Column, Sheet
from samverkan.domain.words import Text, say
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.pairing import CasePair, PairGroup
from samverkan.methods.qca.theory import Quarter

QUARTERS: Final[Mapping[tuple[bool, bool], Text]] = {
    (True, True): say("expected and found"),
    (False, True): say("found, not expected"),
    (True, False): say("expected, not found"),
    (False, False): say("neither"),
}
"""What each quarter is called, by whether it is in the theory and in the model."""


@dataclass(frozen=True, eq=False)
class PairRow:
    """One pair of cases, and its place in its group from 1."""

    side: Side
    group: PairGroup
    pair: CasePair
    place: int


def list_pairs(analysis: PatternAnalysis) -> Iterator[PairRow]:
    """Yield the pairs of both sides, group by group."""
    for side in both_sides(analysis):
        for group in side.pairs:
            for place, pair in enumerate(group.pairs, 1):
                yield PairRow(side, group, pair, place)


def pairs_sheet(analysis: PatternAnalysis) -> Sheet[PairRow]:
    """Return which cases to compare by the first model of each side."""
    data = analysis.data
    return Sheet(
        key="pairs",
        title=READ_BESIDE,
        method=say(
            "Matched pairs for each term of the first model, and for each row of the truth table that it misses "
            "(Schneider & Rohlfing 2013, 2019; distances as in SetMethods); a smaller distance makes a better pair, "
            "and of equally good ones the most alike in all conditions come first. Of each kind at most five are "
            "written."
        ),
        columns=(
            Column("side", say("Side"), lambda one: key_of(one.side)),
            Column("outcome", say("Outcome"), lambda one: one.side.outcome_name),
            Column("set", say("Term or row"), lambda one: format_term(one.group.term, data.sets.conditions)),
            Column("kind", say("Kind"), lambda one: PAIRS[one.group.kind].name),
            Column("question", say("What to ask"), lambda one: PAIRS[one.group.kind].question),
            Column("place", say("Place"), lambda one: one.place),
            Column("first", say("First case"), lambda one: data.cases[one.pair.first]),
            Column("second", say("Second case"), lambda one: data.cases[one.pair.second]),
            Column("distance", say("Distance"), lambda one: one.pair.distance, 3),
            Column("difference", say("Difference in all conditions"), lambda one: one.pair.difference, 3),
            Column("best", say("None is better"), lambda one: one.pair.is_best),
            Column("n_best", say("Equally good pairs"), lambda one: one.group.n_best),
            Column("n_pairs", say("Pairs in all"), lambda one: one.group.n_pairs),
        ),
        rows=tuple(list_pairs(analysis)),
        sources=lambda one: trace_of(data, (one.pair.first, one.pair.second)),
    )


def theory_words(analysis: PatternAnalysis) -> Text:
    """Return the theory as it was written and, where that is something else, as a sum of products."""
    given = analysis.settings.theory.strip()
    model = format_model(analysis.theory.theory, analysis.data.sets.conditions) if analysis.theory else given
    if given == model:
        return say("expected: {theory}", theory=given)
    return say("expected: {theory}, that is {model}", theory=given, model=model)


def theory_sheet(analysis: PatternAnalysis) -> Sheet[Quarter]:
    """Return where the theory and the first model agree and part; without rows when no theory was stated."""
    data, conditions = analysis.data, analysis.data.sets.conditions
    return Sheet(
        key="theory",
        title=say("What was expected"),
        method=say(
            "The theory and the first model cut with each other and with what lies outside them (Ragin 1987; Schneider "
            "& Wagemann 2012)."
        ),
        columns=(
            Column("quarter", say("Quarter"), lambda one: QUARTERS[one.in_theory, one.in_solution]),
            Column("in_theory", say("In the theory"), lambda one: one.in_theory),
            Column("in_model", say("In the model"), lambda one: one.in_solution),
            Column("set", say("Combinations"), lambda one: format_model(one.model, conditions)),
            Column("inclusion", say("Inclusion"), lambda one: one.fit.inclusion, 3),
            Column("coverage", say("Coverage"), lambda one: one.fit.coverage, 3),
            Column("with_outcome", say("Cases with the outcome"), lambda one: names_of(data, one.with_outcome)),
            Column(
                "without_outcome", say("Cases without the outcome"), lambda one: names_of(data, one.without_outcome)
            ),
        ),
        rows=analysis.theory.quarters if analysis.theory else (),
        sources=lambda one: (
            trace_of(data, (*one.with_outcome, *one.without_outcome)) or (f"analysis:{analysis.fingerprint}",)
        ),
    )
