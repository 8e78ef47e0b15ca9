"""The whole analysis of a shared cost: what can be computed is, what cannot says why."""

import json
from dataclasses import replace

import pytest

from make import CLUSTER, EXAMPLES, HOST, LARGE, SMALL
from make_bills import make_accounts, make_key, make_plan
from samverkan.domain.dates import Period
from samverkan.domain.report.sharing import analyse_study_sharing, material_of_sharing
from samverkan.domain.sharing.analyse import analyse_sharing, ask_whatif
from samverkan.domain.sharing.analysis import Part, SharingMaterial, SharingSettings
from samverkan.domain.sharing.answering import answer_sharing
from samverkan.domain.sharing.choosing import ChoiceError
from samverkan.domain.sharing.costs import Coalition, Unit
from samverkan.domain.sharing.gaming import Basis
from samverkan.domain.sharing.plan import Amount
from samverkan.domain.sharing.telling import tell_member
from samverkan.domain.sharing.whatif.asking import Asked, AskingError
from samverkan.files.sharing_json import sharing_object
from samverkan.files.study_folder import read_study_folder

DRAWS = 200
ALONE = {HOST: 500_000.0, SMALL: 200_000.0, LARGE: 600_000.0}


def sure(sek):
    return Amount(sek, sek, sek, "made up")


def make_material(*, coalitions=(), accounts=None, **plan):
    settings = {"key_in_use": "by", "draws": DRAWS, **plan}
    keys = settings.pop("keys", (make_key(), make_key("equally", {"equal": 1.0})))
    return SharingMaterial(accounts or make_accounts(), make_plan(*keys, **settings), coalitions)


def alone():
    return {one: sure(sek) for one, sek in ALONE.items()}


@pytest.fixture(scope="module")
def example():
    return material_of_sharing(read_study_folder(EXAMPLES / "two-clusters").evidence)


@pytest.fixture(scope="module")
def found(example):
    return analyse_sharing(example, SharingSettings(draws=DRAWS))


def test_every_key_is_billed_and_the_one_in_use_is_known(found):
    assert [one.key.id for one in found.keys if one.bill is None] == []
    assert found.bill.key == "avtal2020"
    assert {bill.total_ore for bill in found.billed} == {66_000 * 100_000}
    assert all(sum(bill.shares_ore.values()) == bill.total_ore for bill in found.billed)


def test_the_change_since_the_last_year_sums_for_every_member(found):
    assert (str(found.change.before), str(found.change.after)) == ("2023", "2024")
    assert all(sum(one.by_cause_ore.values()) == one.change_ore for one in found.change.changes)
    assert sum(one.change_ore for one in found.change.changes) == 2_500 * 100_000


def test_the_table_of_groups_is_read_in_the_unit_of_the_costs(found):
    assert found.named.basis is Basis.TABLE
    assert found.named.game.total == 66_000 * 100_000
    assert found.stability.standing("avtal2020").holds is True


def test_keys_and_rules_say_who_would_pay_less_when_the_bill_grows(found):
    against = {one.id: one.against for one in found.growth if one.against}

    # Separable costs of all grow by the whole tenth for each member: what is left to share is below zero.
    assert against == dict.fromkeys(("scrb", "aca", "louderback"), ("LOVB", "STEN"))
    by_key = next(one for one in found.growth if one.id == "avtal2020")
    assert sum(by_key.change_ore.values()) == found.grown_by_ore == 6_600 * 100_000


def test_chances_and_what_ifs_are_there_for_every_key_and_scenario(found):
    assert set(found.staying) == {one.key.id for one in found.keys}
    assert found.staying["avtal2020"].n_draws == DRAWS
    assert found.core.n_draws == DRAWS
    assert [one.scenario.id for one in found.whatifs if one.whatif is None or one.chances is None] == []


def test_the_same_seed_gives_the_same_figures_and_another_seed_others(example, found):
    again = analyse_sharing(example, SharingSettings(draws=DRAWS))
    other = analyse_sharing(example, SharingSettings(draws=DRAWS, seed=7))

    assert json.dumps(sharing_object(again)) == json.dumps(sharing_object(found))
    assert other.trace.fingerprint != found.trace.fingerprint
    assert other.staying != found.staying
    assert other.bill == found.bill


def test_the_answer_begins_with_the_bill_and_whether_the_key_in_use_holds(found):
    sentences = [str(one) for one in answer_sharing(found)]

    assert sentences[0] == (
        "The bill of Kvarnbygdens gemensamma IT-nämnd for 2024 is 66,000 kSEK. By the key in use Högsunda pays most, "
        "36,846 kSEK, and Stenskäla least, 5,877 kSEK."
    )
    assert sentences[1] == "Together the members pay 14,600 kSEK a year less than each on its own."
    assert sentences[2].startswith("The key in use: Nobody would be better off outside.")
    assert sentences[3:] == ["Of the 8 keys 1 holds.", "Since 2023 the bill is 2,500 kSEK more."]


def test_a_key_that_cannot_be_billed_says_why_and_the_others_are_billed():
    unread = make_key("by devices", {"devices": 1.0})

    found = analyse_sharing(make_material(keys=(make_key(), unread)))

    assert found.keys[0].bill is not None
    assert [str(one).split(":")[0] for one in found.keys[1].why_not] == ["indicators.csv"] * 3
    assert "Holm (HOLM) has no devices" in str(found.keys[1].why_not[0])


def test_without_own_costs_nothing_is_said_of_who_would_be_better_off_outside():
    found = analyse_sharing(make_material())

    assert (found.named, found.stability, dict(found.staying), found.core) == (None, None, {}, None)
    assert "coalitions.csv, [sharing.model] or [sharing.alone]" in str(found.why_not(Part.GAME)[0])
    assert "[sharing.alone]" in str(found.why_not(Part.STAYING)[0])
    assert "[sharing.model]" in str(found.why_not(Part.CORE)[0])
    assert found.why_not(Part.BILL) == ()


def test_own_costs_alone_make_a_game_whose_whole_is_the_bill():
    found = analyse_sharing(make_material(alone=alone()))

    assert found.named.basis is Basis.ALONE
    assert found.named.game.total == 900_000_00
    assert found.staying["by"].members[SMALL] == 1.0


def test_that_all_together_are_dearer_than_each_alone_is_an_answer():
    cheap = {one: sure(sek / 3) for one, sek in ALONE.items()}

    found = analyse_sharing(make_material(alone=cheap))

    assert str(found.stability.summary[0]).startswith("Nobody gains by staying: together the members pay 467 kSEK")


def test_a_table_with_holes_takes_the_bill_for_all_and_says_so():
    costs = {(HOST,): 500_000.0, (SMALL, HOST): 550_000.0}
    rows = tuple(Coalition(members, cost, unit=Unit.SEK) for members, cost in costs.items())

    found = analyse_sharing(make_material(coalitions=rows))

    notes = " ".join(str(one) for one in found.stability.notes)
    assert found.named.game.total == 900_000_00
    assert "The cost of all together is the bill" in notes
    assert "Without a cost in the table: 4 of 7 groups" in notes


def test_a_table_without_a_unit_or_a_whole_to_tell_it_by_is_not_guessed_at():
    rows = (Coalition((HOST,), 500.0),)

    found = analyse_sharing(make_material(coalitions=rows))

    assert found.named is None
    assert "The table does not say in which unit its costs are" in str(found.why_not(Part.GAME)[0])


def test_32_members_get_their_bill_and_hear_that_a_full_table_is_too_large(example):
    many = tuple(f"K{place}" for place in range(32))
    study = replace(
        example.accounts.study,
        memberships=tuple(replace(example.accounts.study.memberships[0], municipality=one) for one in many),
    )
    accounts = replace(example.accounts, study=study)
    plan = replace(example.plan, keys=(make_key("equally", {"equal": 1.0}),), key_in_use="equally", scenarios=())
    plan = replace(plan, model=None, alone={one: sure(5_000_000) for one in many})

    found = analyse_sharing(SharingMaterial(accounts, plan))

    assert len(found.bill.shares_ore) == 32
    assert str(found.why_not(Part.GAME)[0]).startswith("32 members form 2^32 groups, too many to list")


def test_a_study_without_costs_has_no_bill_and_says_so():
    found = analyse_sharing(make_material(accounts=make_accounts(costs=()), period=None))

    assert (found.period, found.bill, found.keys) == (None, None, ())
    assert "has no costs in costs.csv" in str(found.why_not(Part.BILL)[0])


def test_a_study_without_a_plan_asks_whose_cost_only_when_there_are_several(example):
    one = analyse_sharing(SharingMaterial(make_accounts()))

    assert (one.plan.collaboration, one.keys) == (CLUSTER, ())
    with pytest.raises(ChoiceError, match=r"Choose with --collaboration: KVARN, KUST\."):
        analyse_sharing(replace(example, plan=None))


def test_another_collaboration_than_the_plans_is_billed_without_its_terms(example):
    found = analyse_sharing(example, SharingSettings(collaboration="KUST", draws=DRAWS))

    assert (found.period, found.in_use, found.whatifs) == (Period.read("2023"), None, ())
    assert [one.bill.members for one in found.keys[:1]] == [("EKHA", "BARK", "TJAR")]
    assert "is not used for Kustavtalet" in str(found.notes[0])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (SharingSettings(collaboration="KVRAN"), "KVRAN is no collaboration of the study. Choose one of: KUST, KVARN."),
        (SharingSettings(period=Period.read("1999")), "has no costs for 1999 in costs.csv; it has them for 2019"),
        (SharingSettings(key="lika"), "The key lika is not stated in [sharing]. Stated are: avtal2020,"),
    ],
)
def test_what_the_study_does_not_have_is_refused_with_what_it_has(example, settings, message):
    with pytest.raises(ChoiceError) as error:
        analyse_sharing(example, settings)

    assert message in str(error.value)


def test_a_study_that_shares_nothing_says_why(example):
    evidence = read_study_folder(EXAMPLES / "swedish-collaborations").evidence

    found = analyse_study_sharing(evidence)

    assert found.analysis is None
    assert "nothing is shared in it" in str(found.why_not)


def test_changes_that_are_asked_for_add_to_a_stated_what_if(example):
    asked = Asked(scenario="stenskala-ut", price=("licenser=1.0:1.1:1.3",), host="Högsunda", year=2028)

    found = ask_whatif(example, asked, SharingSettings(draws=DRAWS))

    assert str(found.answer.label) == (
        "Stenskäla leaves in 2027; Högsunda becomes the host in 2028; Licenser +0% to +30% from 2028"
    )
    assert found.answer.chances.n_draws == DRAWS


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(), "Say what is to happen: --leave,"),
        (Asked(leave=("Stenskala",)), "Stenskala is no municipality of the study. Is Stenskäla (STEN) meant?"),
        (Asked(join=("Xyz",)), "Xyz is no municipality of the study. There are: Högsunda (HOGS),"),
        (Asked(merge=("STEN=NY",)), "--merge STEN=NY: write who merge, and into what"),
        (Asked(merge=("STEN,LOVB",)), "--merge STEN,LOVB: write who merge, and into what"),
        (Asked(key="lika"), "The key lika is not stated in [sharing]."),
        (Asked(price=("Licenser",)), "--price Licenser: write a name and what it is multiplied by"),
        (Asked(price=("Licenser=-1",)), "--price Licenser=-1: write a name"),
        (Asked(price=("Licenser=nan",)), "--price Licenser=nan: write a name"),
        (Asked(volume=("users=inf",)), "--volume users=inf: write"),
        (Asked(price=("Licenser=1.3:1.1:1.0",)), "--price Licenser=1.3:1.1:1.0: write a name"),
        (Asked(price=("Lisenser=1.1",)), 'There is no cost line "Lisenser". There are: Personal, Licenser,'),
        (Asked(volume=("userz=1.1",)), 'There is no driver "userz". There are:'),
        (Asked(scenario="ut"), "The study states no what-if ut. It states: fagerholma-in,"),
    ],
)
def test_what_is_asked_wrongly_says_how_to_ask(example, asked, message):
    with pytest.raises(AskingError) as error:
        ask_whatif(example, asked)

    assert message in str(error.value)


def test_the_smallest_hears_which_year_is_dearest_and_who_else_gains(example):
    found = ask_whatif(example, Asked(leave=("HOGS",), year=2027), SharingSettings(draws=DRAWS))

    stories = tell_member(found.study, found.plan, found.answer, "STEN")

    assert [str(one.heading).split(",")[0] for one in stories] == [
        "By the agreement",
        "If the one that leaves bears what remains",
        "If those who remain bear what remains",
    ]
    assert [one.in_language("sv").replace("\u202f", " ").replace("\u00a0", " ") for one in stories[0].sentences] == [
        "Stenskäla betalar 5 877 tkr om året i dag. Med förändringen blir det 4 659 tkr år 2027: 1 218 tkr mindre.",
        "Dyrast blir 2029, då kommunen betalar 6 529 tkr: 651 tkr mer.",
        "Under 10 år bär kommunen 2 804 tkr av det som blir kvar efter utträdet; det ingår i beloppen ovan.",
        "Stenskäla vinner 8 281 tkr på 10 år vid 2,5 % ränta.",
        "Av de andra vinner Lövbråta (4 075 tkr).",
        "Av de andra förlorar Kvarnryd (6 872 tkr) och Högsunda (140 371 tkr).",
    ]


def test_the_one_that_leaves_hears_what_it_pays_outside_and_what_it_still_bears(example):
    found = ask_whatif(example, Asked(leave=("HOGS",), year=2027), SharingSettings(draws=DRAWS))

    sentences = [str(one) for one in tell_member(found.study, found.plan, found.answer, "HOGS")[0].sentences]

    assert sentences[0] == (
        "Högsunda pays 36,846 kSEK a year as a member. Outside it costs 69,039 kSEK in 2027, of which 21,539 kSEK is "
        "for what remains in the collaboration: 32,193 kSEK more."
    )
    assert "In 2027 it also pays 7,500 kSEK once." in sentences
    assert any("it gains in 0 cases of 200" in one for one in sentences)
