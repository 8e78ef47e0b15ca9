"""The stated cost model: what it costs alone and together, and that no number in it is presumed."""

from dataclasses import replace

import numpy as np
import pytest

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.structured import (
    PUBLISHED_RANGES,
    CostModel,
    Triangular,
    build_game,
    draw_models,
    modal_model,
)

MODE = modal_model(PUBLISHED_RANGES)
DISTANCES = np.array([[0, 30, 80], [30, 0, 60], [80, 60, 0]])
INHABITANTS = np.array([5_000, 20_000, 60_000])


def by_hand(model, members):
    alone = [model.fixed_msek + model.scale_msek * INHABITANTS[i] ** model.exponent for i in members]
    together = model.fixed_msek + model.scale_msek * INHABITANTS[list(members)].sum() ** model.exponent
    visits = min(
        sum(
            model.transition_msek + model.distance_msek * DISTANCES[h, i] * INHABITANTS[i] ** 0.5
            for i in members
            if i != h
        )
        for h in members
    )
    meetings = model.coordination_msek * (len(members) - 1) ** model.coordination_exponent if len(members) > 1 else 0
    return (1 - model.realised) * sum(alone) + model.realised * together + visits + meetings


def test_the_game_is_the_formula():
    game = build_game(MODE, INHABITANTS, DISTANCES)

    for members in [(0,), (2,), (0, 1), (0, 2), (0, 1, 2)]:
        assert game.cost(members) == pytest.approx(by_hand(MODE, members), rel=1e-12)


def test_at_the_mode_a_unit_costs_1_23_times_as_much_at_10_000_as_at_60_000_inhabitants():
    # The span in Niaounakis & Blank (2017) and Bikker & van der Linde (2016) is 1.0 to 1.43.
    game = build_game(MODE, [10_000, 60_000], np.zeros((2, 2)))

    per_inhabitant = game.alone / [10_000, 60_000]

    assert per_inhabitant[0] / per_inhabitant[1] == pytest.approx(1.23, abs=0.005)


def test_where_no_saving_is_realised_being_together_only_adds_cost():
    game = build_game(replace(MODE, realised=0.0), INHABITANTS, DISTANCES)

    assert game.total > game.alone.sum()


def test_draws_keep_within_their_ranges_and_are_the_same_for_the_same_seed():
    drawn = draw_models(PUBLISHED_RANGES, 200, np.random.default_rng(5))

    assert drawn == draw_models(PUBLISHED_RANGES, 200, np.random.default_rng(5))
    for name, one in PUBLISHED_RANGES.items():
        values = [getattr(model, name) for model in drawn]
        assert one.low <= min(values) < max(values) <= one.high


def test_a_range_without_width_is_a_known_number():
    ranges = {**PUBLISHED_RANGES, "realised": Triangular(0.4, 0.4, 0.4, "agreement")}

    assert {one.realised for one in draw_models(ranges, 3, np.random.default_rng(1))} == {0.4}


def test_every_published_range_names_its_source():
    assert all(len(one.source) > 20 for one in PUBLISHED_RANGES.values())


def test_no_parameter_has_a_default():
    with pytest.raises(TypeError, match="missing 7 required keyword-only arguments"):
        CostModel(fixed_msek=3)


@pytest.mark.parametrize(
    ("model", "inhabitants", "distances", "message"),
    [
        (replace(MODE, realised=1.2), [1, 2], np.zeros((2, 2)), "realised is 1.2 in the cost model. It is a share"),
        (replace(MODE, rate_sek=-1), [1, 2], np.zeros((2, 2)), "rate_sek is -1 in the cost model"),
        (MODE, [1, 0], np.zeros((2, 2)), "and 1 without inhabitants"),
        (MODE, [1, 2], np.zeros((2, 3)), r"distances of the shape \(2, 2\)"),
        (MODE, [1, 2], [[0, -1], [1, 0]], "A distance is missing or below 0"),
    ],
)
def test_a_model_that_cannot_be_is_refused_in_words(model, inhabitants, distances, message):
    with pytest.raises(GameError, match=message):
        build_game(model, inhabitants, distances)


def test_a_missing_or_falling_range_is_refused():
    with pytest.raises(GameError, match="A cost model needs a range for each of fixed_msek"):
        modal_model({"fixed_msek": Triangular(1, 2, 3, "")})
    with pytest.raises(GameError, match=r"The range of exponent is 1, 0.5, 2. It must not fall."):
        modal_model({**PUBLISHED_RANGES, "exponent": Triangular(1, 0.5, 2, "")})
