"""The trials of the first model as text: other choices, fewer cases, chance, clusters and theory."""

from collections.abc import Iterator, Sequence
from math import isnan

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.anchoring import explain_no_anchors
from samverkan.domain.comparison.patterns.missing_informants import explain_indispensable, without_words
from samverkan.domain.comparison.patterns.pairing import PAIRS, READ_BESIDE
from samverkan.domain.comparison.patterns.phrasing import choice_words
from samverkan.domain.report.sheets.pattern_tables.comparing import QUARTERS, theory_words
from samverkan.domain.report.sheets.pattern_tables.shared import both_sides
from samverkan.domain.report.sheets.pattern_tables.testing import NOISES, change_words
from samverkan.domain.words import Text, as_is, join_words, say, say_count
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.robustness.ranges import Choice, SensitivityRange
from samverkan.methods.qca.robustness.report import Robustness
from samverkan.methods.qca.robustness.sweeps import NoiseSweep
from samverkan.methods.qca.theory import TheoryEvaluation

MOST_GROUPS, MOST_PAIRS = 12, 2
CHOICES = {
    Choice.INCLUSION: say("inclusion cut-off"),
    Choice.FREQUENCY: say("frequency cut-off"),
    Choice.PRI: say("PRI cut-off"),
}


def write_trials(analysis: PatternAnalysis, language: str) -> Iterator[list[str]]:
    """Give a block of lines for the cases to compare, and for each trial that was made."""
    if any(side.pairs for side in both_sides(analysis)):
        yield _block(READ_BESIDE, _pairs(analysis), language)
    if analysis.robustness is not None:
        yield _block(say("Robustness of the first model"), _robustness(analysis, analysis.robustness), language)
    if analysis.permutation is not None:
        yield _block(say("The first model beside chance"), _chance(analysis), language)
    if analysis.clusters:
        yield _block(say("The first model in each cluster"), _clusters(analysis), language)
    if analysis.theory is not None:
        yield _block(say("Theory and the first model"), _theory(analysis, analysis.theory), language)


def _pairs(analysis: PatternAnalysis) -> Iterator[Text]:
    names = analysis.data.cases
    for side in both_sides(analysis):
        for group in side.pairs[:MOST_GROUPS]:
            shown = group.pairs[:MOST_PAIRS]
            pairs = [
                say(
                    "{first} – {second} ({distance:.2f})",
                    first=names[one.first],
                    second=names[one.second],
                    distance=one.distance,
                )
                for one in shown
            ]
            words = join_words(pairs)
            if group.n_best > len(shown):
                words = say("{pairs} … ({n:,} pairs are equally good)", pairs=words, n=group.n_best)
            yield say(
                "{term} => {outcome}, {kind}: {pairs}",
                term=format_term(group.term, analysis.data.sets.conditions),
                outcome=side.outcome_name,
                kind=PAIRS[group.kind].name,
                pairs=words,
            )
        if len(side.pairs) > MOST_GROUPS:
            yield say("… and {n} more, which the files have (--output).", n=len(side.pairs) - MOST_GROUPS)


def _block(title: Text, lines: Iterator[Text], language: str) -> list[str]:
    return [title.in_language(language), *(f"  {line.in_language(language)}" for line in lines)]


def _robustness(analysis: PatternAnalysis, found: Robustness) -> Iterator[Text]:
    for one in found.ranges or ():
        yield _range(one, CHOICES.get(one.choice) or choice_words(one, analysis.data))
    if found.ranges:
        yield from explain_no_anchors(analysis.data)
    if found.fit is not None:
        yield say(
            "other choices: what holds in all of them covers {coverage:.0%} of what the model covers (RF_cov); the "
            "model overlaps to {least:.0%} with what all give (RF_SC_minTS), to {most:.0%} with what any gives "
            "(RF_SC_maxTS)",
            coverage=found.fit.coverage,
            least=found.fit.overlap_least,
            most=found.fit.overlap_most,
        )
    if found.left_out is not None:
        yield _left_out(analysis, found)
    yield from _informants(analysis, found)
    for sweep in found.noise or ():
        yield _noise(sweep)


def _range(one: SensitivityRange, choice: Text) -> Text:
    lower, upper = one.lower, one.upper
    return say(
        "{choice}: the solution is the same from {lower} to {upper} (chosen: {chosen:g})",
        choice=choice,
        lower=Text("{value:.3g}", {"value": lower.value})
        if lower.is_closed
        else say("above {value:.3g}", value=lower.value),
        upper=Text("{value:.3g}", {"value": upper.value})
        if upper.is_closed
        else say("below {value:.3g}", value=upper.value),
        chosen=one.chosen,
    )


def _left_out(analysis: PatternAnalysis, found: Robustness) -> Text:
    decisive = [analysis.data.cases[case] for case in found.decisive_cases]
    n_tried = sum(one.rerun.is_finished for one in found.left_out or ())
    if not n_tried:
        return say("leaving out one case at a time: a limit ended the test before it")
    if not decisive and n_tried < len(found.left_out or ()):
        return say_count(
            "leaving out {count} case changes nothing; a limit ended the test before the others",
            "leaving out any one of {count} cases changes nothing; a limit ended the test before the others",
            n_tried,
        )
    if not decisive:
        return say("leaving out any one case changes nothing")
    return say_count(
        "leaving out {count} case changes the solution: {cases}",
        "leaving out one of {count} cases changes the solution: {cases}",
        len(decisive),
        cases=", ".join(decisive),
    )


def _noise(sweep: NoiseSweep) -> Text:
    kind = NOISES[sweep.noise.kind]
    if not sweep.n_finished:
        return say("{rate:.0%} noise ({kind}): a limit ended the test before it", rate=sweep.noise.rate, kind=kind)
    return say(
        "{rate:.0%} noise ({kind}): the model is still among the models in {kept:.0%} of {n_runs} runs",
        rate=sweep.noise.rate,
        kind=kind,
        kept=sweep.kept,
        n_runs=sweep.n_finished,
    )


def _informants(analysis: PatternAnalysis, found: Robustness) -> Iterator[Text]:
    yield from explain_indispensable(analysis.data)
    if found.datasets and all(one.rerun.is_same for one in found.datasets):
        yield say_count(
            "leaving out the {count} informant changes nothing",
            "leaving out any one of the {count} informants changes nothing",
            len(found.datasets),
        )
    for one in found.datasets or ():
        if not one.rerun.is_same:
            yield say(
                "{absence}: {change}",
                absence=without_words(analysis.data, one.name),
                change=change_words(one.rerun, analysis.data.sets.conditions),
            )


def _chance(analysis: PatternAnalysis) -> Iterator[Text]:
    found, model = analysis.permutation, _model(analysis)
    conditions = analysis.data.sets.conditions
    for term, test in zip(model, found.terms if found else (), strict=False):
        one = test.consistency
        yield say(
            "{term}: consistency {observed:.3f}; chance gives {expected:.3f} in the mean and at least as much with "
            "p = {p:.3g} ({adjusted:.3g} adjusted for the {n} configurations that were searched)",
            term=format_term(term, conditions),
            observed=one.observed,
            expected=one.expected,
            p=one.p,
            adjusted=one.adjusted_p,
            n=found.total_configurations if found else 0,
        )


def _model(analysis: PatternAnalysis) -> Sequence[tuple[int, ...]]:
    return analysis.present.solutions[analysis.settings.solution].minimised.models[0]


def _clusters(analysis: PatternAnalysis) -> Iterator[Text]:
    for trial in analysis.clusters:
        found = trial.diagnosis
        parts = [
            say("{label} {fit} (n {n})", label=trial.words_of(part), fit=_share(part.consistency), n=part.n_cases)
            for part in found.between
        ]
        words = {"name": trial.name, "pooled": _share(found.pooled.consistency), "parts": _join(parts)}
        words["distance"] = _share(found.between_distance)
        if found.within_distance is None:
            yield say("{name}: consistency pooled {pooled}; {parts}; distance {distance}", **words)
        else:
            yield say(
                "{name}: consistency pooled {pooled}; {parts}; distance {distance} between them, {within} within units",
                within=_share(found.within_distance),
                **words,
            )


def _join(parts: Sequence[Text]) -> Text:
    words = parts[-1]
    for part in reversed(parts[:-1]):
        words = Text("{first}, {rest}", {"first": part, "rest": words})
    return words


def _share(value: float) -> Text:
    return as_is("-") if isnan(value) else Text("{value:.3f}", {"value": value})


def _theory(analysis: PatternAnalysis, found: TheoryEvaluation) -> Iterator[Text]:
    conditions, cases = analysis.data.sets.conditions, analysis.data.cases
    yield theory_words(analysis)
    for one in found.quarters:
        yield say(
            "{quarter}: {model}; with the outcome: {having}; without: {lacking}",
            quarter=QUARTERS[one.in_theory, one.in_solution],
            model=format_model(one.model, conditions),
            having=", ".join(cases[case] for case in one.with_outcome) or "-",
            lacking=", ".join(cases[case] for case in one.without_outcome) or "-",
        )
