"""Rounding to whole öre: sums hold, nobody is moved by more than an öre, and ties are broken by place."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.sharing.rounding import exact, round_shares, round_table

PARTS = st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any)


def shares_of(total: int, parts: list[int]) -> list[Fraction]:
    return [Fraction(total * part, sum(parts)) for part in parts]


def test_a_number_is_taken_as_it_is_written():
    assert exact(0.3) == Fraction(3, 10)
    assert exact(0.1) + exact(0.2) == exact(0.3)


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


def test_shares_that_do_not_sum_are_refused():
    with pytest.raises(ValueError, match=r"The shares sum to 2\.5, not to 3\."):
        round_shares([Fraction(5, 2)], 3)


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
