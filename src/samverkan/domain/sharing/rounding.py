"""Whole öre: shares rounded so that they sum to what is shared."""

from collections.abc import Sequence
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
