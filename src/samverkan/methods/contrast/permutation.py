"""Permutation tests: how often chance alone, dealing the values anew, would give a difference as large."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from math import comb, prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.contrast.samples import ContrastError, find_slack, read_sample

Floats = NDArray[np.float64]

LIMIT = 200_000
"""Distinct sums to keep at most; with no more splits than this the test is always exact."""

DRAWS = 99_999
"""Random splits when it is not exact; with the observed one that makes 100,000."""

MOST_SPLITS = 10**300
"""More than this a float cannot count."""

CHUNK = 2_000_000
"""Random numbers to hold at a time."""


@dataclass(frozen=True, slots=True)
class Permutation:
    """A difference of means, and the share of splits whose difference is at least as far from 0.

    `smallest_p` is the least that these values, group sizes and blocks could have given. `splits` counts the splits
    behind `p`: all of them when `is_exact`, otherwise the drawn ones. `n_unmatched` values stand in blocks that have
    one group only, and tell nothing.
    """

    estimate: float
    p: float
    smallest_p: float
    n_first: int
    n_second: int
    n_unmatched: int
    n_missing: int
    splits: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """The values of one block as deviations from their mean, the first group's first."""

    deviations: Floats
    n_first: int
    slack: float

    @property
    def observed(self) -> float:
        return float(self.deviations[: self.n_first].sum())

    @property
    def splits(self) -> int:
        return comb(self.deviations.size, self.n_first)

    @property
    def weight(self) -> float:
        return self.n_first * (self.deviations.size - self.n_first) / self.deviations.size


@dataclass(frozen=True, slots=True)
class _Sums:
    """Distinct sums of the first group's deviations, and how many splits give each."""

    sums: Floats
    counts: Floats

    def shift(self, deviation: float) -> "_Sums":
        return _Sums(self.sums + deviation, self.counts)

    def join(self, other: "_Sums") -> "_Sums":
        return _Sums(np.concatenate([self.sums, other.sums]), np.concatenate([self.counts, other.counts]))

    def cross(self, other: "_Sums") -> "_Sums":
        return _Sums(np.add.outer(self.sums, other.sums).ravel(), np.multiply.outer(self.counts, other.counts).ravel())

    def merge(self, grid: float) -> "_Sums":
        """Return the same with sums on one point of the grid put together; a grid of 0 means that every value is 0."""
        cells = np.rint(self.sums / grid) if grid else self.sums
        _, first, place = np.unique(cells, return_index=True, return_inverse=True)
        return _Sums(self.sums[first], np.bincount(place, weights=self.counts).astype(np.float64))


def permutation_test(
    first: ArrayLike,
    second: ArrayLike,
    blocks: Sequence[Hashable] | None = None,
    rng: np.random.Generator | None = None,
    limit: int = LIMIT,
) -> Permutation:
    """Return the two-sided permutation test of a difference of means.

    Parameters
    ----------
    first : shape (n_first,)
    second : shape (n_second,)
        Numbers; NaN is missing, and is dropped and counted.
    blocks : length n_first + n_second
        The block of each value, those of `first` first. Values trade places only within their block; pairs are blocks
        of two. Without blocks all values may trade places.
    rng
        Chance, for when there are too many splits to go through.
    limit
        How many distinct sums to keep at most. The test is exact when there are no more splits than this, and often
        far beyond when values are tied.

    Returns
    -------
    Permutation
        `estimate` is the mean of `first` minus the mean of `second`; with blocks it is the mean of the blocks'
        differences, each weighted by n1 * n2 / (n1 + n2), so that a difference between blocks never enters it.
        `p` is the share of splits with |difference| >= |estimate|. That is not twice the smaller tail, which is what
        scipy prints. Differences nearer to each other than a billionth of the total deviation from the mean are
        ties, and count. Beyond `limit`, `p` is (hits + 1) / (DRAWS + 1). `smallest_p` is the share of splits as
        extreme as the most extreme one. `estimate`, `p` and `smallest_p` are NaN when no block has both groups.

    Raises
    ------
    ContrastError
        A group is not one row of numbers, one of them is infinite, the blocks do not fit the values, or there are
        too many splits and no `rng`.

    References
    ----------
    Fisher (1935), The Design of Experiments, section 21; Efron & Tibshirani (1993), An Introduction to the
    Bootstrap, chapter 15; Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1): 39
    (the + 1).

    Examples
    --------
    >>> found = permutation_test([0.67, 1.0, 1.0], [0.0, 0.33, 0.33])
    >>> round(found.estimate, 2), found.p, found.smallest_p, found.splits
    (0.67, 0.1, 0.1, 20)
    """
    samples = [read_sample(first, "first"), read_sample(second, "second")]
    matched = _match_blocks(samples, blocks)
    sizes = _count(samples, matched)
    if not matched:
        return Permutation(np.nan, np.nan, np.nan, *sizes, splits=1, is_exact=True)
    observed = sum(block.observed for block in matched)
    estimate = observed / sum(block.weight for block in matched)
    slack = sum(block.slack for block in matched)
    smallest_p = _smallest_share(matched, slack)
    found = _sum_splits(matched, slack / (4 * sum(sizes[:2])), limit)
    if found is not None:
        p = float(found.counts[np.abs(found.sums) >= abs(observed) - slack].sum() / found.counts.sum())
        splits = prod(block.splits for block in matched)
        return Permutation(estimate, p, smallest_p, *sizes, splits=splits, is_exact=True)
    if rng is None:
        raise ContrastError(f"there are more than {limit} distinct sums to go through; give a generator as rng.")
    hits = sum(int((np.abs(sums) >= abs(observed) - slack).sum()) for sums in _draw_sums(matched, rng))
    p, smallest_p = (hits + 1) / (DRAWS + 1), max(smallest_p, 1 / (DRAWS + 1))
    return Permutation(estimate, p, smallest_p, *sizes, splits=DRAWS, is_exact=False)


def _match_blocks(samples: Sequence[Floats], blocks: Sequence[Hashable] | None) -> list[_Block]:
    """Return the blocks that have both groups, in the order in which they come."""
    first, second = samples
    if blocks is not None and len(blocks) != first.size + second.size:
        raise ContrastError(
            f"there are {len(blocks)} blocks for {first.size} + {second.size} values; give one block per value."
        )
    labels = blocks if blocks is not None else [None] * (first.size + second.size)
    dealt: dict[Hashable, tuple[list[float], list[float]]] = {}
    for place, (label, value) in enumerate(zip(labels, np.concatenate(samples), strict=True)):
        if not np.isnan(value):
            dealt.setdefault(label, ([], []))[place >= first.size].append(value)
    return [_center(np.array(a + b), len(a)) for a, b in dealt.values() if a and b]


def _center(values: Floats, n_first: int) -> _Block:
    return _Block(values - values.mean(), n_first, find_slack(values))


def _count(samples: Sequence[Floats], matched: Sequence[_Block]) -> tuple[int, int, int, int]:
    """Return how many values of each group are compared, how many are unmatched, and how many are missing."""
    values = np.concatenate(samples)
    n_missing = int(np.isnan(values).sum())
    n_first = sum(block.n_first for block in matched)
    n_matched = sum(block.deviations.size for block in matched)
    return n_first, n_matched - n_first, values.size - n_missing - n_matched, n_missing


def _smallest_share(blocks: Sequence[_Block], slack: float) -> float:
    """Return the share of splits whose sum is as far from 0 as any split's."""
    tops, bottoms = ([_extreme(np.sort(sign * b.deviations)[::-1], b) for b in blocks] for sign in (1, -1))
    top, bottom = (sum(total for total, _ in ends) for ends in (tops, bottoms))
    ways = 0
    if top >= bottom - slack:
        ways += prod(count for _, count in tops)
    if bottom >= top - slack:
        ways += prod(count for _, count in bottoms)
    splits = prod(block.splits for block in blocks)
    return min(ways, splits) / splits


def _extreme(ordered: Floats, block: _Block) -> tuple[float, int]:
    """Return the greatest sum that the first group can have, and in how many ways."""
    is_tied = np.abs(ordered - ordered[block.n_first - 1]) <= block.slack
    return float(ordered[: block.n_first].sum()), comb(int(is_tied.sum()), int(is_tied[: block.n_first].sum()))


def _sum_splits(blocks: Sequence[_Block], grid: float, limit: int) -> _Sums | None:
    """Return the sums over every split of every block; None when more than `limit` of them are distinct."""
    if prod(block.splits for block in blocks) > MOST_SPLITS:
        return None
    total = _Sums(np.zeros(1), np.ones(1))
    for block in blocks:
        sums = _sum_block(block, grid, limit)
        if sums is None or sums.sums.size * total.sums.size > 8 * limit:
            return None
        total = total.cross(sums).merge(grid)
        if total.sums.size > limit:
            return None
    return total


def _sum_block(block: _Block, grid: float, limit: int) -> _Sums | None:
    """Return the sums over every split of one block, by adding its values one by one to sums of each size."""
    n_second = block.deviations.size - block.n_first
    size = min(block.n_first, n_second)
    tables = [_Sums(np.zeros(1), np.ones(1))]
    for seen, deviation in enumerate(block.deviations, start=1):
        fewest = max(1, size - (block.deviations.size - seen))
        if seen <= size:
            tables.append(_Sums(np.zeros(0), np.zeros(0)))
        for taken in range(len(tables) - 1, fewest - 1, -1):
            tables[taken] = tables[taken].join(tables[taken - 1].shift(deviation)).merge(grid)
            if tables[taken].sums.size > limit:
                return None
    # The deviations of a block sum to 0, so the smaller group tells the sum of the larger.
    return tables[size] if size == block.n_first else _Sums(-tables[size].sums, tables[size].counts)


def _draw_sums(blocks: Sequence[_Block], rng: np.random.Generator) -> Iterator[Floats]:
    """Yield the sums over random splits, a chunk at a time."""
    rows = max(1, CHUNK // max(block.deviations.size for block in blocks))
    for start in range(0, DRAWS, rows):
        count = min(rows, DRAWS - start)
        total = np.zeros(count)
        for block in blocks:
            lots = rng.random((count, block.deviations.size))
            chosen = np.argpartition(lots, block.n_first - 1, axis=1)[:, : block.n_first]
            total += block.deviations[chosen].sum(axis=1)
        yield total
