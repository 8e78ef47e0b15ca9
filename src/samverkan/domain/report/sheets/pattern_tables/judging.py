"""The sheets of necessity, of what each case is to a model, of chance and of clusters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import ClusterTrial, PatternAnalysis, Side
from samverkan.domain.comparison.patterns.answering import SOLUTIONS, main_solution
from samverkan.domain.report.sheets.pattern_tables.shared import both_sides, key_of, trace_of
from samverkan.domain.report.sheets.pattern_tables.solving import ModelRow, list_models
from samverkan.domain.report.sheets.sheet import Column, Sheet
from samverkan.domain.words import Text, say
from samverkan.methods.qca.clusters import PartFit
from samverkan.methods.qca.expressions import format_term
from samverkan.methods.qca.fit import Necessity, Sufficiency
from samverkan.methods.qca.permutation import TermTest
from samverkan.methods.qca.supersets import Statement, format_statement

MOST_MODELS: Final = 50
"""Of a solution with more models than this, the cases of the first are written."""


@dataclass(frozen=True, eq=False)
class Needed:
    """One single condition, or a statement of several, beside one side's outcome."""

    side: Side
    text: str
    fit: Necessity | Sufficiency
    is_single: bool


def list_necessity(analysis: PatternAnalysis) -> Iterator[Needed]:
    """Yield the single conditions, and then the statements above the cut-offs, of both sides."""
    for side in both_sides(analysis):
        for text, fit in side.single.items():
            yield Needed(side, text, fit, is_single=True)
        for statement in side.statements:
            yield Needed(side, statement_text(statement, side), statement.fit, is_single=False)


def statement_text(statement: Statement, side: Side) -> str:
    """Return a statement as text."""
    return format_statement(statement, side.table.sets.conditions)


def necessity_sheet(analysis: PatternAnalysis) -> Sheet[Needed]:
    """Return how nearly each condition, and each combination above the cut-offs, is necessary."""
    settings = analysis.settings
    return Sheet(
        key="necessity",
        title=say("Necessity"),
        method=say(
            "How nearly the outcome lies within the set. Combinations are those with inclusion at least "
            "{inclusion:.2f} and relevance (RoN) at least {relevance:.2f}; low relevance means that the set is nearly "
            "everywhere.",
            inclusion=settings.necessity_inclusion,
            relevance=settings.necessity_relevance,
        ),
        columns=(
            Column("side", say("Side"), lambda one: key_of(one.side)),
            Column("outcome", say("Outcome"), lambda one: one.side.outcome_name),
            Column("set", say("Condition or combination"), lambda one: one.text),
            Column("single", say("Single condition"), lambda one: one.is_single),
            Column("inclusion", say("Inclusion"), lambda one: one.fit.inclusion, 3),
            Column("relevance", say("Relevance (RoN)"), lambda one: getattr(one.fit, "relevance", None), 3),
            Column("coverage", say("Coverage"), lambda one: one.fit.coverage, 3),
        ),
        rows=tuple(list_necessity(analysis)),
        sources=lambda one: (
            tuple(f"calibration:{name}" for name in analysis.data.columns if name in one.text)
            or (f"analysis:{analysis.fingerprint}",)
        ),
    )


@dataclass(frozen=True, eq=False)
class Standing:
    """What one case is to one model or term."""

    model: ModelRow
    term: str
    case: int
    kind: Text
    membership: float | None
    outcome: float | None
    distance: float | None


TYPICAL: Final = say("typical")
IN_DEGREE: Final = say("deviant in degree")
IN_KIND: Final = say("deviant in consistency")
IN_COVERAGE: Final = say("deviant in coverage")
IRRELEVANT: Final = say("irrelevant")
UNIQUE: Final = say("uniquely covered")
UNDECIDED: Final = say("undecided: exactly .5")


def list_standings(analysis: PatternAnalysis) -> Iterator[Standing]:
    """Yield what each case is to each listed model and to its terms."""
    for row in list_models(analysis):
        if row.place < min(MOST_MODELS, len(row.result.cases)):
            yield from _standings_of(row)


def _standings_of(row: ModelRow) -> Iterator[Standing]:
    found = row.result.cases[row.place]
    conditions = row.side.table.sets.conditions
    for kind, cases in (
        (TYPICAL, found.typical),
        (IN_DEGREE, found.deviant_in_degree),
        (IN_KIND, found.deviant_in_kind),
        (IN_COVERAGE, found.deviant_in_coverage),
        (IRRELEVANT, found.irrelevant),
    ):
        for one in cases:
            yield Standing(row, "", one.case, kind, one.membership, one.outcome, one.distance)
    for case in found.unassigned:
        yield Standing(row, "", case, UNDECIDED, None, None, None)
    for term in found.terms:
        text = format_term(term.term, conditions)
        for case in term.uniquely_covered:
            yield Standing(row, text, case, UNIQUE, None, None, None)
        for kind, members in (
            (TYPICAL, term.typical),
            (IN_DEGREE, term.deviant_in_degree),
            (IN_KIND, term.deviant_in_kind),
        ):
            for member in members:
                yield Standing(row, text, member.case, kind, member.membership, member.outcome, member.distance)


def standings_sheet(analysis: PatternAnalysis) -> Sheet[Standing]:
    """Return which cases are typical, deviant or irrelevant for each model and term."""
    data = analysis.data
    return Sheet(
        key="cases",
        title=say("What the cases are"),
        method=say(
            "Typical and deviant cases by which side of .5 they are on (Schneider & Rohlfing 2013); a smaller distance "
            "makes a better example. Of each solution at most {most} models are written.",
            most=MOST_MODELS,
        ),
        columns=(
            Column("side", say("Side"), lambda one: key_of(one.model.side)),
            Column("solution", say("Solution"), lambda one: SOLUTIONS[one.model.solution]),
            Column("model", say("Model"), lambda one: one.model.place + 1),
            Column("term", say("Term"), lambda one: one.term or None),
            Column("case", say("Case"), lambda one: data.cases[one.case]),
            Column("kind", say("Kind"), lambda one: one.kind),
            Column("membership", say("Membership in the set"), lambda one: one.membership, 3),
            Column("outcome", say("Membership in the outcome"), lambda one: one.outcome, 3),
            Column("distance", say("Distance"), lambda one: one.distance, 3),
        ),
        rows=tuple(list_standings(analysis)),
        sources=lambda one: trace_of(data, (one.case,)),
    )


@dataclass(frozen=True, slots=True)
class Chance:
    """One term of the first model beside chance."""

    term: str
    test: TermTest


def list_chances(analysis: PatternAnalysis) -> tuple[Chance, ...]:
    """Return the terms of the tested model, each with its test."""
    found = main_solution(analysis, analysis.present)
    if analysis.permutation is None or found is None or not found[1].minimised.models:
        return ()
    model = found[1].minimised.models[0]
    conditions = analysis.data.sets.conditions
    return tuple(
        Chance(format_term(term, conditions), test)
        for term, test in zip(model, analysis.permutation.terms, strict=False)
    )


def chance_sheet(analysis: PatternAnalysis) -> Sheet[Chance]:
    """Return how often chance gives terms as consistent."""
    n_drawn = analysis.permutation.n_permutations if analysis.permutation else 0
    total = analysis.permutation.total_configurations if analysis.permutation else 0
    return Sheet(
        key="permutation",
        title=say("Chance"),
        method=say(
            "The outcome dealt anew over the cases ({n} times; 0: exactly), corrected for the {total} combinations "
            "that were searched (Braumoeller 2015).",
            n=n_drawn,
            total=total,
        ),
        columns=(
            Column("term", say("Term"), lambda one: one.term),
            Column("consistency", say("Inclusion"), lambda one: one.test.consistency.observed, 3),
            Column("expected", say("Mean under chance"), lambda one: one.test.consistency.expected, 3),
            Column("p", say("p"), lambda one: one.test.consistency.p, 3),
            Column("adjusted_p", say("p, corrected"), lambda one: one.test.consistency.adjusted_p, 3),
            Column("counterexamples", say("Counterexamples"), lambda one: one.test.counterexamples.observed),
            Column(
                "counter_p", say("p of counterexamples, corrected"), lambda one: one.test.counterexamples.adjusted_p, 3
            ),
            Column("exact", say("Exact"), lambda one: one.test.is_exact),
        ),
        rows=list_chances(analysis),
        sources=lambda _: (f"analysis:{analysis.fingerprint}",),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The fit in one part of the cases."""

    trial: ClusterTrial
    part: PartFit

    @property
    def name(self) -> Text:
        """What the part is called."""
        return self.trial.words_of(self.part) if self.part.label else say("all cases")


def list_parts(analysis: PatternAnalysis) -> Iterator[Part]:
    """Yield for each division all cases together, and then each cluster and unit."""
    for trial in analysis.clusters:
        found = trial.diagnosis
        yield from (Part(trial, part) for part in (found.pooled, *found.between, *found.within))


def clusters_sheet(analysis: PatternAnalysis) -> Sheet[Part]:
    """Return whether the first model holds in every cluster of cases."""
    return Sheet(
        key="clusters",
        title=say("Clusters"),
        method=say(
            "The first model's fit over all cases and in each cluster; the distance is 0 when all clusters agree "
            "(García-Castro & Ariño 2016)."
        ),
        columns=(
            Column("division", say("Division"), lambda one: one.trial.name),
            Column("cluster", say("Cluster"), lambda one: one.name),
            Column("n", say("Cases"), lambda one: one.part.n_cases),
            Column("inclusion", say("Inclusion"), lambda one: one.part.consistency, 3),
            Column("coverage", say("Coverage"), lambda one: one.part.coverage, 3),
            Column("distance", say("Distance between clusters"), lambda one: one.trial.diagnosis.between_distance, 3),
        ),
        rows=tuple(list_parts(analysis)),
        sources=lambda _: (f"analysis:{analysis.fingerprint}",),
    )
