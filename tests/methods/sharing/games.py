"""Games to test with: published ones read from the shared folder, drawn ones, and brute-force twins of the methods."""

import json
from itertools import permutations
from math import prod

import numpy as np
from hypothesis import strategies as st

from samverkan.methods.sharing.game import Game, GameKind, make_game, tabulate_game


def read_games(shared, name):
    """Return a file of reference games as it stands."""
    return json.loads((shared / "reference" / "games" / f"{name}.json").read_text(encoding="utf-8"))


def read_game(shared, name):
    """Return the one game of a file, and the file."""
    printed = read_games(shared, name)
    return make_game(printed["table"], GameKind(printed["kind"])), printed


def read_synthetic(shared):
    """Return the synthetic collaborations, each as its game and its file; the largest is made from its cost model."""
    return [(make_synthetic_game(case), case) for case in read_games(shared, "imc_synthetic_share")["cases"]]


def make_synthetic_game(case):
    """Return costs in MSEK: fixed, concave in inhabitants, links to the best host, coordination that grows."""
    if case["table"]:
        return make_game(case["table"])
    inhabitants, distance, p = np.array(case["inhabitants"]), np.array(case["distance_km"]), case["params"]
    links = p["trans"] + p["delta"] * distance * np.sqrt(inhabitants)
    np.fill_diagonal(links, 0)

    def cost(players):
        inside = list(players)
        link = links[np.ix_(inside, inside)].sum(axis=1).min()
        scale = p["F"] + p["a"] * inhabitants[inside].sum() ** p["beta"]
        return (scale + link + p["coord"] * (len(inside) - 1) ** p["gam"]) / 1e6

    return tabulate_game(case["n"], cost)


def make_random_game(n_players, *, seed=1, kind=GameKind.COST, missing=()):
    """Return a game of uniform entries."""
    table = np.random.default_rng([seed, n_players]).random(1 << n_players) * 100
    table[0] = 0
    table[list(missing)] = np.nan
    return make_game(table, kind)


def make_concave_game(n_players, *, seed=1):
    """Return costs that grow with the square root of what the players bring, and a fixed part."""
    sizes = np.random.default_rng([seed, n_players]).integers(1, 50, n_players)
    return tabulate_game(n_players, lambda players: 3 + float(np.sqrt(sizes[list(players)].sum())))


def make_basic_game(alone, total):
    """Return a game of which only the single players and everyone are known."""
    n = len(alone)
    table = np.full(1 << n, np.nan)
    table[0] = 0
    table[1 << np.arange(n)] = alone
    table[-1] = total
    return make_game(table)


def renamed(game: Game, order):
    """Return the game in which player `order[i]` of the old one is player i."""
    return tabulate_game(game.n_players, lambda players: game.table[sum(1 << order[i] for i in players)], game.kind)


def tables(n_least=1, n_most=5):
    """Draw tables of whole amounts."""
    return st.integers(n_least, n_most).flatmap(
        lambda n: st.lists(st.integers(-20, 100), min_size=(1 << n) - 1, max_size=(1 << n) - 1)
    )


def game_of(amounts, kind=GameKind.COST):
    """Return the game of drawn amounts."""
    return make_game([0.0, *amounts], kind)


def marginal(game, mask, player):
    """Return what a player adds to a coalition."""
    return game.table[mask | 1 << player] - game.table[mask]


def shapley_by_orders(game, weights=None):
    """Return the mean addition over all orders; with weights, orders as likely as they are drawn from the end."""
    n = game.n_players
    weights = [1.0] * n if weights is None else weights
    shares = np.zeros(n)
    for order in permutations(range(n)):
        chance = prod(weights[order[at]] / sum(weights[one] for one in order[: at + 1]) for at in range(n))
        mask = 0
        for player in order:
            shares[player] += chance * marginal(game, mask, player)
            mask |= 1 << player
    return shares


def banzhaf_by_coalitions(game):
    """Return the mean addition over all coalitions of the others."""
    n = game.n_players
    without = [[mask for mask in range(1 << n) if not mask >> i & 1] for i in range(n)]
    return np.array([np.mean([marginal(game, mask, i) for mask in without[i]]) for i in range(n)])


def complaints_by_coalition(game, shares):
    """Return the complaint of every coalition in costs, neither the empty nor the grand one."""
    sign = 1 if game.kind is GameKind.COST else -1
    return {
        mask: sign * (sum(shares[i] for i in range(game.n_players) if mask >> i & 1) - game.table[mask])
        for mask in range(1, game.everyone)
        if not np.isnan(game.table[mask])
    }
