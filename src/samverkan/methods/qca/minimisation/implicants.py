"""Prime implicants of the parsimonious solution: minimal hitting sets of each positive row's differences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import inf
from sys import modules
from typing import overload

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.budget import Budget, OverBudget
from samverkan.methods.qca.minimisation.hitting import hitting_sets
from samverkan.methods.qca.minimisation.result import Limit
from samverkan.methods.qca.sets import ABSENT, Term, sort_key

WORD = 64
FAST = "samverkan.methods.qca.minimisation.hitting_fast"
FEW_NODES = 200
"""So much plain search costs less than calling what is compiled already."""
FEW_PAIRS = 40
"""From so many pairs of a positive and a negative row on, what is compiled starts at once."""
SOME_NODES = 100_000
"""So much plain search takes about as long as loading or compiling the fast one."""
EDGES_A_NODE = 16
"""To reduce so many edges costs about as much as a node of the search."""
MOST_SORTED = 100_000
MOST_KEYS = 2**64
"""So many different terms can be told apart by one word."""
BATCH = 4096
"""So many terms are written out at a time."""
Rows = NDArray[np.int8]
Words = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Implicants(Sequence[Term]):
    """Terms, written as a mask of the conditions that stay of a positive row.

    `rows` has the shape (n_rows, n_conditions); `masks` (n, words), bit c of word c // 64; `sources` (n,).
    """

    rows: Rows
    masks: Words
    sources: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.sources)

    @overload
    def __getitem__(self, at: int) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> list[Term]: ...
    def __getitem__(self, at: int | slice) -> Term | list[Term]:
        if not isinstance(at, slice):
            return self._terms(self.masks[at][None], self.sources[at][None])[0]
        return self._terms(self.masks[at], self.sources[at])

    def __iter__(self) -> Iterator[Term]:
        for start in range(0, len(self), BATCH):
            yield from self[start : start + BATCH]

    def pick(self, places: Iterable[int]) -> list[Term]:
        """Return the terms at these places, many at once."""
        at = np.fromiter(places, dtype=np.int64)
        return self._terms(self.masks[at], self.sources[at])

    def _terms(self, masks: Words, sources: NDArray[np.int32]) -> list[Term]:
        octets = np.ascontiguousarray(masks).view(np.uint8)
        keeps = np.unpackbits(octets, axis=1, count=self.rows.shape[1], bitorder="little").astype(bool)
        return [tuple(term) for term in np.where(keeps, self.rows[sources], np.int8(ABSENT)).tolist()]

    def order(self) -> NDArray[np.intp]:
        """Return the places in the order of `sort_key`: a level before a lower one, and that before none."""
        n_ranks = int(self.rows.max(initial=0)) + 2
        if n_ranks ** self.rows.shape[1] > MOST_KEYS:
            return np.lexsort([np.where(levels == ABSENT, 1, -levels) for levels in self.columns()][::-1])
        if self._is_quick:
            keys = modules[FAST].sort_keys(self.masks[:, 0], self.sources, self.rows, np.uint64(n_ranks))
            return _places_of(keys, n_ranks ** self.rows.shape[1])
        keys = np.zeros(len(self), dtype=np.uint64)
        for levels in self.columns():
            ranks = np.where(levels == ABSENT, n_ranks - 1, n_ranks - 2 - levels).astype(np.uint64)
            keys = keys * np.uint64(n_ranks) + ranks
        return _places_of(keys, n_ranks ** self.rows.shape[1])

    @property
    def _is_quick(self) -> bool:
        """Whether what is compiled is loaded, and the terms fit it."""
        return FAST in modules and self.masks.shape[1] == 1

    def columns(self) -> Iterator[Rows]:
        """Give for each condition the level that each implicant asks for, or ABSENT."""
        for at in range(self.rows.shape[1]):
            stays = (self.masks[:, at // WORD] >> np.uint64(at % WORD)) & np.uint64(1) == 1
            yield np.where(stays, self.rows[self.sources, at], np.int8(ABSENT))

    def coverage(self) -> Words:
        """Return which rows each implicant covers, shape (n, row words), bit j of word j // 64."""
        levels = np.arange(self.rows.max(initial=0) + 1)
        n_rows, n_conditions = self.rows.shape
        has_level = (self.rows.T[:, None] == levels[:, None]).reshape(n_conditions * len(levels), n_rows)
        by_level = pack(has_level).reshape(n_conditions, len(levels), -(-n_rows // WORD))
        if self._is_quick:
            quickly: Words = modules[FAST].cover(self.masks[:, 0], self.sources, self.rows, by_level)
            return quickly
        packed = np.tile(pack(np.ones((1, n_rows), dtype=bool)), (len(self), 1))
        for at, asked in enumerate(self.columns()):
            stays = asked != ABSENT
            packed[stays] &= by_level[at, asked[stays]]
        return packed


def _places_of(keys: Words, n_keys: int) -> NDArray[np.intp]:
    """Return the places of the keys in their order: keys with room for their place beside them are sorted as such."""
    room = len(keys).bit_length()
    if n_keys << room > MOST_KEYS:
        return np.argsort(keys)
    together = np.sort(keys << np.uint64(room) | np.arange(len(keys), dtype=np.uint64))
    return (together & np.uint64((1 << room) - 1)).astype(np.intp)


def pack(bits: NDArray[np.bool_]) -> Words:
    """Return rows of truth values, shape (n, m), as words of 64 bits, bit j of word j // 64."""
    n, m = bits.shape
    padded = np.zeros((n, -(-m // WORD) * WORD), dtype=bool)
    padded[:, :m] = bits
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def from_terms(rows: Rows, terms: Sequence[Term]) -> Implicants:
    """Return terms that each cover at least one of the rows."""
    levels = np.arange(rows.max(initial=0) + 1)
    by_level = [[_as_bits(words) for words in pack(column == levels[:, None])] for column in rows.T]
    found = []
    for term in sorted(terms, key=sort_key):
        mask, inside = 0, (1 << len(rows)) - 1
        for at, level in enumerate(term):
            if level != ABSENT:
                mask |= 1 << at
                inside &= by_level[at][level]
        found.append((mask, (inside & -inside).bit_length() - 1))
    return _from_masks(rows, found)


def _as_bits(words: Words) -> int:
    return int.from_bytes(words.tobytes(), "little")


def find_implicants(rows: Rows, negatives: Rows, most: int | None, budget: Budget) -> tuple[Implicants, Limit | None]:
    """Return all terms that cover a positive row, exclude every negative one, and can lose no literal.

    Parameters
    ----------
    rows, negatives : shape (n, n_conditions)
        Distinct configurations; a negative may be a term (-1: any level), and none covers a positive row.
    most
        Stop when there are so many.

    Returns
    -------
    Implicants, Limit or None
        Each implicant once; the limit that ended the search.
    """
    if not len(rows) or not len(negatives):
        return _from_masks(rows, [(0, 0)] if len(rows) else []), None
    plain = _find_plainly(rows, negatives, most, budget)
    if plain is not None:
        return plain
    return _find_fast(rows, negatives, most, budget)


@cache
def has_fast() -> bool:
    """Whether the extra `fast` is installed."""
    return find_spec("numba") is not None


def _find_plainly(
    rows: Rows, negatives: Rows, most: int | None, budget: Budget
) -> tuple[Implicants, Limit | None] | None:
    """Search on Python integers; None when the compiled search would be done sooner."""
    part = budget.part(_plain_nodes(rows, negatives))
    found: list[tuple[int, int]] = []
    try:
        for at, row in enumerate(rows):
            edges = _differences(row, negatives)
            part.spent += len(edges) // EDGES_A_NODE
            for mask in hitting_sets(edges, _differences(row, rows[:at]), part):
                found.append((mask, at))
                if most is not None and len(found) >= most:
                    return _from_masks(rows, found), Limit.IMPLICANTS
    except OverBudget:
        if part.spent > part.nodes:
            return None
        return _from_masks(rows, found), Limit.SECONDS
    return _from_masks(rows, found), None


def _plain_nodes(rows: Rows, negatives: Rows) -> float:
    """Return how many nodes to search plainly before the compiled search takes over."""
    if rows.shape[1] > WORD or not has_fast():
        return inf
    if FAST not in modules:
        return SOME_NODES
    return FEW_NODES if len(rows) * len(negatives) < FEW_PAIRS else 0


def _differences(row: Rows, others: Rows) -> list[int]:
    """Return, for each other configuration or term, the conditions in which it differs, as a bit set."""
    differs = pack((others != row) & (others != ABSENT))
    return [_as_bits(one) for one in differs]


def _find_fast(rows: Rows, negatives: Rows, most: int | None, budget: Budget) -> tuple[Implicants, Limit | None]:
    from samverkan.methods.qca.minimisation import hitting_fast as fast

    work = fast.make_work(rows.shape[1], len(negatives), len(rows))
    out, source = np.empty(fast.BATCH, np.uint64), np.empty(fast.BATCH, np.int32)
    masks, sources, state, total = [], [], fast.START, 0
    limit: Limit | None = None
    while state[0] < len(rows) and limit is None:
        n, state = fast.search_rows((rows, negatives), state, work, (out, source), fast.NODES)
        masks.append(out[:n].copy())
        sources.append(source[:n].copy())
        total += n
        limit = _reached(total, most, budget)
    joined, origin = np.concatenate(masks)[:most, None], np.concatenate(sources)[:most]
    if most is not None and total > most:
        limit = Limit.IMPLICANTS
    elif state[0] >= len(rows):
        limit = None
    return in_order(Implicants(rows, joined, origin)), limit


def _reached(total: int, most: int | None, budget: Budget) -> Limit | None:
    if most is not None and total >= most:
        return Limit.IMPLICANTS
    try:
        budget.look()
    except OverBudget:
        return Limit.SECONDS
    return None


def _from_masks(rows: Rows, found: list[tuple[int, int]]) -> Implicants:
    words = max(1, -(-rows.shape[1] // WORD))
    content = b"".join(mask.to_bytes(words * 8, "little") for mask, _ in found)
    masks = np.frombuffer(content, dtype=np.uint64).reshape(len(found), words)
    return in_order(Implicants(rows, masks, np.array([at for _, at in found], dtype=np.int32)))


def in_order(implicants: Implicants) -> Implicants:
    """Return them in the order of `sort_key`, the same from either search; very many are left as they were found."""
    if len(implicants) > MOST_SORTED:
        return implicants
    order = implicants.order()
    return Implicants(implicants.rows, implicants.masks[order], implicants.sources[order])
