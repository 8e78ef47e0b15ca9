"""The agreed coding: what a team settled on, which stands beside what each coder did and leads where there is one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Protocol, TypeVar

from samverkan.domain.words import Text, as_is, say

AGREED: Final = "consensus"
"""The coder of the agreed coding. No person has this name."""

Cell = tuple[str, str, str]
"""Case, factor and respondent of a score."""


class Scoring(Protocol):
    """A score by a coder, with its reason or without."""

    @property
    def case(self) -> str:
        """The case's id."""

    @property
    def factor(self) -> str:
        """The factor's code."""

    @property
    def respondent(self) -> str:
        """The respondent's id."""

    @property
    def coder(self) -> str:
        """Who judged."""


Score = TypeVar("Score", bound=Scoring)


def name_coder(coder: str) -> Text:
    """Return what a coder is called where people read: a person's name as it is, or what the agreed coding is."""
    return say("the agreed coding") if coder == AGREED else as_is(coder)


def without_agreed(marks: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return those (unit, coder) whose coder is a person: what agreement is measured on."""
    return tuple(one for one in marks if one[1] != AGREED)


def cell_of(score: Scoring) -> Cell:
    """Return what a score is about."""
    return score.case, score.factor, score.respondent


def find_agreed(scores: Iterable[Scoring]) -> frozenset[Cell]:
    """Return the cells that have an agreed score."""
    return frozenset(cell_of(one) for one in scores if one.coder == AGREED)


def counts_by(leads: Mapping[str, str], agreed: AbstractSet[Cell]) -> Callable[[Scoring], bool]:
    """Return what tells whether a score counts.

    The agreed one does, and where there is none that of the informant's leading coder; `leads` are persons.
    """

    def counts(one: Scoring) -> bool:
        is_agreed_on = bool(agreed) and cell_of(one) in agreed
        return one.coder == (AGREED if is_agreed_on else leads.get(one.respondent))

    return counts


def choose_scores(scores: Sequence[Score], leads: Mapping[str, str]) -> tuple[Score, ...]:
    """Return the scores that count, in their order."""
    return tuple(filter(counts_by(leads, find_agreed(scores)), scores))
