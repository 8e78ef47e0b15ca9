"""Makers of structured games for tests, with seeded invented municipalities."""

from itertools import combinations

import numpy as np

from samverkan.methods.sharing.structured import (
    PUBLISHED_RANGES,
    build_game,
    curve_of_tangents,
    draw_models,
    make_structured_game,
)


def make_towns(n_towns, seed=1, width_km=400):
    """Return inhabitants, skewed as in Sweden, and distances in kilometres."""
    chance = np.random.default_rng([seed, n_towns])
    points = chance.uniform(0, width_km, (n_towns, 2))
    inhabitants = np.clip(np.exp(chance.normal(9.7, 0.9, n_towns)), 2_500, 900_000).round()
    return inhabitants, np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))


def make_model_game(n_towns, seed=1, n_tangents=120):
    """Return the game of the cost model, its parameters drawn from the published ranges."""
    inhabitants, distances = make_towns(n_towns, seed)
    (model,) = draw_models(PUBLISHED_RANGES, 1, np.random.default_rng(seed))
    return build_game(model, inhabitants, distances, n_tangents=n_tangents)


def make_stepped_game(n_players, seed=1, n_steps=4):
    """Return a game whose curve is its tangents and whose other parts are arbitrary."""
    chance = np.random.default_rng([seed, n_players])
    drivers = chance.uniform(1, 10, n_players)
    slopes = np.sort(chance.uniform(0.2, 3, n_steps))[::-1]
    breaks = np.sort(chance.uniform(0, drivers.sum(), n_steps - 1))
    intercepts = np.concatenate([[1.0], 1.0 - np.cumsum(np.diff(slopes) * breaks)])
    return make_structured_game(
        chance.uniform(0, 5, n_players),
        chance.uniform(0, 3, (n_players, n_players)),
        drivers,
        curve_of_tangents(slopes, intercepts),
        np.concatenate([[0.0], chance.uniform(-1, 3, n_players)]),
    )


def all_coalitions(n_players):
    """Return the memberships of all coalitions but the empty one and the grand one, by bit mask."""
    return (np.arange(1, (1 << n_players) - 1)[:, None] >> np.arange(n_players) & 1).astype(bool)


def cost_by_hand(game, members):
    """Return what a coalition costs, straight from the formula."""
    hosted = min(game.host_costs[h] + sum(game.host_member_costs[h, i] for i in members) for h in members)
    return hosted + float(game.curve.at(sum(game.drivers[i] for i in members))) + game.coordination[len(members)]


def coalitions_of(n_players):
    """Return all coalitions as tuples of players, the empty one left out."""
    return [one for size in range(1, n_players + 1) for one in combinations(range(n_players), size)]
