"""One player, two, none better off, holes in the table, and rules that are not defined."""

import numpy as np
import pytest

from methods.sharing.nucleolus.makers import make_random_game, sizes_of, sum_up
from samverkan.methods.sharing.errors import UndefinedError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.nucleolus.certificate import certify
from samverkan.methods.sharing.nucleolus.result import Among, Level
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights


@pytest.mark.parametrize("weights", Weights)
def test_a_player_by_itself_pays_all(weights):
    found = nucleolus(make_game([0, 5]), weights)

    assert (found.shares.tolist(), found.levels, found.certificate.is_valid) == ([5], (), True)


def test_the_least_core_of_one_player_has_no_complaint():
    found = least_core(make_game([0, 5]))

    assert (found.complaint, found.shares.tolist(), found.is_core_empty) == (0, [5], False)


@pytest.mark.parametrize("weights", [Weights.EQUAL, Weights.PER_CAPITA, Weights.DISRUPTION])
def test_two_players_halve_the_gain(weights):
    assert nucleolus(make_game([0, 4, 5, 7]), weights).shares == pytest.approx([3, 4])


def test_two_players_gain_in_proportion_to_their_own_costs():
    assert nucleolus(make_game([0, 4, 6, 8]), Weights.PROPORTIONAL).shares == pytest.approx([3.2, 4.8])


def test_two_players_have_one_level():
    assert nucleolus(make_game([0, 4, 5, 7])).levels == (Level(pytest.approx(-1), (1, 2)),)


@pytest.mark.parametrize("weights", [Weights.EQUAL, Weights.PER_CAPITA, Weights.DISRUPTION])
@pytest.mark.parametrize("n_players", [2, 5, 12])
def test_a_game_of_zeros_is_shared_in_zeros(n_players, weights):
    found = nucleolus(make_game(np.zeros(1 << n_players)), weights)

    assert (found.shares.tolist(), found.certificate.is_valid) == ([0] * n_players, True)


def test_complaints_cannot_be_divided_by_costs_of_zero():
    with pytest.raises(UndefinedError, match=r"^Too few coalitions are known, or weigh anything"):
        nucleolus(make_game(np.zeros(8)), Weights.PROPORTIONAL)


@pytest.mark.parametrize("weights", Weights)
@pytest.mark.parametrize("n_players", [2, 6, 11])
def test_where_nothing_is_gained_everyone_pays_its_own(n_players, weights):
    own = np.arange(1.0, n_players + 1)

    found = nucleolus(make_game(sum_up(own)), weights)

    assert found.shares == pytest.approx(own)
    assert found.certificate.is_valid


@pytest.mark.parametrize("weights", Weights)
def test_players_who_are_all_alike_pay_the_same_however_many_coalitions_tie(weights):
    found = nucleolus(make_game(np.sqrt(sizes_of(11))), weights)

    assert found.shares == pytest.approx([np.sqrt(11) / 11] * 11)
    assert found.certificate.is_valid


def test_a_veto_player_takes_all():
    game = make_game([0, 0, 0, 1, 0, 1, 0, 1], GameKind.SAVINGS)

    found = nucleolus(game)

    assert found.shares == pytest.approx([1, 0, 0])
    assert found.certificate.is_valid


def test_an_empty_core_has_a_nucleolus_with_a_complaint():
    game = make_game([0, 4, 4, 6, 4, 6, 6, 10])

    found, least = nucleolus(game), least_core(game)

    assert found.shares == pytest.approx([10 / 3] * 3)
    assert found.levels[0] == Level(pytest.approx(2 / 3), (3, 5, 6))
    assert (least.complaint, least.coalitions, least.is_core_empty) == (pytest.approx(2 / 3), (3, 5, 6), True)


def test_staying_dearer_than_going_has_an_answer_among_all_shares_only():
    game = make_game([0, 4, 5, 10])

    found = nucleolus(game, among=Among.ALL_SHARES)

    assert found.shares == pytest.approx([4.5, 5.5])
    with pytest.raises(
        UndefinedError,
        match=r"^Together comes to 10, alone to 9 in all: every share leaves someone worse off than alone\. "
        r"Choose among all shares to see the least bad\.$",
    ):
        nucleolus(game)


def test_amounts_in_kronor_and_in_millions_give_the_same_answer():
    game = make_random_game(7, 9)

    in_kronor = nucleolus(make_game(game.table * 1e6))

    assert in_kronor.shares / 1e6 == pytest.approx(nucleolus(game).shares)
    assert in_kronor.certificate.is_valid


def test_unknown_coalitions_are_left_out_and_counted():
    table = make_random_game(8, 4).table.copy()
    table[[3, 5, 6, 11]] = np.nan
    far_dearer = np.where(np.isnan(table), 1e4, table)

    found = nucleolus(make_game(table))

    assert found.n_ignored == 4
    assert found.shares == pytest.approx(nucleolus(make_game(far_dearer)).shares)
    assert found.certificate.is_valid
    assert not set(found.levels[0].coalitions) & {3, 5, 6, 11}


def test_own_costs_and_the_whole_are_enough():
    table = np.full(16, np.nan)
    table[[0, 1, 2, 4, 8, 15]] = [0, 10, 20, 30, 40, 80]

    found = nucleolus(make_game(table))

    assert found.shares == pytest.approx([5, 15, 25, 35])
    assert (found.n_ignored, found.certificate.is_valid) == (10, True)


def test_a_disruption_counts_a_coalition_as_unknown_when_the_rest_is():
    table = np.sqrt(sum_up([1, 4, 9]))
    table[3] = np.nan

    assert nucleolus(make_game(table)).n_ignored == 1
    assert nucleolus(make_game(table), Weights.DISRUPTION).n_ignored == 2


def test_own_costs_may_all_be_unknown():
    table = np.sqrt(sum_up([1, 4, 9, 16]))
    table[[1, 2, 4, 8]] = np.nan

    found = nucleolus(make_game(table))

    assert found.n_ignored == 4
    assert found.certificate.is_valid


def test_an_unknown_own_cost_bounds_nobody():
    table = make_random_game(8, 3).table.copy()
    table[1] = np.nan

    found = nucleolus(make_game(table))

    assert found.n_ignored == 1
    assert found.certificate.is_valid


def test_too_few_known_coalitions_pin_nothing_down():
    table = np.full(8, np.nan)
    table[[0, 1, 7]] = [0, 10, 30]

    with pytest.raises(
        UndefinedError, match=r"^Too few coalitions are known, or weigh anything, to pin down the shares"
    ):
        nucleolus(make_game(table))


def test_an_unknown_whole_is_nothing_to_share():
    with pytest.raises(UndefinedError, match=r"^What all the players cost together is not known"):
        nucleolus(make_game([0, 4, 5, np.nan]))


def test_a_negative_cost_has_no_proportional_nucleolus():
    with pytest.raises(UndefinedError, match=r"^Coalition 2 is below 0, and complaints cannot be divided by it\.$"):
        nucleolus(make_game([0, 4, -5, 7]), Weights.PROPORTIONAL)


def test_a_coalition_better_apart_has_no_disruption_nucleolus():
    with pytest.raises(
        UndefinedError, match=r"^Coalition 1 and the rest together do better apart: there is nothing to disrupt\.$"
    ):
        nucleolus(make_game([0, 4, 5, 10]), Weights.DISRUPTION, Among.ALL_SHARES)


def test_a_majority_has_nothing_to_disrupt_and_no_shares_either():
    majority = make_game((sizes_of(5) > 2).astype(float), GameKind.SAVINGS)

    with pytest.raises(
        UndefinedError, match=r"^No shares leave every coalition that weighs nothing without a complaint"
    ):
        nucleolus(majority, Weights.DISRUPTION)


def test_the_table_is_left_as_it_was():
    game = make_random_game(9, 6)
    before = game.table.copy()

    nucleolus(game, Weights.PROPORTIONAL)
    certify(game, np.full(6, game.total / 6))

    assert game.table.tolist() == before.tolist()


def test_the_shares_cannot_be_written_over():
    with pytest.raises(ValueError, match="read-only"):
        nucleolus(make_game([0, 4, 5, 7])).shares[0] = 1
