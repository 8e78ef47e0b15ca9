"""Invitations: a signed link for one e-mail address, one study and one role, to be used once.

They have no table: an invitation is its event in the history, open until another event there ends it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.people import Right, StudyRole
from samverkan.domain.words import Text, say
from samverkan.records.history import add_event, load_events_of_acts
from samverkan.records.people import find_account, load_account
from samverkan.records.study import add_participant, hold_participants, load_study
from samverkan.workbench.access import NotThereError, require
from samverkan.workbench.people.accounts import make_account

DAYS: Final = 14
SALT: Final = "samverkan.invitation"
INVITED: Final = "invite-member"
ENDED: Final = ("accept-invitation", "withdraw-invitation")


class InvitationError(WorkbenchError):
    """The invitation cannot be made, or is for somebody else."""


class InvitationGoneError(NotThereError):
    """The link is wrong, too old, used, or withdrawn."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody invited to a study."""

    key: str
    study_id: int
    email: str
    role: StudyRole
    until: datetime

    @property
    def token(self) -> str:
        """What stands in the link."""
        return signing.dumps({"study": self.study_id, "key": self.key}, salt=SALT)


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation as who follows its link sees it."""

    invitation: Invitation
    title: str
    has_account: bool


@transaction.atomic
def invite(actor: int, study_id: int, email: str, role: StudyRole) -> Invitation:
    """Return an invitation for an e-mail address; an earlier one for the same address ends.

    Raises
    ------
    InvitationError
        Who is invited takes part already.
    """
    require(actor, study_id, Right.OWN)
    address = email.strip().lower()
    if any(one.email == address for one in hold_participants(study_id)):
        raise InvitationError(say("{email} takes part already. Change the role in the list instead.", email=address))
    for old in open_invitations(study_id):
        if old.email == address:
            _end(actor, study_id, old.key, "withdraw-invitation")
    key, now = secrets.token_hex(8), timezone.now()
    after = {"email": address, "role": role.value}
    add_event(study_id, Event(now, actor, INVITED, "people", f"invitation:{key}", after=after))
    return Invitation(key, study_id, address, role, now + timedelta(days=DAYS))


@transaction.atomic
def withdraw(actor: int, study_id: int, key: str) -> None:
    """End an invitation, so that its link leads nowhere."""
    require(actor, study_id, Right.OWN)
    hold_participants(study_id)
    if any(one.key == key for one in open_invitations(study_id)):
        _end(actor, study_id, key, "withdraw-invitation")


def open_invitations(study_id: int) -> tuple[Invitation, ...]:
    """Return the invitations of a study that are still good, oldest first."""
    events = load_events_of_acts(study_id, (INVITED, *ENDED))
    ended = {one.object for one in events if one.act in ENDED}
    now = timezone.now()
    found = (
        Invitation(
            one.object.removeprefix("invitation:"),
            study_id,
            one.after["email"],
            StudyRole(one.after["role"]),
            one.at + timedelta(days=DAYS),
        )
        for one in events
        if one.act == INVITED and one.object not in ended and one.after
    )
    return tuple(one for one in found if one.until > now)


def read_invitation(token: str) -> OpenInvitation:
    """Return the invitation of a link.

    Raises
    ------
    InvitationGoneError
        The link is wrong, too old, used, or withdrawn.
    """
    invitation = _read(token)
    title = load_study(invitation.study_id).title
    return OpenInvitation(invitation, title, find_account(invitation.email) is not None)


@transaction.atomic
def accept(actor: int, token: str) -> int:
    """Let the actor, to whom the invitation went, take part; return the number of the study.

    Raises
    ------
    InvitationError
        The link went to somebody else.
    InvitationGoneError
        The link is no longer good.
    """
    invitation = _hold(token)
    if load_account(actor).email.lower() != invitation.email:
        raise InvitationError(
            say(
                "The invitation is for {email}. Log in with that account, then follow the link again.",
                email=invitation.email,
            )
        )
    return _take_part(actor, invitation)


@transaction.atomic
def accept_as_new(token: str, name: str, password: str) -> int:
    """Make an account for the address of the invitation and let it take part; return the number of the account.

    Raises
    ------
    InvitationGoneError
        The link is no longer good.
    AccountRefusedError
        There is an account already, or the password is too weak.
    """
    invitation = _hold(token)
    account = make_account(invitation.email, password, name=name.strip())
    _take_part(account, invitation)
    return account


def _take_part(account: int, invitation: Invitation) -> int:
    add_participant(invitation.study_id, account, invitation.role)
    _end(account, invitation.study_id, invitation.key, "accept-invitation")
    return invitation.study_id


def _end(actor: int, study_id: int, key: str, act: str) -> None:
    add_event(study_id, Event(timezone.now(), actor, act, "people", f"invitation:{key}"))


def _hold(token: str) -> Invitation:
    invitation = _read(token)
    hold_participants(invitation.study_id)
    return _read(token)


def _read(token: str) -> Invitation:
    try:
        given = signing.loads(token, salt=SALT, max_age=timedelta(days=DAYS))
    except signing.BadSignature as error:
        raise InvitationGoneError(_gone()) from error
    found = next((one for one in open_invitations(given["study"]) if one.key == given["key"]), None)
    if found is None:
        raise InvitationGoneError(_gone())
    return found


def _gone() -> Text:
    return say("The invitation is no longer good: it has been used or withdrawn, or is too old. Ask for a new one.")
