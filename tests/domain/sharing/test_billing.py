"""Bills of a collaboration: membership by date, costs of the period, sources, and everything wrong at once."""

from dataclasses import replace
from fractions import Fraction

import pytest

from make import CLUSTER, EXAMPLES, HOST, INHABITANTS, LARGE, SMALL, make_indicators, make_study
from make_bills import USERS, YEAR, make_accounts, make_costs, make_key, make_plan, make_reading, with_memberships
from samverkan.domain.dates import Period
from samverkan.domain.errors import ProblemsError
from samverkan.domain.sharing.billing import make_bill, part_of_year
from samverkan.domain.sharing.costs import CostLine, Unit
from samverkan.domain.sharing.keys import PhaseIn, Reading
from samverkan.domain.sharing.membership import count_days, find_host
from samverkan.domain.study import Role
from samverkan.files.study_folder import read_study_folder

MEMBER = Role.MEMBER


def problems_of(accounts, plan, key, period=YEAR):
    with pytest.raises(ProblemsError) as caught:
        make_bill(accounts, plan, key, period)
    return [str(one) for one in caught.value.problems]


def test_a_bill_says_what_each_pays_for_each_line_and_from_what():
    bill = make_bill(make_accounts(costs=make_costs({"Staff": 940_000.0})), make_plan(), make_key(), YEAR)

    assert (bill.total_ore, bill.shares_ore) == (94_000_000, {one: 1000 * n for one, n in INHABITANTS.items()})
    assert bill.rows[1].sources == ("cost:NORD:Staff:2024", "indicator:LILL:population:2024")
    assert [one.value for one in bill.rows[1].readings] == [INHABITANTS[SMALL]]
    assert bill.days == dict.fromkeys(INHABITANTS, 366)


@pytest.mark.parametrize(
    ("amount", "unit", "ore"), [(0.29, Unit.SEK, 29), (1.005, Unit.KSEK, 100_500), (8.3, Unit.MSEK, 830_000_000)]
)
def test_an_amount_is_whole_ore_in_every_unit(amount, unit, ore):
    assert CostLine(CLUSTER, "Staff", YEAR, amount, unit).amount_ore == ore


def test_only_lines_that_are_shared_are_billed():
    bill = make_bill(make_accounts(), make_plan(lines=("Licences",)), make_key(), YEAR)

    assert bill.total_ore == 30_000_000


def test_who_joined_or_left_within_the_period_pays_by_days():
    study = with_memberships(
        make_study(),
        (HOST, "2015", None, Role.HOST),
        (SMALL, "2024-07-01", None, MEMBER),
        (LARGE, None, "2024-03-31", MEMBER),
    )

    bill = make_bill(
        make_accounts(study=study, costs=make_costs({"Staff": 641.0})), make_plan(), make_key(parts={"equal": 1}), YEAR
    )

    assert bill.days == {HOST: 366, SMALL: 184, LARGE: 91}
    assert bill.shares_ore == {HOST: 36_600, SMALL: 18_400, LARGE: 9_100}


def test_who_left_before_or_joins_after_pays_nothing():
    study = with_memberships(
        make_study(), (HOST, "2015", None, Role.HOST), (SMALL, None, "2023", MEMBER), (LARGE, "2025", None, MEMBER)
    )

    assert count_days(study, CLUSTER, YEAR) == {HOST: 366}


def test_two_memberships_that_overlap_count_each_day_once():
    study = with_memberships(make_study(), (HOST, "2015", "2024-06", MEMBER), (HOST, "2024-06", None, Role.HOST))

    assert count_days(study, CLUSTER, YEAR) == {HOST: 366}


def test_the_host_of_a_period_is_who_was_it_for_most_days_and_the_later_of_two():
    moved = with_memberships(make_study(), (HOST, None, "2024-03", Role.HOST), (LARGE, "2024-04", None, Role.HOST))
    halves = with_memberships(
        make_study(), (HOST, None, "2023-02-14", Role.HOST), (LARGE, "2023-02-15", None, Role.HOST)
    )

    assert find_host(moved, CLUSTER, YEAR) == LARGE
    assert find_host(halves, CLUSTER, Period.read("2023-02")) == LARGE
    assert find_host(with_memberships(make_study(), (HOST, None, None, MEMBER)), CLUSTER, YEAR) == ""


def test_a_quarter_is_billed_from_costs_of_the_quarter():
    accounts = make_accounts(
        *(make_reading(one, n, "2023-11") for one, n in USERS.items()),
        costs=make_costs({"Staff": 9_000.0}, "2024-Q1"),
    )
    key = make_key(parts={"users": 1}, reading=Reading(days_before=42))

    bill = make_bill(accounts, make_plan(), key, Period.read("2024-Q1"))

    assert bill.shares_ore == {one: 100 * n for one, n in USERS.items()}
    assert bill.rows[0].sources[-1] == "indicator:HOLM:users:2023-11"


def test_the_costs_of_a_year_are_not_divided_into_quarters():
    assert problems_of(make_accounts(), make_plan(), make_key(parts={"equal": 1}), Period.read("2024-Q1")) == [
        (
            "costs.csv: Nord has no costs for 2024-Q1; there are costs for 2024. Choose one of those, or state "
            "the costs "
            "of 2024-Q1: those of a year are not divided into parts of it."
        )
    ]


@pytest.mark.parametrize(
    ("period", "part"),
    [
        ("2024", Fraction(1)),
        ("2024-Q3", Fraction(1, 4)),
        ("2024-02", Fraction(1, 12)),
        ("2024-02-03", Fraction(1, 365)),
    ],
)
def test_a_part_of_a_year_is_counted_in_months(period, part):
    assert part_of_year(Period.read(period)) == part


def test_everything_that_keeps_a_bill_from_being_made_is_told_at_once():
    accounts = make_accounts(
        make_reading(HOST, 5), make_reading(SMALL, 5), costs=make_costs({"Staff": None, "=bounds": 3.0})
    )

    assert problems_of(accounts, make_plan(), make_key(parts={"users": 1})) == [
        'costs.csv: "Staff" has no amount for 2024. Fill it in, with 0 when it cost nothing.',
        'costs.csv: "=bounds" begins with =, which is kept for adjustments of a bill. Rename the line.',
        (
            "indicators.csv: Stor (STOR) has no users that had begun by 2024-01-01, or its newest is empty. "
            "Fill in the "
            "value, or let the key read on another day."
        ),
    ]


def test_a_collaboration_without_members_or_costs_cannot_be_billed():
    accounts = make_accounts(study=with_memberships(make_study()), costs=())

    assert problems_of(accounts, make_plan(), make_key(parts={"equal": 1})) == [
        "memberships.csv: Nord has no member in 2024. Fill in the memberships, or choose another period.",
        (
            "costs.csv: Nord has no costs for 2024; there are costs for –. Choose one of those, or state the costs of "
            "2024: those of a year are not divided into parts of it."
        ),
    ]


def test_a_phase_in_reads_both_keys_each_on_its_own_day():
    former = make_key("former", {"population": 1}, reading=Reading(on="12-31"))
    phased = make_key(phase_in=PhaseIn("former", 2024, (0.5,)))
    accounts = make_accounts(
        indicators=(
            *make_indicators(),
            *(replace(one, period=Period.read("2023"), value=1.0) for one in make_indicators()),
        )
    )

    bill = make_bill(accounts, make_plan(phased, former), phased, YEAR)

    assert [one.reference for one in bill.rows[1].readings] == [
        "indicator:LILL:population:2024",
        "indicator:LILL:population:2023",
    ]


def test_before_a_phase_in_begins_the_new_keys_drivers_are_not_asked_for():
    former = make_key("former")
    phased = make_key(parts={"servers": 1}, phase_in=PhaseIn("former", 2025, (0.5,)))

    bill = make_bill(make_accounts(), make_plan(phased, former), phased, YEAR)

    assert bill.shares_ore == make_bill(make_accounts(), make_plan(), former, YEAR).shares_ore


def test_a_phase_in_from_a_key_that_is_not_stated_is_told():
    phased = make_key(phase_in=PhaseIn("gone", 2025, (0.5,)))

    assert problems_of(make_accounts(), make_plan(phased), phased) == [
        'study.toml: the key by is phased in from the key "gone", which is not stated. State it in [sharing.keys].'
    ]


def test_the_examples_agreement_gives_no_group_a_reason_to_go_and_inhabitants_give_two_members_one():
    evidence = read_study_folder(EXAMPLES / "two-clusters").evidence
    plan = evidence.sharing
    accounts = make_accounts(study=evidence.study, costs=evidence.costs, indicators=evidence.indicators)
    groups = [one for one in evidence.coalitions if len(one.members) < 4]

    better_off = {}
    for name in ("avtal2020", "invanare"):
        paid = make_bill(accounts, plan, plan.key(name), plan.period).shares_ore
        complaints = {one.members: sum(paid[member] for member in one.members) - one.cost * 100_000 for one in groups}
        better_off[name] = max(complaints, key=lambda group: complaints[group]) if max(complaints.values()) > 0 else ()

    assert better_off == {"avtal2020": (), "invanare": ("HOGS", "KVRN")}
