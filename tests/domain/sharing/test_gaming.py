"""From a study to a game: tables, models and own costs, with names for members."""

import numpy as np
import pytest

from make import HOST, LARGE, SMALL, make_study
from make_whatif import make_plan, sure
from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.sharing.costs import Coalition, Unit
from samverkan.domain.sharing.finding_game import GameSources, find_game
from samverkan.domain.sharing.gaming import (
    PARAMETERS,
    Basis,
    CoalitionTable,
    game_from_model,
    game_from_own_costs,
    game_from_table,
)
from samverkan.domain.sharing.plan import Amount, ModelParameters
from samverkan.methods.sharing.game import GameKind
from samverkan.methods.sharing.many_games import PARAMETERS as MODEL_PARAMETERS

MEMBERS = (HOST, SMALL, LARGE)


def table(groups, **settings):
    return CoalitionTable(tuple(Coalition(tuple(group.split(";")), cost) for group, cost in groups.items()), **settings)


WHOLE = {
    "HOLM": 6.0,
    "LILL": 2.0,
    "STOR": 9.0,
    "LILL;HOLM": 7.0,
    "HOLM;STOR": 13.0,
    "LILL;STOR": 10.0,
    "HOLM;LILL;STOR": 14.0,
}


def model(**amounts):
    stated = {"fixed": 3e6, "unit": 1750, "elasticity": 0.95, "realised": 0.6, "transition": 4e5, "distance": 600}
    stated |= {"coordination": 250_000, "growth": 1.3}
    apart = {(HOST, SMALL): 40.0, (LARGE, HOST): 30.0, (SMALL, LARGE): 50.0}
    return ModelParameters({name: sure(value) for name, value in {**stated, **amounts}.items()}, distances_km=apart)


def test_a_table_becomes_a_game_in_ore_with_the_names_of_its_members():
    named = game_from_table(make_study(), table(WHOLE, unit=Unit.KSEK), MEMBERS)

    assert named.game.table.tolist() == [0, 6e5, 2e5, 7e5, 9e5, 13e5, 10e5, 14e5]
    assert (named.basis, named.notes, named.saving_ore) == (Basis.TABLE, (), 3e5)
    assert named.names(named.mask((LARGE, HOST))) == (HOST, LARGE)


def test_without_members_they_are_those_that_the_table_names():
    named = game_from_table(make_study(), table({"B": 3, "A;B": 4, "A": 2}))

    assert named.members == ("B", "A")


def test_a_table_with_holes_says_which_and_what_that_means():
    named = game_from_table(make_study(), table({**WHOLE, "LILL;STOR": None}), MEMBERS)

    assert np.isnan(named.game.table[6])
    assert [str(one) for one in named.notes] == [
        (
            "Without a cost in the table: 1 of 7 groups (Lill+Stor). What is found to be unstable is so; what seems "
            "stable may not be."
        )
    ]


def test_single_members_missing_in_a_savings_game_save_nothing():
    named = game_from_table(make_study(), table({"HOLM;LILL": 5.0}, kind=GameKind.SAVINGS), (HOST, SMALL))

    assert named.game.table.tolist() == [0, 0, 0, 500]


def test_everything_wrong_with_a_table_is_told_with_its_row():
    wrong = {"HOLM": 6.0, "HOLN;LILL": 7.0, "OSLO": 1.0, "LILL;LILL": 2.0, "STOR;HOLM": 3.0, "HOLM;STOR": 4.0}

    with pytest.raises(ProblemsError) as error:
        game_from_table(make_study(), table(wrong), MEMBERS)

    assert [str(one) for one in error.value.problems] == [
        "coalitions.csv, row 3: HOLN is no member. Is HOLM meant?",
        "coalitions.csv, row 4: OSLO is no member. The members are: Holm (HOLM), Lill (LILL), Stor (STOR).",
        "coalitions.csv, row 5: LILL;LILL names a member twice.",
        "coalitions.csv, row 7: HOLM;STOR is stated in row 6 already.",
    ]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ([str(one) for one in range(32)], r"32 members form 2\^32 groups, too many to list"),
        ([], "There is nobody to share between"),
    ],
)
def test_too_many_members_or_none_are_refused(members, message):
    with pytest.raises(WorkbenchError, match=message):
        game_from_table(make_study(), table({}), members)


def test_a_stated_model_gives_every_group_a_cost():
    named = game_from_model(make_study(), model(), {HOST: 30_000.0, SMALL: 4_000.0, LARGE: 60_000.0})

    # Alone: 3 MSEK and 1,750 SEK for each of 60,000 inhabitants.
    assert named.game.table[named.mask((LARGE,))] == pytest.approx((3e6 + 1750 * 60_000) * 100)
    assert named.game.is_complete
    assert named.basis is Basis.MODEL
    assert set(PARAMETERS) == set(MODEL_PARAMETERS)


def test_everything_that_a_model_lacks_is_told_at_once():
    lacking = ModelParameters({name: one for name, one in model().amounts.items() if name != "growth"})

    with pytest.raises(ProblemsError) as error:
        game_from_model(make_study(), lacking, {HOST: 30_000.0, SMALL: 0.0})

    assert [str(one) for one in error.value.problems] == [
        "study.toml: The cost model lacks growth: state [sharing.model.growth].",
        "study.toml: The cost model needs more than 0 population for Lill: give a value in indicators.csv.",
        "study.toml: The distance between Holm and Lill is not stated: give it in distances.csv.",
    ]


def test_a_model_without_a_cost_of_distance_needs_no_distances():
    near = ModelParameters(model(distance=0).amounts)

    assert game_from_model(make_study(), near, {HOST: 30_000.0, SMALL: 4_000.0}).game.is_complete


def test_an_impossible_model_is_refused_in_words():
    with pytest.raises(WorkbenchError, match=r"every parameter must be at least 0, elasticity and realised at most 1"):
        game_from_model(make_study(), model(elasticity=1.5), {HOST: 30_000.0, SMALL: 4_000.0})


def test_with_own_costs_only_it_is_said_what_can_and_cannot_be_answered():
    alone = {HOST: Amount(5, 6, 9), SMALL: sure(2)}

    named = game_from_own_costs(make_study(), alone, MEMBERS, 1400)

    assert np.flatnonzero(~np.isnan(named.game.table)).tolist() == [0, 1, 2, 7]
    assert named.game.table[[1, 2, 7]].tolist() == [600, 200, 1400]
    assert named.saving_ore is None
    assert [str(one).split(".")[0] for one in named.notes] == [
        "Only own costs and the whole are known",
        "What Stor would cost outside is not known: nothing is said of whether they gain",
    ]


def sources(groups=None, **settings):
    rows = table(groups or WHOLE).rows
    settings = {"plan": make_plan(alone={SMALL: Amount(1, 20, 30)}), **settings}
    return GameSources(members=MEMBERS, total_ore=140_000_000, coalitions=rows, **settings)


def test_the_table_of_a_study_is_used_first_and_then_its_model_and_then_own_costs():
    stated = make_plan(model=model())
    drivers = {HOST: 30_000.0, SMALL: 4_000.0, LARGE: 60_000.0}

    found = [
        find_game(make_study(), sources(unit=Unit.MSEK)).basis,
        find_game(make_study(), GameSources(stated, MEMBERS, 1400, drivers=drivers)).basis,
        find_game(make_study(), GameSources(make_plan(), MEMBERS, 1400)).basis,
        find_game(make_study(), sources(unit=Unit.MSEK), Basis.ALONE).basis,
    ]

    assert found == [Basis.TABLE, Basis.MODEL, Basis.ALONE, Basis.ALONE]


def test_a_table_without_a_unit_is_read_in_the_one_that_agrees_with_the_bill():
    named = find_game(make_study(), sources({group: cost * 100 for group, cost in WHOLE.items()}))

    assert named.game.total == 140_000_000
    assert [str(one) for one in named.notes] == [
        "coalitions.csv states no unit; its costs are read as kSEK, for then the whole agrees with the bill."
    ]


def test_a_stated_unit_wins_over_what_would_agree_with_the_bill():
    rows = tuple(Coalition(one.members, one.cost, Unit.SEK) for one in table(WHOLE).rows)

    named = find_game(make_study(), GameSources(make_plan(), MEMBERS, 140_000_000, rows))

    assert (named.game.total, named.notes) == (1400, ())


def test_each_row_may_have_a_unit_of_its_own():
    rows = (
        *(Coalition(one.members, one.cost, Unit.KSEK) for one in table(WHOLE).rows[:-1]),
        Coalition(MEMBERS, 14_000.0, Unit.SEK),
    )

    named = find_game(make_study(), GameSources(make_plan(), MEMBERS, 1400, rows))

    assert (named.game.total, named.game.alone[0]) == (1_400_000, 600_000)


def test_a_row_without_a_unit_among_others_with_one_is_named():
    first, *rest = table(WHOLE).rows
    rows = (first, *(Coalition(one.members, one.cost, Unit.SEK) for one in rest))

    with pytest.raises(ProblemsError, match=r"coalitions.csv: HOLM has no unit, and other groups have one"):
        find_game(make_study(), GameSources(make_plan(), MEMBERS, 1400, rows))


def test_a_unit_that_cannot_be_told_is_asked_for():
    with pytest.raises(ProblemsError, match=r"coalitions.csv: The table does not say in which unit its costs are"):
        find_game(make_study(), sources({group: cost * 3 for group, cost in WHOLE.items()}))


def test_what_the_table_lacks_of_own_costs_and_the_whole_is_filled_in_and_said():
    groups = {group: cost for group, cost in WHOLE.items() if group not in ("LILL", "HOLM;LILL;STOR")}
    other = make_study({"NORD": MEMBERS, "SYD": ("OAS", "VIK")})

    named = find_game(other, sources({**groups, "HOLM;OAS": 3.0}, unit=Unit.KSEK))

    assert named.game.table[[2, 7]].tolist() == [2000, 140_000_000]
    assert [str(one) for one in named.notes][:3] == [
        "1 group of coalitions.csv is left out: it has others in it than the members.",
        "The own cost of Lill is the most likely one in [sharing.alone].",
        "The cost of all together is the bill: the table does not have it.",
    ]


@pytest.mark.parametrize(
    ("basis", "message"),
    [(Basis.TABLE, "The study has no coalitions.csv"), (Basis.MODEL, "The study states no cost model")],
)
def test_a_basis_that_is_not_stated_is_refused(basis, message):
    with pytest.raises(WorkbenchError, match=message):
        find_game(make_study(), GameSources(make_plan(), MEMBERS, 1400), basis)
