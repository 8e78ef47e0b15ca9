"""Coders who disagree on what decides a figure: one scores an informant above 0.5, the other below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeVar

from samverkan.domain.coding.agreed import Cell, Scoring, cell_of, counts_by
from samverkan.domain.comparison.matrix import CROSSOVER


class Judged(Scoring, Protocol):
    """A score by a coder, with its level."""

    @property
    def score(self) -> float | None:
        """From 0 to 1; None for silence, which is on no side."""


One = TypeVar("One", bound=Judged)


def find_opposed(
    scores: Iterable[One], leads: Mapping[str, str], agreed: AbstractSet[Cell] = frozenset()
) -> tuple[One, ...]:
    """Return the other coders' scores that lie on the other side of 0.5 than the one that counts of the same.

    `leads` has the leading coder of each informant, `agreed` what the agreed score counts for instead.
    """
    about: dict[Cell, list[One]] = defaultdict(list)
    for one in scores:
        about[cell_of(one)].append(one)
    found: list[One] = []
    is_counted = counts_by(leads, agreed)
    for judged in about.values():
        leading = next((_side(one) for one in judged if is_counted(one)), 0.0)
        found += (one for one in judged if leading * _side(one) < 0)
    return tuple(found)


def _side(one: Judged) -> float:
    return 0.0 if one.score is None else one.score - CROSSOVER
