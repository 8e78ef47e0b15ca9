"""Numbers as they are written."""

from fractions import Fraction

from samverkan.domain.sharing.exact import exact


def test_a_number_is_taken_as_it_is_written():
    assert exact(0.3) == Fraction(3, 10)
    assert exact(0.1) + exact(0.2) == exact(0.3)
