"""Coders who disagree on what decides a figure: one scores an informant above 0.5, the other below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeVar

from samverkan.domain.coding.agreed import AGREED, Cell
from samverkan.domain.comparison.matrix import CROSSOVER


class Judged(Protocol):
    """A coder's score of an informant on a factor of a case, with its reason or without."""

    @property
    def case(self) -> str:
        """The case."""

    @property
    def factor(self) -> str:
        """The factor."""

    @property
    def respondent(self) -> str:
        """The informant."""

    @property
    def coder(self) -> str:
        """Who judged."""

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
    about: dict[tuple[str, str, str], list[One]] = defaultdict(list)
    for one in scores:
        about[one.case, one.factor, one.respondent].append(one)
    found: list[One] = []
    for cell, judged in about.items():
        coder = AGREED if cell in agreed else leads.get(cell[2])
        leading = next((_side(one) for one in judged if one.coder == coder), 0.0)
        found += (one for one in judged if leading * _side(one) < 0)
    return tuple(found)


def _side(one: Judged) -> float:
    return 0.0 if one.score is None else one.score - CROSSOVER
