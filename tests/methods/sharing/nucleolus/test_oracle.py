"""Beside coopgame-py 0.3, a program in Rust, on games with ties, empty cores and negative values."""

import coopgame
import numpy as np
import pytest

from methods.sharing.nucleolus.makers import sizes_of
from samverkan.methods.sharing.errors import UndefinedError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.nucleolus.result import Among
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights

DOMAINS = {Among.IMPUTATIONS: "imputation", Among.ALL_SHARES: "preimputation"}


def make_table(seed):
    rng = np.random.default_rng(seed)
    size = sizes_of(int(rng.integers(2, 7)))
    table = (
        rng.integers(0, 6, size.size).astype(float),
        rng.random(size.size) * size * 10,
        rng.integers(0, 3, size.size) * size,
        size**2 + rng.integers(0, 2, size.size),
        rng.integers(-5, 6, size.size).astype(float),
    )[seed % 5]
    table[0] = 0.0
    return table


def theirs(rule, table, domain):
    try:
        return rule(coopgame.Game(table[1:].tolist()), domain)
    except ValueError:
        return None


def ours(table, weights, among):
    try:
        found = nucleolus(make_game(table, GameKind.SAVINGS), weights, among)
    except UndefinedError:
        return None
    assert found.certificate.is_valid
    return found.shares


@pytest.mark.parametrize("among", Among)
@pytest.mark.parametrize(
    ("weights", "name"),
    [
        (Weights.EQUAL, "nucleolus"),
        (Weights.PER_CAPITA, "per_capita_nucleolus"),
        (Weights.PROPORTIONAL, "proportional_nucleolus"),
    ],
)
def test_the_nucleolus_is_that_of_another_program(weights, name, among):
    tables = [make_table(seed) for seed in range(60)]
    tables = [table for table in tables if table.any()]

    found = [ours(table, weights, among) for table in tables]

    theirs_too = [_shares(theirs(getattr(coopgame, name), table, DOMAINS[among])) for table in tables]
    assert [one is None for one in found] == [one is None for one in theirs_too]
    pairs = [(one, other) for one, other in zip(found, theirs_too, strict=True) if one is not None]
    assert len(pairs) > 20
    assert all(np.allclose(one, other, atol=1e-7) for one, other in pairs)


def test_the_disruption_nucleolus_is_that_of_another_program_where_it_has_one():
    tables = [make_table(seed) for seed in range(120)]
    pairs = [(ours(table, Weights.DISRUPTION, Among.IMPUTATIONS), _disruption(table)) for table in tables]

    pairs = [pair for pair in pairs if pair[1] is not None]

    assert len(pairs) > 30
    assert all(one is not None and np.allclose(one, other, atol=1e-7) for one, other in pairs)


def test_the_least_core_is_as_small_as_another_program_finds_it():
    tables = [make_table(seed) for seed in range(60)]

    found = [least_core(make_game(table, GameKind.SAVINGS)).complaint for table in tables]

    other = [coopgame.least_core(coopgame.Game(table[1:].tolist()), "preimputation") for table in tables]
    assert found == pytest.approx([_epsilon(one) for one in other], abs=1e-7)


def _disruption(table):
    try:
        return _shares(coopgame.disruption_nucleolus(coopgame.Game(table[1:].tolist())))
    except ValueError:
        return None


def _shares(found):
    return found["allocation"] if isinstance(found, dict) else found


def _epsilon(found):
    return found["epsilon"] if isinstance(found, dict) else found[0]
