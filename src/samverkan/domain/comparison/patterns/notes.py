"""What must be said beside a result: what the analysis cannot carry, and what is odd about its data and its models."""

from collections.abc import Iterator, Sequence

from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.phrasing import condition_words, literal_words
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.comparison.patterns.solving import TakenOut
from samverkan.domain.words import Text, say, say_count
from samverkan.methods.qca.diagnosis import Diagnosis, diagnose
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.minimisation.result import Limit, Minimised, Solution
from samverkan.methods.qca.sets import CROSSOVER
from samverkan.methods.qca.truth_table import Out, Row, TruthTable

FEW_CASES = 10
FEWEST_CONDITIONS = 2
MOST_NAMED = 8
LOW_INCLUSION = 0.75
"""A cut-off below this lets rows pass that are not consistent with sufficiency (Ragin 2008)."""
FEWEST_SEEN = 0.5
"""With less of the possible configurations seen than this, the solutions rest mostly on what nobody has seen."""


def find_limits(data: CaseTable, present: TruthTable) -> tuple[Text, ...]:
    """Return what this analysis cannot carry, to be said before its result: first what the study itself says."""
    diagnosis = diagnose(data.sets, data.outcome)
    return (*data.limits, *find_outcome_limits(data), *_about_size(data, diagnosis, present), *_about_left_out(data))


def find_outcome_limits(data: CaseTable) -> tuple[Text, ...]:
    """Return the sentence about an outcome that never or always occurs; nothing when it varies."""
    outcome = condition_words(data.outcome_name, data.labels)
    has = data.outcome > CROSSOVER
    if not has.any():
        found = say(
            "No case has {outcome} (more than .5), so nothing can be found to go with it. Add cases that have it, or "
            "set its calibration again.",
            outcome=outcome,
        )
    elif has.all():
        found = say(
            "Every case has {outcome} (more than .5), so nothing can be told apart by it: the simplest solution is "
            "that it always occurs. Add cases that lack it, or set its calibration again.",
            outcome=outcome,
        )
    else:
        return ()
    return (found,)


def _about_size(data: CaseTable, diagnosis: Diagnosis, table: TruthTable) -> Iterator[Text]:
    n_cases, n_conditions = len(data.cases), len(data.sets.conditions)
    if n_cases == 1:
        yield say("There is one case. A pattern needs at least two that differ; add cases.")
    elif n_cases < FEW_CASES:
        yield say_count(
            "There is {count} case: one more or one less can change the result.",
            "There are {count} cases: one more or one less can change the result.",
            n_cases,
        )
    if diagnosis.has_too_many_conditions and n_cases > 1:
        yield say(
            "{n_conditions} conditions can combine in {n_possible:,} ways, and there are {n_cases} cases. With fewer "
            "cases than combinations a model can be found in chance alone. {remedy}",
            n_conditions=n_conditions,
            n_possible=diagnosis.n_possible,
            n_cases=n_cases,
            remedy=_about_remedy(diagnosis.most_conditions),
        )
    yield from _about_diversity(table, diagnosis.n_possible)


def _about_diversity(table: TruthTable, n_possible: int) -> Iterator[Text]:
    n_seen = sum(row.out is not Out.REMAINDER for row in table.rows)
    if n_seen >= FEWEST_SEEN * n_possible:
        return
    if table.cutoffs.frequency > 1:
        yield say(
            "Limited diversity: {n_seen} of {n_possible:,} possible configurations have at least {frequency} cases. "
            "What the rest would show is assumed in the parsimonious solution, and not known.",
            n_seen=n_seen,
            n_possible=n_possible,
            frequency=table.cutoffs.frequency,
        )
    else:
        yield say(
            "Limited diversity: {n_seen} of {n_possible:,} possible configurations were seen. What the rest would show "
            "is assumed in the parsimonious solution, and not known.",
            n_seen=n_seen,
            n_possible=n_possible,
        )


def _about_remedy(most_conditions: int) -> Text:
    if most_conditions < FEWEST_CONDITIONS:
        return say("Add cases.")
    return say("Take at most {most} conditions, or more cases.", most=most_conditions)


def _about_left_out(data: CaseTable) -> Iterator[Text]:
    if data.left_out:
        yield say_count(
            "{count} case is left out for want of values: {cases}.",
            "{count} cases are left out for want of values: {cases}.",
            len(data.left_out),
            cases=_named([one.case for one in data.left_out]),
        )


def find_data_warnings(data: CaseTable) -> tuple[Text, ...]:
    """Return what is odd about the memberships."""
    diagnosis = diagnose(data.sets, data.outcome)
    return (*data.notes, *_about_crossover(data, diagnosis), *_about_variation(data, diagnosis))


def _about_crossover(data: CaseTable, diagnosis: Diagnosis) -> Iterator[Text]:
    for at, condition in enumerate(data.sets.conditions):
        cases = [data.cases[case] for case, column in diagnosis.on_crossover if column == at]
        if cases:
            yield say_count(
                "{condition}: {cases} has a membership of exactly .5, neither in nor out, and belongs to no row of "
                "the truth table. Move its value or the crossover with a reason.",
                "{condition}: {cases} have a membership of exactly .5, neither in nor out, and belong to no row of "
                "the truth table. Move their values or the crossover with a reason.",
                len(cases),
                condition=condition_words(condition.name, data.labels),
                cases=_named(cases),
            )
    if diagnosis.outcome_on_crossover:
        yield say_count(
            "{outcome}: {cases} has a membership of exactly .5 and speaks for neither side.",
            "{outcome}: {cases} have a membership of exactly .5 and speak for neither side.",
            len(diagnosis.outcome_on_crossover),
            outcome=condition_words(data.outcome_name, data.labels),
            cases=_named([data.cases[case] for case in diagnosis.outcome_on_crossover]),
        )


def _about_variation(data: CaseTable, diagnosis: Diagnosis) -> Iterator[Text]:
    conditions, labels = data.sets.conditions, data.labels
    for at in diagnosis.unvarying:
        yield say(
            "{condition} does not vary: all cases are on the same side, so it cannot explain anything. Leave it out.",
            condition=condition_words(conditions[at].name, labels),
        )
    for skew in diagnosis.skewed:
        yield say(
            "{condition} is skewed: {n} of {n_cases} cases belong to it. What is said of the rest rests on few.",
            condition=literal_words(conditions[skew.condition], skew.level, labels),
            n=skew.share.n,
            n_cases=skew.share.n_cases,
        )
    if diagnosis.skewed_outcome is not None:
        yield say(
            "The outcome {outcome} is skewed: {n} of {n_cases} cases have it. One configuration may pass for both "
            "the outcome and its absence.",
            outcome=condition_words(data.outcome_name, labels),
            n=diagnosis.skewed_outcome.n,
            n_cases=diagnosis.skewed_outcome.n_cases,
        )
    for twins in diagnosis.twins:
        yield _about_twins(data, twins.first, twins.second, is_opposite=twins.is_opposite)


def _about_twins(data: CaseTable, first: int, second: int, *, is_opposite: bool) -> Text:
    one, other = (condition_words(data.sets.conditions[at].name, data.labels) for at in (first, second))
    if is_opposite:
        return say(
            "{one} is the opposite of {other} in every case: the data cannot tell which matters. Keep one of them.",
            one=one,
            other=other,
        )
    return say(
        "{one} and {other} are the same in every case: the data cannot tell which matters. Keep one of them.",
        one=one,
        other=other,
    )


def find_table_warnings(data: CaseTable, table: TruthTable) -> tuple[Text, ...]:
    """Return which rows hold cases on both sides of the outcome, and why a table gives no solution."""
    warnings = [*_about_low_cut(table)]
    warnings += [_about_contradiction(data, table, row) for row in table.rows if _is_contradictory(table, row)]
    if not table.rows_with(Out.POSITIVE) and (table.outcome > CROSSOVER).any():
        warnings.append(_about_no_positive(table))
    return tuple(warnings)


def _about_low_cut(table: TruthTable) -> Iterator[Text]:
    lowest = min((row.fit.inclusion for row in table.rows_with(Out.POSITIVE)), default=1.0)
    if lowest < LOW_INCLUSION:
        yield say(
            "A configuration with an inclusion of {lowest:.2f} counts as sufficient here. Below .75 a configuration is "
            "rarely taken as enough for the outcome (Ragin 2008): raise --inclusion, or say why not.",
            lowest=lowest,
        )


def _is_contradictory(table: TruthTable, row: Row) -> bool:
    """Whether a row that is judged has cases with the outcome and cases without."""
    if row.out is Out.REMAINDER:
        return False
    sides = {bool(table.outcome[case] > CROSSOVER) for case in row.cases}
    return len(sides) > 1


def _about_contradiction(data: CaseTable, table: TruthTable, row: Row) -> Text:
    having = [data.cases[case] for case in row.cases if table.outcome[case] > CROSSOVER]
    lacking = [data.cases[case] for case in row.cases if not table.outcome[case] > CROSSOVER]
    return say(
        "Contradiction in {configuration}: {having} with {outcome}, {lacking} without (inclusion {inclusion:.2f}). "
        "The cases differ in something that is no condition here; look at them, add it, or calibrate again.",
        configuration=format_term(row.configuration, data.sets.conditions),
        having=_named(having),
        outcome=data.outcome_name,
        lacking=_named(lacking),
        inclusion=row.fit.inclusion,
    )


def _about_no_positive(table: TruthTable) -> Text:
    cut = table.cutoffs.inclusion
    judged = [row.fit.inclusion for row in table.rows if row.out is not Out.REMAINDER]
    if not judged:
        return say(
            "No configuration has the {frequency} cases that --frequency asks for, so there is no solution. Lower it, "
            "or take fewer conditions.",
            frequency=table.cutoffs.frequency,
        )
    if all(_is_contradictory(table, row) for row in table.rows if row.out is not Out.REMAINDER):
        return say(
            "Every configuration has cases with the outcome and cases without, so there is no solution: the "
            "conditions do not tell them apart. Add the condition in which they differ, or calibrate again.",
        )
    return say(
        "No configuration reaches the inclusion of {cut:.2f} (the highest is {highest:.2f}), so there is no solution. "
        "Look at the contradictory cases, other conditions or the calibration before lowering --inclusion.",
        cut=cut,
        highest=max(judged),
    )


def explain_no_intermediate(outcome_name: str) -> Text:
    """Return why a side has no intermediate solution."""
    return say(
        "There is no intermediate solution for {outcome}, for nothing was expected of it: what makes the outcome need "
        "not, turned around, make its absence. Ask for it by itself with its own --expect.",
        outcome=outcome_name,
    )


def find_solution_warnings(minimised: Minimised, table: TruthTable, outcome_name: str) -> tuple[Text, ...]:
    """Return the ambiguity of one solution, and the limit that ended it."""
    warnings = [_about_limit(limit, minimised) for limit in minimised.stopped]
    if len(minimised.models) < minimised.n_models and Limit.MODELS not in minimised.stopped:
        warnings.append(_about_limit(Limit.MODELS, minimised))
    if minimised.n_models > 1:
        warnings.append(explain_ambiguity(minimised, table, outcome_name))
    if minimised.solution is Solution.CONSERVATIVE and minimised.n_models:
        warnings.append(_about_conservative())
    return tuple(warnings)


def _about_limit(limit: Limit, minimised: Minimised) -> Text:
    if limit is Limit.MODELS and limit in minimised.stopped:
        return say(
            "{n_models:,} models were found when the limit of models was reached; there may be more. Raise "
            "--most-models.",
            n_models=minimised.n_models,
        )
    if limit is Limit.MODELS:
        return say(
            "{listed:,} of {n_models:,} models are listed; the count is exact. Raise --most-models to list more.",
            listed=len(minimised.models),
            n_models=minimised.n_models,
        )
    if limit is Limit.SECONDS:
        return say(
            "The time limit ended the search for models: what is shown is what was found by then. Raise --seconds of "
            "samverkan qca, or take fewer conditions.",
        )
    return say(
        "The search stopped at {n:,} prime implicants: what is shown is what was found by then. Raise "
        "--most-implicants, or take fewer conditions or more cases.",
        n=len(minimised.prime_implicants),
    )


def explain_ambiguity(minimised: Minimised, table: TruthTable, outcome_name: str) -> Text:
    """Return how many models explain the outcome equally well, and what they share."""
    conditions = table.sets.conditions
    shared = format_model(minimised.shared, conditions) if minimised.shared else ""
    agreed = say("All share {shared}.", shared=shared) if shared else say("No term is in all of them.")
    return say(
        "{n_models:,} models explain {outcome} equally well, and the cases cannot tell which is right. {agreed} "
        "{unused} Report all, or say why one was chosen.",
        n_models=minimised.n_models,
        outcome=outcome_name,
        agreed=agreed,
        unused=_about_unused(minimised.n_unused, len(minimised.prime_implicants)),
    )


def _about_unused(n_unused: int, n_implicants: int) -> Text:
    if not n_unused:
        return say("Each of the {n_implicants:,} prime implicants is in some model.", n_implicants=n_implicants)
    return say(
        "{n_unused:,} of {n_implicants:,} prime implicants are in no model.",
        n_unused=n_unused,
        n_implicants=n_implicants,
    )


def _about_conservative() -> Text:
    return say(
        "The conservative solution does not assume less: by treating unseen configurations as failures it claims that "
        "every literal it keeps matters. When Baumgartner & Thiem (2020) is repeated with a known structure, 3,000 "
        "trials and 4 to 24 of 32 configurations unseen, some parsimonious model is correct in 97–100% of the trials, "
        "the conservative solution in 7% falling to 0%. See also --solution parsimonious.",
    )


def warn_of_both(data: CaseTable, both: Sequence[Row], settings: PatternSettings) -> tuple[Text, ...]:
    """Return a warning for each configuration that passes for the outcome and for its absence."""
    return tuple(_about_both(data, row, settings.is_enhanced) for row in both)


def _about_both(data: CaseTable, row: Row, is_enhanced: bool) -> Text:
    configuration = format_term(row.configuration, data.sets.conditions)
    cases = _named([data.cases[case] for case in row.cases])
    if is_enhanced:
        return say(
            "{configuration} ({cases}) passes as sufficient both for {outcome} and for its absence, which cannot be. "
            "The enhanced analysis counts it as a contradiction for both.",
            configuration=configuration,
            cases=cases,
            outcome=data.outcome_name,
        )
    return say(
        "{configuration} ({cases}) passes as sufficient both for {outcome} and for its absence, which cannot be. "
        "Ask for a PRI with --pri (for example 0.5) or a higher --inclusion.",
        configuration=configuration,
        cases=cases,
        outcome=data.outcome_name,
    )


def warn_of_taking_out(settings: PatternSettings, taken_out: TakenOut) -> tuple[Text, ...]:
    """Return what to know of an enhanced analysis: what its trials hold fixed, and that a limit ended its search."""
    if not settings.is_enhanced:
        return ()
    held = say(
        "What may not be assumed was found with all cases and these cut-offs; the trials of robustness keep it as it "
        "is."
    )
    if taken_out.is_whole:
        return (held,)
    cut_short = say(
        "A limit ended the search for assumptions that contradict each other, so some may be left. Raise the limit."
    )
    return held, cut_short


def _named(cases: Sequence[str]) -> str:
    return ", ".join(cases[:MOST_NAMED]) + (" …" if len(cases) > MOST_NAMED else "")
