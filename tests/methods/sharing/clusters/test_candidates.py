"""Candidates are every cluster that could form, counted before they are listed."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.clusters.clusters import list_by_hand, make_cluster_game
from samverkan.methods.sharing.clusters import (
    Limits,
    TooManyCandidatesError,
    count_candidates,
    find_candidates,
    join_candidates,
    make_candidates,
)
from samverkan.methods.sharing.clusters.candidates import COST_CHUNK
from samverkan.methods.sharing.errors import GameError


def price(members):
    return 1.0 + members.sum(axis=1)


@settings(max_examples=40)
@given(n_players=st.integers(1, 9), largest=st.integers(1, 10), seed=st.integers(0, 1_000))
def test_every_cluster_that_could_form_is_listed_once_and_counted(n_players, largest, seed):
    near = np.triu(np.random.default_rng(seed).random((n_players, n_players)) < 0.6, 1)
    together = near | near.T
    expected = list_by_hand(together, largest)

    found = find_candidates(together, price, Limits(largest))

    assert [found.cluster(at) for at in range(len(found))] == expected
    assert found.costs.tolist() == [1.0 + sum(one) for one in expected]
    assert sum(count_candidates(together, Limits(largest))) == len(expected)


def test_costs_are_those_of_the_game():
    game, _, distances = make_cluster_game(12, seed=4)

    found = find_candidates(distances <= 200, game.costs_of, Limits(4))

    assert found.costs.tolist() == pytest.approx([game.cost(found.cluster(at)) for at in range(len(found))])
    assert found.alone == pytest.approx(game.alone)


def test_another_mapper_gives_the_same_and_progress_counts_up_to_all():
    together = np.ones((60, 60), dtype=bool)
    told, asked = [], []

    def backwards(function, items):
        asked.append(len(items))
        return iter([function(one) for one in reversed(items)][::-1])

    found = find_candidates(together, price, Limits(4), backwards, lambda *done: told.append(done))

    expected = find_candidates(together, price, Limits(4))
    assert np.array_equal(found.costs, expected.costs)
    assert asked == [len(told)]
    assert told[-1] == (len(found), len(found))
    assert len(told) > len(found) / COST_CHUNK


def test_pricing_can_be_sent_to_another_process():
    game, _, distances = make_cluster_game(12, seed=4)

    def send(function, items):
        return iter([pickle.loads(pickle.dumps(function))(pickle.loads(pickle.dumps(one))) for one in items])

    found = find_candidates(distances <= 200, game.costs_of, Limits(3), send)

    assert np.array_equal(found.costs, find_candidates(distances <= 200, game.costs_of, Limits(3)).costs)


def test_what_progress_raises_ends_the_work():
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_candidates(np.ones((3, 3)), price, Limits(2), progress=stop)


def test_too_many_candidates_are_refused_before_any_is_priced():
    def never(members):
        raise AssertionError

    with pytest.raises(
        TooManyCandidatesError, match="At least 4,525 clusters could form, and at most 1,000 are"
    ) as one:
        find_candidates(np.ones((30, 30)), never, Limits(30, most=1_000))

    assert one.value.count == 30 + 435 + 4_060


def test_one_municipality_has_itself():
    found = find_candidates([[1]], price, Limits(5))

    assert [found.cluster(0)] == [(0,)]
    assert len(found) == 1


def test_where_nobody_may_stand_together_each_stands_alone():
    found = find_candidates(np.eye(4), price, Limits(3))

    assert [found.cluster(at) for at in range(len(found))] == [(0,), (1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("together", "largest", "message"),
    [
        (np.ones((2, 3)), 2, r"a square matrix of players; its shape is \(2, 3\)"),
        (np.empty((0, 0)), 2, r"its shape is \(0, 0\)"),
        ([[1, 1], [0, 1]], 2, "Player 0 may stand together with 1, or not, but not the other way about."),
        (np.ones((2, 2)), 0, "A cluster has at least 1 member, not 0."),
    ],
)
def test_a_matrix_that_says_nothing_is_refused_in_words(together, largest, message):
    with pytest.raises(GameError, match=message):
        count_candidates(together, Limits(largest))


@pytest.mark.parametrize(
    ("clusters", "costs", "message"),
    [
        ([[0], [0, 1]], [1, 2], "Player 1 has no candidate alone."),
        ([[0], [1], [0, 0]], [1, 2, 3], r"Cluster 2 is \[0, 0\]. It must name players 0 to 1, each once."),
        ([[0], [1], [0, 2]], [1, 2, 3], r"Cluster 2 is \[0, 2\]"),
        ([[0], [1], []], [1, 2, 3], r"Cluster 2 is \[\]"),
        ([[0], [1]], [1, 2, 3], r"2 clusters need as many costs; the costs have the shape \(3,\)"),
        ([[0], [1], [0, 1]], [1, 2, np.nan], r"The cluster \[0, 1\] has no finite cost \(nan\)"),
    ],
)
def test_clusters_by_hand_that_do_not_fit_are_refused_in_words(clusters, costs, message):
    with pytest.raises(GameError, match=message):
        make_candidates(2, clusters, costs)


def test_lists_are_joined_with_each_cluster_once_and_the_first_cost():
    alone = [[0], [1], [2]]
    one = make_candidates(3, [*alone, [0, 1]], [3, 3, 3, 5])
    other = make_candidates(3, [*alone, [0, 1], [0, 1, 2]], [3, 3, 3, 6, 7])

    both = join_candidates([one, other])

    assert [(both.cluster(at), both.costs[at]) for at in range(len(both))] == [
        ((0,), 3),
        ((1,), 3),
        ((2,), 3),
        ((0, 1), 5),
        ((0, 1, 2), 7),
    ]


def test_lists_of_different_players_are_not_joined():
    with pytest.raises(GameError, match="all of the same players"):
        join_candidates([make_candidates(1, [[0]], [1]), make_candidates(2, [[0], [1]], [1, 1])])
    with pytest.raises(GameError, match="there is one at least"):
        join_candidates([])
