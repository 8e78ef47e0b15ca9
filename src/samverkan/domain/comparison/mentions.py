"""Mentions: what a coder marked with a code in one interview, summed up, where counting needs no quotes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.comparison.informants import leading_coders


class Mention(NamedTuple):
    """All excerpts of one code by one coder, about one municipality, at one place: the directions that they have.

    The place is the whole interview, and `start` 0, where one person was interviewed; it is one excerpt where several
    were, for who speaks follows from where. There are very many, hence a tuple.
    """

    interview: str
    start: int
    code: str
    coder: str
    concerns: str
    valences: frozenset[Valence | None]


class Told(NamedTuple):
    """One direction in which a gain or cost of one municipality was marked.

    `is_expected` says that it is hoped for or feared, and not there.
    """

    code: str
    concerns: str
    valence: Valence | None
    is_expected: bool


class Account(NamedTuple):
    """What one coder marked of gains and costs at one place, as of a `Mention`; the same may stand in it repeatedly."""

    interview: str
    start: int
    coder: str
    told: Sequence[Told]


def find_leads(marks: Iterable[tuple[str, str]], coder: str | None) -> Mapping[str, str]:
    """Return the leading coder of each unit (an interview, an informant) from (unit, coder).

    Where one coder is chosen, only that one's units are given.
    """
    return leading_coders(mark for mark in marks if coder in {None, mark[1]})
