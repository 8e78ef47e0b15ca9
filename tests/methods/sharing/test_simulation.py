"""Draws, bounds, present values and cost models for many draws at once."""

from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.sharing import bounding
from samverkan.methods.sharing.core import is_core_empty
from samverkan.methods.sharing.errors import GameError, SharingError
from samverkan.methods.sharing.game import make_game
from samverkan.methods.sharing.many_games import PARAMETERS, have_core, hold, tabulate_models
from samverkan.methods.sharing.simulation import (
    Bounds,
    bound_shares,
    divide_lines,
    draw_triangular,
    present_value,
    spread,
)
from samverkan.methods.sharing.structured.model import CostModel, build_game


def test_triangular_draws_lie_in_the_range_and_have_its_mean_and_spread():
    drawn = draw_triangular(1, 2, 6, 200_000, np.random.default_rng(1))

    assert drawn.min() >= 1
    assert drawn.max() <= 6
    assert drawn.mean() == pytest.approx(3, abs=0.01)
    # Variance of the triangular distribution: (a² + b² + c² − ab − ac − bc) / 18.
    assert drawn.var() == pytest.approx((1 + 4 + 36 - 2 - 6 - 12) / 18, abs=0.02)


@pytest.mark.parametrize("mode", [1.0, 6.0])
def test_the_most_likely_value_may_be_an_end_of_the_range(mode):
    drawn = draw_triangular(1, mode, 6, 50_000, np.random.default_rng(1))

    assert drawn.mean() == pytest.approx((1 + mode + 6) / 3, abs=0.03)


@pytest.mark.parametrize("range_", [(2, 1, 3), (1, 4, 3), (0, np.nan, 1)])
def test_a_range_out_of_order_is_refused(range_):
    with pytest.raises(SharingError, match=r"A range must have low ≤ mode ≤ high, not "):
        draw_triangular(*range_, 1, np.random.default_rng(1))


def test_lines_are_divided_by_the_fractions_of_each():
    assert divide_lines([[10.0, 4.0]], [[[0.5, 0.5], [0.25, 0.75]]]).tolist() == [[6.0, 8.0]]


@settings(max_examples=200)
@given(
    shares=st.lists(st.integers(0, 1000), min_size=2, max_size=5),
    least=st.none() | st.integers(0, 300),
    cap=st.none() | st.sampled_from([0.2, 0.4, 0.5, 0.9]),
)
def test_bounded_shares_are_those_of_the_exact_division(shares, least, cap):
    total = sum(shares)
    names = [str(place) for place in range(len(shares))]
    exact_bounds = bounding.Bounds(
        {} if least is None else dict.fromkeys(names, least),
        {} if cap is None else dict.fromkeys(names, ceil(Fraction(str(cap)) * total)),
    )
    try:
        found = bounding.keep_bounds({n: Fraction(s) for n, s in zip(names, shares, strict=True)}, exact_bounds)
        expected = [float(found[name]) for name in names]
    except bounding.DivisionError:
        expected = [np.nan] * len(shares)

    bounded = bound_shares([shares], Bounds(least, cap))[0]

    assert np.allclose(bounded, expected, atol=1e-6, equal_nan=True)


def test_the_first_year_is_not_discounted():
    assert present_value([[[100.0, 110.0, 121.0]]], 0.1).round(6).tolist() == [[300.0]]


def test_percentiles_are_over_the_draws():
    assert spread(np.arange(101.0)).tolist() == [5.0, 50.0, 95.0]


MODEL = {
    "fixed": 3.0,
    "unit": 1750.0 / 1e6,
    "elasticity": 0.95,
    "realised": 0.6,
    "transition": 0.4,
    "distance": 0.0006,
    "coordination": 0.25,
    "growth": 1.3,
}
DRIVERS = [60_000, 15_000, 7_000, 3_500]
APART = np.array([[0, 40, 60, 80], [40, 0, 30, 50], [60, 30, 0, 20], [80, 50, 20, 0]], dtype=float)


def test_the_tables_of_a_model_are_those_of_the_structured_game():
    drawn = {name: [MODEL[name], MODEL[name] * 0.9] for name in PARAMETERS}

    tables = tabulate_models(drawn, DRIVERS, APART)

    for place, factor in enumerate((1, 0.9)):
        at = {name: value * factor for name, value in MODEL.items()}
        model = CostModel(
            fixed_msek=at["fixed"],
            exponent=at["elasticity"],
            rate_sek=at["unit"] * 1e6,
            realised=at["realised"],
            coordination_msek=at["coordination"],
            coordination_exponent=at["growth"],
            transition_msek=at["transition"],
            distance_msek=at["distance"],
        )
        assert np.allclose(tables[place], build_game(model, DRIVERS, APART).tabulate().table, rtol=1e-12)


def test_a_single_member_has_no_coordination_even_when_it_does_not_grow():
    tables = tabulate_models({**{name: [value] for name, value in MODEL.items()}, "growth": [0.0]}, DRIVERS, APART)

    assert tables[0, 1] == pytest.approx(3.0 + 1750e-6 * 60_000)


@pytest.mark.parametrize(
    ("drivers", "apart", "message"),
    [
        ([1.0] * 15, np.zeros((15, 15)), r"15 players have tables of 2\^15 entries each; at most 14 are drawn"),
        ([1.0, 0.0], np.zeros((2, 2)), "Every player needs a driver above 0"),
        ([1.0, 1.0], np.array([[0, np.nan], [1, 0]]), "every pair a distance that is not below 0"),
    ],
)
def test_a_model_that_cannot_be_tabulated_says_why(drivers, apart, message):
    with pytest.raises(GameError, match=message):
        tabulate_models({name: [value] for name, value in MODEL.items()}, drivers, apart)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 30), min_size=7, max_size=7))
def test_a_draw_has_a_core_when_the_linear_programme_finds_one(entries):
    table = np.array([0, *entries], dtype=float)

    assert have_core(table[None])[0] == (not is_core_empty(make_game(table)))


def test_shares_hold_when_they_sum_to_the_whole_and_no_group_pays_more_than_alone():
    table = np.array([[0, 6.0, 8.0, 10.0]] * 4)

    assert hold(table, [[6, 4], [2, 8], [7, 3], [5, 4]]).tolist() == [True, True, False, False]
