"""Prime implicants of the conservative solution: merge the observed positive rows, and nothing else."""

from collections.abc import Iterator, Sequence

from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.sets import ABSENT, Term


def merge_rows(rows: Sequence[Term], n_levels: Sequence[int], budget: Budget) -> list[Term]:
    """Return the prime implicants of the rows alone: every configuration of each lies among the rows.

    Cubes that differ in one condition and show all its levels there become one without that condition, until none
    do (Quine 1952, McCluskey 1956, here for any number of levels). From m rows there are at most m ** log2(3) cubes.

    Raises
    ------
    OverBudget
        The time is up. Nothing is proven then, for a cube may still merge.
    """
    places = _places(n_levels)
    cubes = {_encode(row, n_levels, places) for row in rows}
    primes: list[Term] = []
    while cubes:
        merged: set[int] = set()
        larger: set[int] = set()
        for cube in cubes:
            budget.spend()
            for family, whole in _families(cube, n_levels, places):
                if cubes.issuperset(family):
                    merged.update(family)
                    larger.add(whole)
        primes += [_decode(cube, n_levels, places) for cube in cubes - merged]
        cubes = larger
    return primes


def _places(n_levels: Sequence[int]) -> list[int]:
    """Return the place value of each condition: a digit is a level, or the number of levels when absent."""
    places = [1]
    for levels in n_levels[:-1]:
        places.append(places[-1] * (levels + 1))
    return places


def _encode(row: Term, n_levels: Sequence[int], places: Sequence[int]) -> int:
    digits = (levels if level == ABSENT else level for level, levels in zip(row, n_levels, strict=True))
    return sum(digit * place for digit, place in zip(digits, places, strict=True))


def _decode(cube: int, n_levels: Sequence[int], places: Sequence[int]) -> Term:
    digits = (cube // place % (levels + 1) for levels, place in zip(n_levels, places, strict=True))
    return tuple(ABSENT if digit == levels else digit for digit, levels in zip(digits, n_levels, strict=True))


def _families(cube: int, n_levels: Sequence[int], places: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Give, from its first member, each set of cubes that the cube may merge with, and what they become."""
    for levels, place in zip(n_levels, places, strict=True):
        if cube // place % (levels + 1) == 0:
            yield [cube + level * place for level in range(levels)], cube + levels * place
