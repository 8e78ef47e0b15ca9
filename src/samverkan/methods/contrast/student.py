"""Student's t, for the few degrees of freedom that a small study has."""

import math
from functools import lru_cache

STEPS = 100
"""Halvings of a right angle: more than a float can tell apart."""


@lru_cache(maxsize=256)
def student_quantile(central: float, freedom: int) -> float:
    """Return the t within which Student's distribution has the share `central`, on both sides of 0.

    Parameters
    ----------
    central
        A share between 0 and 1, such as 0.95.
    freedom
        Degrees of freedom, a whole number of at least 1.

    References
    ----------
    Abramowitz & Stegun (1972), 26.7.3 and 26.7.4: finite sums in the angle arctan(t / sqrt(freedom)).

    Examples
    --------
    >>> round(student_quantile(0.95, 5), 3)
    2.571
    """
    low, high = 0.0, math.pi / 2
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _share_within(middle, freedom) < central else (low, middle)
    return math.sqrt(freedom) * math.tan((low + high) / 2)


def _share_within(angle: float, freedom: int) -> float:
    is_odd = freedom % 2 == 1
    cosine = math.cos(angle)
    term = cosine if is_odd else 1.0
    total = 0.0
    for power in range(1 if is_odd else 0, freedom - 1, 2):
        total += term
        term *= cosine**2 * (power + 1) / (power + 2)
    if is_odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
