"""Who takes part in a study is decided by its owners, and a study always has one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keep import PASSWORD, keep_account, keep_participant, keep_study
from samverkan.domain.people import StudyRole
from samverkan.records.history import load_events
from samverkan.records.models import EventRecord
from samverkan.records.people import load_account
from samverkan.records.study import add_participant, load_role
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.people import accounts, invitations, keeping, members

pytestmark = pytest.mark.django_db
NEW = "another long password"


@pytest.fixture
def study_id():
    return keep_study()


@pytest.fixture
def owner(study_id):
    return keep_participant(study_id, StudyRole.OWNER, coder="OW")


def test_the_last_owner_can_neither_be_removed_nor_become_something_else(study_id, owner):
    for act in (
        lambda: members.remove_member(owner, study_id, owner),
        lambda: members.change_role(owner, study_id, owner, StudyRole.READER),
    ):
        with pytest.raises(members.LastOwnerError, match=r"owner@example.org is the only owner"):
            act()

    assert load_role(study_id, owner) is StudyRole.OWNER


def test_an_owner_can_go_when_there_is_another(study_id, owner):
    other = keep_account("other@example.org")
    add_participant(study_id, other, StudyRole.OWNER)

    members.remove_member(other, study_id, owner)

    assert load_role(study_id, owner) is None


@pytest.mark.parametrize("role", [StudyRole.EDITOR, StudyRole.READER, StudyRole.BLIND_READER])
def test_only_an_owner_decides_who_takes_part(study_id, owner, role):
    actor = keep_participant(study_id, role, coder="XX")

    for act in (
        lambda: invitations.invite(actor, study_id, "new@example.org", StudyRole.READER),
        lambda: members.change_role(actor, study_id, actor, StudyRole.OWNER),
        lambda: members.remove_member(actor, study_id, owner),
        lambda: members.make_reset_link(actor, study_id, owner),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_an_invitation_works_once(study_id, owner):
    invitation = invitations.invite(owner, study_id, "New@Example.org", StudyRole.READER)

    account = invitations.accept_as_new(invitation.token, "Alex", PASSWORD)

    assert load_role(study_id, account) is StudyRole.READER
    assert invitations.open_invitations(study_id) == ()
    with pytest.raises(invitations.InvitationGoneError):
        invitations.read_invitation(invitation.token)


def test_who_was_taken_out_cannot_come_back_by_the_old_link(study_id, owner):
    account = keep_account("new@example.org")
    token = invitations.invite(owner, study_id, "new@example.org", StudyRole.EDITOR).token
    invitations.accept(account, token)
    members.remove_member(owner, study_id, account)

    with pytest.raises(invitations.InvitationGoneError):
        invitations.accept(account, token)


def test_an_invitation_is_for_its_address_only(study_id, owner):
    other = keep_account("other@example.org")
    token = invitations.invite(owner, study_id, "new@example.org", StudyRole.EDITOR).token

    with pytest.raises(invitations.InvitationError, match=r"The invitation is for new@example.org"):
        invitations.accept(other, token)

    assert load_role(study_id, other) is None


def test_an_invitation_ends_when_it_is_withdrawn_or_made_again_or_old(study_id, owner, monkeypatch):
    first = invitations.invite(owner, study_id, "a@example.org", StudyRole.EDITOR)
    second = invitations.invite(owner, study_id, "a@example.org", StudyRole.READER)
    third = invitations.invite(owner, study_id, "b@example.org", StudyRole.READER)
    invitations.withdraw(owner, study_id, third.key)

    assert [one.key for one in invitations.open_invitations(study_id)] == [second.key]
    later = timezone.now() + timedelta(days=invitations.DAYS, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert invitations.open_invitations(study_id) == ()
    for one in (first, second, third):
        with pytest.raises(invitations.InvitationGoneError):
            invitations.read_invitation(one.token)


def test_what_was_done_with_people_stands_in_the_history(study_id, owner):
    token = invitations.invite(owner, study_id, "new@example.org", StudyRole.READER).token
    account = invitations.accept_as_new(token, "Alex", PASSWORD)
    members.change_role(owner, study_id, account, StudyRole.EDITOR)
    members.remove_member(owner, study_id, account)

    acts = [one.value.act for one in load_events(study_id)]
    assert acts == ["remove-member", "change-role", "accept-invitation", "invite-member"]


def test_an_owner_gets_no_link_to_an_account_with_a_part_in_studies_of_others(study_id, owner):
    account = keep_participant(study_id, StudyRole.EDITOR)
    link = members.make_reset_link(owner, study_id, account)
    add_participant(keep_study(), account, StudyRole.READER)

    with pytest.raises(NotAllowedError, match="takes part in studies of others too"):
        members.make_reset_link(owner, study_id, account)
    assert accounts.may_reset(account, link.token)


def test_an_owner_gets_no_link_to_who_looks_after_the_workbench(study_id, owner):
    staff = keep_account("staff@example.org", is_staff=True)
    add_participant(study_id, staff, StudyRole.READER)

    with pytest.raises(NotAllowedError):
        members.make_reset_link(owner, study_id, staff)


def test_a_link_to_a_new_password_works_once(study_id, owner):
    link = members.make_reset_link(owner, study_id, owner)

    accounts.reset_password(owner, link.token, NEW)

    with pytest.raises(accounts.AccountRefusedError, match="The link is no longer good"):
        accounts.reset_password(owner, link.token, NEW)


def test_a_weak_password_is_refused_and_the_link_stays_good(study_id, owner):
    link = members.make_reset_link(owner, study_id, owner)

    with pytest.raises(accounts.AccountRefusedError):
        accounts.reset_password(owner, link.token, "short")

    assert accounts.may_reset(owner, link.token)


def test_who_takes_no_part_is_not_there(study_id, owner):
    with pytest.raises(NotThereError):
        members.change_role(owner, study_id, keep_account("x@example.org"), StudyRole.READER)


@pytest.fixture
def keeper():
    """Who looks after the workbench."""
    return keep_account("keeper@example.org", is_staff=True)


def acts_of_installation():
    return [(row.act, row.object, row.before, row.after) for row in EventRecord.objects.filter(study_id=None)]


def test_an_account_is_closed_and_opened_again_and_its_part_in_studies_stays(keeper, study_id, owner):
    keeping.close_account(keeper, owner)
    closed = load_account(owner).is_active
    keeping.close_account(keeper, owner)
    keeping.reopen_account(keeper, owner)

    assert (closed, load_account(owner).is_active) == (False, True)
    assert load_role(study_id, owner) is StudyRole.OWNER
    name = f"account:{owner}"
    assert acts_of_installation() == [("close-account", name, None, None), ("reopen-account", name, None, None)]


@pytest.mark.parametrize("act", [keeping.close_account, keeping.dismiss])
def test_somebody_always_looks_after_the_workbench(keeper, owner, act):
    with pytest.raises(keeping.LastKeeperError, match="Nobody else looks after"):
        act(keeper, keeper)

    keeping.appoint(keeper, owner)
    act(keeper, keeper)

    assert load_account(owner).is_staff
    with pytest.raises(keeping.LastKeeperError):
        act(owner, owner)


@pytest.mark.parametrize("act", [keeping.close_account, keeping.reopen_account, keeping.appoint, keeping.dismiss])
def test_only_who_looks_after_the_workbench_closes_accounts_and_appoints(keeper, owner, act):
    with pytest.raises(NotAllowedError):
        act(owner, keeper)
    with pytest.raises(NotThereError):
        act(keeper, 999_999)


def test_a_closed_account_is_not_appointed_nor_does_it_appoint(keeper, owner):
    other = keep_account("second@example.org", is_staff=True)
    keeping.close_account(keeper, owner)
    keeping.close_account(keeper, other)

    with pytest.raises(NotThereError, match="closed"):
        keeping.appoint(keeper, owner)
    with pytest.raises(NotAllowedError):
        keeping.reopen_account(other, owner)
