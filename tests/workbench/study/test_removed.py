"""Municipalities, collaborations and memberships that were removed come back as they were."""

import pytest

from keep import keep_participant, keep_study
from make import CLUSTER, SMALL, make_study
from samverkan.domain.dates import Period
from samverkan.domain.history import Chosen, DeletedKind
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Collaboration, Form, Membership, Municipality, Role
from samverkan.records.history import load_chosen_events
from samverkan.records.study import load_study
from samverkan.workbench import history
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.study import editing, founding, listing
from samverkan.workbench.study.removed import BringBackError

pytestmark = pytest.mark.django_db
TOWN = Municipality("VIK", "Vik", "Norr", (("coast", "yes"),))
BOARD = Collaboration(
    "KUST",
    "Kusten",
    Form.CONTRACT,
    Period.read("2015"),
    Period.read("2023-06-30"),
    "drift",
    "ended",
    "avtal",
    (("seat", "Vik"),),
)
TIME = Membership("KUST", "VIK", Period.read("2015-Q1"), Period.read("2020"), Role.HOST, (("note", "first"),))


def enter():
    study = make_study({}, municipalities=(TOWN,), collaborations=(BOARD,), memberships=(TIME,))
    study_id = keep_study(study=study, people={}, indicators=())
    return keep_participant(study_id), study_id


def remove_all(actor, study_id):
    """Take out the membership, then what it joins."""
    editing.drop_membership(actor, study_id, listing.list_cases(actor, study_id)[0].id, 1)
    editing.drop_municipality(actor, study_id, listing.list_municipalities(actor, study_id)[0].id, 1)
    shown = listing.show_collaborations(actor, study_id, "sv").collaborations
    editing.drop_collaboration(actor, study_id, shown[0].id, 1)


def gone(actor, study_id):
    return {one.kind: one for one in history.show_deleted(actor, study_id).deleted}


def back(actor, study_id, kind):
    history.restore(actor, study_id, kind, gone(actor, study_id)[kind].id)


def test_what_was_removed_is_listed_by_name_and_comes_back_whole():
    actor, study_id = enter()
    before = load_study(study_id)
    remove_all(actor, study_id)
    names = {kind: one.key for kind, one in gone(actor, study_id).items()}
    emptied = load_study(study_id)

    for kind in (DeletedKind.MUNICIPALITY, DeletedKind.COLLABORATION, DeletedKind.MEMBERSHIP):
        back(actor, study_id, kind)

    assert names == {
        DeletedKind.MUNICIPALITY: "Vik",
        DeletedKind.COLLABORATION: "Kusten",
        DeletedKind.MEMBERSHIP: "VIK – KUST",
    }
    assert (emptied.municipalities, emptied.collaborations, emptied.memberships) == ((), (), ())
    assert load_study(study_id) == before
    assert gone(actor, study_id) == {}
    event = load_chosen_events(study_id, Chosen(), 1)[0].value
    assert (event.act, event.object) == ("restore-membership", "membership:KUST:VIK")
    assert event.after == {"from": "2015-Q1", "to": "2020", "role": "host", "note": "first"}


def test_a_membership_does_not_come_back_before_what_it_joins():
    actor, study_id = enter()
    remove_all(actor, study_id)
    back(actor, study_id, DeletedKind.MUNICIPALITY)

    with pytest.raises(BringBackError, match=r"^KUST is removed too\. Bring it back first\.$"):
        back(actor, study_id, DeletedKind.MEMBERSHIP)


def test_what_was_added_again_by_hand_is_no_longer_among_what_is_removed():
    actor, study_id = enter()
    remove_all(actor, study_id)
    removal = gone(actor, study_id)[DeletedKind.MUNICIPALITY]
    founding.add_municipality(actor, study_id, Municipality("VIK", "Nya Vik"))

    assert DeletedKind.MUNICIPALITY not in gone(actor, study_id)
    with pytest.raises(NotThereError):
        history.restore(actor, study_id, DeletedKind.MUNICIPALITY, removal.id)
    assert load_study(study_id).name("VIK") == "Nya Vik"


def test_what_came_back_and_was_removed_again_stands_once():
    actor, study_id = enter()
    remove_all(actor, study_id)
    back(actor, study_id, DeletedKind.MUNICIPALITY)
    editing.drop_municipality(actor, study_id, listing.list_municipalities(actor, study_id)[0].id, 1)

    found = [one for one in history.show_deleted(actor, study_id).deleted if one.kind is DeletedKind.MUNICIPALITY]

    assert [one.key for one in found] == ["Vik"]
    back(actor, study_id, DeletedKind.MUNICIPALITY)
    assert load_study(study_id).municipalities == (TOWN,)


def test_a_membership_that_came_back_and_got_another_start_is_not_offered_again():
    actor, study_id = enter()
    kept = editing.show_membership(actor, study_id, listing.list_cases(actor, study_id)[0].id).kept
    editing.drop_membership(actor, study_id, kept.id, 1)
    back(actor, study_id, DeletedKind.MEMBERSHIP)
    again = editing.show_membership(actor, study_id, listing.list_cases(actor, study_id)[0].id).kept

    editing.describe_membership(
        actor, study_id, type(again)(again.id, 1, Membership("KUST", "VIK", Period.read("2016"), None, Role.HOST))
    )

    assert gone(actor, study_id) == {}


def test_who_only_reads_brings_nothing_back():
    actor, study_id = enter()
    remove_all(actor, study_id)
    reader = keep_participant(study_id, StudyRole.READER, "")
    removal = gone(reader, study_id)[DeletedKind.MUNICIPALITY]

    with pytest.raises(NotAllowedError):
        history.restore(reader, study_id, DeletedKind.MUNICIPALITY, removal.id)


def test_removals_alone_leave_nothing_to_empty():
    study_id = keep_study(study=make_study({CLUSTER: (SMALL,)}), people={}, indicators=())
    owner = keep_participant(study_id, StudyRole.OWNER)
    editing.drop_membership(owner, study_id, listing.list_cases(owner, study_id)[0].id, 1)

    with pytest.raises(history.RemovalError, match="nothing to empty"):
        history.empty_for_good(owner, study_id, "a plan")
