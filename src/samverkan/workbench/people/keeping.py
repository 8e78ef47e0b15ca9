"""Who looks after the workbench closes and opens accounts, and says who else looks after it."""

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.words import say
from samverkan.records.history import add_event
from samverkan.records.people import AccountLine, has_account, hold_keepers, let_keep, load_account, open_account
from samverkan.workbench.access import NotAllowedError, NotThereError


class LastKeeperError(WorkbenchError):
    """The workbench needs somebody who looks after it and can log in."""


@transaction.atomic
def close_account(actor: int, account_id: int) -> None:
    """Close an account: it cannot log in and its sessions end at once; what it did, and its part in studies, stays.

    Raises
    ------
    NotAllowedError, NotThereError
        The actor does not look after the workbench; there is no such account.
    LastKeeperError
        Nobody would be left who looks after it.
    """
    one = _hold(actor, account_id, is_keeper_after=False)
    if one.is_active:
        open_account(account_id, is_open=False)
        _note(actor, account_id, "close-account")


@transaction.atomic
def reopen_account(actor: int, account_id: int) -> None:
    """Let a closed account log in again; raises as `close_account`, but for the last."""
    one = _hold(actor, account_id, is_keeper_after=True)
    if not one.is_active:
        open_account(account_id, is_open=True)
        _note(actor, account_id, "reopen-account")


@transaction.atomic
def appoint(actor: int, account_id: int) -> None:
    """Let an account look after the workbench too.

    Raises
    ------
    NotAllowedError, NotThereError
        The actor does not look after the workbench; there is no such account, or it is closed.
    """
    one = _hold(actor, account_id, is_keeper_after=True)
    if not one.is_active:
        raise NotThereError(say("The account is closed. Open it again first."))
    if not one.is_staff:
        let_keep(account_id, is_keeper=True)
        _note(actor, account_id, "appoint-keeper")


@transaction.atomic
def dismiss(actor: int, account_id: int) -> None:
    """Let an account no longer look after the workbench; raises as `close_account`."""
    one = _hold(actor, account_id, is_keeper_after=False)
    if one.is_staff:
        let_keep(account_id, is_keeper=False)
        _note(actor, account_id, "dismiss-keeper")


def _hold(actor: int, account_id: int, *, is_keeper_after: bool) -> AccountLine:
    """Return an account, while nobody else can change who looks after the workbench; somebody always does."""
    keepers = hold_keepers()
    if actor not in keepers:
        raise NotAllowedError(say("Only who looks after the workbench can do this."))
    if not has_account(account_id):
        raise NotThereError(say("There is no such account."))
    if keepers == {account_id} and not is_keeper_after:
        raise LastKeeperError(
            say("Nobody else looks after the workbench. Let somebody else look after it first; nothing was changed.")
        )
    return load_account(account_id)


def _note(actor: int, account_id: int, act: str) -> None:
    add_event(None, Event(timezone.now(), actor, act, "people", f"account:{account_id}"))
