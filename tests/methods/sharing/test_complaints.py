"""The greatest complaint and the core test: published ones, brute force, edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.sharing.games import complaints_by_coalition, game_of, make_random_game, read_game, read_synthetic, tables
from samverkan.methods.sharing.blocks import Measure
from samverkan.methods.sharing.complaints import (
    complaint_of,
    core_test,
    core_tests,
    greatest_complaint,
    satisfaction,
    savings_against_alone,
    separable_costs,
    worst_coalitions,
)
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import GameKind, make_game

RULES = ("shapley", "nucleolus", "scrb", "per_inhabitant", "moriarity", "equal_gains")


@pytest.mark.parametrize("rule", RULES)
def test_the_worst_coalition_of_each_rule_is_that_of_the_synthetic_games(shared, rule):
    cases = read_synthetic(shared)

    found = [greatest_complaint(game, case[rule]) for game, case in cases]

    worst = [case[f"{rule}_worst"] for _, case in cases]
    assert [game.n_players for game, _ in cases] == [5, 8, 10]
    printed = pytest.approx([one["complaint"] for one in worst], abs=3e-9)
    assert [one.amount for one in found] == printed
    if rule == "nucleolus":  # many coalitions complain equally
        named = [
            complaint_of(game, case[rule], one["coalition"]) for (game, case), one in zip(cases, worst, strict=True)
        ]
        assert named == printed
    else:
        assert [one.coalition for one in found] == [one["coalition"] for one in worst]


def test_the_keys_of_the_skane_water_study_fail_as_its_authors_say(shared):
    # Young, Okada & Hashimoto (1982): neither proportional key nor SCRB nor Shapley is in the core.
    game, printed = read_game(shared, "young1982_skane")
    keys = ("proportional_population", "proportional_demand", "scrb", "shapley", "nucleolus")

    found = core_tests(game, [printed["published"][key] for key in keys], tolerance=1e-3)

    assert [one.is_in_core for one in found] == [False, False, False, False, True]
    assert separable_costs(game) == pytest.approx(np.array(printed["published_marginal"]), abs=0.0101)


@given(tables(n_least=2), st.data(), st.sampled_from(GameKind))
def test_the_greatest_complaint_is_that_of_all_coalitions(amounts, data, kind):
    game = game_of(amounts, kind)
    shares = data.draw(st.lists(st.integers(-50, 50), min_size=game.n_players, max_size=game.n_players))
    complaints = complaints_by_coalition(game, shares)

    found = greatest_complaint(game, shares)

    assert found.amount == max(complaints.values())
    assert found.coalition == min(mask for mask, one in complaints.items() if one == found.amount)
    assert complaint_of(game, shares, found.coalition) == found.amount


@given(tables(n_least=2), st.data())
def test_the_greatest_complaint_by_head_and_by_cost_is_that_of_all_coalitions(amounts, data):
    game = game_of(amounts)
    shares = data.draw(st.lists(st.integers(-50, 50), min_size=game.n_players, max_size=game.n_players))
    complaints = complaints_by_coalition(game, shares)
    by_head = {mask: one / mask.bit_count() for mask, one in complaints.items()}
    by_cost = {mask: one / abs(game.table[mask]) for mask, one in complaints.items() if game.table[mask]}

    assert greatest_complaint(game, shares, Measure.PER_MEMBER).per_member == pytest.approx(max(by_head.values()))
    if by_cost:
        assert greatest_complaint(game, shares, Measure.OF_COST).of_cost == pytest.approx(max(by_cost.values()))


def test_a_complaint_is_given_in_money_by_head_and_by_cost():
    game = make_game([0, 10, 10, 8, 10, 20, 20, 24])

    found = greatest_complaint(game, [8, 8, 8])

    assert (found.coalition, found.amount, found.per_member, found.of_cost, found.n_missing) == (3, 8, 4, 1, 0)


def test_coalitions_that_are_not_known_have_no_voice_and_are_counted():
    game = make_game([0, 10, 10, np.nan, 10, 20, np.nan, 24])

    found = core_test(game, [8, 8, 8])

    assert (found.is_in_core, found.is_certain, found.worst.n_missing) == (True, False, 2)
    assert (found.worst.coalition, found.worst.amount) == (1, -2)


def test_shares_that_fail_do_so_whatever_the_unknown_coalitions_cost():
    found = core_test(make_game([0, 7, 10, np.nan, 10, 20, np.nan, 24]), [8, 8, 8])

    assert (found.is_in_core, found.is_certain) == (False, True)


def test_shares_that_do_not_sum_to_the_total_are_not_in_the_core():
    found = core_test(make_game([0, 10, 10, 12]), [5, 5])

    assert (found.is_in_core, found.excess) == (False, -2)


def test_one_player_is_content_with_the_whole_cost():
    found = core_test(make_game([0, 7]), [7])

    assert (found.is_in_core, found.worst.coalition) == (True, 0)
    assert np.isnan(found.worst.amount)


def test_a_grand_coalition_that_costs_more_than_all_alone_leaves_every_split_outside_the_core():
    found = core_test(make_game([0, 4, 4, 10]), [5, 5])

    assert (found.is_in_core, found.worst.coalition, found.worst.amount) == (False, 1, 1)


def test_saving_and_satisfaction_are_counted_from_the_own_cost():
    costs = make_game([0, 10, 20, 24])
    savings = make_game([0, 0, 0, 6], GameKind.SAVINGS)

    assert savings_against_alone(costs, [8, 16]).tolist() == [2, 4]
    assert savings_against_alone(savings, [2, 4]).tolist() == [2, 4]
    assert satisfaction(costs, [4, 20]).tolist() == [1, 0]
    assert satisfaction(savings, [3, 3]).tolist() == [0.5, 0.5]


def test_a_player_without_whom_nothing_changes_has_no_satisfaction():
    assert np.isnan(satisfaction(make_game([0, 10, 20, 30]), [10, 20])).all()


def test_the_worst_coalitions_begin_with_the_greatest_complaint():
    game = make_random_game(12)
    shares = np.full(12, game.total / 12)

    found = worst_coalitions(game, shares, 30)

    assert found[0] == greatest_complaint(game, shares)
    assert len({one.coalition for one in found}) == 30
    assert [one.amount for one in found] == sorted((one.amount for one in found), reverse=True)


@pytest.mark.parametrize(
    ("shares", "message"),
    [([1, 2, 3], "2 players, but there are 3 shares"), ([1, np.nan], "The share of player 1 is nan")],
)
def test_shares_must_be_one_number_for_each_player(shares, message):
    with pytest.raises(SharingError, match=message):
        greatest_complaint(make_game([0, 1, 2, 3]), shares)
