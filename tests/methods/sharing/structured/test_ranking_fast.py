"""The compiled ranking beside that in numpy: the same complaints, and coalitions that complain as much."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.structured.games import make_model_game, make_stepped_game
from samverkan.methods.sharing.structured import Search, Weighing, check_certificate, structured_nucleolus
from samverkan.methods.sharing.structured import ranking as by_path
from samverkan.methods.sharing.structured.ranking import rank_coalitions

pytest.importorskip("numba", reason="the extra `fast` is not installed")


def rank_both(game, shares, direction):
    """Return the complaints by numpy and compiled, and the coalitions of all that are not settled by each."""
    answers = []
    for is_fast in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(by_path, "has_fast", lambda is_fast=is_fast: is_fast)
            patch.setattr(by_path, "LOADING", 0)
            ranking = rank_coalitions(game, shares, direction)
            hosts, places = np.nonzero(np.isfinite(ranking.complaints))
            answers.append((ranking.complaints, ranking.coalitions(hosts, places)))
    return answers


@settings(max_examples=60)
@given(n_players=st.integers(2, 9), seed=st.integers(0, 10_000), kind=st.sampled_from(["none", "few", "many"]))
def test_complaints_are_the_same_and_the_coalitions_have_them(n_players, seed, kind):
    game = make_stepped_game(n_players, seed)
    chance = np.random.default_rng(seed)
    shares = chance.uniform(0, 12, n_players)
    directions = {
        "none": None,
        "few": chance.standard_normal(n_players),
        "many": chance.integers(-1, 2, n_players) * 1.0,
    }

    plain, fast = rank_both(game, shares, directions[kind])

    assert np.array_equal(plain[0], fast[0])
    for complaints, coalitions in (plain, fast):
        hosts, places = np.nonzero(np.isfinite(complaints))
        assert coalitions.sum(axis=1).tolist() == (places + 1).tolist()
        assert coalitions[np.arange(len(hosts)), hosts].all()
        own = coalitions @ shares - game.costs(coalitions)
        assert (own >= complaints[hosts, places] - 1e-9).all()
        if directions[kind] is not None:
            assert (np.abs(coalitions @ directions[kind]) > 1e-9).all()


def test_without_ties_the_coalitions_are_the_same():
    game = make_model_game(60, 3, n_tangents=24)
    chance = np.random.default_rng(1)
    direction = np.where(np.arange(60) < 40, 0.0, chance.standard_normal(60))

    for asked in (None, direction):
        plain, fast = rank_both(game, game.alone * 0.97, asked)

        assert np.array_equal(plain[0], fast[0])
        assert np.array_equal(plain[1], fast[1])


@pytest.mark.parametrize("weighing", list(Weighing))
def test_the_nucleolus_is_the_same_by_both(weighing, monkeypatch):
    game = make_model_game(12, 5, n_tangents=12)
    monkeypatch.setattr(by_path, "LOADING", 0)
    fast = structured_nucleolus(game, Search(weighing))
    monkeypatch.setattr(by_path, "has_fast", lambda: False)

    plain = structured_nucleolus(game, Search(weighing))

    assert np.array_equal(plain.shares, fast.shares)
    assert [one.complaint for one in plain.levels] == [one.complaint for one in fast.levels]
    assert check_certificate(game, fast).holds


def test_a_small_game_is_ranked_before_anything_compiled_is_loaded(monkeypatch):
    game = make_model_game(10, 1)
    loaded = []
    monkeypatch.setattr(by_path, "modules", {})
    monkeypatch.setattr(by_path, "SORTED", by_path.Tally())
    monkeypatch.setattr(by_path, "import_module", loaded.append)

    found = structured_nucleolus(game)

    assert check_certificate(game, found).holds
    assert loaded == []


def test_every_coalition_settled_leaves_nothing_by_either():
    game = make_stepped_game(4)

    plain, fast = rank_both(game, np.ones(4), np.zeros(4))

    assert np.isneginf(plain[0]).all()
    assert np.isneginf(fast[0]).all()
