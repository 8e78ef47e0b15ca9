"""Nucleoli that others have printed, or computed with other programs."""

import numpy as np
import pytest

from methods.sharing.nucleolus.makers import make_collaboration, read_game, read_games
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.nucleolus.certificate import certify
from samverkan.methods.sharing.nucleolus.result import Among, Fault
from samverkan.methods.sharing.nucleolus.rules import nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights

RULES = {
    "nucleolus": Weights.EQUAL,
    "per_capita_nucleolus": Weights.PER_CAPITA,
    "proportional_nucleolus": Weights.PROPORTIONAL,
    "disruption_nucleolus": Weights.DISRUPTION,
}
ROUNDED = 5e-5


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        *(("young1982_skane", rule) for rule in list(RULES)[:3]),
        *(("tva_1930s", rule) for rule in list(RULES)[:3]),
        *(("airport_4", rule) for rule in list(RULES)[:2]),
    ],
)
def test_a_reference_game_has_its_nucleolus(shared, file, rule):
    game, printed = read_game(shared, file)

    found = nucleolus(game, RULES[rule])

    assert found.shares == pytest.approx(printed["computed"][rule], abs=ROUNDED)
    assert found.certificate.is_valid


def test_the_valley_authority_splits_as_straffin_and_heaney_print(shared):
    game, printed = read_game(shared, "tva_1930s")

    assert nucleolus(game).shares.round().tolist() == printed["published"]["nucleolus"]


def test_skane_has_three_levels_of_complaint(shared):
    game, printed = read_game(shared, "young1982_skane")

    levels = [level.complaint for level in nucleolus(game).levels]

    assert levels == pytest.approx(printed["computed"]["nucleolus_levels"], abs=1e-9)


def test_the_printed_nucleolus_of_skane_stops_after_two_levels(shared):
    game, printed = read_game(shared, "young1982_skane")
    players = printed["players"]
    ours = nucleolus(game).shares
    malmo, trelleborg = players.index("M"), players.index("T")
    as_printed = ours.copy()
    as_printed[malmo] = printed["published"]["nucleolus"][malmo]
    as_printed[trelleborg] = ours[[malmo, trelleborg]].sum() - as_printed[malmo]

    certificate = certify(game, as_printed)

    assert as_printed == pytest.approx(printed["published"]["nucleolus"], abs=0.0051)
    assert (certificate.fault, certificate.n_levels) == (Fault.BALANCE, 2)
    assert ours[[malmo, trelleborg]] == pytest.approx([18.32, 19.49])
    assert certify(game, ours).n_levels == 3


def test_estates_are_divided_as_the_talmud_does(shared):
    cases = read_games(shared, "talmud_bankruptcy")["cases"]

    found = [nucleolus(make_game(case["table"], GameKind.SAVINGS)) for case in cases]

    assert [one.shares.tolist() for one in found] == [pytest.approx(case["nucleolus"]) for case in cases]
    assert all(one.certificate.is_valid for one in found)


def test_the_games_of_coopgame_for_r_have_their_nucleoli(shared):
    cases = [case for case in read_games(shared, "coopgame_r_a")["cases"] if "nucleolus" in case["solution"]]
    rules = RULES | {"prenucleolus": Weights.EQUAL}

    found = [
        nucleolus(
            make_game(case["table"], GameKind.SAVINGS),
            rules[case["solution"]],
            Among.ALL_SHARES if case["solution"] == "prenucleolus" else Among.IMPUTATIONS,
        )
        for case in cases
    ]

    assert len(cases) == 5
    assert [one.shares.tolist() for one in found] == [pytest.approx(case["value"], abs=case["tol"]) for case in cases]
    assert all(one.certificate.is_valid for one in found)


@pytest.mark.parametrize("rule", list(RULES)[:3])
@pytest.mark.parametrize("place", range(3))
def test_a_collaboration_has_its_nucleolus(shared, place, rule):
    case = read_games(shared, "imc_synthetic_share")["cases"][place]
    game = make_collaboration(np.array(case["inhabitants"]), case["distance_km"], case["params"])

    found = nucleolus(game, RULES[rule])

    assert found.shares == pytest.approx(case[rule], abs=1e-6)
    assert found.certificate.is_valid


def test_the_collaborations_are_made_as_the_reference_made_them(shared):
    cases = [case for case in read_games(shared, "imc_synthetic_share")["cases"] if case["table"]]

    made = [make_collaboration(np.array(one["inhabitants"]), one["distance_km"], one["params"]) for one in cases]

    assert [one.table.tolist() for one in made] == [pytest.approx(case["table"], abs=1e-8) for case in cases]
