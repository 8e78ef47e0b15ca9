"""Shares in whole öre that sum to the bill, line by line and over all lines."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.methods.apportionment import ApportionmentError, round_shares, round_table

PARTS = st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any)
parts = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@given(parts, st.integers(-(10**12), 10**12))
def test_rounded_shares_sum_to_the_bill_and_none_is_an_ore_away(weights, total):
    shares = np.array(weights) / sum(weights) * total

    found = round_shares(shares, total)

    assert sum(found) == total
    assert (np.abs(np.array(found) - shares) < 1 + 1e-3).all()


@given(parts, st.integers(0, 10**9))
def test_a_credit_takes_back_the_bill(weights, total):
    shares = np.array(weights) / sum(weights) * total

    assert round_shares(-shares, -total) == tuple(-one for one in round_shares(shares, total))


@given(parts, st.integers(0, 10**9))
def test_a_member_with_more_never_pays_less_and_none_pays_for_nothing(weights, total):
    shares = np.array(weights) / sum(weights) * total

    found = np.array(round_shares(shares, total))

    order = np.argsort(shares, kind="stable")
    assert (np.diff(found[order]) >= -1 * (np.diff(shares[order]) == 0)).all()
    assert all(found[np.array(weights) == 0] == 0)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=9))
def test_whole_shares_stay_as_they_are(shares):
    assert round_shares(shares, sum(shares)) == tuple(shares)


def test_equal_remainders_are_served_from_the_first():
    assert round_shares([100 / 3, 100 / 3, 100 / 3], 100) == (34, 33, 33)
    assert round_shares([0.5, 0.5, 0.5, 0.5], 2) == (1, 1, 0, 0)


def test_the_noise_of_floating_point_breaks_no_tie():
    third = 100 / 3

    assert round_shares([third - 1e-9, third + 1e-9, third], 100) == (34, 33, 33)


def test_a_member_may_be_paid():
    assert round_shares([-2.5, 7.2, 5.3], 10) == (-2, 7, 5)


def test_a_share_that_is_a_hair_below_a_whole_number_is_that_number():
    assert round_shares([2.9999999999, 7.0000000001], 10) == (3, 7)


@pytest.mark.parametrize(
    ("shares", "total", "message"),
    [
        ([10.0, 20.0], 31, "The shares sum to 30.00 öre, but the total is 31 öre"),
        ([1.0, np.nan], 1, "The share of player 1 is nan; it must be a number up to 2\\^53 öre"),
        ([1e17], 10**17, "The share of player 0 is 1e\\+17"),
        ([], 1, "The shares sum to 0.00 öre, but the total is 1 öre"),
        ([Fraction(5, 2)], 3, "The shares sum to 2.50 öre, but the total is 3 öre"),
    ],
)
def test_shares_that_cannot_be_rounded_are_named(shares, total, message):
    with pytest.raises(ApportionmentError, match=message):
        round_shares(shares, total)


def shares_of(total: int, parts: list[int]) -> list[Fraction]:
    return [Fraction(total * part, sum(parts)) for part in parts]


@given(total=st.integers(-10_000, 10_000), parts=PARTS)
@settings(max_examples=60)
def test_rounded_shares_sum_and_stay_within_an_ore(total, parts):
    shares = shares_of(total, parts)

    rounded = round_shares(shares, total)

    assert sum(rounded) == total
    assert all(abs(whole - share) < 1 for whole, share in zip(rounded, shares, strict=True))
    assert all(whole == 0 for whole, part in zip(rounded, parts, strict=True) if part == 0)


def test_what_is_left_goes_to_who_lost_most_and_then_to_the_first():
    assert round_shares([Fraction(1, 3), Fraction(5, 3), Fraction(1)], 3) == (0, 2, 1)
    assert round_shares([Fraction(1, 3)] * 3, 1) == (1, 0, 0)


@given(
    totals=st.lists(st.integers(0, 5_000), min_size=1, max_size=5),
    parts=st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4).filter(any), min_size=5, max_size=5),
)
@settings(max_examples=60)
def test_a_table_sums_line_by_line_and_stays_within_an_ore(totals, parts):
    table = [shares_of(total, row) for total, row in zip(totals, parts, strict=False)]

    rounded = round_table(table, totals)

    assert [sum(row) for row in rounded] == totals
    cells = [
        (whole, share)
        for row, exact_row in zip(rounded, table, strict=True)
        for whole, share in zip(row, exact_row, strict=True)
    ]
    assert all(abs(whole - share) < 1 for whole, share in cells)


def test_members_sums_come_out_right_where_line_by_line_they_would_not():
    thirds = [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)]

    rounded = round_table([thirds, thirds, thirds], [1, 1, 1])

    assert [sum(column) for column in zip(*rounded, strict=True)] == [1, 1, 1]


def test_an_ore_is_passed_on_over_a_third_member_when_there_is_no_shorter_way():
    half, none = Fraction(1, 2), Fraction(0)
    table = [[half, half, none], [half, half, none], [none, half, half], [Fraction(1, 4), none, Fraction(3, 4)]]

    rounded = round_table(table, [1, 1, 1, 1])

    sums = [sum(column, Fraction(0)) for column in zip(*table, strict=True)]
    assert tuple(sum(column) for column in zip(*rounded, strict=True)) == round_shares(sums, 4)


def test_a_table_without_lines_stays_empty():
    assert round_table([], []) == ()
