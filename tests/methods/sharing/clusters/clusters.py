"""Makers of candidate clusters for tests, and slow twins that try every partition."""

from itertools import combinations

import numpy as np

from methods.sharing.structured.games import make_towns
from samverkan.methods.sharing.clusters import Limits, find_candidates
from samverkan.methods.sharing.structured import PUBLISHED_RANGES, build_game, draw_models


def make_cluster_game(n_towns, seed=1, width_km=400):
    """Return a game in which collaboration can pay, the inhabitants and the distances."""
    inhabitants, distances = make_towns(n_towns, seed, width_km)
    (model,) = draw_models(PUBLISHED_RANGES, 1, np.random.default_rng(seed))
    return build_game(model, inhabitants, distances), inhabitants, distances


def make_near_candidates(n_towns, seed=1, most_km=150, largest=4):
    """Return the candidates under a distance and a size, and the inhabitants."""
    game, inhabitants, distances = make_cluster_game(n_towns, seed)
    return find_candidates(distances <= most_km, game.costs_of, Limits(largest)), inhabitants


def list_by_hand(together, largest):
    """Return every cluster whose members pairwise may stand together."""
    n = len(together)
    return [
        one
        for size in range(1, largest + 1)
        for one in combinations(range(n), size)
        if all(together[i][j] for i, j in combinations(one, 2))
    ]


def partitions_of(players, allowed):
    """Give every partition of the players into allowed clusters, tuples with the lowest member first."""
    if not players:
        yield ()
        return
    first, rest = players[0], players[1:]
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            if (first, *others) in allowed:
                left = tuple(one for one in rest if one not in others)
                for found in partitions_of(left, allowed):
                    yield ((first, *others), *found)


def cheapest_by_hand(n_players, costs):
    """Return the cost of the cheapest partition; `costs` maps clusters to what they cost."""
    return min(sum(costs[one] for one in found) for found in partitions_of(tuple(range(n_players)), costs))
