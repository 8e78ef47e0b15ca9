"""Whole öre: shares rounded so that they sum to what is shared, one line or several at once.

It stands beneath the rooms of methods, and loads nothing: a bill is made where no array is needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor, isfinite

DIGITS = 6
"""Floating point is read to a millionth of an öre, so that its noise breaks no tie."""
HALF = Fraction(1, 2)
MOST_ORE = 2**53
"""Up to so many öre every whole number has a place of its own in floating point."""


class ApportionmentError(ValueError):
    """The shares are no numbers, or do not sum to what is shared; the message names players by index."""


def round_shares(shares: Iterable[Fraction | float], total: int) -> tuple[int, ...]:
    """Return shares in whole öre that sum to the total exactly: the method of largest remainders.

    Every share is rounded down, and the öre left over go one each to the largest remainders; of equal remainders the
    lowest index is served first. A negative total, a credit, is rounded as the bill that it takes back.

    Parameters
    ----------
    shares : n numbers, öre
        Each may be negative. Fractions and whole numbers are taken as they are and sum to the total; numbers in
        floating point are read to a millionth of an öre and sum to it within half an öre.
    total : öre

    Raises
    ------
    ApportionmentError
        A share is no number, or in floating point beyond 2**53 öre; or the shares do not sum to the total.

    References
    ----------
    Hamilton's method: Balinski & Young (1982), Fair Representation.

    Examples
    --------
    >>> round_shares([33.4, 33.3, 33.3], 100)
    (34, 33, 33)
    >>> round_shares([Fraction(-1, 2), Fraction(-1, 2)], -1)
    (-1, 0)
    """
    given = list(shares)
    sign = -1 if total < 0 else 1
    known = [sign * _read(place, share) for place, share in enumerate(given)]
    found = sum(known, Fraction(0))
    slack = 0 if all(isinstance(one, Fraction | int) for one in given) else HALF
    if abs(found - sign * total) > slack:
        raise ApportionmentError(f"The shares sum to {float(sign * found):.2f} öre, but the total is {total} öre.")
    whole = [floor(one) for one in known]
    by_loss = sorted(range(len(known)), key=lambda place: (whole[place] - known[place], place))
    for place in by_loss[: sign * total - sum(whole)]:
        whole[place] += 1
    return tuple(sign * one for one in whole)


def _read(place: int, share: Fraction | float) -> Fraction:
    if isinstance(share, Fraction | int):
        return Fraction(share)
    if not isfinite(share) or abs(share) > MOST_ORE:
        raise ApportionmentError(f"The share of player {place} is {share}; it must be a number up to 2^53 öre.")
    return Fraction(round(float(share) * 10**DIGITS), 10**DIGITS)


def round_table(table: Sequence[Sequence[Fraction]], totals: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return whole shares of several lines; each line sums to its total, each share is within one of its exact one.

    Line by line the largest remainder decides. Then an öre is passed on, from whoever came out above its rounded sum
    over all lines to whoever came out below, in lines where the one was rounded up and the other down: so the sums are
    rounded by the largest remainder too, wherever that can be without rounding any share further.

    Raises
    ------
    ApportionmentError
        As `round_shares`.

    References
    ----------
    Controlled rounding: Cox (1987), Journal of the American Statistical Association 82: 520-524.

    Examples
    --------
    >>> thirds = [Fraction(1, 3)] * 3
    >>> round_table([thirds, thirds], [1, 1])
    ((0, 1, 0), (1, 0, 0))
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
