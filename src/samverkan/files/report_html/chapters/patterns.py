"""The chapter about patterns: limits first, then calibration, truth table, solutions and the cases behind them."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.comparison.calibration import Calibration
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side
from samverkan.domain.comparison.patterns.answering import (
    SOLUTIONS,
    answer_plainly,
    has_terms,
    main_solution,
    outcome_words,
)
from samverkan.domain.comparison.patterns.case_table import CalibratedBy, CaseTable, LeftOut
from samverkan.domain.comparison.patterns.phrasing import model_words
from samverkan.domain.comparison.patterns.places import PRESENT, case_source, in_order, row_source
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.patterns import StudyPatterns
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.fit import Sufficiency
from samverkan.methods.qca.truth_table import Row, row_number

MOST_CASES = 60
MOST_ROWS = 64
MOST_MODELS = 12
MOST_NAMED = 12


@dataclass(frozen=True, eq=False)
class CaseRow:
    """A case with its membership in each condition and in the outcome, each with the source that it leads to."""

    anchor: str
    name: str
    values: tuple[tuple[float, str], ...]


@dataclass(frozen=True, eq=False)
class TableRow:
    """A row of the truth table; `contradicting` are those of its cases that are on the other side of the outcome."""

    anchor: str
    number: int
    row: Row
    cases: tuple[int, ...]
    contradicting: frozenset[int]
    n_more: int


@dataclass(frozen=True, slots=True)
class StatedModel:
    """A model as formula and in words, with its fit and that of each term."""

    formula: str
    words: Text
    fit: Sufficiency
    terms: tuple[tuple[str, Sufficiency], ...]


@dataclass(frozen=True, eq=False)
class StatedSolution:
    """One solution of one side: its models, and how many more there are."""

    outcome: Text
    name: Text
    models: tuple[StatedModel, ...]
    n_models: int
    n_more: int


@dataclass(frozen=True, slots=True)
class NamedCases:
    """Which cases the first model explains, and which it does not."""

    typical: tuple[int, ...]
    against: tuple[int, ...]
    in_degree: tuple[int, ...]
    unexplained: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class PatternsChapter:
    """What the chapter shows; without an analysis only why there is none, and the calibration when there is one."""

    why_not: Text | None
    calibration: Calibration | None
    table: CaseTable | None
    analysis: PatternAnalysis | None
    calibrations: tuple[tuple[str, CalibratedBy], ...]
    left_out: tuple[LeftOut, ...]
    cases: tuple[CaseRow, ...]
    n_more_cases: int
    rows: tuple[TableRow, ...]
    n_more_rows: int
    limits: tuple[Text, ...]
    answer: tuple[Text, ...]
    solutions: tuple[StatedSolution, ...]
    named: NamedCases | None


def gather_patterns(evaluation: Evaluation, anchors: Anchors) -> PatternsChapter:
    """Return the chapter about patterns, with a place for each case, each row and each calibration."""
    patterns = evaluation.patterns
    table, analysis = patterns.table, patterns.analysis
    cases = _case_rows(table, anchors) if table is not None else ()
    rows = _table_rows(analysis, anchors) if analysis is not None else ()
    return PatternsChapter(
        why_not=patterns.why_not,
        calibration=patterns.calibration,
        table=table,
        analysis=analysis,
        calibrations=tuple(
            (anchors.place(f"calibration:{one.name}"), one) for one in (table.calibrations if table is not None else ())
        ),
        left_out=table.left_out if table is not None else (),
        cases=cases,
        n_more_cases=len(table.cases) - len(cases) if table is not None else 0,
        rows=rows,
        n_more_rows=len(analysis.present.table.rows) - len(rows) if analysis is not None else 0,
        limits=_limits(patterns) if analysis is not None else (),
        answer=answer_plainly(analysis) if analysis is not None else (),
        solutions=_solutions(analysis) if analysis is not None else (),
        named=_named_cases(analysis) if analysis is not None else None,
    )


def _limits(patterns: StudyPatterns) -> tuple[Text, ...]:
    """Return what the study says itself, then what the analysis says of its size, then what is odd."""
    return (*patterns.analysis.limits, *patterns.analysis.warnings) if patterns.analysis is not None else ()


def _case_rows(table: CaseTable, anchors: Anchors) -> tuple[CaseRow, ...]:
    rows = []
    for at, name in enumerate(table.cases[:MOST_CASES]):
        values = (*table.sets.values[at].tolist(), float(table.outcome[at]))
        sources = [next(iter(table.sources.get((name, column), ())), "") for column in table.columns]
        rows.append(CaseRow(anchors.place(case_source(at)), name, tuple(zip(values, sources, strict=True))))
    return tuple(rows)


def _table_rows(analysis: PatternAnalysis, anchors: Anchors) -> tuple[TableRow, ...]:
    table = analysis.present.table
    rows = []
    for row in in_order(table.rows)[:MOST_ROWS]:
        number = row_number(row.configuration, table.sets.conditions)
        shown = row.cases[:MOST_NAMED]
        rows.append(
            TableRow(
                anchor=anchors.place(row_source(PRESENT, number)),
                number=number,
                row=row,
                cases=shown,
                contradicting=frozenset(table.contradicting(row)),
                n_more=row.n - len(shown),
            )
        )
    return tuple(rows)


def _solutions(analysis: PatternAnalysis) -> tuple[StatedSolution, ...]:
    found = (_state(analysis, side) for side in (analysis.present, analysis.absent))
    return tuple(one for one in found if one is not None)


def _state(analysis: PatternAnalysis, side: Side) -> StatedSolution | None:
    main = main_solution(analysis, side)
    if main is None or not has_terms(main[1].minimised):
        return None
    solution, result = main
    conditions = side.table.sets.conditions
    models = tuple(
        StatedModel(
            formula=format_model(model, conditions),
            words=model_words(model, conditions, analysis.data.labels),
            fit=fit.solution,
            terms=tuple((format_term(term, conditions), each) for term, each in zip(model, fit.terms, strict=True)),
        )
        for model, fit in zip(result.minimised.models[:MOST_MODELS], result.fits, strict=False)
    )
    n_models = result.minimised.n_models
    return StatedSolution(outcome_words(side, analysis), SOLUTIONS[solution], models, n_models, n_models - len(models))


def _named_cases(analysis: PatternAnalysis) -> NamedCases | None:
    main = main_solution(analysis, analysis.present)
    if main is None or not has_terms(main[1].minimised) or not main[1].cases:
        return None
    found = main[1].cases[0]
    return NamedCases(
        typical=_indices(one.case for one in found.typical),
        against=_indices(one.case for one in found.deviant_in_kind),
        in_degree=_indices(one.case for one in found.deviant_in_degree),
        unexplained=_indices(one.case for one in found.deviant_in_coverage),
    )


def _indices(cases: Iterable[int]) -> tuple[int, ...]:
    return tuple(cases)[:MOST_NAMED]
