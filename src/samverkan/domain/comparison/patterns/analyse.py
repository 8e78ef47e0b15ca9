"""Analyse calibrated cases: both sides of the outcome, every solution, and how far the first model holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.asking import opposite_name
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.fitting import fit_models
from samverkan.domain.comparison.patterns.notes import (
    explain_no_intermediate,
    find_data_warnings,
    find_limits,
    find_solution_warnings,
    find_table_warnings,
    warn_of_both,
    warn_of_taking_out,
)
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.comparison.patterns.solving import (
    TakenOut,
    build_tables,
    find_both,
    fingerprint_analysis,
    necessary_statements,
    solve_table,
    take_out,
)
from samverkan.domain.comparison.patterns.trials import Progress, Trials, be_silent, first_model
from samverkan.domain.words import Text, say
from samverkan.methods.qca.cases import classify_cases
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.factoring import factor_model
from samverkan.methods.qca.fit import Necessity, necessity
from samverkan.methods.qca.minimisation.result import Minimised, Solution
from samverkan.methods.qca.pairing import pair_cases
from samverkan.methods.qca.reanalysis import Mapper, map_here
from samverkan.methods.qca.sets import ABSENT, Model, Sets, literal_membership
from samverkan.methods.qca.truth_table import TruthTable

MOST_FACTORED = 25
"""So many models are written in factored form; the others as they are."""
MINIMISING, TRYING = 0.05, 0.3


def analyse_patterns(
    data: CaseTable, settings: PatternSettings, mapper: Mapper = map_here, progress: Progress = be_silent
) -> PatternAnalysis:
    """Return the analysis of the outcome and of its absence.

    Raises PatternError when the choices are out of range or contradict each other. Data that carry no solution
    (an outcome that never or always occurs, contradictions everywhere) are no error: `limits` and `warnings` say so.
    """
    progress(say("Building the truth tables"), 0.0)
    tables = build_tables(data, settings)
    taken_out = take_out(tables, settings)
    progress(say("Minimising"), MINIMISING)
    present = _analyse_side(data, tables[0], settings, taken_out[0])
    absent = _analyse_absence(data, tables[1], settings, taken_out[1])
    both = find_both(present.table, absent.table)
    trials = Trials(data, present.table, settings, mapper, progress)
    model = first_model(present, settings)
    robustness, unfinished = trials.assess_robustness(model, taken_out[0])
    theory, untold = trials.evaluate_theory(model)
    analysis = PatternAnalysis(
        data=data,
        settings=settings,
        present=present,
        absent=absent,
        both=both,
        limits=find_limits(data, present.table),
        warnings=_warn(
            data,
            present,
            absent,
            settings,
            (*warn_of_both(data, both, settings), *warn_of_taking_out(settings, taken_out[0]), *unfinished, *untold),
        ),
        robustness=robustness,
        permutation=trials.permute(model),
        clusters=trials.diagnose_clusters(model),
        fingerprint=fingerprint_analysis(data, settings),
        theory=theory,
    )
    progress(say("Done"), 1.0)
    return analysis


def _analyse_absence(data: CaseTable, table: TruthTable, settings: PatternSettings, taken_out: TakenOut) -> Side:
    # What is expected to bring the outcome need not, turned around, bring its absence.
    return _analyse_side(data, table, replace(settings, expectations=()), taken_out, is_negated=True)


def _analyse_side(
    data: CaseTable,
    table: TruthTable,
    settings: PatternSettings,
    taken_out: TakenOut,
    *,
    is_negated: bool = False,
) -> Side:
    wanted = [Solution.CONSERVATIVE, Solution.PARSIMONIOUS]
    if any(settings.expectations):
        wanted.append(Solution.INTERMEDIATE)
    side = Side(
        is_negated=is_negated,
        outcome_name=opposite_name(data.outcome_name) if is_negated else data.outcome_name,
        table=table,
        single=_single(table),
        statements=necessary_statements(table, settings),
        solutions={one: _explain(solve_table(table, settings, one, taken_out), table) for one in wanted},
        untenable=taken_out.untenable,
    )
    model = first_model(side, settings)
    return side if model is None else replace(side, pairs=pair_cases(table.sets, table.outcome, model))


def _explain(minimised: Minimised, table: TruthTable) -> SolutionResult:
    return SolutionResult(
        minimised=minimised,
        fits=fit_models(table.sets, table.outcome, minimised.models),
        cases=tuple(classify_cases(table.sets, table.outcome, model) for model in minimised.models),
        factored=tuple(_factor(model, place, table.sets) for place, model in enumerate(minimised.models)),
    )


def _factor(model: Model, place: int, sets: Sets) -> str:
    if place >= MOST_FACTORED:
        return format_model(model, sets.conditions)
    return factor_model(model, sets.conditions)[0]


def _single(table: TruthTable) -> Mapping[str, Necessity]:
    """Return the necessity of each literal, presence first; of a multi-value condition each level."""
    sets = table.sets
    found: dict[str, Necessity] = {}
    for at, condition in enumerate(sets.conditions):
        levels = range(condition.n_levels) if condition.is_multivalue else (1, 0)
        for level in levels:
            term = tuple(level if place == at else ABSENT for place in range(len(sets.conditions)))
            found[format_term(term, sets.conditions)] = necessity(literal_membership(sets, at, level), table.outcome)
    return found


def _warn(
    data: CaseTable, present: Side, absent: Side, settings: PatternSettings, others: Sequence[Text]
) -> tuple[Text, ...]:
    found = [
        *find_data_warnings(data),
        *find_table_warnings(data, present.table),
        *others,
        *_warn_side(present, settings),
        *_warn_side(absent, settings),
    ]
    return tuple(_each_once(found))


def _warn_side(side: Side, settings: PatternSettings) -> tuple[Text, ...]:
    found = side.solutions.get(settings.solution)
    if found is None:
        return (explain_no_intermediate(side.outcome_name),)
    return find_solution_warnings(found.minimised, side.table, side.outcome_name)


def _each_once(texts: Sequence[Text]) -> Iterator[Text]:
    for at, text in enumerate(texts):
        if text not in texts[:at]:
            yield text
