"""Municipalities, collaborations and memberships are changed and removed, one at a time."""

from dataclasses import replace

import pytest

from keep import keep_participant, keep_study
from make import CLUSTER, HOST, LARGE, SMALL, make_excerpt, make_study
from samverkan.domain.dates import Period
from samverkan.domain.findings.finding import Finding
from samverkan.domain.history import Chosen
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Collaboration, Membership, Municipality, Role
from samverkan.records.history import load_chosen_events
from samverkan.records.models.study import StudyRecord
from samverkan.records.study import load_study
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.study import editing, founding, listing

pytestmark = pytest.mark.django_db


def enter(**parts):
    study_id = keep_study(**parts)
    return keep_participant(study_id), study_id


def number_of(actor, study_id, key):
    return next(one.id for one in listing.list_municipalities(actor, study_id) if one.municipality.id == key)


def membership_of(actor, study_id, key):
    found = listing.list_cases(actor, study_id)
    return next(one.id for one in found if one.membership.municipality == key)


def last_event(study_id):
    return load_chosen_events(study_id, Chosen(), 1)[0].value


def test_a_municipality_gets_another_name_and_keeps_its_id():
    town = Municipality(SMALL, "Lill", "Norr", (("coast", "no"),))
    actor, study_id = enter(study=make_study({}, municipalities=(town,)), people={}, indicators=())
    number = number_of(actor, study_id, SMALL)

    editing.describe_municipality(
        actor, study_id, Kept(number, 1, Municipality("OTHER", "Lillby", "Söder", (("coast", "yes"),)))
    )

    sheet = editing.show_municipality(actor, study_id, number)
    event = last_event(study_id)
    assert sheet.kept == Kept(number, 2, Municipality(SMALL, "Lillby", "Söder", (("coast", "yes"),)))
    assert sheet.columns == ("coast",)
    assert (event.act, event.object) == ("change-municipality", f"municipality:{SMALL}")
    assert event.before == {"name": "Lill", "county": "Norr", "coast": "no"}
    assert event.after == {"name": "Lillby", "county": "Söder", "coast": "yes"}


def test_who_saw_an_older_version_changes_nothing():
    actor, study_id = enter()
    number = number_of(actor, study_id, SMALL)
    editing.describe_municipality(actor, study_id, Kept(number, 1, Municipality(SMALL, "Lillby")))

    with pytest.raises(ChangedMeanwhileError) as error:
        editing.describe_municipality(actor, study_id, Kept(number, 1, Municipality(SMALL, "Stora Lillby")))

    assert error.value.current == Kept(number, 2, Municipality(SMALL, "Lillby"))


def test_a_municipality_that_is_named_stays_and_says_by_what():
    actor, study_id = enter(
        excerpts=(make_excerpt(code="G_KNOW", concerns=SMALL),),
        findings=(Finding("F1", concerns=SMALL), Finding("F2", sources=(f"cell:{CLUSTER}/{SMALL}:TRUST",))),
    )
    number = number_of(actor, study_id, SMALL)

    with pytest.raises(editing.StillNamedError) as error:
        editing.drop_municipality(actor, study_id, number, 1)

    assert str(error.value) == (
        "Lill cannot be removed: it is named by 1 membership, 1 respondent, 1 excerpt (deleted ones too), "
        "1 key figure and 2 findings. Change or remove these first."
    )
    assert str(editing.show_municipality(actor, study_id, number).stands) == str(error.value)
    assert len(load_study(study_id).municipalities) == 3


def test_a_municipality_that_nothing_names_goes_and_the_history_tells_what_it_was():
    actor, study_id = enter()
    founding.add_municipality(actor, study_id, Municipality("VIK", "Viken", "Norr"))
    number = number_of(actor, study_id, "VIK")

    editing.drop_municipality(actor, study_id, number, 1)

    event = last_event(study_id)
    assert [one.id for one in load_study(study_id).municipalities] == [HOST, SMALL, LARGE]
    assert (event.act, event.before, event.after) == ("remove-municipality", {"name": "Viken", "county": "Norr"}, None)
    with pytest.raises(NotThereError):
        editing.drop_municipality(actor, study_id, number, 1)


def test_a_municipality_that_somebody_has_changed_is_not_removed():
    actor, study_id = enter()
    founding.add_municipality(actor, study_id, Municipality("VIK", "Viken"))
    number = number_of(actor, study_id, "VIK")
    editing.describe_municipality(actor, study_id, Kept(number, 1, Municipality("VIK", "Vik")))

    with pytest.raises(ChangedMeanwhileError):
        editing.drop_municipality(actor, study_id, number, 1)


@pytest.mark.parametrize("key", ["VIK", "BERG"])
def test_what_the_settings_name_stays(key):
    actor, study_id = enter()
    founding.add_municipality(actor, study_id, Municipality(key, key.title()))
    StudyRecord.objects.filter(pk=study_id).update(settings='[[sharing.whatif]]\njoin = "VIK;DAL"\n[x.BERG]\ny = 1\n')

    with pytest.raises(editing.StillNamedError, match=r"named by the settings of the study\."):
        editing.drop_municipality(actor, study_id, number_of(actor, study_id, key), 1)


def test_a_collaboration_is_changed_but_does_not_end_before_it_starts():
    actor, study_id = enter()
    kept = listing.show_collaborations(actor, study_id, "sv").collaborations[0]
    wanted = replace(kept.value, services="drift", start=Period.read("2015"), end=Period.read("2014"))

    with pytest.raises(founding.TimeError, match=r"It ends \(2014\) before it starts \(2015\)"):
        editing.describe_collaboration(actor, study_id, replace(kept, value=wanted))
    editing.describe_collaboration(actor, study_id, replace(kept, value=replace(wanted, end=Period.read("2015"))))

    assert load_study(study_id).collaborations == (replace(wanted, end=Period.read("2015")),)


def test_a_collaboration_with_members_stays_and_an_empty_one_goes():
    actor, study_id = enter()
    founding.add_collaboration(actor, study_id, Collaboration("SYD", "Syd"))
    north, south = listing.show_collaborations(actor, study_id, "sv").collaborations

    with pytest.raises(editing.StillNamedError, match="named by 3 memberships"):
        editing.drop_collaboration(actor, study_id, north.id, north.version)
    editing.drop_collaboration(actor, study_id, south.id, south.version)

    assert [one.id for one in load_study(study_id).collaborations] == [CLUSTER]


def test_a_membership_gets_an_end_and_another_part():
    actor, study_id = enter()
    number = membership_of(actor, study_id, SMALL)
    times = Period.read("2016-03"), Period.read("2020-12-31")

    editing.describe_membership(actor, study_id, Kept(number, 1, Membership("", "", *times, Role.HOST)))

    assert load_study(study_id).memberships[1] == Membership(CLUSTER, SMALL, *times, Role.HOST)
    assert last_event(study_id).before == {"from": "2015", "to": "", "role": "member"}


def test_two_memberships_do_not_begin_on_the_same_day():
    actor, study_id = enter()
    founding.add_membership(actor, study_id, Membership(CLUSTER, SMALL, Period.read("2020"), None, Role.MEMBER))
    number = listing.list_cases(actor, study_id)[-1].id

    with pytest.raises(founding.AlreadyThereError, match="Lill is a member from then already"):
        editing.describe_membership(
            actor, study_id, Kept(number, 1, Membership("", "", Period.read("2015"), None, Role.MEMBER))
        )


def test_the_only_membership_of_respondents_stays_and_a_second_one_goes():
    actor, study_id = enter()
    number = membership_of(actor, study_id, SMALL)

    with pytest.raises(editing.StillNamedError, match="Lill – Nord cannot be removed: it is named by 1 respondent"):
        editing.drop_membership(actor, study_id, number, 1)
    founding.add_membership(actor, study_id, Membership(CLUSTER, SMALL, Period.read("2020"), None, Role.MEMBER))
    editing.drop_membership(actor, study_id, number, 1)

    assert [str(one.start) for one in load_study(study_id).memberships if one.municipality == SMALL] == ["2020"]


def test_a_case_is_either_a_municipality_or_a_collaboration():
    actor, study_id = enter()

    with pytest.raises(founding.AlreadyThereError, match=f"already a municipality {SMALL}"):
        founding.add_collaboration(actor, study_id, Collaboration(SMALL, "Lill"))
    with pytest.raises(founding.AlreadyThereError, match=f"already a collaboration {CLUSTER}"):
        founding.add_municipality(actor, study_id, Municipality(CLUSTER, "Nord"))


@pytest.mark.parametrize("role", [StudyRole.READER, StudyRole.BLIND_READER])
def test_who_only_reads_changes_nothing(role):
    study_id = keep_study()
    actor = keep_participant(study_id, role)
    number = number_of(actor, study_id, SMALL)

    for act in (
        lambda: editing.show_municipality(actor, study_id, number),
        lambda: editing.describe_municipality(actor, study_id, Kept(number, 1, Municipality(SMALL, "X"))),
        lambda: editing.drop_municipality(actor, study_id, number, 1),
        lambda: editing.drop_collaboration(actor, study_id, number, 1),
        lambda: editing.drop_membership(actor, study_id, number, 1),
    ):
        with pytest.raises(NotAllowedError):
            act()
