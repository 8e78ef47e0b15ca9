"""From which year a member is ahead: counted from when something changes, and only when it stays so."""

import pytest

from samverkan.domain.sharing.whatif.outcome import BreakEven, BreakEvenKind, MemberYear
from samverkan.domain.sharing.whatif.worth import break_even

FIRST = 2025


def years_of(outlays):
    return [
        MemberYear(year=FIRST + place, before_ore=0, after_ore=outlay, stranded_ore=0, once_ore=0)
        for place, outlay in enumerate(outlays)
    ]


@pytest.mark.parametrize(
    ("outlays", "year"),
    [
        ((-5, -5, -5), 2025),
        ((0, 2, -5), 2027),
        ((0, -5, -5), 2026),
        ((3, -3, -1), 2026),
        ((-1, 3, -5), 2027),
    ],
)
def test_a_member_is_ahead_from_the_year_in_which_its_money_is_back(outlays, year):
    found = break_even(years_of(outlays))

    assert found == BreakEven(BreakEvenKind.YEAR, year)


def test_a_member_that_is_behind_at_the_end_is_never_ahead():
    found = break_even(years_of((-5, 2, 4)))

    assert found == BreakEven(BreakEvenKind.NEVER)
