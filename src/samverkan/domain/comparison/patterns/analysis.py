"""A whole qualitative comparative analysis as one frozen value, for the outcome and for its absence."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan import __version__
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.words import Text, as_is
from samverkan.methods.qca.cases import ModelCases
from samverkan.methods.qca.clusters import ClusterDiagnosis, PartFit
from samverkan.methods.qca.fit import ModelFit, Necessity
from samverkan.methods.qca.minimisation.result import Minimised, Solution
from samverkan.methods.qca.pairing import PairGroup
from samverkan.methods.qca.permutation import PermutationTest
from samverkan.methods.qca.robustness.report import Robustness
from samverkan.methods.qca.sets import Term
from samverkan.methods.qca.supersets import Statement
from samverkan.methods.qca.theory import TheoryEvaluation
from samverkan.methods.qca.truth_table import Row, TruthTable

__all__ = ["PatternAnalysis", "PatternSettings", "Side", "SolutionResult"]


@dataclass(frozen=True, eq=False)
class SolutionResult:
    """One solution with the fit and the cases of each model that is listed, in the order of `minimised.models`."""

    minimised: Minimised
    fits: tuple[ModelFit, ...]
    cases: tuple[ModelCases, ...]
    factored: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Side:
    """The analysis of the outcome, or of its absence.

    `single` has the necessity of each literal by its text (`A`, `~A`, `A{2}`); `statements` the conjunctions and
    disjunctions above the cut-offs. `solutions` lacks the intermediate one when nothing was expected. `pairs` are the
    cases to compare by the first model of the solution that was asked for.
    """

    is_negated: bool
    outcome_name: str
    table: TruthTable
    single: Mapping[str, Necessity]
    statements: tuple[Statement, ...]
    solutions: Mapping[Solution, SolutionResult]
    untenable: tuple[Term, ...]
    pairs: tuple[PairGroup, ...] = ()


@dataclass(frozen=True, eq=False)
class ClusterTrial:
    """The fit of the first model, or of a term of it, in each part of one division of the cases."""

    name: Text
    diagnosis: ClusterDiagnosis
    words: Mapping[str, Text]

    def words_of(self, part: PartFit) -> Text:
        """Return what a part is called."""
        return self.words.get(part.label) or as_is(part.label)


@dataclass(frozen=True, eq=False)
class PatternAnalysis:
    """Everything that `samverkan qca` shows. `present` and `absent` stand beside each other.

    `both` are the configurations that are positive for the outcome and for its absence. Robustness, permutation,
    clusters and theory belong to the first model of the solution that was asked for; None (or empty) when it has
    none or they were not asked for. `limits` are sentences to be said first: what this analysis cannot carry.
    """

    data: CaseTable
    settings: PatternSettings
    present: Side
    absent: Side
    both: tuple[Row, ...]
    limits: tuple[Text, ...]
    warnings: tuple[Text, ...]
    robustness: Robustness | None
    permutation: PermutationTest | None
    clusters: tuple[ClusterTrial, ...]
    fingerprint: str
    version: str = __version__
    theory: TheoryEvaluation | None = None
