"""Who pays less when everyone pays more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.sharing.games import game_of, make_concave_game, tables
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.growth import respond_to_growth
from samverkan.methods.sharing.own_cost_rules import equal_gains, equal_parts
from samverkan.methods.sharing.separable_rules import scrb
from samverkan.methods.sharing.values import shapley


@pytest.mark.parametrize("rule", [shapley, equal_parts, equal_gains])
@given(amounts=tables(), delta=st.integers(1, 50), kind=st.sampled_from(GameKind))
def test_a_bill_that_grows_is_felt_alike_by_all_under_these_rules(rule, amounts, delta, kind):
    game = game_of(amounts, kind)

    found = respond_to_growth(game, rule, delta)

    assert found.is_monotone
    assert found.changes == pytest.approx([delta / game.n_players] * game.n_players, abs=1e-6)


def test_scrb_lets_a_player_pay_less_when_the_bill_grows():
    # Separable costs 1, 9, 9 and 1 to divide by 9, 1, 1; then 2, 10, 10 and -1 by 8, 0, 0: all of it to player 0.
    game = make_game([0, 10, 10, 11, 10, 11, 19, 20])

    found = respond_to_growth(game, scrb, 1)

    assert found.before == pytest.approx(np.array([1 + 9 / 11, 9 + 1 / 11, 9 + 1 / 11]))
    assert found.after == pytest.approx(np.array([1, 10, 10]))
    assert (found.against, found.is_monotone) == ((0,), False)


def test_a_bill_that_shrinks_raises_nobody():
    found = respond_to_growth(make_concave_game(4), shapley, -0.5)

    assert (found.delta, found.is_monotone) == (-0.5, True)
    assert found.changes.sum() == pytest.approx(-0.5)


@pytest.mark.parametrize(("delta", "shown"), [(0, "0"), (float("nan"), "nan")])
def test_the_bill_must_change(delta, shown):
    with pytest.raises(SharingError, match=f"grow or shrink by some amount, not by {shown}"):
        respond_to_growth(make_game([0, 1]), shapley, delta)
