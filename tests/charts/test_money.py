"""Money in pictures: one unit for all, written as the language does."""

import pytest

from samverkan.charts.money import choose_unit


@pytest.mark.parametrize(
    ("amounts", "written"),
    [
        ([1_234, 900], "1,234\u00a0SEK"),
        ([19_999], "19,999\u00a0SEK"),
        ([1_234_567, 20_000], "1,235\u00a0kSEK"),
        ([-25_400_000, 100_000], "−25.4\u00a0MSEK"),
        ([25_400_000, 0, 40_000], "25.40\u00a0MSEK"),
        ([0], "0\u00a0SEK"),
    ],
)
def test_the_unit_follows_the_largest_amount_and_the_decimals_the_smallest(amounts, written):
    assert choose_unit(amounts).tell(amounts[0], "en") == written


def test_swedish_writes_decimal_comma_and_its_own_units():
    assert choose_unit([25_400_000]).tell(25_400_000, "sv") == "25,4\u00a0mnkr"
    assert choose_unit([1_234_567]).tell(1_234_567, "sv") == "1\u202f235\u00a0tkr"
    assert choose_unit([12]).tell(12, "sv") == "12\u00a0kr"


def test_a_change_has_its_sign_and_nothing_has_none():
    money = choose_unit([1_000_000])

    assert [money.write_change(one, "en") for one in (5_000, -5_000, 0, 400, -400)] == ["+5", "−5", "0", "0", "0"]


def test_without_amounts_there_is_still_a_unit():
    assert choose_unit([]).tell(0, "en") == "0\u00a0SEK"
