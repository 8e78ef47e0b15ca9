"""Prime implicants of the conservative solution: merge the observed positive rows, and nothing else."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.minimisation.hitting import bits_of
from samverkan.methods.qca.minimisation.implicants import Implicants, Rows, Words, in_order, pack

BYTE = 8

Swaps = dict[int, tuple[int, ...]]
"""For the bit of each condition's level 0 what turns it into the bit of each level."""


def merge_rows(rows: Rows, n_levels: Sequence[int], budget: Budget) -> Implicants:
    """Return the prime implicants of the rows alone: every configuration of each lies among the rows.

    Cubes that differ in one condition and show all its levels there become one without that condition, until none
    do (Quine 1952, McCluskey 1956, here for any number of levels). From m rows there are at most m ** log2(3) cubes.

    Raises
    ------
    OverBudget
        The time is up. Nothing is proven then, for a cube may still merge.
    """
    swaps = _swaps(n_levels)
    zeros = sum(swaps)
    # For each cube the first row that it covers.
    cubes = {code: at for at, code in enumerate(_encode(rows, n_levels))}
    primes: list[tuple[int, int]] = []
    while cubes:
        merged: set[int] = set()
        larger: dict[int, int] = {}
        for cube in cubes:
            budget.spend()
            for at in bits_of(cube & zeros):
                bit = 1 << at
                family = [cube ^ swap for swap in swaps[bit]]
                if all(map(cubes.__contains__, family)):
                    merged.update(family)
                    larger[cube ^ bit] = min(map(cubes.__getitem__, family))
        primes += [(cube, at) for cube, at in cubes.items() if cube not in merged]
        cubes = larger
    sources = np.array([at for _, at in primes], dtype=np.int32)
    return in_order(Implicants(rows, _masks([cube for cube, _ in primes], n_levels), sources))


def _starts(n_levels: Sequence[int]) -> list[int]:
    """Return where the bits of each condition begin: a bit for each level, none of them set when absent."""
    return [0, *accumulate(n_levels[:-1])]


def _swaps(n_levels: Sequence[int]) -> Swaps:
    places = zip(_starts(n_levels), n_levels, strict=True)
    return {1 << start: tuple(1 << start ^ 1 << start + one for one in range(levels)) for start, levels in places}


def _encode(rows: Rows, n_levels: Sequence[int]) -> list[int]:
    bits = np.zeros((len(rows), sum(n_levels)), dtype=bool)
    np.put_along_axis(bits, np.array(_starts(n_levels)) + rows, True, axis=1)
    return [int.from_bytes(one.tobytes(), "little") for one in pack(bits)]


def _masks(cubes: Sequence[int], n_levels: Sequence[int]) -> Words:
    """Return which conditions each cube has, packed."""
    size = -(-sum(n_levels) // BYTE)
    octets = np.frombuffer(b"".join(cube.to_bytes(size, "little") for cube in cubes), np.uint8).reshape(-1, size)
    bits = np.unpackbits(octets, axis=1, count=sum(n_levels), bitorder="little")
    return pack(np.logical_or.reduceat(bits, _starts(n_levels), axis=1))
