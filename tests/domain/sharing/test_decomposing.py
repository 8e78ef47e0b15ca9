"""What changed since the last bill: causes that sum to the öre, and each cause alone gets all of its own change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import HOST, INHABITANTS, LARGE, SMALL, make_indicators, make_study
from make_bills import make_accounts, make_costs, make_key, make_plan, make_reading, with_memberships
from samverkan.domain.dates import Period
from samverkan.domain.indicators import DEFINITION_CHANGED
from samverkan.domain.sharing.billing import Accounts, make_bill
from samverkan.domain.sharing.decomposing import Basis, Cause, Decomposition, DecompositionError, explain_change
from samverkan.domain.sharing.keys import CostKey, KeyPart, PhaseIn, Reading
from samverkan.domain.study import Role

OLD, NEW = Period.read("2023"), Period.read("2024")
KEY = make_key()
BY_USERS = make_key("users", {"equal": 0.3, "users": 0.7})


def two_years(
    costs: tuple[float, float] = (900_000.0, 900_000.0),
    inhabitants: tuple[dict[str, float], dict[str, float]] = (INHABITANTS, INHABITANTS),
    **parts: object,
) -> Accounts:
    """Accounts of 2023 and 2024: what staff cost, and the inhabitants."""
    population = [
        replace(one, period=period)
        for period, values in zip((OLD, NEW), inhabitants, strict=True)
        for one in make_indicators(values)
    ]
    users = [make_reading(one, n / 7, str(year)) for one, n in INHABITANTS.items() for year in (2023, 2024)]
    lines = (*make_costs({"Staff": costs[0]}, "2023"), *make_costs({"Staff": costs[1]}, "2024"))
    return make_accounts(**{"costs": lines, "indicators": (*population, *users), **parts})


def explain(accounts: Accounts, before: CostKey = KEY, after: CostKey = KEY) -> Decomposition:
    plan = make_plan(before, after)
    return explain_change(Basis(accounts, plan, before, OLD), Basis(accounts, plan, after, NEW))


def causes_with_effect(decomposition: Decomposition) -> set[Cause]:
    return {cause for one in decomposition.changes for cause, ore in one.by_cause_ore.items() if ore}


def test_when_nothing_changes_every_cause_is_nothing():
    decomposition = explain(two_years())

    assert [one.change_ore for one in decomposition.changes] == [0, 0, 0]
    assert causes_with_effect(decomposition) == set()


@pytest.mark.parametrize(
    ("accounts", "after", "cause"),
    [
        (two_years((900_000.0, 940_000.0)), KEY, Cause.PRICE),
        (two_years(inhabitants=(INHABITANTS, {HOST: 31_000, SMALL: 3_500, LARGE: 64_000})), KEY, Cause.VOLUME),
        (two_years(), BY_USERS, Cause.KEY),
        (
            two_years(
                study=with_memberships(
                    make_study(),
                    (HOST, None, None, Role.HOST),
                    (SMALL, None, "2023", Role.MEMBER),
                    (LARGE, None, None, Role.MEMBER),
                )
            ),
            KEY,
            Cause.MEMBERSHIP,
        ),
    ],
    ids=["price", "volume", "key", "membership"],
)
def test_a_cause_that_changes_alone_gets_the_whole_change(accounts, after, cause):
    decomposition = explain(accounts, after=after)

    assert causes_with_effect(decomposition) - {Cause.ROUNDING} == {cause}
    assert all(
        one.by_cause_ore[cause] + one.by_cause_ore[Cause.ROUNDING] == one.change_ore for one in decomposition.changes
    )


def test_price_and_volume_share_what_they_do_together_by_halves():
    doubled = two_years((100.0, 200.0), ({HOST: 1, SMALL: 1, LARGE: 2}, {HOST: 1, SMALL: 2, LARGE: 1}))

    by_member = {one.municipality: one for one in explain(doubled).changes}

    # SMALL goes from 25 to 100 SEK: price adds 25 before the volume and 50 after it, volume 25 before the price and
    # 50 after it, so each gets the mean, 37.50.
    assert by_member[SMALL].by_cause_ore == {
        Cause.PRICE: 3_750,
        Cause.VOLUME: 3_750,
        Cause.KEY: 0,
        Cause.MEMBERSHIP: 0,
        Cause.ROUNDING: 0,
    }


def test_a_leavers_bill_goes_to_nothing_and_the_others_rise_by_membership():
    study = with_memberships(
        make_study(),
        (HOST, None, None, Role.HOST),
        (SMALL, "2024", None, Role.MEMBER),
        (LARGE, None, "2023", Role.MEMBER),
    )

    decomposition = explain(two_years(study=study))

    by_member = {one.municipality: one for one in decomposition.changes}
    assert by_member[LARGE].after_ore == by_member[SMALL].before_ore == 0
    assert by_member[LARGE].by_cause_ore[Cause.MEMBERSHIP] < 0 < by_member[SMALL].by_cause_ore[Cause.MEMBERSHIP]
    assert decomposition.notes == ()


VOLUMES = st.fixed_dictionaries({one: st.integers(1, 10**5) for one in INHABITANTS})
KEYS = st.sampled_from(
    [
        KEY,
        BY_USERS,
        make_key("priced", prices={"users": 999}, host_overhead=0.03),
        make_key("capped", {"equal": 1}, cap_share=0.6),
        CostKey("line", by_line={"Staff": (KeyPart(1.0, "users"),)}),
    ]
)


@given(
    costs=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
    inhabitants=st.tuples(VOLUMES, VOLUMES),
    keys=st.tuples(KEYS, KEYS),
    joined=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_causes_sum_to_the_change_and_changes_to_the_change_of_the_bill(costs, inhabitants, keys, joined):
    first_day = "2023-08-15" if joined else None
    study = with_memberships(
        make_study(),
        (HOST, None, None, Role.HOST),
        (SMALL, first_day, None, Role.MEMBER),
        (LARGE, None, None, Role.MEMBER),
    )
    accounts = two_years((costs[0] / 100, costs[1] / 100), inhabitants, study=study)

    decomposition = explain(accounts, *keys)

    plan = make_plan(*keys)
    bills = [make_bill(accounts, plan, key, period) for key, period in zip(keys, (OLD, NEW), strict=True)]
    assert all(sum(one.by_cause_ore.values()) == one.change_ore for one in decomposition.changes)
    assert {one.municipality: one.after_ore for one in decomposition.changes} == bills[1].shares_ore
    assert sum(one.change_ore for one in decomposition.changes) == bills[1].total_ore - bills[0].total_ore
    assert all(abs(one.by_cause_ore[Cause.ROUNDING]) <= 4 for one in decomposition.changes)


def test_the_next_step_of_a_phase_in_is_a_change_of_key():
    phased = make_key("phased", phase_in=PhaseIn("users", 2023, (0.2, 0.6)))
    accounts = two_years()
    plan = make_plan(phased, BY_USERS)

    decomposition = explain_change(Basis(accounts, plan, phased, OLD), Basis(accounts, plan, phased, NEW))

    assert causes_with_effect(decomposition) - {Cause.ROUNDING} == {Cause.KEY}


def test_a_driver_that_was_not_read_before_counts_as_unchanged_and_a_note_says_so():
    accounts = two_years()
    only_new = tuple(one for one in accounts.indicators if not (one.indicator == "users" and one.period == OLD))
    key = make_key("users", {"users": 1}, reading=Reading(days_before=0))

    decomposition = explain(replace(accounts, indicators=only_new), after=key)

    assert [str(one) for one in decomposition.notes] == [
        "users of Holm, Lill, Stor is not known for 2023, so its volume is taken as unchanged."
    ]
    assert {one.by_cause_ore[Cause.VOLUME] for one in decomposition.changes} == {0}


def test_a_definition_that_changed_between_the_bills_is_noted():
    accounts = two_years()
    changed = tuple(
        replace(one, status=DEFINITION_CHANGED) if one.indicator == "population" and one.period == NEW else one
        for one in accounts.indicators
    )

    decomposition = explain(replace(accounts, indicators=changed))

    assert [str(one) for one in decomposition.notes] == [
        "population changed its definition in 2024: what is put down to volume may be the new definition."
    ]


def test_bills_that_cannot_be_compared_are_refused():
    accounts, plan = two_years(), make_plan(KEY)
    year, other = Basis(accounts, plan, KEY, OLD), replace(plan, collaboration="ELSE")

    with pytest.raises(DecompositionError, match="2023 and 2024-Q1 are not equally long"):
        explain_change(year, Basis(accounts, plan, KEY, Period.read("2024-Q1")))
    with pytest.raises(DecompositionError, match="The two bills belong to different collaborations"):
        explain_change(year, Basis(accounts, other, KEY, NEW))


def test_every_cause_has_a_name_of_its_own_in_both_languages():
    for language in ("sv", "en"):
        names = {cause.label.in_language(language) for cause in Cause}

        assert len(names) == len(Cause)
