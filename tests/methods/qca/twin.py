"""A slow twin of the minimisation, written from the definitions: every cube of the space is looked at.

It shares no idea with `samverkan.methods.qca`: sets of configurations are whole-space bit masks, implicants are found
by trying all cubes, and models by trying all subsets of the prime implicants (or by multiplying out Petrick's product).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

Cube = tuple[int, ...]
Cover = frozenset[Cube]
FREE = -1
EPSILON = 1e-9


@dataclass(frozen=True)
class Asked:
    """A table in the plainest form. `outs` has the output of every observed configuration, `1`, `0`, `C` or `?`."""

    levels: tuple[int, ...]
    outs: tuple[tuple[Cube, str], ...]
    expectations: tuple[frozenset[int], ...] = ()
    impossible: tuple[Cube, ...] = ()
    minimum: bool = True


@dataclass(frozen=True)
class Answer:
    """What the definitions give. `models` are all of them; `primes` all that cover a positive row."""

    rows: frozenset[Cube]
    primes: frozenset[Cube]
    models: frozenset[Cover]

    @property
    def shared(self) -> Cover:
        """The terms of every model."""
        return frozenset.intersection(*self.models) if self.models else frozenset()

    @property
    def n_unused(self) -> int:
        """How many prime implicants no model has."""
        return len(self.primes - frozenset().union(*self.models))


NOTHING = Answer(frozenset(), frozenset(), frozenset())
"""Without a positive row there is nothing to explain, and so no model, not even the one without terms."""


def judge_rows(
    levels: Sequence[int],
    multivalue: Sequence[bool],
    values: Sequence[Sequence[float]],
    outcome: Sequence[float],
    cuts: tuple[float, int, float | None],
) -> dict[Cube, str]:
    """Return the output of each configuration that a case belongs to, by the definition of the truth table."""
    inclusion, frequency, contradiction = cuts
    outs = {}
    for corner in product(*map(range, levels)):
        members = [min(_literal(case[at], level, multivalue[at]) for at, level in enumerate(corner)) for case in values]
        n = sum(member > 0.5 for member in members)
        if not n:
            continue
        fit = sum(map(min, members, outcome)) / sum(members)
        if n < frequency:
            outs[corner] = "?"
        elif fit >= inclusion - EPSILON:
            outs[corner] = "1"
        else:
            outs[corner] = "C" if contradiction is not None and fit >= contradiction - EPSILON else "0"
    return outs


def _literal(value: float, level: int, is_multivalue: bool) -> float:
    if is_multivalue:
        return float(value == level)
    return value if level else 1 - value


@cache
def solve(asked: Asked, solution: str) -> Answer:
    """Return the answer for `conservative`, `parsimonious` or `intermediate`."""
    positive, free = mask_of(asked, "1"), free_mask(asked)
    if solution == "conservative":
        return answer(asked, positive, positive)
    if solution == "parsimonious":
        return answer(asked, positive, positive | free)
    return join(by_pair(asked).values())


def by_pair(asked: Asked) -> dict[tuple[Cover, Cover], Answer]:
    """Return the intermediate solution of each pair of a conservative and a parsimonious model, as R QCA does."""
    positive = mask_of(asked, "1")
    easy = {
        (careful, bold): easy_mask(asked, careful, bold) & ~positive
        for careful in solve(asked, "conservative").models
        for bold in solve(asked, "parsimonious").models
    }
    return {pair: answer(asked, positive, positive | mask) for pair, mask in easy.items()}


def easy_mask(asked: Asked, careful: Cover, bold: Cover) -> int:
    """Return the remainders that a parsimonious model assumes and that differ from a case only where it is expected.

    A remainder is easy when it lies in a term of the parsimonious model around a term of the conservative one, and
    has, at each literal of the latter, that literal's level or an expected one.
    """
    assumed = 0
    for inner, outer in product(careful, bold):
        if not lies_within(inner, outer):
            continue
        for at, cell in enumerate(space(asked.levels)):
            agrees = all(
                own in (FREE, level) or (wide == FREE and level in expected)
                for own, wide, level, expected in zip(inner, outer, cell, asked.expectations, strict=True)
            )
            if agrees and lies_within(cell, outer):
                assumed |= 1 << at
    return assumed & free_mask(asked)


def join(answers: Iterable[Answer]) -> Answer:
    """Return all models of several answers as one."""
    found = list(answers)
    if not found:
        return NOTHING
    models = frozenset().union(*(one.models for one in found))
    return Answer(found[0].rows, frozenset().union(*(one.primes for one in found)), models)


def answer(asked: Asked, positive: int, allowed: int) -> Answer:
    """Return primes and models when the positive cells must be covered and the allowed ones may."""
    if not positive:
        return NOTHING
    primes = find_primes(asked.levels, positive, allowed)
    cells = space(asked.levels)
    rows = [1 << at for at in range(len(cells)) if positive >> at & 1]
    masks = dict(cubes(asked.levels))
    covered = {prime: sum(row for row in rows if masks[prime] & row) for prime in primes}
    models = find_models(covered, rows)
    if asked.minimum:
        fewest = min(map(len, models))
        models = frozenset(one for one in models if len(one) == fewest)
    return Answer(frozenset(cells[row.bit_length() - 1] for row in rows), primes, models)


def find_primes(levels: tuple[int, ...], positive: int, allowed: int) -> frozenset[Cube]:
    """Return the cubes that hold a positive cell, only allowed ones, and no literal that can be dropped."""
    masks = dict(cubes(levels))
    implicants = {cube for cube, mask in masks.items() if mask & positive and not mask & ~allowed}
    return frozenset(cube for cube in implicants if not any(wider in implicants for wider in drop_one(cube)))


def drop_one(cube: Cube) -> list[Cube]:
    """Return the cubes with one literal less."""
    return [(*cube[:at], FREE, *cube[at + 1 :]) for at, level in enumerate(cube) if level != FREE]


def find_models(covered: dict[Cube, int], rows: Sequence[int]) -> frozenset[Cover]:
    """Return all covers of the rows from which no term can be left out."""
    return try_subsets(covered, rows) if len(covered) <= 10 else multiply_out(covered, rows)


def try_subsets(covered: dict[Cube, int], rows: Sequence[int]) -> frozenset[Cover]:
    """Return the irredundant covers by trying all subsets."""
    whole = sum(rows)
    found = []
    for size in range(min(len(rows), len(covered)) + 1):
        for subset in combinations(covered, size):
            if union(covered[one] for one in subset) != whole:
                continue
            if all(union(covered[one] for one in subset if one != left) != whole for left in subset):
                found.append(frozenset(subset))
    return frozenset(found)


def multiply_out(covered: dict[Cube, int], rows: Sequence[int]) -> frozenset[Cover]:
    """Return the irredundant covers by Petrick's product, one row after the other, with absorption."""
    products = {0}
    primes = list(covered)
    for row in rows:
        choices = [1 << at for at, prime in enumerate(primes) if covered[prime] & row]
        done = {one for one in products if any(one & choice for choice in choices)}
        longer = {one | choice for one in products - done for choice in choices}
        products = done | {one for one in longer if not any(less & one == less for less in done)}
        products = absorb(products)
    return frozenset(frozenset(prime for at, prime in enumerate(primes) if one >> at & 1) for one in products)


def absorb(products: set[int]) -> set[int]:
    """Return the products that contain no other."""
    kept: list[int] = []
    for one in sorted(products, key=int.bit_count):
        if not any(less & one == less for less in kept):
            kept.append(one)
    return set(kept)


def union(masks: Iterable[int]) -> int:
    """Return the union of bit masks."""
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def lies_within(inner: Cube, outer: Cube) -> bool:
    """Whether every literal of the outer cube is one of the inner cube."""
    return all(wide in (FREE, own) for own, wide in zip(inner, outer, strict=True))


def mask_of(asked: Asked, *outs: str) -> int:
    """Return the observed cells with one of these outputs."""
    place = {cell: at for at, cell in enumerate(space(asked.levels))}
    return sum(1 << place[cell] for cell, out in asked.outs if out in outs)


def free_mask(asked: Asked) -> int:
    """Return the remainders that may be assumed: not observed often enough, and not impossible."""
    masks = dict(cubes(asked.levels))
    barred = union(masks[cube] for cube in asked.impossible) | mask_of(asked, "1", "0", "C")
    return ((1 << len(space(asked.levels))) - 1) & ~barred


@cache
def space(levels: tuple[int, ...]) -> tuple[Cube, ...]:
    """Return all configurations."""
    return tuple(product(*map(range, levels)))


@cache
def cubes(levels: tuple[int, ...]) -> tuple[tuple[Cube, int], ...]:
    """Return all cubes, each with the cells in it."""
    cells = space(levels)
    return tuple(
        (cube, sum(1 << at for at, cell in enumerate(cells) if lies_within(cell, cube)))
        for cube in product(*(range(FREE, n) for n in levels))
    )
