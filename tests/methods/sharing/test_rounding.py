"""Shares in whole öre that sum to the bill."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.rounding import round_shares

parts = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@given(parts, st.integers(-(10**12), 10**12))
def test_rounded_shares_sum_to_the_bill_and_none_is_an_ore_away(weights, total):
    shares = np.array(weights) / sum(weights) * total

    found = round_shares(shares, total)

    assert found.dtype == np.int64
    assert int(found.sum()) == total
    assert (np.abs(found - shares) < 1 + 1e-3).all()


@given(parts, st.integers(0, 10**9))
def test_a_credit_takes_back_the_bill(weights, total):
    shares = np.array(weights) / sum(weights) * total

    assert round_shares(-shares, -total).tolist() == (-round_shares(shares, total)).tolist()


@given(parts, st.integers(0, 10**9))
def test_a_member_with_more_never_pays_less_and_none_pays_for_nothing(weights, total):
    shares = np.array(weights) / sum(weights) * total

    found = round_shares(shares, total)

    order = np.argsort(shares, kind="stable")
    assert (np.diff(found[order]) >= -1 * (np.diff(shares[order]) == 0)).all()
    assert all(found[np.array(weights) == 0] == 0)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=9))
def test_whole_shares_stay_as_they_are(shares):
    assert round_shares(shares, sum(shares)).tolist() == shares


def test_equal_remainders_are_served_from_the_first():
    assert round_shares([100 / 3, 100 / 3, 100 / 3], 100).tolist() == [34, 33, 33]
    assert round_shares([0.5, 0.5, 0.5, 0.5], 2).tolist() == [1, 1, 0, 0]


def test_the_noise_of_floating_point_breaks_no_tie():
    third = 100 / 3

    assert round_shares([third - 1e-9, third + 1e-9, third], 100).tolist() == [34, 33, 33]


def test_a_member_may_be_paid():
    assert round_shares([-2.5, 7.2, 5.3], 10).tolist() == [-2, 7, 5]


def test_a_share_that_is_a_hair_below_a_whole_number_is_that_number():
    assert round_shares([2.9999999999, 7.0000000001], 10).tolist() == [3, 7]


@pytest.mark.parametrize(
    ("shares", "total", "message"),
    [
        ([10.0, 20.0], 31, "The shares sum to 30.00 öre, but the total is 31 öre"),
        ([1.0, np.nan], 1, "The share of player 1 is nan; it must be a number up to 2\\^53 öre"),
        ([1e17], 10**17, "The share of player 0 is 1e\\+17"),
        ([], 0, "There are no shares to round"),
    ],
)
def test_shares_that_cannot_be_rounded_are_named(shares, total, message):
    with pytest.raises(SharingError, match=message):
        round_shares(shares, total)


def test_rounded_shares_cannot_be_changed():
    assert not round_shares([1.0], 1).flags.writeable
