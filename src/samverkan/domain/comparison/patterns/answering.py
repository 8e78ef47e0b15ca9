"""The answer in plain words: what goes with the outcome, how many models say it, and how sure one can be."""

from collections.abc import Iterator
from math import isfinite

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.phrasing import (
    condition_words,
    literal_words,
    model_words,
    range_words,
)
from samverkan.domain.words import Text, join_words, say, say_count
from samverkan.methods.qca.minimisation.result import Minimised, Solution
from samverkan.methods.qca.robustness.ranges import Choice
from samverkan.methods.qca.robustness.report import Robustness
from samverkan.methods.qca.sets import ABSENT
from samverkan.methods.qca.truth_table import Out

SOLUTIONS = {
    Solution.CONSERVATIVE: say("conservative solution"),
    Solution.PARSIMONIOUS: say("parsimonious solution"),
    Solution.INTERMEDIATE: say("intermediate solution"),
}
MOST_NAMED = 8
ORDER = (Solution.CONSERVATIVE, Solution.INTERMEDIATE, Solution.PARSIMONIOUS)


def main_solution(analysis: PatternAnalysis, side: Side) -> tuple[Solution, SolutionResult] | None:
    """Return the solution that was asked for; when the side lacks it, the parsimonious; None when there is none."""
    for one in (analysis.settings.solution, Solution.PARSIMONIOUS, *side.solutions):
        if one in side.solutions:
            return one, side.solutions[one]
    return None


def outcome_words(side: Side, analysis: PatternAnalysis) -> Text:
    """Return the outcome of a side in words."""
    label = condition_words(analysis.data.outcome_name, analysis.data.labels)
    return say("the absence of {outcome}", outcome=label) if side.is_negated else label


def has_terms(minimised: Minimised) -> bool:
    """Whether any model claims something."""
    return any(minimised.models)


def answer_plainly(analysis: PatternAnalysis) -> tuple[Text, ...]:
    """Return the answer, most important first. It says nothing of what was not computed."""
    present = analysis.present
    lines = [*_about_models(analysis, present), *_about_fit(analysis), *_about_change(analysis)]
    lines += _about_chance(analysis)
    lines += _about_models(analysis, analysis.absent)
    lines += [_about_necessity(analysis)]
    lines += _about_both(analysis)
    return tuple(lines)


def _about_models(analysis: PatternAnalysis, side: Side) -> Iterator[Text]:
    found = main_solution(analysis, side)
    outcome = outcome_words(side, analysis)
    if found is None or not has_terms(found[1].minimised):
        yield _about_nothing(side, outcome, is_whole=found is None or found[1].minimised.is_whole)
        return
    minimised = found[1].minimised
    conditions, labels = side.table.sets.conditions, analysis.data.labels
    first = model_words(minimised.models[0], conditions, labels)
    if any(all(level == ABSENT for level in term) for term in minimised.models[0]):
        yield say(
            "Every configuration that was observed goes with {outcome}: the conditions tell no cases apart.",
            outcome=outcome,
        )
        return
    if minimised.n_models == 1 and not minimised.is_whole:
        yield say("Found to be enough for {outcome} so far: {model}.", outcome=outcome, model=first)
    elif minimised.n_models == 1:
        yield say("Enough for {outcome}: {model}. No other model explains it as well.", outcome=outcome, model=first)
    else:
        yield say_count(
            "{count} model explains {outcome}. The first says: {model}.",
            "{count} models explain {outcome} equally well, and the cases cannot tell which is right. The first says: "
            "{model}.",
            minimised.n_models,
            outcome=outcome,
            model=first,
        )
        yield _about_shared(analysis, side, minimised)
    yield from _about_unused(analysis, side, minimised)
    if not minimised.is_whole:
        yield say("A limit ended the search; there may be more models than those found.")


def _about_nothing(side: Side, outcome: Text, *, is_whole: bool) -> Text:
    if not is_whole:
        return say(
            "A limit ended the search before any model for {outcome} was found; there may be many. Raise the limit, or "
            "take fewer conditions.",
            outcome=outcome,
        )
    if side.table.rows_with(Out.CONTRADICTION):
        return say(
            "No configuration goes with {outcome}, and some are contradictory: cases with the same conditions differ "
            "in the outcome.",
            outcome=outcome,
        )
    return say(
        "No configuration goes with {outcome} consistently enough (inclusion at least {cut:.2f}). There is no model.",
        outcome=outcome,
        cut=side.table.cutoffs.inclusion,
    )


def _about_shared(analysis: PatternAnalysis, side: Side, minimised: Minimised) -> Text:
    if not minimised.shared:
        return say("The models have no combination in common.")
    shared = model_words(minimised.shared, side.table.sets.conditions, analysis.data.labels)
    return say("All models share: {terms}. This much does not depend on which model is right.", terms=shared)


def _about_unused(analysis: PatternAnalysis, side: Side, minimised: Minimised) -> Iterator[Text]:
    conditions, labels = side.table.sets.conditions, analysis.data.labels
    used = {at for model in minimised.models for term in model for at, level in enumerate(term) if level != ABSENT}
    unused = [literal_words(one, 1, labels) for at, one in enumerate(conditions) if at not in used]
    is_listed = len(minimised.models) == minimised.n_models
    if unused and is_listed and not any(one.is_multivalue for one in conditions):
        *others, last = unused
        words = say("{first} or {second}", first=join_words(others), second=last) if others else last
        yield say(
            "No model for {outcome} needs {conditions}, present or absent.",
            outcome=outcome_words(side, analysis),
            conditions=words,
        )
    if minimised.n_unused:
        yield say_count(
            "{count} combination that could not be made simpler is in no model.",
            "{count} combinations that could not be made simpler are in no model.",
            minimised.n_unused,
        )


def _about_fit(analysis: PatternAnalysis) -> Iterator[Text]:
    found = main_solution(analysis, analysis.present)
    if found is None or not found[1].fits or not has_terms(found[1].minimised):
        return
    fit = found[1].fits[0].solution
    if isfinite(fit.inclusion) and isfinite(fit.coverage):
        yield say_count(
            "The first model agrees with the outcome to {inclusion:.0%} (inclusion) and covers {coverage:.0%} of it, "
            "over {count} case.",
            "The first model agrees with the outcome to {inclusion:.0%} (inclusion) and covers {coverage:.0%} of it, "
            "over {count} cases.",
            len(analysis.data.cases),
            inclusion=fit.inclusion,
            coverage=fit.coverage,
        )


def _about_change(analysis: PatternAnalysis) -> Iterator[Text]:
    """Whether the solution stays when a cut-off moves or a case is left out."""
    found = analysis.robustness
    if found is None:
        return
    for one in found.ranges or ():
        if one.choice is Choice.INCLUSION:
            yield say(
                "The solution stays the same as long as the cut-off for inclusion lies in the range {range}.",
                range=range_words(one),
            )
    if found.left_out and not found.decisive_cases:
        yield say("It stays the same whichever single case is left out.")
    elif found.left_out:
        names = ", ".join(analysis.data.cases[case] for case in found.decisive_cases[:MOST_NAMED])
        yield say_count(
            "It changes when {count} of the cases is left out: {names}.",
            "It changes when any of {count} cases is left out: {names}.",
            len(found.decisive_cases),
            names=names + (" …" if len(found.decisive_cases) > MOST_NAMED else ""),
        )
    yield from _about_informants(found)


def _about_informants(found: Robustness) -> Iterator[Text]:
    decisive = found.decisive_datasets
    if found.datasets and not decisive:
        yield say("It stays the same whichever single informant is left out.")
    elif decisive:
        yield say_count(
            "It changes when {count} of the informants is left out: {names}.",
            "It changes when any of {count} informants is left out: {names}.",
            len(decisive),
            names="; ".join(decisive[:MOST_NAMED]) + (" …" if len(decisive) > MOST_NAMED else ""),
        )


def _about_chance(analysis: PatternAnalysis) -> Iterator[Text]:
    found = analysis.permutation
    worst = max((one.consistency.adjusted_p for one in found.terms), default=float("nan")) if found else float("nan")
    if isfinite(worst):
        yield say(
            "Chance alone would give the weakest of its terms as high a consistency with p = {p:.3f}, allowing for all "
            "that was searched. What chance gives easily is weak evidence.",
            p=worst,
        )


def _about_necessity(analysis: PatternAnalysis) -> Text:
    side = analysis.present
    settings = analysis.settings
    outcome = outcome_words(side, analysis)
    named = [
        text
        for text, fit in side.single.items()
        if fit.inclusion >= settings.necessity_inclusion and fit.relevance >= settings.necessity_relevance
    ]
    if not named:
        return say("No single condition, present or absent, is necessary for {outcome}.", outcome=outcome)
    return say("Necessary for {outcome} by itself: {conditions}.", outcome=outcome, conditions=", ".join(named))


def _about_both(analysis: PatternAnalysis) -> Iterator[Text]:
    if analysis.both:
        yield say_count(
            "{count} configuration passes as sufficient both for the outcome and for its absence. It cannot carry both "
            "claims; look at it before you use either.",
            "{count} configurations pass as sufficient both for the outcome and for its absence. They cannot carry "
            "both claims; look at them before you use either.",
            len(analysis.both),
        )
