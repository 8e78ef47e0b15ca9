"""How far the first model holds: other choices, fewer cases, chance, and clusters of cases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from samverkan.domain.comparison.patterns.analysis import ClusterTrial, Side
from samverkan.domain.comparison.patterns.anchoring import questions_of
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.missing_informants import datasets_of
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.comparison.patterns.solving import TakenOut, ask
from samverkan.domain.words import Text, as_is, say
from samverkan.methods.qca.clusters import diagnose_model
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.expressions import format_model, format_term, parse_model
from samverkan.methods.qca.permutation import PermutationTest, Permuting, permute_outcome
from samverkan.methods.qca.reanalysis import Analysis, Mapper, UnfinishedError
from samverkan.methods.qca.robustness.report import Part, Robustness, RobustnessOptions, assess_robustness
from samverkan.methods.qca.sets import Model, term_membership
from samverkan.methods.qca.theory import TheoryEvaluation, evaluate_theory
from samverkan.methods.qca.truth_table import Out, TruthTable

Progress: TypeAlias = Callable[[Text, float], None]
"""Called with what is being done and the share of the whole that is done, from 0 to 1."""

STARTS = {
    Part.RANGES: (0.3, 0.45, say("Finding the ranges in which the solution holds")),
    Part.ALTERNATIVES: (0.45, 0.5, say("Trying other choices")),
    Part.CASES: (0.5, 0.6, say("Leaving out one case at a time")),
    Part.NOISE: (0.6, 0.8, say("Adding noise")),
    Part.DATASETS: (0.8, 0.85, say("Leaving out one informant at a time")),
}
CHANCE, CLUSTERS = 0.85, 0.97


def be_silent(_what: Text, _share: float) -> None:
    """Tell nobody."""


def first_model(side: Side, settings: PatternSettings) -> Model | None:
    """Return the first model of the solution that was asked for; None when there is none, or it claims nothing."""
    found = side.solutions.get(settings.solution)
    if found is None or not found.minimised.models:
        return None
    model = found.minimised.models[0]
    return model if any(level >= 0 for term in model for level in term) else None


def _about_unfinished(found: Robustness) -> tuple[Text, ...]:
    """Say how far the robustness test came when a limit ended it."""
    if found.n_finished == found.n_asked:
        return ()
    return (
        say(
            "A limit ended the robustness test: {n:,} of {all:,} ends of ranges, cases left out, runs with noise and "
            "informants left out were tried in full; what is said of robustness is of these alone. Raise --seconds or "
            "--most-implicants of samverkan qca, or take fewer conditions.",
            n=found.n_finished,
            all=found.n_asked,
        ),
    )


@dataclass(frozen=True, eq=False)
class Trials:
    """What the first model is tried on."""

    data: CaseTable
    table: TruthTable
    settings: PatternSettings
    mapper: Mapper
    progress: Progress

    def assess_robustness(self, model: Model | None, taken_out: TakenOut) -> tuple[Robustness | None, tuple[Text, ...]]:
        """Return the robustness, and a warning when a limit kept it from being found; None when not asked for."""
        settings = self.settings
        if model is None or not settings.tests_robustness:
            return None, ()
        asked = ask(settings, taken_out)
        recipe = Analysis(self.table.sets, self.table.outcome, settings.cutoffs, settings.solution, asked)
        options = RobustnessOptions(
            anchors=questions_of(self.data),
            n_runs=settings.n_sweeps,
            datasets=datasets_of(self.data),
            seed=settings.seed,
        )
        try:
            found = assess_robustness(recipe, model, options, self.mapper, self._tell_part)
        except UnfinishedError:
            return None, (say("Robustness was not tested, for a limit ended the analysis itself."),)
        return found, _about_unfinished(found)

    def _tell_part(self, part: Part, done: int, total: int) -> None:
        start, end, what = STARTS[part]
        self.progress(what, start + (end - start) * done / max(total, 1))

    def permute(self, model: Model | None) -> PermutationTest | None:
        """Return how often chance gives the terms of the model as good a fit; None when not asked for."""
        if model is None or not self.settings.n_permutations:
            return None
        self.progress(say("Shuffling the outcome"), CHANCE)
        sets = self.table.sets
        n_searched = sum(row.out is not Out.REMAINDER for row in self.table.rows)
        asked = Permuting(self.settings.n_permutations, max(n_searched, len(model)))
        members = np.array([term_membership(sets, term) for term in model])
        return permute_outcome(members, self.table.outcome, self.settings.seed, asked, self.mapper)

    def diagnose_clusters(self, model: Model | None) -> tuple[ClusterTrial, ...]:
        """Return the diagnosis of the model and of each of its terms, for each division of the cases."""
        if model is None:
            return ()
        self.progress(say("Comparing the clusters"), CLUSTERS)
        sets = self.table.sets
        # With one case each there is nothing within a unit.
        units = self.data.units if len(set(self.data.units)) < len(self.data.units) else None
        # A model of one term has the same diagnosis as its term.
        terms = model if len(model) > 1 else ()
        parts = [format_model(model, sets.conditions), *(format_term(term, sets.conditions) for term in terms)]
        return tuple(
            ClusterTrial(say("{division}: {part}", division=division.name, part=as_is(part)), found, division.words)
            for division in self.data.clusterings
            for part, found in zip(
                parts, diagnose_model(sets, self.table.outcome, model, division.labels, units), strict=False
            )
        )

    def evaluate_theory(self, model: Model | None) -> tuple[TheoryEvaluation | None, tuple[Text, ...]]:
        """Return where the model and the stated theory agree and part, and a warning when that cannot be told."""
        if model is None or not self.settings.theory:
            return None, ()
        sets = self.table.sets
        theory = parse_model(self.settings.theory, sets.conditions)
        try:
            return evaluate_theory(sets, self.table.outcome, theory, model), ()
        except QcaError:
            return None, (
                say(
                    "The theory was not compared with the model: what lies outside both grows beyond 10,000 "
                    "combinations. Take fewer conditions, or a shorter theory."
                ),
            )
