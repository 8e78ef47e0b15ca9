"""The sheets of solutions: models, their terms, and the prime implicants that they are chosen from."""

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.answering import SOLUTIONS
from samverkan.domain.comparison.patterns.phrasing import model_words, term_words
from samverkan.domain.report.sheets.pattern_tables.shared import both_sides, key_of, names_of, solutions_of, trace_of
from samverkan.domain.report.sheets.sheet import Column, Sheet, join
from samverkan.domain.words import Text, say
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.fit import Sufficiency
from samverkan.methods.qca.minimisation.result import Solution
from samverkan.methods.qca.sets import CROSSOVER, Model, Term, model_membership, term_membership
from samverkan.methods.qca.truth_table import row_number

MOST_IMPLICANTS = 5_000
"""Of a chart with more implicants than this only the first are written; their number is always said."""


@dataclass(frozen=True, eq=False)
class ModelRow:
    """One listed model of one solution."""

    side: Side
    solution: Solution
    result: SolutionResult
    place: int

    @property
    def model(self) -> Model:
        """The model."""
        return self.result.minimised.models[self.place]

    @property
    def fit(self) -> Sufficiency:
        """The fit of the whole model."""
        return self.result.fits[self.place].solution

    @property
    def text(self) -> str:
        """The model as text."""
        return format_model(self.model, self.side.table.sets.conditions)

    @property
    def members(self) -> tuple[int, ...]:
        """The cases that belong to the model more than not."""
        return _above(model_membership(self.side.table.sets, self.model).tolist())


@dataclass(frozen=True, eq=False)
class TermRow:
    """One term of one listed model."""

    model: ModelRow
    place: int

    @property
    def term(self) -> Term:
        """The term."""
        return self.model.model[self.place]

    @property
    def fit(self) -> Sufficiency:
        """The fit of the term; unique coverage is within its model."""
        return self.model.result.fits[self.model.place].terms[self.place]

    @property
    def text(self) -> str:
        """The term as text."""
        return format_term(self.term, self.model.side.table.sets.conditions)

    @property
    def members(self) -> tuple[int, ...]:
        """The cases that belong to the term more than not."""
        return _above(term_membership(self.model.side.table.sets, self.term).tolist())


@dataclass(frozen=True, eq=False)
class Implicant:
    """One prime implicant of one solution, with the rows that it covers."""

    side: Side
    solution: Solution
    term: Term
    rows: tuple[int, ...]
    is_essential: bool
    n_models: int

    @property
    def text(self) -> str:
        """The implicant as text."""
        return format_term(self.term, self.side.table.sets.conditions)


def _above(memberships: list[float]) -> tuple[int, ...]:
    return tuple(case for case, value in enumerate(memberships) if value > CROSSOVER)


def list_models(analysis: PatternAnalysis) -> Iterator[ModelRow]:
    """Yield every listed model of every solution of both sides; those without terms claim nothing and are left out."""
    for side in both_sides(analysis):
        for solution, result in solutions_of(side):
            for place, model in enumerate(result.minimised.models):
                if model:
                    yield ModelRow(side, solution, result, place)


def list_implicants(side: Side, solution: Solution, result: SolutionResult, most: int) -> Iterator[Implicant]:
    """Yield the prime implicants with the numbers of the rows they cover; at most so many."""
    minimised = result.minimised
    numbers = [row_number(row, side.table.sets.conditions) for row in minimised.rows]
    essential = set(minimised.essential)
    for place in range(min(most, len(minimised.prime_implicants))):
        term, bits = minimised.prime_implicants[place], int(minimised.coverage[place])
        covered = tuple(number for at, number in enumerate(numbers) if bits >> at & 1)
        n_models = sum(term in model for model in minimised.models)
        yield Implicant(side, solution, term, covered, term in essential, n_models)


def models_sheet(analysis: PatternAnalysis) -> Sheet[ModelRow]:
    """Return every listed model with its fit."""
    data, labels = analysis.data, analysis.data.labels
    return Sheet(
        key="models",
        title=say("Models"),
        method=_method(analysis),
        columns=(
            *_where(),
            Column("model", say("Model"), lambda one: one.text),
            Column("factored", say("Factored"), lambda one: one.result.factored[one.place]),
            Column(
                "words",
                say("In words"),
                lambda one: model_words(one.model, one.side.table.sets.conditions, labels),
            ),
            Column("inclusion", say("Inclusion"), lambda one: one.fit.inclusion, 3),
            Column("pri", say("PRI"), lambda one: one.fit.pri, 3),
            Column("coverage", say("Coverage"), lambda one: one.fit.coverage, 3),
            Column("n_models", say("Models in all"), lambda one: one.result.minimised.n_models),
            Column("n_listed", say("Models listed"), lambda one: len(one.result.minimised.models)),
            Column("cases", say("Cases in the model"), lambda one: names_of(data, one.members)),
        ),
        rows=tuple(list_models(analysis)),
        sources=lambda one: trace_of(data, one.members),
    )


def _where() -> tuple[Column[ModelRow], ...]:
    return (
        Column("side", say("Side"), lambda one: key_of(one.side)),
        Column("outcome", say("Outcome"), lambda one: one.side.outcome_name),
        Column("solution", say("Solution"), lambda one: SOLUTIONS[one.solution]),
        Column("place", say("Number"), lambda one: one.place + 1),
    )


def _method(analysis: PatternAnalysis) -> Text:
    return say(
        "All models with the fewest terms, or all irredundant ones when that was asked for. Where there are several "
        "the cases cannot tell which is right. At most {most} are listed; their number is exact.",
        most=analysis.settings.limits.listed,
    )


def terms_sheet(analysis: PatternAnalysis) -> Sheet[TermRow]:
    """Return every term of every listed model with its fit."""
    data, labels = analysis.data, analysis.data.labels
    rows = tuple(TermRow(one, place) for one in list_models(analysis) for place in range(len(one.model)))
    return Sheet(
        key="terms",
        title=say("Terms"),
        method=say("Unique coverage is what only this term of the model covers."),
        columns=(
            Column("side", say("Side"), lambda one: key_of(one.model.side)),
            Column("solution", say("Solution"), lambda one: SOLUTIONS[one.model.solution]),
            Column("place", say("Model"), lambda one: one.model.place + 1),
            Column("term", say("Term"), lambda one: one.text),
            Column(
                "words",
                say("In words"),
                lambda one: term_words(one.term, one.model.side.table.sets.conditions, labels),
            ),
            Column("inclusion", say("Inclusion"), lambda one: one.fit.inclusion, 3),
            Column("pri", say("PRI"), lambda one: one.fit.pri, 3),
            Column("coverage", say("Coverage"), lambda one: one.fit.coverage, 3),
            Column("unique_coverage", say("Unique coverage"), lambda one: one.fit.unique_coverage, 3),
            Column("cases", say("Cases in the term"), lambda one: names_of(data, one.members)),
        ),
        rows=rows,
        sources=lambda one: trace_of(data, one.members),
    )


def implicants_sheet(analysis: PatternAnalysis) -> Sheet[Implicant]:
    """Return the prime implicants with the rows that they cover: the chart as a list."""
    rows = tuple(
        implicant
        for side in both_sides(analysis)
        for solution, result in solutions_of(side)
        for implicant in list_implicants(side, solution, result, MOST_IMPLICANTS)
    )
    data = analysis.data
    return Sheet(
        key="prime_implicants",
        title=say("Prime implicants"),
        method=say(
            "Combinations from which nothing can be left out. An essential one alone covers some row and is in every "
            "model. At most {most} of each solution are listed.",
            most=MOST_IMPLICANTS,
        ),
        columns=(
            Column("side", say("Side"), lambda one: key_of(one.side)),
            Column("solution", say("Solution"), lambda one: SOLUTIONS[one.solution]),
            Column("implicant", say("Prime implicant"), lambda one: one.text),
            Column("rows", say("Rows covered"), lambda one: join(map(str, one.rows))),
            Column("essential", say("Essential"), lambda one: one.is_essential),
            Column("n_models", say("Listed models that have it"), lambda one: one.n_models),
        ),
        rows=rows,
        sources=lambda one: trace_of(data, _cases_of(one)),
    )


def _cases_of(implicant: Implicant) -> tuple[int, ...]:
    table = implicant.side.table
    covered = set(implicant.rows)
    rows = (row for row in table.rows if row_number(row.configuration, table.sets.conditions) in covered)
    return tuple(case for row in rows for case in row.cases)
