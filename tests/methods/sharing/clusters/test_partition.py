"""The cheapest partition, its bound, and shares that nobody blocks, beside all partitions tried one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from methods.sharing.clusters.clusters import cheapest_by_hand, make_cluster_game, make_near_candidates
from samverkan.methods.sharing.clusters import (
    Effort,
    bound_partition,
    find_best_partition,
    make_candidates,
    partition_table,
)
from samverkan.methods.sharing.clusters.generation import Proof
from samverkan.methods.sharing.errors import GameError, UndefinedError
from samverkan.methods.sharing.game import GameKind, make_game, players_of


def costs_of(candidates):
    return {candidates.cluster(at): float(candidates.costs[at]) for at in range(len(candidates))}


def bound_by_hand(candidates):
    """Return the optimum of the linear programme with all candidates in it."""
    covers = np.zeros((candidates.n_players, len(candidates)))
    for at in range(len(candidates)):
        covers[list(candidates.cluster(at)), at] = 1
    return linprog(candidates.costs, A_eq=covers, b_eq=np.ones(candidates.n_players)).fun


@settings(max_examples=15)
@given(n_players=st.integers(1, 8), seed=st.integers(0, 1_000))
def test_no_partition_is_cheaper_and_the_bound_is_that_of_all_candidates(n_players, seed):
    candidates, _ = make_near_candidates(n_players, seed, most_km=250)

    found = find_best_partition(candidates)

    assert found.cost == pytest.approx(cheapest_by_hand(n_players, costs_of(candidates)), rel=1e-9)
    assert found.linear.cost == pytest.approx(bound_by_hand(candidates), rel=1e-9)
    assert sorted(one for cluster in found.clusters for one in cluster) == list(range(n_players))
    assert found.cost == pytest.approx(sum(costs_of(candidates)[one] for one in found.clusters))
    assert found.bound <= found.cost


@settings(max_examples=15)
@given(n_players=st.integers(2, 12), seed=st.integers(0, 1_000))
def test_no_candidate_blocks_the_shares_and_they_pay_for_the_clusters_but_for_the_subsidy(n_players, seed):
    chance = np.random.default_rng(seed)
    base, _ = make_near_candidates(n_players, seed, most_km=300)
    candidates = make_candidates(
        n_players, [base.cluster(at) for at in range(len(base))], chance.uniform(1, 3, len(base)) * base.sizes**0.7
    )

    found = find_best_partition(candidates)

    pays = candidates.sums(found.linear.shares)
    assert (pays <= candidates.costs + 1e-12).all()
    assert found.linear.shares.sum() + found.subsidy == pytest.approx(found.cost)
    assert found.proof is Proof.OPTIMAL
    assert found.has_core is (found.subsidy <= 1e-6)


def test_many_players_have_the_bound_of_all_candidates():
    candidates, _ = make_near_candidates(60, seed=2, most_km=120, largest=4)

    found = bound_partition(candidates)

    assert len(candidates) > 1_000
    assert found.cost == pytest.approx(bound_by_hand(candidates), rel=1e-9)
    assert (candidates.sums(found.shares) <= candidates.costs + 1e-12).all()


def test_three_who_save_in_pairs_have_no_core_and_need_one_in_subsidy():
    pairs = make_candidates(3, [[0], [1], [2], [0, 1], [0, 2], [1, 2]], [4, 4, 4, 6, 6, 6])

    found = find_best_partition(pairs)

    assert (found.cost, found.subsidy, found.has_core) == (10, pytest.approx(1), False)
    assert found.gap == pytest.approx(0)
    assert found.linear.shares == pytest.approx([3, 3, 3])


def test_without_a_proof_it_is_not_known_whether_there_is_a_core():
    pairs = make_candidates(3, [[0], [1], [2], [0, 1], [0, 2], [1, 2]], [4, 4, 4, 6, 6, 6])

    found = find_best_partition(pairs, Effort(proof_seconds=0))

    assert (found.proof, found.has_core) == (Proof.BOUNDED, None)
    assert found.gap == pytest.approx(1 / 9)


def test_where_nobody_may_stand_together_all_stand_alone_and_that_is_stable():
    candidates = make_candidates(3, [[0], [1], [2]], [2, 3, 4])

    found = find_best_partition(candidates)

    assert (found.clusters, found.cost, found.has_core, found.proof) == (((0,), (1,), (2,)), 9, True, Proof.OPTIMAL)
    assert found.linear.shares == pytest.approx([2, 3, 4])


def test_two_groups_far_apart_are_as_the_two_by_themselves():
    clusters, costs = [[0], [1], [0, 1]], [3, 3, 5]
    both = make_candidates(4, [*clusters, [2], [3], [2, 3]], [*costs, *costs])

    assert find_best_partition(both).cost == 2 * find_best_partition(make_candidates(2, clusters, costs)).cost


def test_progress_is_told_each_round_and_may_end_the_work():
    candidates, _ = make_near_candidates(20, seed=1)
    told = []

    found = bound_partition(candidates, lambda *done: told.append(done))

    assert len(told) == found.n_rounds
    assert told[-1] == (found.columns.size, len(candidates))

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bound_partition(candidates, stop)


@settings(max_examples=20)
@given(n_players=st.integers(1, 8), seed=st.integers(0, 1_000))
def test_the_table_gives_the_cheapest_of_all_partitions(n_players, seed):
    costs = np.random.default_rng(seed).uniform(1, 4, 1 << n_players)
    costs[0] = 0

    found = partition_table(make_game(costs))

    by_hand = {players_of(mask): float(costs[mask]) for mask in range(1, 1 << n_players)}
    assert found.cost == pytest.approx(cheapest_by_hand(n_players, by_hand))
    assert found.cost == pytest.approx(sum(by_hand[one] for one in found.clusters))
    assert sorted(one for cluster in found.clusters for one in cluster) == list(range(n_players))


def test_the_table_and_column_generation_agree_beyond_one_block():
    game, _, _ = make_cluster_game(11, seed=9)
    table = game.tabulate()
    masks = range(1, 1 << 11)

    found = partition_table(table)

    every = make_candidates(11, [players_of(mask) for mask in masks], table.table[1:])
    assert found.cost == pytest.approx(find_best_partition(every).cost)


def test_a_coalition_that_is_not_known_cannot_form():
    assert partition_table(make_game([0, 3, 3, np.nan])).clusters == ((0,), (1,))


def test_savings_are_made_as_large_as_can_be():
    found = partition_table(make_game([0, 0, 0, 5, 0, 2, 2, 4], GameKind.SAVINGS))

    assert (found.clusters, found.cost) == (((0, 1), (2,)), -5)


def test_a_table_that_has_no_partition_or_is_too_large_is_refused():
    with pytest.raises(UndefinedError, match="do not make a partition of all players"):
        partition_table(make_game([0, 3, np.nan, np.nan]))
    with pytest.raises(
        GameError, match=r"The cheapest partition of 3 players from a table takes 3\^3 steps; at most 2"
    ):
        partition_table(make_game(np.zeros(8)), most=2)
