"""What goes wrong says why in fields, from which sentences in other languages are made."""

import pickle

import pytest

from samverkan.methods.sharing.clusters.candidates import TooManyCandidatesError
from samverkan.methods.sharing.errors import (
    BelowZeroError,
    DearerTogetherError,
    GameError,
    HoldOutError,
    NoPartitionError,
    NoProportionsError,
    NothingToDisruptError,
    OutsideRightsError,
    Programme,
    Proportion,
    SolverError,
    TooFewKnownError,
    TotalUnknownError,
    WeightlessComplaintError,
)
from samverkan.methods.sharing.game import make_game
from samverkan.methods.sharing.nucleolus.rules import Weights, nucleolus
from samverkan.methods.sharing.own_cost_rules import proportional_gains
from samverkan.methods.sharing.tau import tau

ERRORS = (
    BelowZeroError(2),
    DearerTogetherError(10, 9),
    GameError("The table is wrong.", (3,)),
    HoldOutError(1, 2.5),
    NoPartitionError(),
    NoProportionsError(Proportion.WEIGHTS),
    NothingToDisruptError(1),
    OutsideRightsError(1, 4, 3),
    SolverError(Programme.CORE, "Infeasible"),
    TooFewKnownError(),
    TooManyCandidatesError(4_525, 1_000),
    TotalUnknownError(),
    WeightlessComplaintError(),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda one: type(one).__name__)
def test_an_error_comes_whole_out_of_another_process(error):
    found = pickle.loads(pickle.dumps(error))

    assert (type(found), str(found), found.__dict__) == (type(error), str(error), error.__dict__)


def test_a_game_dearer_together_says_how_much():
    with pytest.raises(DearerTogetherError) as caught:
        nucleolus(make_game([0, 4, 5, 10]))

    assert (caught.value.together, caught.value.alone) == (10, 9)


def test_a_player_that_can_hold_out_is_named():
    # Everyone adds 10 to the others but player 0, which adds 14; with 1 at 10 it could pay 14 - 10 = 4.
    with pytest.raises(HoldOutError) as caught:
        tau(make_game([0, 10, 10, 14, 10, 14, 10, 24]))

    assert (caught.value.player, caught.value.coalition, caught.value.excess) == (0, 1, 10)


def test_own_costs_that_cancel_out_have_no_proportions():
    with pytest.raises(NoProportionsError) as caught:
        proportional_gains(make_game([0, 4, -4, 1]))

    assert caught.value.proportion is Proportion.OWN_COSTS


def test_a_negative_entry_and_nothing_to_disrupt_name_the_coalition():
    with pytest.raises(BelowZeroError) as below:
        nucleolus(make_game([0, 2, -1, 1]), Weights.PROPORTIONAL)
    with pytest.raises(NothingToDisruptError) as apart:
        nucleolus(make_game([0, 4, 5, 10]), Weights.DISRUPTION)

    assert (below.value.coalition, apart.value.coalition) == (2, 1)
