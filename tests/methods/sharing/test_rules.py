"""The rules that divide a cost: published shares, laws, what each needs to know, where they have no answer."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.sharing.games import (
    game_of,
    make_basic_game,
    make_concave_game,
    make_random_game,
    read_game,
    read_games,
    read_synthetic,
    renamed,
    tables,
)
from samverkan.methods.sharing.assessment import assess
from samverkan.methods.sharing.complaints import separable_costs
from samverkan.methods.sharing.errors import GameError, SharingError, UndefinedError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.own_cost_rules import equal_gains, equal_parts, moriarity, proportional_gains
from samverkan.methods.sharing.rules import RULES, WEIGHTED_RULES, Rule, missing_for, needed_by, share
from samverkan.methods.sharing.separable_rules import aca, louderback, scrb
from samverkan.methods.sharing.tau import minimal_rights, tau, utopia
from samverkan.methods.sharing.values import weighted_shapley

OWN_RULES = (
    *(Rule.SHAPLEY, Rule.SCRB, Rule.ACA, Rule.EQUAL_GAINS, Rule.PROPORTIONAL_GAINS, Rule.MORIARITY),
    *(Rule.LOUDERBACK, Rule.TAU, Rule.BANZHAF, Rule.EQUAL),
)
NUCLEOLI = {
    *(Rule.NUCLEOLUS, Rule.PER_CAPITA_NUCLEOLUS, Rule.PROPORTIONAL_NUCLEOLUS, Rule.DISRUPTION_NUCLEOLUS),
}

few = settings(max_examples=30)


def close(values, *, within=1e-9):
    return pytest.approx(np.asarray(values, dtype=float), abs=within, rel=1e-9)


def test_scrb_of_the_skane_water_study_is_what_was_published(shared):
    game, printed = read_game(shared, "young1982_skane")

    assert scrb(game) == close(printed["published"]["scrb"], within=0.0071)
    assert scrb(game) == close(printed["computed"]["scrb"])


def test_the_tennessee_valley_authority_shares_by_alternate_cost_avoided(shared):
    game, printed = read_game(shared, "tva_1930s")

    assert aca(game) == close(printed["published"]["aca_ransmeier"], within=0.5)
    assert aca(game) == close(printed["computed"]["scrb=aca"], within=1e-4)
    assert moriarity(game) == close(printed["computed"]["moriarity"], within=1e-4)


def test_scrb_of_the_airport_is_what_was_computed(shared):
    game, printed = read_game(shared, "airport_4")

    assert scrb(game) == close(printed["computed"]["scrb"])


def test_the_carriers_share_by_equal_parts_equal_gains_and_own_cost(shared):
    printed = read_games(shared, "logistics_basic3")
    game = make_basic_game(printed["alone"], printed["total"])

    assert equal_parts(game) == close(printed["published"]["equal"])
    assert equal_gains(game) == close(printed["computed"]["equal_gains"])
    assert moriarity(game) == close(printed["computed"]["proportional_to_alone"])
    # The source rounds a saving of 25/3 to 8.
    assert equal_gains(game) == close(printed["published"]["equal_gains"], within=0.34)
    assert moriarity(game) == close(printed["published"]["proportional_to_alone(moriarity)"], within=0.5)


@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "scrb", "moriarity", "equal_gains"])
def test_the_shares_of_the_synthetic_games_are_what_was_computed(shared, rule):
    cases = read_synthetic(shared)

    found = [share(game, Rule(rule)) for game, _ in cases]

    assert len(found) == 3
    assert all(one == close(case[rule], within=3e-9) for one, (_, case) in zip(found, cases, strict=True))


@pytest.mark.parametrize(("solution", "rule"), [("tau", tau), ("minimal_rights", minimal_rights), ("utopia", utopia)])
def test_tau_and_its_bounds_are_those_of_the_r_package_coopgame(shared, solution, rule):
    cases = [case for case in read_games(shared, "coopgame_r_a")["cases"] if case["solution"] == solution]

    found = [rule(make_game(case["table"], GameKind.SAVINGS)).tolist() for case in cases]

    assert cases
    assert found == [close(case["value"], within=case["tol"]) for case in cases]


def test_tau_of_the_bankruptcy_of_300_gives_each_half_way_between_its_bounds(shared):
    # Both bounds sum to 0 and 600 of an estate of 300: claims cut to the estate, minimal rights 0.
    case = read_games(shared, "talmud_bankruptcy")["cases"][2]

    assert tau(make_game(case["table"], GameKind.SAVINGS)) == close([50, 100, 150])


@pytest.mark.parametrize("rule", [one for one in OWN_RULES if one is not Rule.BANZHAF])
@few
@given(amounts=tables(), kind=st.sampled_from(GameKind))
def test_shares_sum_to_the_total(rule, amounts, kind):
    game = game_of(amounts, kind)

    try:
        found = share(game, rule)
    except UndefinedError:
        assume(False)

    assert found.sum() == pytest.approx(game.total, abs=1e-6)
    assert not found.flags.writeable


@pytest.mark.parametrize("rule", OWN_RULES)
@few
@given(st.integers(2, 5), st.integers(0, 99), st.randoms(use_true_random=False))
def test_shares_follow_the_players_when_they_are_listed_in_another_order(rule, n_players, seed, chance):
    game = make_concave_game(n_players, seed=seed)
    order = list(range(n_players))
    chance.shuffle(order)

    assert share(renamed(game, order), rule) == close(share(game, rule)[order])


@pytest.mark.parametrize("rule", OWN_RULES)
@few
@given(n_players=st.integers(1, 5), seed=st.integers(0, 99))
def test_shares_follow_the_unit_of_money_and_players_alike_pay_alike(rule, n_players, seed):
    game = make_concave_game(n_players, seed=seed)
    masks = np.arange(game.table.size)
    alike = make_game(10 * np.sqrt(np.bitwise_count(masks)))

    assert share(make_game(game.table * 1e8), rule) == close(share(game, rule) * 1e8, within=1e-3)
    assert np.ptp(share(alike, rule)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("rule", [Rule.SHAPLEY, Rule.SCRB, Rule.ACA, Rule.EQUAL_GAINS, Rule.LOUDERBACK, Rule.TAU])
@few
@given(n_players=st.integers(2, 5), seed=st.integers(0, 99))
def test_a_cost_of_ones_own_is_paid_by_oneself(rule, n_players, seed):
    game = make_concave_game(n_players, seed=seed)
    own = np.arange(n_players) * 2.5
    inside = (np.arange(game.table.size)[:, None] >> np.arange(n_players) & 1).astype(float)

    assert share(make_game(game.table + inside @ own), rule) == close(share(game, rule) + own)


@pytest.mark.parametrize("rule", OWN_RULES)
def test_savings_are_shared_as_the_costs_that_they_save(rule):
    game = make_concave_game(4)

    turned = make_game(-game.table, GameKind.SAVINGS)

    assert share(turned, rule) == close(-share(game, rule))


@pytest.mark.parametrize("rule", OWN_RULES)
def test_one_player_pays_the_whole(rule):
    assert share(make_game([0, 7]), rule).tolist() == [7.0]


@pytest.mark.parametrize("rule", OWN_RULES)
def test_a_free_game_is_free_or_has_no_proportions(rule):
    free = make_game(np.zeros(8))

    if rule in (Rule.MORIARITY, Rule.PROPORTIONAL_GAINS):
        with pytest.raises(UndefinedError, match="own entries sum to 0"):
            share(free, rule)
    else:
        assert share(free, rule).tolist() == [0.0] * 3


def test_a_grand_coalition_above_the_own_costs_is_shared_all_the_same():
    game = make_game([0, 4, 4, 10])

    assert equal_gains(game).tolist() == [5, 5]
    assert scrb(game).tolist() == [5, 5]
    assert assess(game, [[5, 5]])[0].worse_off == (0, 1)


def test_each_rule_reads_the_coalitions_it_says_it_needs():
    full = make_random_game(5)
    for rule in OWN_RULES:
        needed = needed_by(rule, 5)
        table = np.full(32, np.nan)
        table[0] = 0
        table[needed] = full.table[needed]
        partial = make_game(table)
        lacking = make_game(np.where(np.arange(32) == needed[0], np.nan, table))

        assert missing_for(partial, rule).tolist() == []
        assert missing_for(lacking, rule).tolist() == [needed[0]]
        with pytest.raises(GameError) as caught:
            share(lacking, rule)
        assert caught.value.coalitions == (needed[0],)
        if rule is not Rule.TAU:
            assert share(partial, rule).tolist() == share(full, rule).tolist()


def test_what_is_needed_is_counted_from_nothing_but_the_rule():
    assert needed_by(Rule.EQUAL, 3).tolist() == [7]
    assert needed_by(Rule.MORIARITY, 3).tolist() == [1, 2, 4, 7]
    assert needed_by(Rule.SCRB, 3).tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert needed_by(Rule.SCRB, 4).tolist() == [1, 2, 4, 7, 8, 11, 13, 14, 15]
    assert needed_by(Rule.SHAPLEY, 3).tolist() == list(range(1, 8))
    assert needed_by(Rule.SCRB, 1).tolist() == [1]


def test_every_rule_but_the_nucleoli_is_wired_here():
    assert set(Rule) - set(RULES) - set(WEIGHTED_RULES) <= NUCLEOLI


def test_benefits_limit_what_scrb_charges():
    game = make_game([0, 10, 20, 24])

    assert scrb(game).tolist() == [7, 17]
    # Player 1 gains 8 at the most, 6 less than it adds: it is paid for all that the others save by it.
    assert scrb(game, [10, 18]) == close([4 + 6 * 6 / 10, 14 + 4 * 6 / 10])
    assert scrb(game, [99, 99]) == close(scrb(game))


def test_benefits_of_a_savings_game_are_in_savings():
    costs = make_game([0, 10, 20, 24])
    savings = make_game(-costs.table, GameKind.SAVINGS)

    assert scrb(savings, [-10, -18]) == close(-scrb(costs, [10, 18]))


def test_an_attributable_cost_moves_louderback_away_from_aca():
    game = make_game([0, 10, 20, 24])

    assert louderback(game) == close(aca(game))
    assert louderback(game, [2, 2]) == close([2 + 8 * 20 / 26, 2 + 18 * 20 / 26])
    assert separable_costs(game).tolist() == [4, 14]


def test_louderback_with_attributable_costs_needs_no_coalition_of_all_but_one():
    game = make_basic_game([10, 40, 80], 105)

    assert louderback(game, [0, 0, 0]) == close(moriarity(game))


def test_gains_may_follow_inhabitants():
    game = make_basic_game([10, 40, 80], 100)

    assert proportional_gains(game, [1, 2, 3]) == close([5, 30, 65])


def test_a_weighted_rule_is_shared_with_its_weights():
    game = make_concave_game(4)

    found = share(game, Rule.WEIGHTED_SHAPLEY, [1, 2, 3, 4])

    assert found.tolist() == weighted_shapley(game, [1, 2, 3, 4]).tolist()


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (
            lambda: share(make_game([0, 1, 1, 1]), Rule.WEIGHTED_SHAPLEY),
            SharingError,
            "needs a weight for each of the 2",
        ),
        (lambda: proportional_gains(make_game([0, 1, 1, 1]), [1, -1]), SharingError, "The weight of player 1 is -1"),
        (lambda: proportional_gains(make_game([0, 1, 1, 1]), [1]), SharingError, "2 players, but there are 1 weights"),
        (lambda: proportional_gains(make_game([0, 1, 1, 1]), [0, 0]), UndefinedError, "weights sum to 0"),
        (lambda: moriarity(make_game([0, 1, -1, 3])), UndefinedError, "own entries sum to 0"),
        (lambda: scrb(make_game([0, 0, 0, 1, 0, 1, 1, 1])), UndefinedError, None),
        (lambda: scrb(make_game([0, 1, 1, 1]), [1, np.inf]), SharingError, "The benefit of player 1 is inf"),
        (
            lambda: louderback(make_game([0, 1, 1, 1]), [1]),
            SharingError,
            "2 players, but there are 1 values of attributable cost",
        ),
        (lambda: tau(make_game([0, 1, 1, 5])), UndefinedError, "player 0 can hold out for more"),
        (lambda: equal_gains(make_game([0, np.nan, 1, 1])), GameError, "1 of 3 coalitions that this rule needs"),
    ],
)
def test_a_rule_without_an_answer_says_why(ask, error, message):
    with pytest.raises(error, match=message):
        ask()


def test_a_game_that_is_not_balanced_between_its_bounds_has_no_tau():
    # Two pairs may each take 1.8 of a total of 1; no triple takes anything, so that utopia is 1 for each.
    values = np.zeros(16)
    values[[0b0011, 0b1100, 0b1111]] = 1.8, 1.8, 1

    with pytest.raises(UndefinedError, match="total does not lie between utopia and minimal rights"):
        tau(make_game(values, GameKind.SAVINGS))


def test_shares_are_assessed_side_by_side():
    game = make_game([0, 10, 20, 24])

    even, kept = assess(game, [[12, 12], [7, 17]])

    assert (even.savings.tolist(), even.satisfaction.tolist()) == ([-2, 8], [-1 / 3, 8 / 6])
    assert (even.worse_off, even.core.is_in_core, even.core.worst.coalition) == ((0,), False, 1)
    assert (kept.worse_off, kept.core.is_in_core) == ((), True)
