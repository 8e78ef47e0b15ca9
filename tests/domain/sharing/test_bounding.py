"""Minimum fees and caps: they hold, the sum stays, and what is moved follows the key."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.sharing.bounding import Bounds, DivisionError, explain_bounds, keep_bounds


def as_fractions(**shares: int) -> dict[str, Fraction]:
    return {key: Fraction(share) for key, share in shares.items()}


def test_what_a_minimum_adds_is_taken_from_the_others_in_proportion():
    kept = keep_bounds(as_fractions(A=600, B=300, C=100), Bounds(least={"A": 190, "B": 190, "C": 190}))

    assert kept == as_fractions(A=540, B=270, C=190)


def test_a_member_that_the_burden_pushes_to_the_minimum_stays_there():
    kept = keep_bounds(as_fractions(A=700, B=200, C=100), Bounds(least={"A": 195, "B": 195, "C": 195}))

    assert kept == as_fractions(A=610, B=195, C=195)


def test_what_a_cap_takes_away_is_borne_by_the_others_in_proportion():
    kept = keep_bounds(as_fractions(A=700, B=200, C=100), Bounds(most=dict.fromkeys("ABC", 550)))

    assert kept == as_fractions(A=550, B=300, C=150)


def test_a_member_with_nothing_to_pay_bears_nothing_of_what_is_moved():
    kept = keep_bounds(as_fractions(A=700, B=300, C=0), Bounds(most=dict.fromkeys("ABC", 600)))

    assert kept == as_fractions(A=600, B=400, C=0)


@given(
    shares=st.lists(st.integers(0, 1000), min_size=2, max_size=6).filter(any),
    least=st.integers(0, 150),
    most=st.integers(250, 900),
)
@settings(max_examples=80)
def test_bounds_hold_the_sum_stays_and_the_unbounded_keep_their_proportion(shares, least, most):
    named = {str(place): Fraction(share) for place, share in enumerate(shares)}
    bounds = Bounds(dict.fromkeys(named, least), dict.fromkeys(named, most))
    total = sum(shares)

    try:
        kept = keep_bounds(named, bounds)
    except DivisionError:
        payers = sum(share > 0 for share in shares)
        assert total < least * len(shares) or total > most * payers + least * (len(shares) - payers)
        return

    assert sum(kept.values()) == total
    assert all(least <= value <= most for value in kept.values())
    factors = {kept[key] / named[key] for key in named if least < kept[key] < most and named[key]}
    assert len(factors) <= 1


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        (
            Bounds(least=dict.fromkeys("AB", 60_000)),
            (
                "The minimum fees come to 1,200.00 SEK together, which is more than the bill of 1,000.00 SEK. "
                "Lower the minimum."
            ),
        ),
        (
            Bounds(most=dict.fromkeys("AB", 40_000)),
            (
                "With the cap the members pay at most 800.00 SEK together, which is less than the bill of "
                "1,000.00 SEK. "
                "Raise the cap."
            ),
        ),
        (
            Bounds(least={"A": 100}, most={"A": 50}),
            "The minimum is above the cap for A. Lower the minimum, or raise the cap.",
        ),
        (
            Bounds(most={"A": 50_000}),
            "What the minimum or the cap moves has no member left to bear it. Loosen the bounds, or change the key.",
        ),
    ],
)
def test_bounds_that_cannot_be_kept_say_why(bounds, message):
    with pytest.raises(DivisionError) as caught:
        keep_bounds(as_fractions(A=100_000, B=0), bounds)

    assert str(caught.value) == message


def test_who_is_at_a_bound_is_told():
    bounds = Bounds({"A": 5, "B": 5}, {"A": 9, "B": 9, "C": 9})

    told = explain_bounds(as_fractions(A=5, B=9, C=7), bounds)

    assert {key: str(text) for key, text in told.items()} == {
        "A": "pays the minimum fee",
        "B": "pays no more than the cap",
    }
