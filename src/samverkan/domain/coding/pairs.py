"""Coders two by two: what a pair has read together, how far it agrees, and the passages that only one of them coded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from samverkan.domain.coding.agreement import Agreement, compare_coders
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.kept import Kept

Marked = Sequence[Kept[Excerpt]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders and the keys of the interviews that both have coded."""

    first: str
    second: str
    interviews: tuple[str, ...]

    @property
    def coders(self) -> tuple[str, str]:
        """Both of them."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage that one coder marked with a code, and no part of which the other marked with it."""

    excerpt: Kept[Excerpt]
    lacks: str


def list_pairs(marks: Iterable[tuple[str, str]]) -> tuple[Pair, ...]:
    """Return every two coders who have coded an interview in common, those with most in common first.

    `marks` are (interview, coder).
    """
    coders: dict[str, set[str]] = defaultdict(set)
    for interview, coder in marks:
        coders[interview].add(coder)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for interview, names in coders.items():
        for pair in combinations(sorted(names), 2):
            shared[pair].append(interview)
    found = (Pair(*names, tuple(sorted(interviews))) for names, interviews in shared.items())
    return tuple(sorted(found, key=lambda pair: (-len(pair.interviews), pair.coders)))


def compare_pair(
    pair: Pair, excerpts: Marked, scores: Iterable[FactorScore], transcripts: Mapping[str, Transcript], seed: int
) -> Agreement:
    """Return how far two coders agree, by the coefficients of the report, on what both of them judged."""
    marked = [one.value for one in excerpts if _is_of(pair, one.value)]
    judged = [one for one in scores if one.coder in pair.coders]
    return compare_coders(marked, judged, transcripts, np.random.default_rng(seed))


def find_differences(pair: Pair, excerpts: Marked) -> tuple[Difference, ...]:
    """Return the passages that one of two coders marked and the other did not, by interview and place.

    A passage counts as marked by both when any part of it is: where it begins and ends is what the coefficients weigh.
    """
    marked = [one for one in excerpts if _is_of(pair, one.value)]
    by_place: dict[tuple[str, str, str], list[Excerpt]] = defaultdict(list)
    for one in marked:
        by_place[one.value.interview, one.value.code, one.value.coder].append(one.value)
    found = []
    for one in marked:
        other = pair.second if one.value.coder == pair.first else pair.first
        theirs = by_place.get((one.value.interview, one.value.code, other), ())
        if not any(one.value.start < each.end and each.start < one.value.end for each in theirs):
            found.append(Difference(one, other))
    return tuple(sorted(found, key=lambda one: (one.excerpt.value.interview, one.excerpt.value.start, one.excerpt.id)))


def _is_of(pair: Pair, one: Excerpt) -> bool:
    return one.coder in pair.coders and one.interview in pair.interviews
