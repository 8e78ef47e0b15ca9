"""How a change may turn out when amounts are ranges."""

import pickle

import numpy as np
import pytest

from make import LARGE, SMALL
from make_whatif import OTHER, join, leave, make_accounts, make_plan, make_scenario, sure
from samverkan.domain.sharing.chances import Spread, chunk_sizes, find_chances
from samverkan.domain.sharing.core_chances import find_staying_chances
from samverkan.domain.sharing.plan import Act, Amount, Change, ExitRule, ExitTerms
from samverkan.domain.sharing.whatif.running import run_whatif

RANGE = Amount(300_000, 400_000, 600_000, "made up")


def leaving(**settings):
    return make_plan(
        **{
            "exit": ExitTerms(ExitRule.SHARED, 1, 0, {"fixed": 0.5}, 2),
            "alone": {SMALL: RANGE},
            "leaving": {SMALL: sure(50_000)},
            "draws": 1200,
            **settings,
        }
    )


def rng():
    return np.random.default_rng(2026)


def in_other_processes(function, items):
    """Hand everything over as a process pool does, and work backwards."""
    sent = pickle.loads(pickle.dumps((function, list(items))))
    return reversed([sent[0](one) for one in reversed(sent[1])])


def test_certain_amounts_give_the_same_as_one_run():
    plan = leaving(alone={SMALL: sure(400_000)}, draws=3)

    chances = find_chances(make_accounts(), plan, make_scenario(leave(SMALL)), rng())
    answer = run_whatif(make_accounts(), plan, make_scenario(leave(SMALL)))

    for chance, outcome in zip(chances.outcomes, answer.outcomes, strict=True):
        for member, once in zip(chance.members, outcome.members, strict=True):
            for rate, value in once.net_present_ore.items():
                spread = member.net_present_ore[rate]
                assert spread.low_ore == spread.middle_ore == spread.high_ore
                assert spread.middle_ore == pytest.approx(value, abs=5)
            assert member.yearly_change_ore.middle_ore == pytest.approx(once.change_ore / 3, abs=2)
    assert [str(one) for one in chances.notes] == ["No amount is stated as a range, so every draw is the same."]


def test_the_same_seed_gives_the_same_chances_whoever_does_the_work():
    arguments = (make_accounts(), leaving(), make_scenario(leave(SMALL)))

    here = find_chances(*arguments, rng())
    elsewhere = find_chances(*arguments, rng(), in_other_processes)

    assert chunk_sizes(1200) == (500, 500, 200)
    assert here == elsewhere
    assert here.notes == ()


def test_the_order_of_the_changes_does_not_move_the_draws():
    price = Change(Act.PRICE, "*", 2027, factor=Amount(1, 1.1, 1.3))
    volume = Change(Act.VOLUME, "users", 2027, factor=Amount(0.9, 1, 1.2))

    one, other = (
        find_chances(make_accounts(), leaving(), make_scenario(*changes), rng()).outcomes
        for changes in ((price, volume), (volume, price))
    )

    assert one == other


def test_a_leaver_whose_own_cost_is_a_range_has_a_probability_of_being_better_off():
    chances = find_chances(make_accounts(), leaving(), make_scenario(leave(SMALL)), rng())

    leaver = chances.under(ExitRule.REMAINING).member(SMALL)
    # It gains over three years of 533,333 SEK, less 50,000, when its own cost is below 516,667 SEK: by the triangle
    # 1 - (600,000 - 516,667)^2 / (300,000 * 200,000).
    assert leaver.better_off[0.0] == pytest.approx(1 - 83_333**2 / (300_000 * 200_000), abs=0.03)
    assert leaver.net_present_ore[0.0].low_ore < 0 < leaver.net_present_ore[0.0].middle_ore
    assert chances.under(ExitRule.REMAINING).all_better_off == {0.0: 0.0, 0.025: 0.0, 0.05: 0.0}


def test_what_is_certain_for_a_member_has_no_spread():
    chances = find_chances(make_accounts(), leaving(), make_scenario(leave(SMALL)), rng())

    spread = chances.under(ExitRule.LEAVER).member(LARGE).net_present_ore[0.0]
    assert spread == Spread(spread.middle_ore, spread.middle_ore, spread.middle_ore)


def test_who_lacks_an_own_cost_has_no_chances_and_then_all_together_have_none():
    plan = leaving(alone={}, added={SMALL: Amount(0, 1, 2)})

    chances = find_chances(make_accounts(), plan, make_scenario(leave(SMALL)), rng())

    outcome = chances.under(ExitRule.LEAVER)
    assert outcome.member(SMALL).yearly_change_ore is None
    assert outcome.member(SMALL).better_off == {0.0: None, 0.025: None, 0.05: None}
    assert [str(one) for one in outcome.member(SMALL).not_known] == [
        "State in [sharing.alone.LILL] what Lill would cost a year outside the collaboration."
    ]
    assert outcome.all_better_off == {0.0: None, 0.025: None, 0.05: None}


def test_draws_whose_bill_no_bounds_allow_are_left_out_and_counted():
    plan = make_plan(draws=400, added={OTHER: Amount(-1_500_000, -800_000, 0)}, joining={OTHER: sure(0)})
    key = plan.keys[0]
    plan = make_plan(
        draws=400,
        added=plan.added,
        joining=plan.joining,
        alone={OTHER: sure(1)},
        keys=(type(key)(key.id, parts=key.parts, minimum_ore=20_000_000),),
    )

    chances = find_chances(make_accounts(), plan, make_scenario(join(OTHER)), rng())

    # Four minimum fees of 200,000 SEK are more than the bill when less than 800,000 SEK of it is left.
    assert 150 < chances.n_undivided < 250
    assert [str(one) for one in chances.notes] == [
        f"{chances.n_undivided} draws are left out: the minimum and the cap allow no division of their bills."
    ]


def test_staying_pays_as_often_as_the_own_cost_is_above_the_share():
    shares = {SMALL: 40_000_000, LARGE: 10_000_000, OTHER: 1}

    chances = find_staying_chances({SMALL: RANGE, LARGE: sure(100_001)}, shares, 2000, rng())

    assert chances.members[SMALL] == pytest.approx(2 / 3, abs=0.03)
    assert (chances.members[LARGE], chances.members[OTHER]) == (1.0, None)
    assert chances.all_members is None
