"""The page's solutions: models, their terms, and the chart of prime implicants."""

from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.answering import SOLUTIONS, has_terms, main_solution, outcome_words
from samverkan.domain.comparison.patterns.places import model_source, side_key
from samverkan.domain.report.sheets.pattern_tables.shared import solutions_of
from samverkan.domain.report.sheets.pattern_tables.solving import Implicant, ModelRow, TermRow, list_implicants
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors
from samverkan.methods.qca.minimisation.result import Minimised, Solution
from samverkan.methods.qca.truth_table import row_number

MOST_MODELS: Final = 12
MOST_IMPLICANTS: Final = 40
MOST_COLUMNS: Final = 24


@dataclass(frozen=True, eq=False)
class ShownModel:
    """A model with its terms and its place on the page."""

    anchor: str
    own: ModelRow
    terms: tuple[TermRow, ...]

    @property
    def factored(self) -> str:
        """The factored form; nothing when it is the model itself."""
        factored = self.own.result.factored[self.own.place]
        return "" if factored == self.own.text else factored


@dataclass(frozen=True, eq=False)
class Chart:
    """The chart of prime implicants: which covers which row."""

    columns: tuple[int, ...]
    implicants: tuple[Implicant, ...]
    n_more_columns: int
    n_more: int


@dataclass(frozen=True, eq=False)
class ShownSolution:
    """A solution as the page shows it; `of_both` names a second solution that is the same."""

    id: str
    solution: Solution
    name: Text
    minimised: Minimised
    models: tuple[ShownModel, ...]
    n_more: int
    chart: Chart | None
    is_main: bool


@dataclass(frozen=True, eq=False)
class ShownSide:
    """The solutions of one side."""

    key: str
    side: Side
    outcome: Text
    solutions: tuple[ShownSolution, ...]

    @property
    def main(self) -> ShownSolution | None:
        """The solution that is reported first."""
        return next((one for one in self.solutions if one.is_main), None)


def gather_side(analysis: PatternAnalysis, side: Side, anchors: Anchors) -> ShownSide:
    """Return one side's solutions, the one that was asked for first."""
    main = main_solution(analysis, side)
    shown = [
        _show(side, solution, result, anchors, is_main=main is not None and solution is main[0])
        for solution, result in solutions_of(side)
    ]
    ordered = sorted(shown, key=lambda one: not one.is_main)
    return ShownSide(side_key(is_negated=side.is_negated), side, outcome_words(side, analysis), tuple(ordered))


def _show(side: Side, solution: Solution, result: SolutionResult, anchors: Anchors, *, is_main: bool) -> ShownSolution:
    minimised = result.minimised
    key = side_key(is_negated=side.is_negated)
    models = []
    for place, model in enumerate(minimised.models[:MOST_MODELS]):
        if not model:
            continue
        own = ModelRow(side, solution, result, place)
        terms = tuple(TermRow(own, at) for at in range(len(model)))
        models.append(ShownModel(anchors.place(model_source(key, solution, place + 1)), own, terms))
    return ShownSolution(
        id=f"{key}-{solution}",
        solution=solution,
        name=SOLUTIONS[solution],
        minimised=minimised,
        models=tuple(models),
        n_more=minimised.n_models - len(models) if has_terms(minimised) else 0,
        chart=_chart(side, solution, result),
        is_main=is_main,
    )


def _chart(side: Side, solution: Solution, result: SolutionResult) -> Chart | None:
    minimised = result.minimised
    if not len(minimised.prime_implicants) or not minimised.rows:
        return None
    numbers = tuple(row_number(row, side.table.sets.conditions) for row in minimised.rows)
    shown = tuple(list_implicants(side, solution, result, MOST_IMPLICANTS))
    return Chart(
        numbers[:MOST_COLUMNS],
        shown,
        max(0, len(numbers) - MOST_COLUMNS),
        len(minimised.prime_implicants) - len(shown),
    )
