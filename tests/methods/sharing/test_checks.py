"""Monotone, subadditive, concave: published games, brute force, partial tables."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.sharing.games import game_of, make_concave_game, make_random_game, read_game, tables
from samverkan.methods.sharing.checks import Law, Verdict, check_concave, check_monotone, check_subadditive
from samverkan.methods.sharing.game import GameKind, make_game


def worst_by_pairs(game, law):
    """How much the law is broken at the most, looking at every pair of coalitions."""
    table = game.table if law is Law.MONOTONE or game.kind is GameKind.COST else -game.table
    pairs = combinations(range(game.table.size), 2)
    if law is Law.MONOTONE:
        found = [table[a] - table[b] for a, b in pairs if a & b == a and (a ^ b).bit_count() == 1]
    elif law is Law.SUBADDITIVE:
        found = [table[a | b] - table[a] - table[b] for a, b in pairs if a and a & b == 0]
    else:
        found = [
            table[a | b] + table[a & b] - table[a] - table[b]
            for a, b in pairs
            if (a & ~b).bit_count() == 1 and (b & ~a).bit_count() == 1
        ]
    return max(found, default=0)


def broken_by(game, check):
    """By how much the coalitions that a check names break its law."""
    first, second = check.coalitions
    table = game.table if check.law is Law.MONOTONE or game.kind is GameKind.COST else -game.table
    if check.law is Law.MONOTONE:
        return table[first] - table[second]
    return table[first | second] + table[first & second] - table[first] - table[second]


CHECKS = ((Law.MONOTONE, check_monotone), (Law.SUBADDITIVE, check_subadditive), (Law.CONCAVE, check_concave))


@pytest.mark.parametrize(("law", "check"), CHECKS)
@given(amounts=tables(n_most=4), kind=st.sampled_from(GameKind))
def test_the_worst_counterexample_is_that_of_all_pairs(law, check, amounts, kind):
    game = game_of(amounts, kind)
    worst = worst_by_pairs(game, law)

    found = check(game)

    assert found.verdict is (Verdict.FAILS if worst > 0 else Verdict.HOLDS)
    assert found.excess == max(worst, 0)
    if worst > 0:
        assert broken_by(game, found) == worst


def test_the_table_of_the_skane_water_study_is_monotone_and_not_subadditive(shared):
    game, _ = read_game(shared, "young1982_skane")

    found = check_subadditive(game)

    # A, H, L and M, T cost 82.63 apart and 83.00 together: nobody would have built that.
    assert (found.verdict, found.coalitions) == (Verdict.FAILS, (0b110000, 0b001011))
    assert found.excess == pytest.approx(0.37)
    assert check_monotone(game).verdict is Verdict.HOLDS
    assert check_concave(game).verdict is Verdict.FAILS


def test_the_tennessee_valley_authority_is_subadditive_and_concave(shared):
    game, _ = read_game(shared, "tva_1930s")

    assert [check(game).verdict for _, check in CHECKS] == [Verdict.HOLDS] * 3


@pytest.mark.parametrize("n_players", [1, 2, 7, 8, 10])
def test_a_concave_game_is_subadditive_too(n_players):
    game = make_concave_game(n_players)

    assert [check(game).verdict for _, check in CHECKS] == [Verdict.HOLDS] * 3


def test_many_pairs_are_compared_as_few_are():
    game = make_random_game(9)

    assert check_subadditive(game).excess == pytest.approx(worst_by_pairs(game, Law.SUBADDITIVE))


def test_what_is_not_known_is_counted_and_the_law_holds_as_far_as_known():
    game = make_game([0, 5, 5, 8, 5, np.nan, 8, 10])

    monotone, subadditive, concave = (check(game) for _, check in CHECKS)

    assert [one.verdict for one in (monotone, subadditive, concave)] == [Verdict.HOLDS_AS_FAR_AS_KNOWN] * 3
    assert [(one.n_compared, one.n_all) for one in (monotone, subadditive, concave)] == [(9, 12), (4, 6), (3, 6)]


def test_nothing_can_be_said_where_nothing_can_be_compared():
    game = make_game([0, np.nan, np.nan, 3])

    assert [check(game).verdict for _, check in CHECKS[1:]] == [Verdict.UNKNOWN] * 2


def test_a_counterexample_is_one_whatever_is_not_known():
    game = make_game([0, 5, 5, 12, np.nan, 5, 5, np.nan])

    assert check_subadditive(game).coalitions == (2, 1)


def test_above_the_limit_only_pairs_with_one_player_or_all_others_are_compared():
    broken = make_random_game(6)
    tidy = make_concave_game(6)
    masks = np.arange(64)
    convex = make_game(np.where(masks == 0, 0, 100 + np.bitwise_count(masks) ** 2))

    assert check_subadditive(broken, most=5).verdict is Verdict.FAILS
    assert check_subadditive(tidy, most=5).verdict is Verdict.HOLDS
    assert check_subadditive(tidy, most=5).n_compared == check_subadditive(tidy).n_all
    assert check_subadditive(convex, most=5).verdict is Verdict.HOLDS_AS_FAR_AS_KNOWN
    assert check_subadditive(convex, most=5).n_compared < check_subadditive(convex).n_all


def test_rounding_is_no_counterexample():
    game = make_game(np.array([0, 0.1, 0.2, 0.1 + 0.2 + 1e-13]))

    assert check_subadditive(game).verdict is Verdict.HOLDS
