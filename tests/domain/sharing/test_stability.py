"""Would it hold: keys beside rules, the group with the greatest complaint, and what would mend it."""

import json

import numpy as np
import pytest

from make import HOST, LARGE, SMALL, make_study
from make_whatif import sure
from samverkan.domain.sharing.core_chances import Drawing, find_core_chances
from samverkan.domain.sharing.costs import Coalition, Unit
from samverkan.domain.sharing.gaming import CoalitionTable, game_from_own_costs, game_from_table
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.plan import Amount, ModelParameters
from samverkan.domain.sharing.stability import KeyShares, judge_stability
from samverkan.methods.sharing.checks import Law, Verdict
from samverkan.methods.sharing.game import GameKind
from samverkan.methods.sharing.rules import Rule

MEMBERS = (HOST, SMALL, LARGE)
COSTS = {
    (HOST,): 6000,
    (SMALL,): 2000,
    (LARGE,): 9000,
    (HOST, SMALL): 7000,
    (HOST, LARGE): 13_000,
    (SMALL, LARGE): 10_000,
    MEMBERS: 14_000,
}


def game(costs=None, **settings):
    rows = tuple(Coalition(group, cost) for group, cost in {**COSTS, **(costs or {})}.items())
    return game_from_table(make_study(), CoalitionTable(rows, **settings), MEMBERS)


def key(*shares, name="key"):
    return KeyShares(CostKey(name), dict(zip(MEMBERS, (one * 100 for one in shares), strict=True)), is_in_use=True)


def test_a_key_that_holds_says_who_is_nearest_to_leaving():
    standing = judge_stability(make_study(), game(), [key(4500, 1200, 8300)]).keys[0]

    assert (standing.holds, standing.worst, standing.complaint_ore) == (True, (HOST, LARGE), -20_000)
    assert standing.saving_ore == {HOST: 150_000, SMALL: 80_000, LARGE: 70_000}
    assert standing.is_in_use
    assert standing.repair is None
    assert str(standing.sentence) == (
        "Nobody would be better off outside. Nearest to it: Holm and Stor, who would lose 200 SEK a year."
    )


def test_a_group_that_pays_more_than_on_its_own_is_named_with_the_amount_in_both_languages():
    standing = judge_stability(make_study(), game(), [key(5000, 500, 8500)]).keys[0]

    assert (standing.holds, standing.worst, standing.complaint_ore) == (False, (HOST, LARGE), 50_000)
    assert str(standing.sentence) == (
        "Holm and Stor would be better off outside, as a group of their own: they pay 500 SEK a year more than they "
        "would together by themselves."
    )
    assert standing.sentence.in_language("sv") == (
        "Holm och Stor skulle ha det bättre utanför, som en egen grupp: de betalar 500\u00a0kr mer om året än de "
        "skulle göra tillsammans på egen hand."
    )
    assert standing.change_ore == {HOST: -25_000, SMALL: 50_000, LARGE: -25_000}
    assert str(standing.repair) == (
        "For it to hold, 500 SEK a year must move: Holm pays 250 SEK less; Lill pays 500 SEK more; Stor pays 250 "
        "SEK less."
    )


def test_one_member_that_pays_more_than_alone_is_spoken_of_as_one():
    standing = judge_stability(make_study(), game(), [key(4000, 3000, 7000)]).keys[0]

    assert standing.worse_off == (SMALL,)
    assert str(standing.sentence) == (
        "Lill would be better off outside: it pays 1,000 SEK a year more than on its own."
    )


def test_every_rule_is_beside_the_keys_and_sums_to_the_whole():
    stability = judge_stability(make_study(), game(), [key(4500, 1200, 8300)], dict.fromkeys(MEMBERS, 1.0))

    assert [one.id for one in stability.rules] == [rule.value for rule in Rule]
    assert {sum(one.shares_ore.values()) for one in stability.rules} == {1_400_000}
    assert stability.standing("nucleolus").certificate is True
    assert stability.standing("shapley").certificate is None
    # Equal weights give the Shapley value itself.
    assert stability.standing("weighted_shapley").shares_ore == stability.standing("shapley").shares_ore
    assert stability.is_core_empty is False
    assert {law: one.verdict for law, one in stability.checks.items()} == {
        Law.MONOTONE: Verdict.HOLDS,
        Law.SUBADDITIVE: Verdict.HOLDS,
        Law.CONCAVE: Verdict.HOLDS,
    }


def test_a_whole_dearer_than_the_own_costs_is_an_answer():
    stability = judge_stability(make_study(), game({MEMBERS: 18_500}), [key(6000, 2500, 10_000)])

    assert [str(one) for one in stability.summary] == [
        (
            "Nobody gains by staying: together the members pay 1,500 SEK a year more than each on its own, and no key "
            "changes that."
        ),
        (
            "No key holds: however the bill is divided, somebody would be better off outside. Somebody else would have "
            "to pay at least 3,500 SEK a year for one to hold."
        ),
    ]
    assert (stability.is_core_empty, stability.subsidy_ore) == (True, 350_000)
    assert stability.keys[0].change_ore is None
    worse_off = "Every division leaves somebody worse off than alone."
    assert {one.id: str(one.reason) for one in stability.undefined} == {
        "nucleolus": worse_off,
        "per_capita_nucleolus": worse_off,
        "proportional_nucleolus": worse_off,
        "disruption_nucleolus": "Lill and the others do better as two groups than together: nothing to disrupt.",
        "tau": "Holm can hold out for more than everyone together gives it.",
    }


def test_holes_leave_the_answer_open_and_name_the_rules_that_need_them():
    stability = judge_stability(make_study(), game({(SMALL, LARGE): None}), [key(4500, 1200, 8300)])

    assert stability.keys[0].holds is None
    assert str(stability.keys[0].sentence) == (
        "No group whose own cost is known would be better off outside; of 1 group it is not known."
    )
    assert stability.is_core_empty is None
    needing = {one.id: str(one.reason) for one in stability.undefined}
    assert needing["shapley"] == needing["nucleolus"] == "It needs the cost of 1 group that is not known: Lill+Stor."
    assert stability.standing("moriarity") is not None


def test_a_complaint_stands_whatever_the_unknown_groups_cost():
    standing = judge_stability(make_study(), game({(SMALL, LARGE): None}), [key(5000, 500, 8500)]).keys[0]

    assert standing.holds is False
    assert str(standing.repair).startswith("To meet every group whose own cost is known, 500 SEK a year must move")


def test_keys_of_another_bill_are_scaled_and_that_is_said():
    stability = judge_stability(make_study(), game(), [key(2250, 600, 4150)])

    assert stability.keys[0].shares_ore == {HOST: 450_000, SMALL: 120_000, LARGE: 830_000}
    assert [str(one) for one in stability.notes] == [
        (
            "The bill is 7,000 SEK and the groups' costs give 14 kSEK for all together: the shares by the keys are "
            "scaled to the latter."
        )
    ]


def test_a_whole_that_is_no_round_number_of_ore_is_no_reason_not_to_hold():
    standing = judge_stability(make_study(), game({MEMBERS: 14_000.004}), [key(4500, 1200, 8300)]).keys[0]

    assert (standing.holds, sum(standing.shares_ore.values())) == (True, 1_400_000)


def test_own_costs_alone_tell_who_would_pay_more_than_outside():
    named = game_from_own_costs(
        make_study(), {one: sure(cost) for (one, *_), cost in COSTS.items() if not _}, MEMBERS, 1_400_000
    )

    stability = judge_stability(make_study(), named, [key(7000, 500, 6500)])

    assert stability.keys[0].worst == (HOST,)
    assert {one.id for one in stability.rules} == {"equal_gains", "proportional_gains", "moriarity", "equal"}


def test_in_a_savings_game_the_sentence_is_of_what_is_gained():
    rows = (Coalition((HOST, SMALL), 400), Coalition(MEMBERS, 500))
    named = game_from_table(make_study(), CoalitionTable(rows, Unit.SEK, GameKind.SAVINGS), MEMBERS)

    standing = judge_stability(make_study(), named, [key(100, 100, 300)]).keys[0]

    assert str(standing.sentence) == "Holm and Lill would be better off outside, by 200 SEK a year."


def test_the_water_game_names_the_group_that_its_key_by_population_drives_out(shared):
    # Young, Okada and Hashimoto (1982): shares by population are not in the core.
    data = json.loads((shared / "reference/games/young1982_skane.json").read_text(encoding="utf-8"))
    players = data["players"]
    rows = tuple(
        Coalition(tuple(one for bit, one in enumerate(players) if mask >> bit & 1), cost)
        for mask, cost in enumerate(data["table"])
        if mask
    )
    named = game_from_table(make_study(), CoalitionTable(rows, Unit.MSEK))

    stability = judge_stability(make_study(), named)

    shapley = stability.standing("shapley")
    assert named.members == tuple(players)
    assert shapley.holds is False
    assert stability.standing("nucleolus").holds is True
    assert stability.checks[Law.SUBADDITIVE].verdict is Verdict.FAILS


RANGES = {
    "fixed": Amount(5e5, 3e6, 6e6),
    "unit": Amount(1100, 1750, 2600),
    "elasticity": Amount(0.88, 0.95, 1),
    "realised": Amount(0, 0.6, 1),
    "transition": Amount(1e5, 4e5, 1e6),
    "distance": Amount(0, 0, 0),
    "coordination": Amount(1e5, 2.5e5, 6e5),
    "growth": Amount(1, 1.3, 1.6),
}
DRIVERS = {HOST: 60_000.0, SMALL: 5_000.0, LARGE: 12_000.0}


def core_chances(ranges, n_draws=600):
    by_size = KeyShares(CostKey("by size"), {one: int(value) for one, value in DRIVERS.items()})
    drawing = Drawing(n_draws, np.random.default_rng(1))
    return find_core_chances(make_study(), ModelParameters(ranges), DRIVERS, [by_size], drawing)


def test_over_draws_a_collaboration_saves_more_often_than_a_key_holds():
    chances = core_chances(RANGES)

    assert 0 < chances.has_core <= chances.saves < 1
    assert chances.keys["by size"].holds <= chances.keys["by size"].spares_all <= chances.saves
    assert chances.keys["by size"].holds_of_core == pytest.approx(chances.keys["by size"].holds / chances.has_core)


def test_a_model_in_which_nothing_is_realised_never_saves():
    chances = core_chances({**RANGES, "realised": Amount(0, 0, 0)})

    assert (chances.saves, chances.has_core, chances.keys["by size"].holds_of_core) == (0.0, 0.0, None)


def test_a_certain_model_is_certain_in_every_draw():
    sure_ranges = {name: sure(one.mode) for name, one in RANGES.items()}

    chances = core_chances(sure_ranges, 3)

    assert {chances.saves, chances.has_core, chances.keys["by size"].holds} <= {0.0, 1.0}
