"""The example with two clusters, read as its smallest and as its largest member."""

import numpy as np
import pytest

from make import EXAMPLES
from samverkan.domain.sharing.billing import Accounts, make_bill
from samverkan.domain.sharing.chances import find_chances
from samverkan.domain.sharing.costs import Unit
from samverkan.domain.sharing.finding_game import find_game, gather_sources
from samverkan.domain.sharing.gaming import Basis
from samverkan.domain.sharing.plan import Act, Change, ExitRule, Scenario
from samverkan.domain.sharing.stability import KeyShares, judge_stability
from samverkan.domain.sharing.whatif.outcome import Part
from samverkan.domain.sharing.whatif.running import run_whatif
from samverkan.domain.sharing.whatif.wording import describe_break_even, describe_worth
from samverkan.files.study_folder.folder import read_study_folder

SMALLEST, LARGEST, NEWCOMER = "STEN", "HOGS", "FAGE"


@pytest.fixture(scope="module")
def evidence():
    return read_study_folder(EXAMPLES / "two-clusters").evidence


@pytest.fixture(scope="module")
def accounts(evidence):
    return Accounts(evidence.study, evidence.costs, evidence.indicators)


def run(evidence, accounts, name):
    plan = evidence.sharing
    scenario = next(one for one in plan.scenarios if one.id == name)
    return run_whatif(accounts, plan, scenario)


def sentence(evidence, member):
    return describe_worth(evidence.study, member, 0.025).in_language("sv")


def test_every_scenario_gives_each_member_a_year_by_year_answer_that_sums(evidence, accounts):
    for scenario in evidence.sharing.scenarios:
        answer = run_whatif(accounts, evidence.sharing, scenario)

        for outcome in answer.outcomes:
            for place, year in enumerate(answer.years):
                after = sum(one.years[place].after_ore for one in outcome.members if one.part is not Part.LEAVES)
                after += sum(one.years[place].stranded_ore for one in outcome.members if one.part is Part.LEAVES)
                assert after == answer.totals_after_ore[year]


def test_the_smallest_gains_by_a_newcomer_and_the_largest_does_not(evidence, accounts):
    outcome = run(evidence, accounts, "fagerholma-in").outcomes[0]

    assert sentence(evidence, outcome.member(SMALLEST)).startswith("Stenskäla vinner")
    assert sentence(evidence, outcome.member(LARGEST)).startswith("Högsunda förlorar")
    assert sentence(evidence, outcome.member(NEWCOMER)).startswith("Fagerholma vinner")


def test_when_the_largest_leaves_the_rule_decides_whether_the_smallest_pays_more_at_first(evidence, accounts):
    answer = run(evidence, accounts, "hogsunda-ut")

    first = {one.rule: one.member(SMALLEST).years[0].change_ore for one in answer.outcomes}
    assert first[ExitRule.REMAINING] > 0
    assert first[ExitRule.LEAVER] == first[ExitRule.SHARED] < 0
    assert (
        str(describe_break_even(answer.under(ExitRule.REMAINING).member(SMALLEST).break_even)) == "has paid off in 2034"
    )
    assert str(describe_break_even(answer.under(ExitRule.SHARED).member(LARGEST).break_even)) == (
        "does not pay off within the horizon"
    )


def test_when_the_smallest_leaves_it_loses_under_every_rule_and_so_do_the_others(evidence, accounts):
    answer = run(evidence, accounts, "stenskala-ut")

    worth = [one.net_present_ore[0.025] for outcome in answer.outcomes for one in outcome.members]
    assert max(worth) < 0
    assert answer.under(ExitRule.SHARED).is_agreed


def test_another_key_takes_from_the_smallest_what_it_gives_to_the_largest_and_the_host(evidence, accounts):
    outcome = run(evidence, accounts, "ny-nyckel").outcomes[0]

    assert sum(one.change_ore for one in outcome.members) == 0
    assert sentence(evidence, outcome.member(SMALLEST)).startswith("Stenskäla förlorar")
    assert sentence(evidence, outcome.member(LARGEST)).startswith("Högsunda vinner")


def test_the_chances_of_the_largest_hang_on_what_the_newcomer_adds(evidence, accounts):
    plan = evidence.sharing

    chances = find_chances(accounts, plan, plan.scenarios[0], np.random.default_rng(plan.seed))

    outcome = chances.outcomes[0]
    assert outcome.member(SMALLEST).better_off[0.025] == 1.0
    assert 0.2 < outcome.member(LARGEST).better_off[0.025] < 0.4
    assert outcome.all_better_off[0.025] == outcome.member(LARGEST).better_off[0.025]


def test_the_key_of_2020_holds_and_the_one_before_gave_two_members_reason_to_leave(evidence, accounts):
    plan = evidence.sharing
    bills = [(one, make_bill(accounts, plan, one, plan.period)) for one in plan.keys]
    named = find_game(evidence.study, gather_sources(accounts, plan, bills[0][1], evidence.coalitions, Unit.KSEK))
    keys = [KeyShares(one, bill.shares_ore, one.id == plan.key_in_use) for one, bill in bills]

    stability = judge_stability(evidence.study, named, keys)

    assert stability.standing("avtal2020").holds is True
    assert stability.standing("invanare").worst == ("KVRN", "HOGS")
    assert stability.standing("invanare").sentence.in_language("sv").startswith("Kvarnryd och Högsunda skulle ha det")


def test_the_stated_model_gives_every_group_a_cost_when_it_is_asked_for(evidence, accounts):
    plan = evidence.sharing
    bill = make_bill(accounts, plan, plan.keys[0], plan.period)

    named = find_game(evidence.study, gather_sources(accounts, plan, bill), Basis.MODEL)

    assert named.game.is_complete
    assert named.members == bill.members


def test_a_merger_of_the_two_smallest_costs_the_others_an_equal_part(evidence, accounts):
    merger = Change(Act.MERGE, "LOVB", 2027, into=("LOVB", SMALLEST))

    outcome = run_whatif(accounts, evidence.sharing, Scenario("merger", (merger,))).outcomes[0]

    assert outcome.member("LOVB").change_ore < 0 < outcome.member(LARGEST).change_ore
    assert outcome.member(SMALLEST) is None
    # A fifth of 66 million is in equal parts: a quarter of it each becomes a third.
    assert outcome.member(LARGEST).years[0].change_ore == pytest.approx(13_200_000_00 * (1 / 3 - 1 / 4), abs=2)


def test_a_move_of_the_host_changes_nothing_by_this_key_and_says_what_is_not_stated(evidence, accounts):
    move = Change(Act.HOST, LARGEST, 2027)

    answer = run_whatif(accounts, evidence.sharing, Scenario("move", (move,)))

    assert {one.change_ore for one in answer.outcomes[0].members} == {0}
    (missing,) = answer.missing
    assert [one.not_known for one in answer.outcomes[0].members] == [(missing,)] * 4
    assert missing.in_language("sv") == (
        "Vad det kostar en gång att flytta värdskapet till Högsunda, och om det ändrar årskostnaden, är inte angivet, "
        "och nyckeln har inget administrationspåslag till värden: därför syns flytten inte i siffrorna."
    )
