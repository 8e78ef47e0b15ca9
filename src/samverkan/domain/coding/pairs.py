"""Coders two by two: what a pair has read together, how far it agrees, and the passages that only one of them coded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.coding.agreed import without_agreed
from samverkan.domain.coding.agreement import (
    RESAMPLES,
    Agreement,
    Extent,
    Spans,
    compare_code,
    compare_scores,
    lay_end_to_end,
)
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import Scored
from samverkan.domain.kept import Kept
from samverkan.methods.agreement import CommonBootstrap

CODE, INTERVIEW, START, END, NUMBER = range(5)
NOWHERE: Final = -1


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


Row = tuple[int, int, int, int, int]
"""An excerpt as it is compared: the numbers of its code and interview, its start and end, and its own number."""
Columns = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Marked:
    """What both coders of a pair marked with one code in their interviews, as columns of shape (n_excerpts, 5).

    The columns are those of `Row`, but interviews are by their place in the pair's.
    """

    code: str
    first: Columns
    second: Columns


@dataclass(frozen=True, slots=True)
class OneSided:
    """A passage that only one of two coders marked, by its number: its place by interview, its code, who lacks it."""

    number: int
    place: int
    code: str
    lacks: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The numbers of the passages that only one of two coders marked, by interview and place, with who lacks them."""

    numbers: tuple[int, ...]
    codes: tuple[str, ...]
    lacks: tuple[str, ...]

    def of_code(self, code: str) -> tuple[OneSided, ...]:
        """Return the passages with a code, of every code for ''; each knows its place among all."""
        rows = zip(self.numbers, self.codes, self.lacks, strict=True)
        return tuple(
            OneSided(number, place, *rest) for place, (number, *rest) in enumerate(rows) if code in {"", rest[0]}
        )


def list_pairs(marks: Iterable[tuple[str, str]]) -> tuple[Pair, ...]:
    """Return every two coders who have coded an interview in common, those with most in common first.

    `marks` are (interview, coder); those of the agreed coding are left out.
    """
    coders: dict[str, set[str]] = defaultdict(set)
    for interview, coder in without_agreed(marks):
        coders[interview].add(coder)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for interview, names in coders.items():
        for pair in combinations(sorted(names), 2):
            shared[pair].append(interview)
    found = (Pair(*names, tuple(sorted(interviews))) for names, interviews in shared.items())
    return tuple(sorted(found, key=lambda pair: (-len(pair.interviews), pair.coders)))


def read_marked(
    rows: tuple[Iterable[Row], Iterable[Row]], interviews: Sequence[int], codes: Mapping[int, str]
) -> tuple[Marked, ...]:
    """Return what two coders marked, code by code; `interviews` are the numbers of the pair's, in their order."""
    order = np.argsort(interviews)
    numbers = np.asarray(interviews, dtype=np.int64)[order]

    def read(each: Iterable[Row]) -> dict[int, Columns]:
        columns = np.fromiter(chain.from_iterable(each), dtype=np.int64).reshape(-1, NUMBER + 1)
        columns[:, INTERVIEW] = order[np.searchsorted(numbers, columns[:, INTERVIEW])]
        return _split(columns[np.argsort(columns[:, CODE], kind="stable")])

    first, second = map(read, rows)
    nothing = np.empty((0, NUMBER + 1), np.int64)
    used = sorted({*first, *second}, key=codes.__getitem__)
    return tuple(Marked(codes[one], first.get(one, nothing), second.get(one, nothing)) for one in used)


def _split(columns: Columns) -> dict[int, Columns]:
    """Return the rows of each code, of rows in the order of codes."""
    code = columns[:, CODE]
    parts = np.split(columns, np.flatnonzero(code[1:] != code[:-1]) + 1)
    return {int(part[0, CODE]): part for part in parts if len(part)}


def compare_pair(
    pair: Pair, marked: Iterable[Marked], extents: Mapping[str, Extent], scores: Iterable[Scored], seed: int
) -> Agreement:
    """Return how far two coders agree, by the coefficients of the report, on what both of them judged.

    All codes share one bootstrap of the interviews; only an interview with a text is compared.
    """
    rng = np.random.default_rng(seed)
    shared = tuple(one for one in pair.interviews if one in extents and extents[one].length)
    stretch = lay_end_to_end(shared, extents)
    offsets = np.array([stretch.offsets.get(one, NOWHERE) for one in pair.interviews], dtype=np.int64)
    bootstrap = CommonBootstrap(rng, RESAMPLES)
    codes = []
    for one in marked:
        spans = {pair.first: _place(one.first, offsets), pair.second: _place(one.second, offsets)}
        if any(map(len, spans.values())):
            codes.append(compare_code(one.code, spans, stretch, bootstrap))
    return Agreement(
        coders=pair.coders,
        n_interviews=len(pair.interviews),
        double_coded=shared,
        codes=tuple(codes),
        scores=compare_scores((one for one in scores if one.coder in pair.coders), rng),
    )


def find_differences(pair: Pair, marked: Sequence[Marked]) -> Differences:
    """Return the passages that one of two coders marked and the other did not, by interview and place.

    A passage counts as marked by both when any part of it is: where it begins and ends is what the coefficients weigh.
    """
    found = [np.empty((0, NUMBER + 3), np.int64)]
    for place, one in enumerate(marked):
        for lacks, (own, others) in enumerate(((one.second, one.first), (one.first, one.second))):
            alone = own[_lie_alone(own, others)]
            found.append(np.column_stack([alone, np.full(len(alone), place), np.full(len(alone), lacks)]))
    rows = np.concatenate(found)
    rows = rows[np.lexsort((rows[:, NUMBER], rows[:, START], rows[:, INTERVIEW]))]
    return Differences(
        tuple(rows[:, NUMBER].tolist()),
        tuple(marked[place].code for place in rows[:, -2].tolist()),
        tuple(pair.coders[lacks] for lacks in rows[:, -1].tolist()),
    )


def _place(rows: Columns, offsets: Columns) -> Spans:
    """Return where passages lie along the texts laid end to end; those without a text are left out."""
    offset = offsets[rows[:, INTERVIEW]]
    spans: Spans = (rows[:, START : END + 1] + offset[:, np.newaxis])[offset != NOWHERE]
    return spans


def _lie_alone(rows: Columns, others: Columns) -> NDArray[np.bool_]:
    """Tell for each passage whether no other one of the same interview overlaps it.

    Those that begin before its end are more than those that end by its start just when one of them overlaps it.
    """
    # Interviews laid end to end, further apart than any of them is long.
    apart = int(max((one[:, END].max() for one in (rows, others) if len(one)), default=0)) + 1
    starts = np.sort(others[:, INTERVIEW] * apart + others[:, START])
    ends = np.sort(others[:, INTERVIEW] * apart + others[:, END])
    begun = np.searchsorted(starts, rows[:, INTERVIEW] * apart + rows[:, END], side="left")
    ended = np.searchsorted(ends, rows[:, INTERVIEW] * apart + rows[:, START], side="right")
    alone: NDArray[np.bool_] = begun == ended
    return alone
