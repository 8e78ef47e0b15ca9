"""What a change means for each member, year by year; the small cases are computed by hand."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import HOST, LARGE, SMALL
from make_whatif import (
    BY_USERS,
    EQUALLY,
    LICENCES,
    OTHER,
    STAFF,
    USERS,
    join,
    leave,
    make_accounts,
    make_plan,
    make_scenario,
    sure,
)
from samverkan.domain.dates import Period
from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.sharing.costs import CostKind, CostLine, Unit
from samverkan.domain.sharing.keys import CostKey, KeyPart, PhaseIn
from samverkan.domain.sharing.plan import Act, Amount, Change, ExitRule, ExitTerms
from samverkan.domain.sharing.whatif.outcome import BreakEvenKind, Part
from samverkan.domain.sharing.whatif.running import run_whatif

HALF_REMAINS = ExitTerms(ExitRule.SHARED, 1, 0, {"fixed": 0.5}, 2)


def run(*changes, accounts=None, **plan):
    return run_whatif(accounts or make_accounts(), make_plan(**plan), make_scenario(*changes))


def after(answer, municipality, rule=None):
    return [one.after_ore for one in answer.under(rule).member(municipality).years]


def test_nothing_changes_for_anybody_when_nothing_happens():
    answer = run()

    assert answer.years == (2025, 2026, 2027)
    assert answer.totals_before_ore == answer.totals_after_ore
    assert [one.part for one in answer.outcomes[0].members] == [Part.REMAINS] * 3
    assert {one.change_ore for one in answer.outcomes[0].members} == {0}
    assert {one.break_even.kind for one in answer.outcomes[0].members} == {BreakEvenKind.NO_CHANGE}
    assert [dict(one.net_present_ore) for one in answer.outcomes[0].members] == [{0.0: 0, 0.025: 0, 0.05: 0}] * 3


def test_a_leaver_takes_its_variable_cost_with_it_and_what_remains_of_the_fixed_fades():
    answer = run(leave(SMALL), exit=HALF_REMAINS)

    # Licences fall by 100 of 600 users; a third of the staff was SMALL's, half of that remains, and is gone in 2 years.
    assert answer.totals_before_ore == {2027: 1600_000_00, 2028: 1600_000_00, 2029: 1600_000_00}
    assert answer.totals_after_ore == {2027: 133_333_333, 2028: 125_000_000, 2029: 116_666_667}
    assert answer.outcomes[0].stranded_ore == {2027: 16_666_667, 2028: 8_333_333, 2029: 0}


def test_the_three_exit_rules_stand_side_by_side_for_the_leaver_and_for_those_who_remain():
    answer = run(leave(SMALL), exit=HALF_REMAINS, alone={SMALL: sure(400_000)}, leaving={SMALL: sure(50_000)})

    assert [(one.rule, one.is_agreed) for one in answer.outcomes] == [
        (ExitRule.LEAVER, False),
        (ExitRule.REMAINING, False),
        (ExitRule.SHARED, True),
    ]
    assert after(answer, SMALL, ExitRule.LEAVER) == [56_666_667, 48_333_333, 40_000_000]
    assert after(answer, SMALL, ExitRule.REMAINING) == [40_000_000, 40_000_000, 40_000_000]
    assert after(answer, SMALL, ExitRule.SHARED) == [56_666_667, 40_000_000, 40_000_000]
    assert after(answer, LARGE, ExitRule.LEAVER) == [58_333_333, 58_333_333, 58_333_333]
    assert after(answer, LARGE, ExitRule.REMAINING) == [66_666_666, 62_500_000, 58_333_333]
    assert after(answer, LARGE, ExitRule.SHARED) == [58_333_333, 62_500_000, 58_333_333]


def test_the_leaver_gets_its_present_value_and_the_year_from_which_it_is_ahead():
    answer = run(leave(SMALL), exit=HALF_REMAINS, alone={SMALL: sure(400_000)}, leaving={SMALL: sure(150_000)})

    leaver = answer.under(ExitRule.REMAINING).member(SMALL)

    # 533,333.34 before (it stands among those that lost an öre), 400,000 after; 150,000 once.
    assert leaver.part is Part.LEAVES
    assert leaver.transition_ore == 15_000_000
    assert leaver.net_present_ore[0.0] == 3 * (leaver.years[0].before_ore - 40_000_000) - 15_000_000
    gain = leaver.years[0].before_ore - 40_000_000
    assert leaver.net_present_ore[0.05] == round(gain * (1 + 1 / 1.05 + 1 / 1.05**2)) - 15_000_000
    assert (leaver.break_even.kind, leaver.break_even.year) == (BreakEvenKind.YEAR, 2028)


def test_a_remaining_member_that_pays_more_every_year_never_breaks_even():
    answer = run(leave(SMALL), exit=HALF_REMAINS)

    assert answer.under(ExitRule.REMAINING).member(LARGE).break_even.kind is BreakEvenKind.NEVER


def test_a_leaver_without_a_stated_own_cost_is_not_known_and_never_zero():
    answer = run(leave(SMALL), exit=HALF_REMAINS)

    leaver = answer.under(ExitRule.LEAVER).member(SMALL)
    assert [one.after_ore for one in leaver.years] == [None, None, None]
    assert [one.stranded_ore for one in leaver.years] == [16_666_667, 8_333_333, 0]
    assert leaver.transition_ore is None
    assert dict(leaver.net_present_ore) == {0.0: None, 0.025: None, 0.05: None}
    assert leaver.break_even.kind is BreakEvenKind.NOT_KNOWN
    assert [str(one) for one in leaver.not_known] == [
        "State in [sharing.alone.LILL] what Lill would cost a year outside the collaboration.",
        "State in [sharing.leaving.LILL] what leaving costs Lill once, 0 when it costs nothing.",
    ]
    assert all(one in answer.missing for one in leaver.not_known)


def test_the_rule_shared_is_left_out_with_a_word_when_no_years_are_stated():
    answer = run(leave(SMALL))

    assert [one.rule for one in answer.outcomes] == [ExitRule.LEAVER, ExitRule.REMAINING]
    assert any("how many years (years)" in str(one) for one in answer.missing)


def test_fixed_costs_stay_whole_and_do_not_fade_when_the_terms_say_nothing():
    answer = run(leave(SMALL))

    assert answer.totals_after_ore == dict.fromkeys((2027, 2028, 2029), 150_000_000)
    assert answer.outcomes[0].stranded_ore == dict.fromkeys((2027, 2028, 2029), 33_333_333)
    assert "Assumed: of a leaver's part of fixed costs, 100% remains." in [str(one) for one in answer.assumed]


def test_who_joins_makes_the_variable_cost_grow_and_not_the_fixed():
    answer = run(join(OTHER), alone={OTHER: sure(700_000)}, joining={OTHER: sure(100_000)})

    # Licences grow by 400 users of 1,000 SEK: 2,000,000 SEK in four equal parts.
    newcomer = answer.outcomes[0].member(OTHER)
    assert answer.totals_after_ore[2027] == 2_000_000_00
    assert newcomer.part is Part.JOINS
    assert [(one.before_ore, one.after_ore, one.once_ore) for one in newcomer.years] == [
        (70_000_000, 50_000_000, 10_000_000),
        (70_000_000, 50_000_000, 0),
        (70_000_000, 50_000_000, 0),
    ]
    assert after(answer, SMALL) == [50_000_000] * 3
    assert answer.missing == ()


def test_what_a_newcomer_adds_replaces_the_computed_cost_when_it_is_stated():
    answer = run(join(OTHER), added={OTHER: sure(80_000)}, joining={OTHER: sure(0)})

    assert answer.totals_after_ore[2027] == 168_000_000
    assert after(answer, OTHER) == [42_000_000] * 3
    assert not any("variable costs follow" in str(one) for one in answer.assumed)


def test_what_a_leaver_saves_the_others_replaces_the_computed_cost_when_it_is_stated():
    answer = run(leave(SMALL), added={SMALL: sure(133_333)}, exit=replace(HALF_REMAINS, fades_in_years=2))

    # It paid 533,333 SEK and takes 133,333 with it: 400,000 remain, and are gone in two years.
    assert [round(one, -3) for one in answer.outcomes[0].stranded_ore.values()] == [40_000_000, 20_000_000, 0]
    assert [round(one, -3) for one in answer.totals_after_ore.values()] == [146_667_000, 126_667_000, 106_667_000]


@pytest.mark.parametrize("added", [{}, {SMALL: sure(90_000)}])
def test_a_member_that_leaves_and_comes_back_pays_again_what_it_paid(added):
    answer = run(leave(SMALL, 2027), join(SMALL, 2028), exit=HALF_REMAINS, added=added, joining={SMALL: sure(0)})

    for outcome in answer.outcomes:
        for member in outcome.members:
            assert [one.change_ore for one in member.years][1:] == [0, 0]
    assert answer.outcomes[0].member(SMALL).part is Part.REMAINS


def test_a_newcomer_that_leaves_again_leaves_nothing_behind():
    answer = run(join(OTHER, 2027), leave(OTHER, 2028), exit=HALF_REMAINS)

    assert answer.totals_after_ore == {2027: 2_000_000_00, 2028: 1_600_000_00, 2029: 1_600_000_00}
    assert answer.outcomes[0].stranded_ore == {2027: 0, 2028: 0, 2029: 0}
    assert answer.outcomes[0].member(OTHER).part is Part.OUTSIDE


def test_municipalities_that_merge_share_a_purse_and_pay_one_equal_part():
    answer = run(Change(Act.MERGE, SMALL, 2027, into=(SMALL, LARGE)))

    merged = answer.outcomes[0].member(SMALL)
    assert (merged.part, merged.municipalities) == (Part.MERGES, (SMALL, LARGE))
    assert [one.municipality for one in answer.outcomes[0].members] == [HOST, SMALL]
    assert [one.before_ore for one in merged.years] == [106_666_666] * 3
    assert [one.after_ore for one in merged.years] == [80_000_000] * 3
    assert answer.totals_after_ore == answer.totals_before_ore


def test_a_merger_with_an_outsider_brings_its_volume_in():
    answer = run(
        Change(Act.MERGE, SMALL, 2027, into=(SMALL, OTHER)), alone={OTHER: sure(700_000)}, joining={OTHER: sure(1)}
    )

    merged = answer.outcomes[0].member(SMALL)
    assert answer.totals_after_ore[2027] == 2_000_000_00
    assert merged.years[0].before_ore == 53_333_333 + 70_000_000
    assert merged.years[0].once_ore == 100


def test_another_key_moves_money_between_members_and_adds_none():
    answer = run(Change(Act.KEY, "by users", 2027))

    assert after(answer, HOST) == [80_000_000] * 3
    assert after(answer, SMALL) == [26_666_667] * 3
    assert after(answer, LARGE) == [53_333_333] * 3
    assert answer.totals_after_ore == answer.totals_before_ore


def test_a_key_that_is_phased_in_changes_the_bill_step_by_step():
    stepwise = CostKey("stepwise", parts=BY_USERS.parts, phase_in=PhaseIn("equally", 2027, (0.5,)))

    answer = run(Change(Act.KEY, "stepwise", 2027), keys=(EQUALLY, stepwise))

    assert after(answer, HOST) == [66_666_667, 80_000_000, 80_000_000]


def test_the_overhead_follows_the_host_when_it_moves_and_its_other_costs_are_asked_for():
    with_overhead = replace(EQUALLY, host_overhead=0.1)

    answer = run(Change(Act.HOST, LARGE, 2027), keys=(with_overhead,))

    # Two guests pay a tenth of 533,333 SEK each to the host.
    host, large = (answer.outcomes[0].member(one).years[0] for one in (HOST, LARGE))
    assert (round(host.before_ore, -3), round(host.after_ore, -3)) == (42_667_000, 58_667_000)
    assert (round(large.before_ore, -3), round(large.after_ore, -3)) == (58_667_000, 42_667_000)
    assert [str(one) for one in answer.missing] == [
        (
            "What it costs once to move the hosting to Stor, and whether it changes the yearly cost, is not stated: "
            "only the host's overhead moves."
        )
    ]


def test_prices_and_volumes_change_the_lines_that_they_are_about():
    price = Change(Act.PRICE, "Staff", 2027, factor=sure(1.1))
    volume = Change(Act.VOLUME, "users", 2028, LARGE, factor=sure(1.5))

    answer = run(price, volume, key_in_use="by users")

    # Licences: 300 + 100 + 300 users.
    assert answer.totals_after_ore == {2027: 170_000_000, 2028: 180_000_000, 2029: 180_000_000}
    assert after(answer, SMALL) == [28_333_333, 25_714_286, 25_714_286]


def test_a_transition_does_not_recur_and_says_so():
    transition = CostLine("NORD", "Move", Period.read("2024"), 300, Unit.KSEK, CostKind.TRANSITION)

    answer = run(accounts=make_accounts((STAFF, LICENCES, transition)))

    assert answer.totals_before_ore[2025] == 160_000_000
    assert "Assumed: Move is a transition that does not recur after 2024." in [str(one) for one in answer.assumed]


def test_the_day_of_notice_is_said():
    answer = run(leave(SMALL), exit=ExitTerms(notice_months=18))

    assert "Lill must give notice by 2025-07-01 to leave on 1 January 2027: the notice is 18 months." in [
        str(one) for one in answer.assumed
    ]


def test_the_order_in_which_the_changes_of_a_scenario_are_written_does_not_matter():
    changes = (
        leave(SMALL, 2027),
        join(OTHER, 2027),
        Change(Act.KEY, "by users", 2027),
        Change(Act.PRICE, "*", 2028, factor=sure(1.03)),
    )

    answers = [run(*order, exit=HALF_REMAINS).outcomes for order in permutations(changes)]

    assert all(one == answers[0] for one in answers)


def test_two_that_leave_at_once_leave_the_same_behind_in_whatever_order_they_are_written():
    one = run(leave(SMALL), leave(LARGE), exit=HALF_REMAINS)
    other = run(leave(LARGE), leave(SMALL), exit=HALF_REMAINS)

    # Each was to bear a third of the staff, of which half remains; 300 of 600 users go.
    assert one.outcomes == other.outcomes
    assert one.outcomes[0].stranded_ore[2027] == 33_333_333
    assert one.totals_after_ore[2027] == 66_666_667 + 30_000_000


def test_a_host_that_leaves_without_a_successor_is_told_of():
    assert "The host leaves and no other is named: nobody is then paid the host's overhead." in [
        str(one) for one in run(leave(HOST)).missing
    ]


amounts = st.floats(0, 5e4, allow_nan=False).map(lambda value: round(value, 3))
volumes = st.integers(1, 10_000).map(float)


@settings(max_examples=40)
@given(
    staff=amounts,
    licences=amounts,
    users=st.tuples(volumes, volumes, volumes, volumes),
    remains=st.floats(0, 1),
    share=st.floats(0, 1).map(lambda value: round(value, 2)),
)
def test_bills_and_what_leavers_pay_sum_to_the_cost_of_the_collaboration_to_the_ore(
    staff, licences, users, remains, share
):
    costs = (replace(STAFF, amount=staff), replace(LICENCES, amount=licences))
    accounts = make_accounts(costs, dict(zip(USERS, users, strict=True)))
    key = CostKey("mixed", parts=(KeyPart(share, "equal"), KeyPart(1 - share, "users")))

    answer = run(
        leave(SMALL, 2027),
        join(OTHER, 2028),
        accounts=accounts,
        keys=(key,),
        key_in_use="mixed",
        alone={SMALL: sure(0)},
        exit=ExitTerms(years=1, remains={"fixed": remains, "variable": remains}, fades_in_years=3),
    )

    for outcome in answer.outcomes:
        for place, year in enumerate(answer.years):
            paid = sum(one.years[place].after_ore or 0 for one in outcome.members)
            stranded = sum(one.years[place].stranded_ore for one in outcome.members)
            assert paid == answer.totals_after_ore[year]
            assert stranded == outcome.stranded_ore[year]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            (leave(SMALL, 2020),),
            (
                "the test: a change is set to 2020, before the bill of 2024 that the answer starts from. Give a later "
                "year, or an earlier period in [sharing]."
            ),
        ),
        (
            (leave(SMALL, 2027), leave(LARGE, 2031)),
            "the test: a change is set to 2031, after the horizon ends in 2029. Set horizon higher in [sharing].",
        ),
        (
            (leave(SMALL), join(SMALL)),
            "the test: two changes in 2027 concern Lill. Keep one of them, or give them different years.",
        ),
        ((leave(OTHER),), "Anna is no member of Nord in 2027. Members are: Holm, Lill, Stor."),
        ((join(SMALL),), "Lill is to join in 2027 but is a member of Nord already."),
        (
            (join("LILLA"),),
            "LILLA is no municipality of the study. Check the spelling, or give it in municipalities.csv.",
        ),
        (
            (leave(SMALL), leave(LARGE), leave(HOST)),
            "Stor is the last member of Nord in 2027: nobody would remain.",
        ),
        (
            (Change(Act.KEY, "by size", 2027),),
            "The key by size is not stated in [sharing]. Stated are: equally, by users.",
        ),
        (
            (Change(Act.MERGE, SMALL, 2027, into=(SMALL,)),),
            "A merger into Lill in 2027 names fewer than two municipalities.",
        ),
        (
            (Change(Act.MERGE, HOST, 2027, into=(SMALL, LARGE)),),
            "Holm is a member of its own in 2027: the municipalities that merge cannot take its name.",
        ),
    ],
)
def test_a_change_that_cannot_be_made_says_why(changes, message):
    with pytest.raises(WorkbenchError) as error:
        run(*changes)

    assert str(error.value) == message


def test_everything_that_a_study_must_state_first_is_told_at_once():
    costs = (replace(STAFF, kind=None), replace(LICENCES, driver=""))
    users = {HOST: 300.0, SMALL: 100.0, LARGE: 200.0}

    with pytest.raises(ProblemsError) as error:
        run(
            join(OTHER),
            Change(Act.PRICE, "Staf", 2027, factor=sure(2)),
            Change(Act.VOLUME, "users", 2027, "ELSE", factor=Amount(-1, 1, 1)),
            accounts=make_accounts(costs, users),
        )

    assert [str(one) for one in error.value.problems] == [
        (
            'costs.csv: State the kind of "Staff" (fixed, variable, coordination or transition): a fixed cost stays '
            "when a member leaves, a variable one follows its driver."
        ),
        'costs.csv: "Licences" is variable: state the driver that it follows.',
        'study.toml: "Staf" is no cost line of NORD. The lines are: Licences, Staff.',
        "study.toml: The factor of users is below 0. Give a factor such as 1.05.",
        "study.toml: The volume of users is to change for ELSE, who is never a member in the scenario.",
        (
            "indicators.csv: Anna (ANNA) has no users that had begun by 2024-01-01, or its newest is empty. Fill in "
            "the value, or let the key read on another day."
        ),
    ]


def test_a_key_in_use_must_be_stated():
    with pytest.raises(ProblemsError, match=r"does not say which key is in use\. State it as key"):
        run(leave(SMALL), key_in_use="")


def test_a_quarter_is_no_base_for_yearly_costs():
    with pytest.raises(WorkbenchError, match=r"compares whole years; the period in \[sharing\] is 2024-Q1"):
        run(leave(SMALL), period=Period.read("2024-Q1"))


def test_an_addition_cannot_make_the_collaboration_cost_less_than_nothing():
    with pytest.raises(WorkbenchError, match=r"would cost less than nothing in 2027"):
        run(join(OTHER), added={OTHER: sure(-2_000_000)})


def test_a_horizon_of_no_years_is_refused():
    with pytest.raises(WorkbenchError, match=r"The horizon is 0 years"):
        run(leave(SMALL), horizon_years=0)


def test_who_left_on_the_last_day_of_the_year_is_in_its_bill_and_can_be_made_to_leave_again():
    accounts = make_accounts()
    memberships = tuple(
        replace(one, end=Period.read("2024-12-31")) if one.municipality == SMALL else one
        for one in accounts.study.memberships
    )
    left = replace(accounts, study=replace(accounts.study, memberships=memberships))

    answer = run(leave(SMALL, 2025), accounts=left)

    assert answer.totals_before_ore[2025] == 160_000_000
    assert answer.totals_after_ore[2025] == 150_000_000
    assert "Assumed: Lill would remain members but for the scenario, though their membership has an end." in [
        str(one) for one in answer.assumed
    ]


def test_a_member_of_a_part_of_the_year_is_told_of():
    accounts = make_accounts()
    memberships = tuple(
        replace(one, end=Period.read("2024-06-30")) if one.municipality == SMALL else one
        for one in accounts.study.memberships
    )

    answer = run(accounts=replace(accounts, study=replace(accounts.study, memberships=memberships)))

    assert [one.municipality for one in answer.outcomes[0].members] == [HOST, LARGE]
    assert "Assumed: the costs of 2024 are those of its members at its end; Lill belonged for a part of it." in [
        str(one) for one in answer.assumed
    ]


def test_an_answer_leads_back_to_the_costs_and_figures_behind_it():
    answer = run(leave(SMALL))

    assert answer.sources == (
        "cost:NORD:Staff:2024",
        "cost:NORD:Licences:2024",
        "indicator:HOLM:users:2024",
        "indicator:LILL:users:2024",
        "indicator:STOR:users:2024",
    )
