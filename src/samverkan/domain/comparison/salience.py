"""Salience: which share of the informants speak of a factor, and how the factors rank in each cluster."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.coding.codebook import THESIS_FACTORS
from samverkan.domain.comparison.informants import Informants
from samverkan.domain.comparison.matrix import Case, Cell, Matrix
from samverkan.methods.contrast import wilson_interval


@dataclass(frozen=True, slots=True)
class Salience:
    """How many of a case's informants speak of a factor, with a 95% Wilson interval, and the rank this gives."""

    case: Case
    factor: str
    n_mentioning: int
    n_informants: int
    low: float
    high: float
    first_rank: int
    last_rank: int
    cell: Cell

    @property
    def share(self) -> float:
        """The share of the informants."""
        return self.n_mentioning / self.n_informants

    @property
    def is_thesis_factor(self) -> bool:
        """Whether it is one of the four that the Gothenburg study found."""
        return self.factor in THESIS_FACTORS


def rank_factors(matrix: Matrix, informants: Informants) -> tuple[Salience, ...]:
    """Return the salience of every factor in every case that has informants, the most mentioned first.

    Factors that equally many speak of share a rank, from `first_rank` to `last_rank`: order within a tie says nothing.
    """
    found: list[Salience] = []
    for case in matrix.cases:
        total = len(informants.of(case.collaboration))
        if total:
            found.extend(_rank_case(case, total, matrix))
    return tuple(found)


def _rank_case(case: Case, total: int, matrix: Matrix) -> Iterable[Salience]:
    counts = {factor: len(matrix.cell(case, factor).mentioned_by) for factor in matrix.factors}
    for factor in sorted(counts, key=lambda factor: -counts[factor]):
        low, high = wilson_interval(counts[factor], total)
        more = sum(other > counts[factor] for other in counts.values())
        same = sum(other == counts[factor] for other in counts.values())
        yield Salience(case, factor, counts[factor], total, low, high, more + 1, more + same, matrix.cell(case, factor))
