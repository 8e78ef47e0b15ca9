"""What a person chooses in a qualitative comparative analysis."""

from dataclasses import dataclass, field

from samverkan.methods.qca.minimisation.result import Expectations, Limits, Listing, Solution
from samverkan.methods.qca.sets import Term
from samverkan.methods.qca.truth_table import Cutoffs


@dataclass(frozen=True, slots=True)
class PatternSettings:
    """What a person chooses. `expectations` and `impossible` as in minimisation; `solution` is the one reported first.

    `n_permutations` and `n_sweeps` 0 leave those tests out, and so does `tests_robustness` False.
    """

    cutoffs: Cutoffs = field(default_factory=Cutoffs)
    solution: Solution = Solution.PARSIMONIOUS
    listing: Listing = Listing.MINIMUM
    expectations: Expectations = ()
    impossible: tuple[Term, ...] = ()
    limits: Limits = field(default_factory=Limits)
    is_enhanced: bool = False
    necessity_inclusion: float = 0.9
    necessity_relevance: float = 0.5
    tests_robustness: bool = True
    n_permutations: int = 1000
    n_sweeps: int = 100
    theory: str = ""
    seed: int = 2026
