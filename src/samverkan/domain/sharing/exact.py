"""Numbers as they are written, not as floating point keeps them."""

from fractions import Fraction


def exact(value: float) -> Fraction:
    """Return a number as it is written: 0.3 is three tenths, not the nearest binary number."""
    return Fraction(repr(float(value)))
