"""Codes that lie together: in how many interviews two codes lie on the same words, or in the same interview."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.sifting import Nearness
from samverkan.methods.cooccurrence import count_overlaps, count_shared_texts


class Span(NamedTuple):
    """Where a coder marked what. There are very many, hence a tuple."""

    interview: str
    start: int
    end: int
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class TogetherChoice:
    """What somebody wants to see beside what; without a coder, what the leading coder of each interview marked."""

    rows: Kind = Kind.FACTOR
    columns: Kind = Kind.GAIN
    nearness: Nearness = Nearness.WORDS
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two codes: in how many interviews they lie together, and in how many pairs of passages.

    `passages` is None where only the interview is shared.
    """

    row: str
    column: str
    interviews: int
    passages: int | None


@dataclass(frozen=True, slots=True)
class Together:
    """Codes beside codes. `interviews` says in how many interviews each code lies at all."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    interviews: Mapping[str, int]
    cells: Mapping[tuple[str, str], Beside]

    @property
    def is_empty(self) -> bool:
        """Whether no two codes lie together."""
        return not any(one.interviews for one in self.cells.values())


def find_together(spans: Iterable[Span], rows: Sequence[str], columns: Sequence[str], nearness: Nearness) -> Together:
    """Return which codes lie together in interviews; codes that lie nowhere are left out of rows and columns.

    Parameters
    ----------
    spans
        What one coder marked in each interview; codes that are neither in rows nor columns are passed over.
    rows, columns
        Codes, in their order. A code that is in both has no cell with itself.
    """
    codes = {code: number for number, code in enumerate(dict.fromkeys((*rows, *columns)))}
    given = [one for one in spans if one.code in codes]
    interviews = {key: number for number, key in enumerate(dict.fromkeys(one.interview for one in given))}
    texts = np.array([interviews[one.interview] for one in given], np.int64)
    which = np.array([codes[one.code] for one in given], np.int64)
    if nearness is Nearness.WORDS:
        places = np.array([(one.start, one.end) for one in given], np.int64)
        found = count_overlaps(texts, places, which, len(codes))
        shared, passages = found.texts.tolist(), found.passages.tolist()
    else:
        shared, passages = count_shared_texts(texts, which, len(codes)).tolist(), None
    used = {code: shared[number][number] for code, number in codes.items()}
    down, across = tuple(code for code in rows if used[code]), tuple(code for code in columns if used[code])
    cells = {}
    for row in down:
        for column in across:
            at, to = codes[row], codes[column]
            if row != column:
                pairs = None if passages is None else passages[at][to]
                cells[row, column] = Beside(row, column, shared[at][to], pairs)
    return Together(down, across, used, cells)
