"""Who takes part in a study: owners invite by a link, change roles, and take people out."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.people import Right, StudyRole
from samverkan.domain.words import say
from samverkan.records.history import add_event
from samverkan.records.people import load_account, make_reset_token
from samverkan.records.study import (
    Participant,
    add_participant,
    hold_participants,
    load_participants,
    remove_participant,
    studies_of,
)
from samverkan.workbench.access import NotAllowedError, NotThereError, require
from samverkan.workbench.people.accounts import ResetLink
from samverkan.workbench.people.invitations import Invitation, open_invitations


class LastOwnerError(WorkbenchError):
    """A study needs somebody who owns it."""


@dataclass(frozen=True, slots=True)
class Members:
    """Who takes part in a study, and who has been invited and not come yet."""

    participants: tuple[Participant, ...]
    invitations: tuple[Invitation, ...]


def show_members(actor: int, study_id: int) -> Members:
    """Return who takes part; the open invitations only for an owner."""
    place = require(actor, study_id, Right.READ)
    return Members(load_participants(study_id), open_invitations(study_id) if place.allows(Right.OWN) else ())


@transaction.atomic
def change_role(actor: int, study_id: int, account_id: int, role: StudyRole) -> None:
    """Give somebody who takes part another role.

    Raises
    ------
    LastOwnerError
        It is the only owner.
    NotThereError
        The account takes no part in the study.
    """
    one = _hold(actor, study_id, account_id, is_owner_after=role is StudyRole.OWNER)
    add_participant(study_id, account_id, role, one.coder)
    _note(actor, study_id, "change-role", one, after={"role": role.value})


@transaction.atomic
def remove_member(actor: int, study_id: int, account_id: int) -> None:
    """Take somebody out of the study; what they did there stays.

    Raises
    ------
    LastOwnerError
        It is the only owner.
    NotThereError
        The account takes no part in the study.
    """
    one = _hold(actor, study_id, account_id, is_owner_after=False)
    remove_participant(study_id, account_id)
    _note(actor, study_id, "remove-member", one)


@transaction.atomic
def make_reset_link(actor: int, study_id: int, account_id: int) -> ResetLink:
    """Return a link with which somebody in the study chooses a new password.

    Whoever has the link has the account. So an owner gets one only for an account with no part in studies of
    others; for the rest there is who looks after the installation.

    Raises
    ------
    NotAllowedError
        The account takes part in a study that the actor does not own, or looks after the installation.
    NotThereError
        The account takes no part in the study.
    """
    require(actor, study_id, Right.OWN)
    one = _find(load_participants(study_id), account_id)
    is_all_owned = studies_of(account_id) <= studies_of(actor, StudyRole.OWNER)
    if account_id != actor and (not is_all_owned or load_account(account_id).is_staff):
        raise NotAllowedError(
            say(
                "{email} takes part in studies of others too. Only who looks after the workbench can make this link.",
                email=one.email,
            )
        )
    _note(actor, study_id, "make-reset-link", one)
    return ResetLink(account_id, make_reset_token(account_id), one.email)


def _hold(actor: int, study_id: int, account_id: int, *, is_owner_after: bool) -> Participant:
    """Return somebody who takes part, while nobody else can change who does; a study keeps an owner."""
    require(actor, study_id, Right.OWN)
    participants = hold_participants(study_id)
    one = _find(participants, account_id)
    owners = [other.account_id for other in participants if other.role is StudyRole.OWNER]
    if owners == [account_id] and not is_owner_after:
        raise LastOwnerError(say("{email} is the only owner. Make somebody else an owner first.", email=one.email))
    return one


def _find(participants: tuple[Participant, ...], account_id: int) -> Participant:
    found = next((one for one in participants if one.account_id == account_id), None)
    if found is None:
        raise NotThereError(say("This account does not take part in the study."))
    return found


def _note(actor: int, study_id: int, act: str, one: Participant, after: dict[str, str] | None = None) -> None:
    before = {"role": one.role.value}
    add_event(study_id, Event(timezone.now(), actor, act, "people", f"account:{one.account_id}", before, after))
