"""The sheets of robustness: ranges, other choices, cases left out, and noise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.anchoring import explain_no_anchors
from samverkan.domain.comparison.patterns.missing_informants import explain_indispensable, without_words
from samverkan.domain.comparison.patterns.phrasing import choice_words, range_words
from samverkan.domain.report.sheets.sheet import Column, Sheet
from samverkan.domain.words import Text, as_is, say, say_count
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.robustness.ranges import SensitivityRange
from samverkan.methods.qca.robustness.rerun import Rerun
from samverkan.methods.qca.robustness.sweeps import NoiseKind, NoiseSweep, TermShare
from samverkan.methods.qca.sets import Condition

NOISES: Final = {
    NoiseKind.FLIP: say("memberships turned into their opposite"),
    NoiseKind.PERTURB: say("memberships moved a little"),
}


@dataclass(frozen=True, eq=False)
class Again:
    """The analysis done again with something changed."""

    change: Text
    rerun: Rerun
    case: str = ""
    informant: str = ""
    sources: tuple[str, ...] = ()


def list_reruns(analysis: PatternAnalysis) -> Iterator[Again]:
    """Yield the analysis without each case, with other choices, and without each informant."""
    found = analysis.robustness
    if found is None:
        return
    for one in found.left_out or ():
        name = analysis.data.cases[one.case]
        yield Again(say("without {case}", case=name), one.rerun, name, sources=(f"case:{name}",))
    for other in found.alternatives or ():
        yield Again(as_is(other.name), other.rerun)
    scores = {one.label: one.sources for one in analysis.data.without_informants}
    for replaced in found.datasets or ():
        words = without_words(analysis.data, replaced.name)
        yield Again(words, replaced.rerun, informant=replaced.name, sources=scores[replaced.name])


def change_words(rerun: Rerun, conditions: Sequence[Condition]) -> Text:
    """Return what the first model loses and gains, in formulas."""
    if not rerun.is_finished:
        return say("not finished within the limits")
    lost, gained = (format_model(model, conditions) if model else "" for model in (rerun.lost, rerun.gained))
    if lost and gained:
        return say("{lost} is lost, {gained} is gained", lost=lost, gained=gained)
    if lost:
        return say("{lost} is lost", lost=lost)
    if gained:
        return say("{gained} is gained", gained=gained)
    return say_count(
        "the first model remains, now the only one", "the first model remains, among {count} models", rerun.n_models
    )


def ranges_sheet(analysis: PatternAnalysis) -> Sheet[SensitivityRange]:
    """Return how far each cut-off and anchor may move before the solution changes."""
    data, found = analysis.data, analysis.robustness
    return Sheet(
        key="ranges",
        title=say("Ranges"),
        method=_join(
            say("How far each choice may be moved, alone, before the models change (Oana & Schneider 2021)."),
            *(explain_no_anchors(data) if found else ()),
        ),
        columns=(
            Column("choice", say("Choice"), lambda one: choice_words(one, data)),
            Column("chosen", say("Chosen"), lambda one: one.chosen, 3),
            Column("low", say("From"), lambda one: one.lower.value, 3),
            Column("low_in_range", say("From is in the range"), lambda one: one.lower.is_closed),
            Column("high", say("To"), lambda one: one.upper.value, 3),
            Column("high_in_range", say("To is in the range"), lambda one: one.upper.is_closed),
            Column("range", say("The solution stays within"), range_words),
            Column("exact", say("Exact"), lambda one: one.is_exact),
        ),
        rows=tuple(found.ranges or ()) if found else (),
        sources=lambda _: (f"analysis:{analysis.fingerprint}",),
    )


def reruns_sheet(analysis: PatternAnalysis) -> Sheet[Again]:
    """Return what the analysis gives without each case, and with other choices and data."""
    conditions = analysis.data.sets.conditions
    return Sheet(
        key="reruns",
        title=say("Done again"),
        method=_join(
            say(
                "The same analysis without one case or informant, or with another choice: does the solution come back?"
            ),
            *(explain_indispensable(analysis.data) if analysis.robustness else ()),
        ),
        columns=(
            Column("change", say("Change"), lambda one: one.change),
            Column("case", say("Case left out"), lambda one: one.case or None),
            Column("informant", say("Informant left out"), lambda one: one.informant or None),
            Column("finished", say("Finished"), lambda one: one.rerun.is_finished),
            Column("same", say("Same solution"), lambda one: one.rerun.is_same),
            Column("keeps_model", say("First model still among them"), lambda one: one.rerun.keeps_model),
            Column("n_models", say("Models in all"), lambda one: one.rerun.n_models),
            Column(
                "lost",
                say("Terms lost"),
                lambda one: format_model(one.rerun.lost, conditions) if one.rerun.lost else None,
            ),
            Column(
                "gained",
                say("Terms gained"),
                lambda one: format_model(one.rerun.gained, conditions) if one.rerun.gained else None,
            ),
        ),
        rows=tuple(list_reruns(analysis)),
        sources=lambda one: one.sources or (f"analysis:{analysis.fingerprint}",),
    )


def _join(first: Text, *others: Text) -> Text:
    words = first
    for other in others:
        words = Text("{first} {rest}", {"first": words, "rest": other})
    return words


@dataclass(frozen=True, eq=False)
class NoisyTerm:
    """How often a term came back under one amount of noise; None for the whole solution."""

    sweep: NoiseSweep
    share: TermShare | None
    is_own: bool


def list_noise(analysis: PatternAnalysis) -> Iterator[NoisyTerm]:
    """Yield each amount of noise, first the whole solution and then its terms and the most frequent others."""
    found = analysis.robustness
    for one in (found.noise if found else None) or ():
        yield NoisyTerm(one, None, is_own=True)
        for share in one.terms:
            yield NoisyTerm(one, share, is_own=True)
        for share in one.others:
            yield NoisyTerm(one, share, is_own=False)


def noise_sheet(analysis: PatternAnalysis) -> Sheet[NoisyTerm]:
    """Return how often the solution and its terms come back when memberships are noisy."""
    conditions = analysis.data.sets.conditions
    return Sheet(
        key="noise",
        title=say("Noise"),
        method=say("The share of runs with noise in the memberships that give the same solution, model or term."),
        columns=(
            Column("kind", say("Kind of noise"), lambda one: NOISES[one.sweep.noise.kind]),
            Column("rate", say("Amount"), lambda one: one.sweep.noise.rate, 2),
            Column("n_runs", say("Runs"), lambda one: one.sweep.n_finished),
            Column("term", say("Term"), lambda one: format_term(one.share.term, conditions) if one.share else None),
            Column("own", say("In the first model"), lambda one: one.is_own),
            Column("same", say("Same solution"), lambda one: None if one.share else one.sweep.same, 3),
            Column("kept", say("First model still among them"), lambda one: None if one.share else one.sweep.kept, 3),
            Column("without", say("No solution"), lambda one: None if one.share else one.sweep.without, 3),
            Column("in_some", say("In some model"), lambda one: one.share.in_some if one.share else None, 3),
            Column("in_every", say("In every model"), lambda one: one.share.in_every if one.share else None, 3),
        ),
        rows=tuple(list_noise(analysis)),
        sources=lambda _: (f"analysis:{analysis.fingerprint}",),
    )
