"""Whole öre: shares rounded so that they sum to what is shared."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor


def exact(value: float) -> Fraction:
    """Return a number as it is written: 0.3 is three tenths, not the nearest binary number."""
    return Fraction(repr(float(value)))


def round_shares(shares: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Return whole shares that sum to `total`, each within one of its exact share (largest remainder).

    `shares` must sum to `total`. Every share is rounded down, and what is then left goes, one by one, to the shares
    that lost most; among those that lost the same, to the one that stands first.
    """
    whole = [floor(one) for one in shares]
    left = total - sum(whole)
    if not 0 <= left <= len(shares) or sum(shares) != total:
        raise ValueError(f"The shares sum to {float(sum(shares))}, not to {total}.")
    by_loss = sorted(range(len(shares)), key=lambda place: (whole[place] - shares[place], place))
    for place in by_loss[:left]:
        whole[place] += 1
    return tuple(whole)


def round_table(table: Sequence[Sequence[Fraction]], totals: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return whole shares of several lines; each line sums to its total, each share is within one of its exact one.

    Line by line the largest remainder decides. Then an öre is passed on, from whoever came out above its rounded sum
    over all lines to whoever came out below, in lines where the one was rounded up and the other down: so the sums are
    rounded by the largest remainder too, wherever that can be without rounding any share further.
    """
    whole = [list(round_shares(shares, total)) for shares, total in zip(table, totals, strict=True)]
    if not whole:
        return ()
    sums = [sum(column, Fraction(0)) for column in zip(*table, strict=True)]
    wanted = round_shares(sums, sum(totals))
    off = [sum(column) - aim for column, aim in zip(zip(*whole, strict=True), wanted, strict=True)]
    for start in range(len(off)):
        while off[start] > 0 and (path := _find_path(table, whole, off, start)):
            for giver, taker, line in path:
                whole[line][giver] -= 1
                whole[line][taker] += 1
            off[start] -= 1
            off[path[-1][1]] += 1
    return tuple(tuple(line) for line in whole)


Step = tuple[int, int, int]
"""Who passes an öre on, to whom, in which line."""


def _find_path(
    table: Sequence[Sequence[Fraction]], whole: Sequence[Sequence[int]], off: Sequence[int], start: int
) -> list[Step]:
    """Return the shortest way for an öre from `start` to somebody who is below; none when there is no way."""
    came_by: dict[int, Step] = {}
    queue = [start]
    for giver in queue:
        for taker, line in _takers(table, whole, giver):
            if taker == start or taker in came_by:
                continue
            came_by[taker] = (giver, taker, line)
            if off[taker] < 0:
                return _trace_back(came_by, start, taker)
            queue.append(taker)
    return []


def _takers(table: Sequence[Sequence[Fraction]], whole: Sequence[Sequence[int]], giver: int) -> list[tuple[int, int]]:
    return [
        (taker, line)
        for line, shares in enumerate(table)
        if whole[line][giver] > shares[giver]
        for taker in range(len(shares))
        if whole[line][taker] < shares[taker]
    ]


def _trace_back(came_by: Mapping[int, Step], start: int, end: int) -> list[Step]:
    steps = [came_by[end]]
    while steps[-1][0] != start:
        steps.append(came_by[steps[-1][0]])
    return steps[::-1]
