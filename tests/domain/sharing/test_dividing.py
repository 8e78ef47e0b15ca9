"""Dividing a bill by a key: every kind of key by hand, and what holds for all of them."""

import json
from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import HOST, INHABITANTS, LARGE, SMALL
from make_bills import USERS, make_charge, make_key, with_values
from samverkan.domain.sharing.bounding import DivisionError
from samverkan.domain.sharing.dividing import Division, divide, drivers_of
from samverkan.domain.sharing.keys import CostKey, KeyPart, PhaseIn

MEMBERS = (HOST, SMALL, LARGE)


def totals(division: Division) -> dict[str, int]:
    paid: dict[str, int] = defaultdict(int)
    for row in division.rows:
        paid[row.municipality] += row.amount_ore
    return dict(paid)


def line_sums(division: Division) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in division.rows:
        sums[row.line] += row.amount_ore
    return dict(sums)


def test_a_cost_is_divided_by_inhabitants():
    division = divide(with_values(make_key()), make_charge({"Staff": 94_000}))

    assert totals(division) == INHABITANTS


def test_a_mixture_divides_each_part_by_its_own_driver():
    key = make_key(parts={"equal": 0.3, "population": 0.7})

    division = divide(with_values(key), make_charge({"Staff": 940_000}))

    assert totals(division) == {HOST: 94_000 + 210_000, SMALL: 94_000 + 28_000, LARGE: 94_000 + 420_000}
    assert division.rows[0].drivers == ("equal", "population")


def test_a_line_may_have_parts_of_its_own_or_follow_the_driver_that_it_states():
    key = make_key(by_line={"Net": (KeyPart(1, "equal"),)}, follows_lines=True)
    charge = make_charge({"Net": 300, "Licences": 9_000, "Staff": 94_000}, line_drivers={"Licences": "users"})

    division = divide(with_values(key), charge)

    assert {(row.line, row.municipality): row.amount_ore for row in division.rows} == {
        **{("Net", one): 100 for one in MEMBERS},
        **{("Licences", one): USERS[one] for one in MEMBERS},
        **{("Staff", one): INHABITANTS[one] for one in MEMBERS},
    }
    assert drivers_of(key, charge) == ("equal", "users", "population")


@pytest.mark.parametrize("total", [1_000_000, 500_000])
def test_prices_are_charged_first_and_the_parts_divide_what_they_leave_also_when_it_is_negative(total):
    key = make_key(prices={"users": 100})

    division = divide(with_values(key), make_charge({"Staff": total}))

    left = total - 900_000
    assert line_sums(division) == {"=catalogue:users": 900_000, "=remainder": left}
    charged = [row.amount_ore for row in division.rows if row.line == "=catalogue:users"]
    assert charged == [USERS[one] * 100 for one in MEMBERS]
    rest = [row.amount_ore for row in division.rows if row.line == "=remainder"]
    assert all(abs(ore - left * INHABITANTS[one] / 94_000) < 1 for ore, one in zip(rest, MEMBERS, strict=True))
    assert {line: str(text) for line, text in division.line_labels.items()} == {
        "=catalogue:users": "price per unit of user accounts",
        "=remainder": "what the prices do not cover",
    }


def test_prices_leave_a_line_with_parts_of_its_own_alone():
    key = make_key(prices={"users": 100}, by_line={"Net": (KeyPart(1, "equal"),)})

    division = divide(with_values(key), make_charge({"Net": 300, "Staff": 900_000}))

    assert line_sums(division) == {"Net": 300, "=catalogue:users": 900_000, "=remainder": 0}


def test_a_price_is_for_a_year_and_for_the_days_of_the_membership():
    members = {HOST: Fraction(1), SMALL: Fraction(1, 2), LARGE: Fraction(1)}
    charge = make_charge({"Staff": 900_000}, members, part_of_year=Fraction(1, 4))

    division = divide(with_values(make_key(prices={"users": 400})), charge)

    charged = [row.amount_ore for row in division.rows if row.line == "=catalogue:users"]
    assert charged == [USERS[HOST] * 100, USERS[SMALL] * 50, USERS[LARGE] * 100]


def test_the_hosts_overhead_is_paid_by_the_others_and_credited_to_the_host():
    division = divide(with_values(make_key(host_overhead=0.05)), make_charge({"Staff": 940_000}))

    assert totals(division) == {HOST: 300_000 - 32_000, SMALL: 42_000, LARGE: 630_000}
    assert line_sums(division) == {"Staff": 940_000, "=overhead": 0}


def test_without_a_host_there_is_no_overhead():
    division = divide(with_values(make_key(host_overhead=0.05)), make_charge({"Staff": 940_000}, host=""))

    assert line_sums(division) == {"Staff": 940_000}


def test_a_minimum_and_a_cap_hold_in_whole_ore_and_are_a_line_of_their_own():
    key = make_key(minimum_ore=100_001, cap_share=0.55)

    division = divide(with_values(key), make_charge({"Staff": 940_001}))

    paid = totals(division)
    assert (paid[SMALL], paid[LARGE], sum(paid.values())) == (100_001, 517_001, 940_001)
    assert {key: str(text) for key, text in division.bounded.items()} == {
        SMALL: "pays the minimum fee",
        LARGE: "pays no more than the cap",
    }
    assert line_sums(division) == {"Staff": 940_001, "=bounds": 0}


def test_two_members_that_may_each_pay_half_can_share_an_odd_ore():
    members = {HOST: Fraction(1), SMALL: Fraction(1)}

    division = divide(with_values(make_key(cap_share=0.5)), make_charge({"Staff": 101}, members))

    assert totals(division) == {HOST: 51, SMALL: 50}


def test_bounds_that_nobody_reaches_leave_no_line():
    division = divide(with_values(make_key(minimum_ore=1, cap_share=0.9)), make_charge({"Staff": 940_000}))

    assert (line_sums(division), division.bounded) == ({"Staff": 940_000}, {})


def test_a_minimum_is_for_a_year_and_a_part_of_it_pays_a_part():
    members = {HOST: Fraction(1), SMALL: Fraction(1, 2), LARGE: Fraction(1)}
    charge = make_charge({"Staff": 100_000}, members, part_of_year=Fraction(1, 4))

    division = divide(with_values(make_key(minimum_ore=80_000)), charge)

    assert totals(division)[SMALL] == 10_000


def test_a_member_for_half_the_period_counts_half():
    members = {HOST: Fraction(1), SMALL: Fraction(1, 2), LARGE: Fraction(1)}

    division = divide(with_values(make_key(parts={"equal": 1})), make_charge({"Staff": 1_000}, members))

    assert totals(division) == {HOST: 400, SMALL: 200, LARGE: 400}


@pytest.mark.parametrize(("year", "weight"), [(2023, 0.0), (2024, 0.0), (2025, 0.25), (2026, 1.0), (2030, 1.0)])
def test_a_phase_in_goes_from_the_former_key_to_the_new(year, weight):
    former = with_values(make_key("former", {"equal": 1}))
    phased = with_values(make_key(phase_in=PhaseIn("former", 2024, (0.0, 0.25))))
    charge = make_charge({"Staff": 1_128_000}, year=year)

    paid = totals(divide(phased, charge, former))

    new, old = (totals(divide(one, charge)) for one in (with_values(make_key()), former))
    assert paid == {one: round(weight * new[one] + (1 - weight) * old[one]) for one in MEMBERS}


def test_a_phase_in_between_keys_with_prices_bounds_and_overhead_still_sums():
    former = with_values(make_key("former", {"equal": 1}, prices={"users": 33}, host_overhead=0.013))
    phased = with_values(make_key(minimum_ore=77_777, cap_share=0.5, phase_in=PhaseIn("former", 2024, (1 / 3,))))

    division = divide(phased, make_charge({"Staff": 700_001, "Net": 77}), former)

    assert sum(totals(division).values()) == 700_078
    assert set(line_sums(division)) == {"Staff", "Net", "=catalogue:users", "=remainder", "=overhead", "=bounds"}
    assert next(row.drivers for row in division.rows if row.line == "=remainder") == ("population", "equal")


AMOUNTS = st.dictionaries(st.sampled_from(["Staff", "Net", "Licences"]), st.integers(0, 10**9), min_size=1)
VOLUMES = st.lists(st.integers(1, 10**6), min_size=3, max_size=3)
KEYS = st.sampled_from(
    [
        make_key(),
        make_key(parts={"equal": 0.2, "population": 0.3, "users": 0.5}),
        make_key(parts={"population": 1 / 3, "users": 2 / 3}),
        make_key(by_line={"Net": (KeyPart(1, "equal"),)}, host_overhead=0.07),
        make_key(prices={"users": 12_345}, host_overhead=0.01),
        make_key(cap_share=0.5, minimum_ore=0),
    ]
)


@given(key=KEYS, amounts=AMOUNTS, inhabitants=VOLUMES, users=VOLUMES)
@settings(max_examples=80)
def test_every_line_sums_to_the_line_and_all_to_the_bill(key, amounts, inhabitants, users):
    values = {
        "population": dict(zip(MEMBERS, inhabitants, strict=True)),
        "users": dict(zip(MEMBERS, users, strict=True)),
    }
    charge = make_charge(amounts)

    division = divide(with_values(key, **values), charge)

    assert sum(totals(division).values()) == charge.total_ore
    assert all(ore == amounts[line] for line, ore in line_sums(division).items() if line in amounts)
    assert line_sums(division).get("=overhead", 0) == line_sums(division).get("=bounds", 0) == 0


@given(amounts=AMOUNTS, inhabitants=VOLUMES, factor=st.integers(2, 9))
@settings(max_examples=40)
def test_a_bill_k_times_as_large_is_k_times_as_large_for_everybody_to_within_rounding(amounts, inhabitants, factor):
    key = with_values(make_key(), population=dict(zip(MEMBERS, inhabitants, strict=True)))
    larger = {line: factor * ore for line, ore in amounts.items()}

    once, many = (totals(divide(key, make_charge(one))) for one in (amounts, larger))

    assert all(abs(many[one] - factor * once[one]) <= factor * len(amounts) for one in MEMBERS)


@given(amounts=AMOUNTS, inhabitants=VOLUMES, factor=st.integers(2, 9))
@settings(max_examples=40)
def test_drivers_in_another_unit_give_the_same_bill(amounts, inhabitants, factor):
    volumes = dict(zip(MEMBERS, inhabitants, strict=True))
    thousands = {one: volume * factor for one, volume in volumes.items()}

    bills = [divide(with_values(make_key(), population=one), make_charge(amounts)) for one in (volumes, thousands)]

    assert bills[0] == bills[1]


@given(amounts=AMOUNTS, order=st.permutations(MEMBERS))
@settings(max_examples=30)
def test_the_order_of_members_changes_nothing_but_ties(amounts, order):
    key = with_values(make_key(parts={"population": 1}), population={HOST: 30_011, SMALL: 4_007, LARGE: 60_013})

    first = totals(divide(key, make_charge(amounts)))
    second = totals(divide(key, make_charge(amounts, dict.fromkeys(order, Fraction(1)))))

    assert all(abs(first[one] - second[one]) <= len(amounts) for one in MEMBERS)
    if len(amounts) == 1:
        assert first == second


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            CostKey("empty"),
            'The key empty does not say how "Staff" is divided. Give the key parts, or give the line a driver.',
        ),
        (
            CostKey("priced", prices={"users": 1}),
            "The key priced has prices and no parts, so what the prices do not cover cannot be divided. Give it parts.",
        ),
        (
            make_key(parts={"servers": 1}),
            (
                "Nobody has any servers in the period, so nothing can be divided by it. Fill in the values, or choose "
                "another driver."
            ),
        ),
        (
            make_key(phase_in=PhaseIn("gone", 2025, (0.5,))),
            "The key by comes from a former key that is not there.",
        ),
    ],
)
def test_a_key_that_cannot_divide_says_why(key, message):
    with pytest.raises(DivisionError) as caught:
        divide(with_values(key, servers=dict.fromkeys(MEMBERS, 0)), make_charge({"Staff": 100}))

    assert str(caught.value) == message


def test_inhabitants_give_the_largest_member_the_share_that_is_known_of_real_collaborations(shared):
    clusters = json.loads((shared / "data" / "clusters.json").read_text(encoding="utf-8"))
    counted = [one for one in clusters if all(member["population"] for member in one["members"])]

    for cluster in counted:
        inhabitants = {member["name"]: member["population"] for member in cluster["members"]}
        charge = make_charge({"IT": 10**9}, dict.fromkeys(inhabitants, Fraction(1)))
        paid = totals(divide(with_values(make_key(), population=inhabitants), charge))

        assert max(paid, key=lambda one: paid[one]) == cluster["largest"]
        assert paid[cluster["largest"]] / 10**9 == pytest.approx(cluster["largest_share"], abs=0.0006)
    assert len(counted) > 10
