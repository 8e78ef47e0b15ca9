"""The nucleolus found without a table is that of the table, and its certificate checks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.structured.games import all_coalitions, make_model_game, make_stepped_game
from methods.sharing.structured.twin import slow_nucleolus
from samverkan.methods.sharing.structured import (
    Search,
    UnfinishedError,
    Weighing,
    check_certificate,
    curve_of_tangents,
    make_structured_game,
    structured_least_core,
    structured_nucleolus,
)

PER_MEMBER = Search(Weighing.MEMBER)


@settings(max_examples=25)
@given(n_players=st.integers(2, 7), seed=st.integers(0, 10_000), weighing=st.sampled_from(list(Weighing)))
def test_the_nucleolus_is_that_of_the_table(n_players, seed, weighing):
    game = make_stepped_game(n_players, seed)
    costs = game.costs(all_coalitions(n_players))
    expected, levels = slow_nucleolus(costs, game.total, per_member=weighing is Weighing.MEMBER)

    found = structured_nucleolus(game, Search(weighing))

    assert found.shares == pytest.approx(expected, abs=1e-6)
    assert found.is_unique
    assert found.greatest_complaint == pytest.approx(levels[0], abs=1e-7)
    assert check_certificate(game, found).holds


@pytest.mark.parametrize("weighing", list(Weighing))
@pytest.mark.parametrize("seed", range(3))
def test_ten_players_of_the_cost_model_are_as_the_table_by_its_tangents(seed, weighing):
    game = make_model_game(10, seed, n_tangents=40)
    costs = game.costs_by_tangents(all_coalitions(10))
    expected, _ = slow_nucleolus(costs, game.total, per_member=weighing is Weighing.MEMBER)

    found = structured_nucleolus(game, Search(weighing))

    assert found.shares == pytest.approx(expected, rel=1e-6)
    assert found.tangent_gap > 0


def test_with_finer_tangents_it_nears_the_nucleolus_of_the_curve_itself():
    distances = []
    for n_tangents in (10, 100, 1_000):
        game = make_model_game(7, 3, n_tangents)
        expected, _ = slow_nucleolus(game.costs(all_coalitions(7)), game.total)
        distances.append(np.abs(structured_nucleolus(game).shares - expected).max())

    assert distances[0] > distances[1] > distances[2]
    assert distances[2] < 1e-4


@pytest.mark.parametrize("seed", range(4))
def test_the_least_core_is_no_higher_than_any_shares_reach(seed):
    game = make_stepped_game(9, seed)
    coalitions = all_coalitions(9)
    found = structured_least_core(game)

    complaints = coalitions @ found.shares - game.costs(coalitions)

    assert complaints.max() == pytest.approx(found.greatest_complaint, abs=1e-7)
    assert found.greatest_complaint == pytest.approx(slow_nucleolus(game.costs(coalitions), game.total)[1][0], abs=1e-7)
    assert found.shares.sum() == pytest.approx(game.total)
    assert len(found.levels) == 1
    assert check_certificate(game, found).holds


def test_twenty_five_players_have_a_certificate():
    game = make_model_game(25, 2, n_tangents=24)

    found = structured_nucleolus(game, PER_MEMBER)

    assert check_certificate(game, found).holds
    assert found.is_unique


def test_players_who_are_alike_pay_alike():
    game = make_structured_game([5] * 4, np.zeros((4, 4)), [1, 1, 1, 2], curve_of_tangents([2, 1], [0, 3]), [0] * 5)

    found = structured_nucleolus(game).shares

    assert found[:3].tolist() == pytest.approx([found[0]] * 3)


def test_the_certificate_of_other_shares_does_not_hold():
    game = make_stepped_game(6, 1)
    found = structured_nucleolus(game)
    moved = found.shares + np.array([0.1, -0.1, 0, 0, 0, 0])
    lower = replace(found.levels[0], complaint=found.levels[0].complaint - 0.1)

    assert not check_certificate(game, replace(found, shares=moved)).holds
    assert not check_certificate(game, replace(found, shares=found.shares + 0.1)).holds
    assert not check_certificate(game, replace(found, levels=(lower, *found.levels[1:]))).holds
    assert not check_certificate(game, replace(found, levels=found.levels[:-1])).holds


def test_one_player_pays_the_bill():
    found = structured_nucleolus(make_stepped_game(1))

    assert found.shares == pytest.approx([make_stepped_game(1).total])
    assert (found.levels, found.is_unique, found.greatest_complaint) == ((), True, -np.inf)


def test_progress_is_told_and_may_end_the_work():
    told = []

    structured_nucleolus(make_stepped_game(6, 1), progress=lambda *done: told.append(done))

    assert told[-1] == (6, 6)
    assert told == sorted(told)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        structured_least_core(make_stepped_game(6, 1), progress=stop)


def test_too_few_rounds_are_said():
    with pytest.raises(UnfinishedError, match="The nucleolus of 9 players needs more than 1 rounds; 2 of 9"):
        structured_nucleolus(make_stepped_game(9, 1), Search(most_rounds=1))
