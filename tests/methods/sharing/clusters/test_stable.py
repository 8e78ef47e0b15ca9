"""Under a key that every member ranks alike the greedy partition is one that no group wants to leave."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.clusters.clusters import make_near_candidates, partitions_of
from samverkan.methods.sharing.clusters import (
    equal_percentage,
    equal_saving,
    find_best_partition,
    find_blocking,
    find_stable_partition,
    make_candidates,
    per_driver,
    share_of_saving_lost,
)
from samverkan.methods.sharing.errors import GameError

KEYS = {
    "per inhabitant": lambda _, inhabitants: per_driver(inhabitants),
    "equal percentage": lambda candidates, _: equal_percentage(candidates.alone),
    "equal saving": lambda candidates, _: equal_saving(candidates.alone),
}


def shares_in(cluster, cost, key):
    """Return what each member pays: the key's own words, apart from the code under test."""
    members = list(cluster)
    rate = (cost - key.offsets[members].sum()) / key.weights[members].sum()
    return dict(zip(members, (key.offsets[members] + key.weights[members] * rate).tolist(), strict=True))


def is_blocked(partition, costs, key):
    now = {one: paid for cluster in partition for one, paid in shares_in(cluster, costs[cluster], key).items()}
    return any(
        all(paid < now[one] - 1e-7 for one, paid in shares_in(cluster, cost, key).items())
        for cluster, cost in costs.items()
    )


@settings(max_examples=30)
@given(n_players=st.integers(1, 9), seed=st.integers(0, 1_000), name=st.sampled_from(sorted(KEYS)))
def test_no_candidate_makes_all_its_members_better_off(n_players, seed, name):
    candidates, inhabitants = make_near_candidates(n_players, seed, most_km=300)
    key = KEYS[name](candidates, inhabitants)
    costs = {candidates.cluster(at): float(candidates.costs[at]) for at in range(len(candidates))}

    found = find_stable_partition(candidates, key)

    assert find_blocking(found.clusters, candidates, key) is None
    assert not is_blocked(found.clusters, costs, key)
    assert found.shares.sum() == pytest.approx(found.cost)
    assert found.saving == pytest.approx(candidates.alone.sum() - found.cost)
    assert list(found.rates) == sorted(found.rates)
    for cluster in found.clusters:
        assert found.shares[list(cluster)].tolist() == pytest.approx(
            list(shares_in(cluster, costs[cluster], key).values())
        )


@settings(max_examples=15)
@given(seed=st.integers(0, 1_000), name=st.sampled_from(sorted(KEYS)))
def test_a_partition_is_said_to_be_blocked_exactly_when_some_candidate_blocks_it(seed, name):
    candidates, inhabitants = make_near_candidates(5, seed, most_km=400)
    key = KEYS[name](candidates, inhabitants)
    costs = {candidates.cluster(at): float(candidates.costs[at]) for at in range(len(candidates))}

    for partition in partitions_of(tuple(range(5)), costs):
        assert (find_blocking(partition, candidates, key) is not None) == is_blocked(partition, costs, key)


@settings(max_examples=10)
@given(seed=st.integers(0, 1_000), name=st.sampled_from(sorted(KEYS)))
def test_a_stable_partition_saves_no_more_than_the_cheapest(seed, name):
    candidates, inhabitants = make_near_candidates(12, seed, most_km=200)
    best = find_best_partition(candidates)

    found = find_stable_partition(candidates, KEYS[name](candidates, inhabitants))

    lost = share_of_saving_lost(candidates, found, best.cost)
    assert np.isnan(lost) or lost >= -1e-9
    assert found.cost >= best.bound - 1e-9


def test_the_key_decides_who_stays():
    # A large and two small: per inhabitant the large one would carry them, so the small ones stand together.
    candidates = make_candidates(3, [[0], [1], [2], [0, 1], [1, 2]], [100, 30, 30, 112, 55])

    by_inhabitants = find_stable_partition(candidates, per_driver([100, 10, 10]))
    by_saving = find_stable_partition(candidates, equal_saving([100, 30, 30]))

    assert by_inhabitants.clusters == ((0,), (1, 2))
    assert by_saving.clusters == ((0, 1), (2,))
    assert by_saving.shares == pytest.approx([91, 21, 30])
    assert share_of_saving_lost(candidates, by_inhabitants, by_saving.cost) == pytest.approx(13 / 18)


def test_of_equal_rates_the_larger_forms_and_then_the_one_with_the_lowest_indices():
    candidates = make_candidates(4, [[2, 3], [0], [1], [2], [3], [1, 2], [0, 1], [0, 1, 2]], [2, 1, 1, 1, 1, 2, 2, 4])

    found = find_stable_partition(candidates, per_driver([1, 1, 1, 1]))

    assert found.clusters == ((0, 1), (2, 3))


def test_one_municipality_stands_alone():
    found = find_stable_partition(make_candidates(1, [[0]], [7]), per_driver([3]))

    assert (found.clusters, found.cost, found.saving, found.shares.tolist()) == (((0,),), 7, 0, [7])


def test_where_nothing_can_be_saved_the_loss_is_unknown():
    candidates = make_candidates(2, [[0], [1]], [3, 3])

    assert np.isnan(share_of_saving_lost(candidates, find_stable_partition(candidates, per_driver([1, 1])), 6))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda one: find_stable_partition(one, per_driver([1, 2, 3])),
            "The key is for 3 players, the clusters are of 2",
        ),
        (lambda one: find_blocking([[0]], one, per_driver([1, 2])), "do not have each of players 0 to 1 once"),
        (lambda one: find_blocking([[0, 1]], one, per_driver([1, 2])), r"The cluster \[0, 1\] is not among"),
        (lambda _: per_driver([1, 0]), "The driver of player 1 is 0. This key needs numbers above 0."),
        (lambda _: equal_percentage([np.nan, 1]), "The cost alone of player 0 is nan"),
        (lambda _: equal_saving([1, np.inf]), "one finite number each"),
    ],
)
def test_a_key_or_a_partition_that_does_not_fit_is_refused_in_words(ask, message):
    candidates = make_candidates(2, [[0], [1]], [3, 3])

    with pytest.raises(GameError, match=message):
        ask(candidates)
