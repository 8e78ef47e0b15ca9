"""The grid of gains and costs."""

import pytest

from make import HOST, LARGE, SMALL, make_codebook, make_study
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.claims_grid import ABSENT, CONTRADICTION, MIXED_VOICES, NO_SPEAKER, OTHERS, OWN, claims_grid
from samverkan.charts.specification import WIDTH, right_edge
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status
from samverkan.domain.comparison.informants import Informant
from samverkan.domain.gains import Claim, Presence, Voice
from samverkan.domain.study import Role, SizeClass

YES, NO, BOTH = Presence.PRESENT, Presence.ABSENT, Presence.MIXED


def make_voice(presence=YES, is_own=True, statuses=()):
    speaker = Informant("R1", "R1", "", SMALL, "NORD", None, None)
    says_present, says_absent = presence is Presence.PRESENT, presence is Presence.ABSENT
    return Voice(speaker, presence, frozenset(statuses), is_own, says_present, says_absent, ())


def make_claim(*voices, code="G_KNOW", municipality=SMALL, **fields):
    kind = Kind.GAIN if code.startswith("G") else Kind.COST
    settings = {"collaboration": "NORD", "role": Role.MEMBER, "size": SizeClass.SMALL, "unattributed": (), **fields}
    return Claim(code=code, kind=kind, municipality=municipality, voices=voices, **settings)


def draw(*claims, study=None, language="sv"):
    return claims_grid(claims, study or make_study(), make_codebook(), language)


@pytest.mark.parametrize(
    ("voices", "symbol"),
    [
        ((make_voice(),), OWN),
        ((make_voice(is_own=False),), OTHERS),
        ((make_voice(is_own=False), make_voice()), OWN),
        ((make_voice(NO),), ABSENT),
        ((make_voice(BOTH),), MIXED_VOICES),
        ((make_voice(YES), make_voice(NO)), CONTRADICTION),
        ((), NO_SPEAKER),
    ],
)
def test_the_symbol_tells_who_says_what(voices, symbol):
    drawn = rows_of(draw(make_claim(*voices)), "point")[0]

    assert {key: drawn[key] for key in symbol} == symbol


def test_a_contradiction_has_a_sign_of_its_own():
    assert "!" in words_of(draw(make_claim(make_voice(YES), make_voice(NO))))
    assert "!" not in words_of(draw(make_claim(make_voice(YES))))


def test_each_claim_leads_to_its_voices():
    drawn = draw(make_claim(make_voice(), make_voice(NO, is_own=False)), make_claim(code="C_MONEY"))

    assert links_of(drawn) == {
        "#claim-G_KNOW-NORD-LILL": "G_KNOW sv, Lill: motsägelse, ja 1, nej 1, både och 0; egna röster 1",
        "#claim-C_MONEY-NORD-LILL": "C_MONEY sv, Lill: sagt i grupp, okänt av vem",
    }


def test_a_gain_that_is_only_expected_is_said_to_be_so():
    drawn = draw(make_claim(make_voice(statuses=[Status.EXPECTED])))

    assert links_of(drawn)["#claim-G_KNOW-NORD-LILL"].endswith("väntat men inte uppnått")


def test_all_members_are_shown_with_host_and_size_also_the_silent_ones():
    shown = words_of(draw(make_claim(make_voice(), municipality=HOST)))

    assert [one for one in shown if one in ("■ Holm", "Lill", "Stor", "liten")] == ["■ Holm", "liten", "Lill", "Stor"]


def test_gains_stand_before_costs():
    shown = words_of(draw(make_claim(code="C_MONEY"), make_claim(), make_claim(municipality=LARGE)))

    assert [one for one in shown if one in ("Vinster", "Kostnader")] == ["Vinster", "Kostnader"]
    assert shown.index("G_KNOW sv") < shown.index("C_MONEY sv")


def test_a_claim_that_names_no_municipality_has_a_place_of_its_own():
    drawn = draw(make_claim(make_voice(is_own=False), municipality="", size=None))

    assert links_of(drawn)["#claim-G_KNOW-NORD-"].startswith("G_KNOW sv, ingen kommun nämnd:")


def test_many_members_stand_as_rows_within_the_width_of_a_page():
    members = [f"M{place}" for place in range(20)]

    drawn = draw(make_claim(make_voice(), municipality="M3"), study=make_study({"NORD": members}))

    assert right_edge(drawn) <= WIDTH
    assert [one for one in words_of(drawn) if one in ("■ M0", "M19")] == ["■ M0", "M19"]


def test_without_claims_there_is_no_picture():
    assert draw() is None
