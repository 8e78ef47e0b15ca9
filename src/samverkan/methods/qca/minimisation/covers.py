"""All covers of a component of the chart: those with the fewest classes, and those that can lose none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from itertools import chain, combinations, product
from math import ceil
from operator import or_
from typing import NamedTuple, TypeAlias

from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.minimisation.hitting import bits_of


class Tally(NamedTuple):
    """The smallest covers of some rows: their size, how many there are, and which classes any and all of them have."""

    size: int
    n_covers: int
    used: int
    shared: int


ROUNDING = 1e-6
REMEMBERED = 256
"""A node asks for the places of the same few bit sets again and again."""
PAIR = 2
FEW_COVERS = 1_000
"""So many covers of a group are held at once."""
FEW = 2
"""Covers of so many classes are found sooner by trying than by bounds."""
Prices: TypeAlias = list[tuple[int, float]]
"""Rows of a class, as bits, and what each costs."""
DONE = Tally(0, 1, 0, 0)
"""Nothing is left to cover."""


@dataclass(slots=True)
class SmallestCovers:
    """Searches the smallest covers by branch and bound on bit sets, remembering what it has solved.

    `coverage` has the rows of each class, `candidates` the classes of each row, `weights` how many implicants stand
    behind each class. A cover is a set of classes; counts are of implicants. Rows and classes are bit sets. Rows
    need at least as many classes as their `prices` sum to, where these are given: no class has rows for more than 1 in
    all. `apart` are rows of which no two share a class: each needs a class of its own.
    """

    coverage: Sequence[int]
    candidates: Sequence[int]
    weights: Sequence[int]
    budget: Budget
    prices: Sequence[float] = ()
    apart: int = 0
    _solved: dict[tuple[int, int], Tally | int] = field(default_factory=dict, init=False, repr=False)
    _priced: Sequence[Prices] = field(default=(), init=False, repr=False)

    def __post_init__(self) -> None:
        if self.prices:
            self._priced = [_priced(rows, self.prices) for rows in self.coverage]

    def smallest(self, rows: int, classes: int) -> Tally:
        """Return the smallest covers of the rows with these classes, which must cover them."""
        if self.prices:
            size = ceil(sum(self.prices[row] for row in _bits(rows)) - ROUNDING)
        else:
            near = _near([self.coverage[one] & rows for one in _bits(classes)])
            self.apart = _widened(_apart(rows, near), near)
            size = self.apart.bit_count()
        while (tally := self.tally(rows, classes, size)) is None:
            size += 1
        return tally

    def with_budget(self, budget: Budget) -> "SmallestCovers":
        """Return this search, with what it has solved, under another budget."""
        search = replace(self, budget=budget)
        search._solved = self._solved
        return search

    def tally(self, rows: int, classes: int, most: int) -> Tally | None:
        """Return the smallest covers of the rows with these classes; None when they need more than `most`."""
        if not rows:
            return DONE
        whole = self._whole(rows, classes)
        if whole and most > 0:
            return Tally(1, self._weigh(whole), whole, whole if whole.bit_count() == 1 else 0)
        if most <= 1:
            return None
        useful = classes & self._any(rows)
        known = self._solved.get((rows, useful))
        if isinstance(known, Tally):
            return known if known.size <= most else None
        # An integer says that so many classes are too few.
        if known is not None and known >= most:
            return None
        self.budget.spend()
        found = self._search(rows, useful, most)
        self._solved[rows, useful] = most if found is None else found
        return found

    def each(self, rows: int, classes: int, size: int) -> Iterator[tuple[int, ...]]:
        """Give every cover of exactly the smallest size, one by one."""
        without_choice: tuple[int, ...] = ()
        while size > 1:
            branches = self._leading(rows, classes, size)
            if len(branches) != 1:
                for one, left, rest in branches:
                    for tail in self._each_apart(left, rest, size - 1):
                        yield (*without_choice, one, *tail)
                return
            one, rows, classes = branches[0]
            without_choice, size = (*without_choice, one), size - 1
        yield from (
            ((*without_choice, one) for one in _bits(self._whole(rows, classes))) if size else (without_choice,)
        )

    def _each_apart(self, rows: int, classes: int, size: int) -> Iterator[tuple[int, ...]]:
        """Give what `each` gives; where rows and classes fall apart into groups, each cover of one by those of all."""
        parts = self._parts(rows, self._worthwhile(rows, classes & self._any(rows), size)) if size > FEW else []
        sized = [(tally, part) for part in parts if (tally := self.tally(*part, size))]
        sized.sort(key=lambda each: -each[0].n_covers)
        if len(sized) < PAIR or sized[1][0].n_covers > FEW_COVERS:
            yield from self.each(rows, classes, size)
            return
        most, *others = [self.each(*part, tally.size) for tally, part in sized]
        held = [list(one) for one in others]
        for first in most:
            for rest in product(*held):
                yield (*first, *chain(*rest))

    def _leading(self, rows: int, classes: int, size: int) -> list[tuple[int, int, int]]:
        """Return the branches that lead to covers of the size; near the end they are found as soon as counted."""
        useful = classes & self._any(rows)
        if size - 1 <= FEW:
            return list(self._branches(rows, useful))
        found = []
        for one, left, rest in self._branches(rows, self._worthwhile(rows, useful, size)):
            tally = self.tally(left, rest, size - 1)
            if tally is not None and tally.size == size - 1:
                found.append((one, left, rest))
        return found

    def _search(self, rows: int, classes: int, most: int) -> Tally | None:
        classes = self._worthwhile(rows, classes, most)
        if not classes:
            return None
        parts = self._parts(rows, classes) if most > FEW else []
        if len(parts) > 1:
            return self._join(parts, most)
        best: Tally | None = None
        for one, left, rest in self._branches(rows, classes):
            tail = self.tally(left, rest, most - 1)
            if tail is None:
                continue
            found = self._with(one, tail)
            if best is None or found.size < best.size:
                best, most = found, found.size
            else:
                best = Tally(
                    best.size, best.n_covers + found.n_covers, best.used | found.used, best.shared & found.shared
                )
        return best

    def _with(self, one: int, tail: Tally) -> Tally:
        bit = 1 << one
        return Tally(tail.size + 1, tail.n_covers * self.weights[one], tail.used | bit, tail.shared | bit)

    def _weigh(self, classes: int) -> int:
        return sum(self.weights[one] for one in _bits(classes))

    def _whole(self, rows: int, classes: int) -> int:
        """Return the classes that cover all the rows."""
        for row in _bits(rows):
            classes &= self.candidates[row]
            if not classes:
                break
        return classes

    def _any(self, rows: int) -> int:
        """Return the classes that cover any of the rows."""
        found = 0
        for row in _bits(rows):
            found |= self.candidates[row]
        return found

    def _branches(self, rows: int, classes: int) -> Iterator[tuple[int, int, int]]:
        """Give each class that covers the row with the fewest, what it leaves, and the classes not yet tried."""
        if not classes:
            return
        pivot = min((self.candidates[row] & classes for row in _bits(rows)), key=int.bit_count)
        for one in sorted(_bits(pivot), key=lambda each: -(self.coverage[each] & rows).bit_count()):
            classes &= ~(1 << one)
            yield one, rows & ~self.coverage[one], classes

    def _worthwhile(self, rows: int, classes: int, most: int) -> int:
        """Return the classes that a cover of at most so many can have; none when there can be no such cover.

        A class must cover what the others, at their best, leave; and rows that share no class need one each.
        """
        if self.prices:
            return self._affordable(rows, classes, most)
        if most <= FEW:
            return classes
        n_apart = (rows & self.apart).bit_count()
        if n_apart >= most:
            tight = classes & self._any(rows & self.apart) if n_apart == most else 0
            return tight if self._covers(tight, rows) else 0
        inside = {one: self.coverage[one] & rows for one in _bits(classes)}
        if reduce(or_, inside.values(), 0) != rows:
            return 0
        best = sorted(map(int.bit_count, inside.values()), reverse=True)
        left = rows.bit_count() - sum(best[: most - 1])
        if left > best[0] or sum(best[:most]) < rows.bit_count():
            return 0
        kept = [one for one, each in inside.items() if each.bit_count() >= left]
        worth = [inside[one] for one in kept]
        if reduce(or_, worth, 0) != rows or _apart(rows, _near(worth)).bit_count() > most:
            return 0
        return sum(1 << one for one in kept)

    def _affordable(self, rows: int, classes: int, most: int) -> int:
        """Return the classes after which the rows that are left can still be paid for."""
        least = sum(self.prices[row] for row in _bits(rows)) - most - ROUNDING
        if least > 0:
            return 0
        least, kept = least + 1, 0
        for one in _bits(classes):
            if least <= 0 or sum([price for row, price in self._priced[one] if row & rows]) >= least:
                kept |= 1 << one
        return kept if self._covers(kept, rows) else 0

    def _covers(self, classes: int, rows: int) -> bool:
        return rows & ~reduce(or_, (self.coverage[one] for one in _bits(classes)), 0) == 0

    def _parts(self, rows: int, classes: int) -> list[tuple[int, int]]:
        """Split rows and classes into groups that share nothing."""
        parts: list[tuple[int, int]] = []
        for one in _bits(classes):
            inside, own = self.coverage[one] & rows, 1 << one
            apart = []
            for group, members in parts:
                if group & inside:
                    inside |= group
                    own |= members
                else:
                    apart.append((group, members))
            parts = [*apart, (inside, own)]
        return parts

    def _join(self, parts: list[tuple[int, int]], most: int) -> Tally | None:
        joined = Tally(0, 1, 0, 0)
        for rows, classes in parts:
            own = self.tally(rows, classes, most - joined.size)
            if own is None:
                return None
            used, shared = joined.used | own.used, joined.shared | own.shared
            joined = Tally(joined.size + own.size, joined.n_covers * own.n_covers, used, shared)
        return joined


@lru_cache(maxsize=REMEMBERED)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bits_of(mask))


def _priced(rows: int, prices: Sequence[float]) -> Prices:
    return [(1 << row, prices[row]) for row in _bits(rows) if prices[row] > 0]


def _near(inside: Sequence[int]) -> dict[int, int]:
    """Return for each row, as a bit, the rows that share one of these classes with it, and itself."""
    near: dict[int, int] = {}
    for each in inside:
        left = each
        while left:
            row = left & -left
            near[row] = near.get(row, 0) | each
            left ^= row
    return near


def _apart(rows: int, near: dict[int, int]) -> int:
    """Return some of the rows, of which no two share a class; those that share with few first."""
    found = 0
    for row, around in sorted(near.items(), key=_width):
        if rows & row:
            found |= row
            rows &= ~around
    return found


def _widened(apart: int, near: dict[int, int]) -> int:
    """Return rows apart, more where one of them can be given up for two others."""
    while True:
        bound: dict[int, list[int]] = {}
        for row, around in near.items():
            held = around & apart
            if not row & apart and held.bit_count() == 1:
                bound.setdefault(held, []).append(row)
        pairs = ((one, row, other) for one, rows in bound.items() for row, other in combinations(rows, 2))
        swap = next((each for each in pairs if not near[each[1]] & each[2]), None)
        if swap is None:
            return apart
        apart = apart & ~swap[0] | swap[1] | swap[2]


def _width(row: tuple[int, int]) -> int:
    return row[1].bit_count()
