"""Accounts: the first one, how its pages look, its name."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.people import Theme
from samverkan.domain.words import LANGUAGES, as_is, say
from samverkan.records.history import add_event
from samverkan.records.people import (
    AccountLine,
    add_account,
    change_account,
    count_accounts,
    find_account,
    has_reset_token,
    list_accounts,
    load_account,
    make_reset_token,
    set_password,
)
from samverkan.records.study import studies_of
from samverkan.workbench.access import NotAllowedError


@dataclass(frozen=True, slots=True)
class ResetLink:
    """What stands in a link with which somebody chooses a new password."""

    account_id: int
    token: str
    email: str


class AccountRefusedError(WorkbenchError):
    """An account cannot be made or changed like this."""


def has_accounts() -> bool:
    """Tell whether anybody can log in yet."""
    return count_accounts() > 0


def has_account(email: str) -> bool:
    """Tell whether there is an account with the address."""
    return find_account(email) is not None


def has_studies(email: str) -> bool:
    """Tell whether the account of an address takes part in any study."""
    found = find_account(email)
    return found is not None and bool(studies_of(found.id))


def show_account(actor: int) -> AccountLine:
    """Return the actor's own account."""
    return load_account(actor)


@transaction.atomic
def make_first_account(email: str, password: str) -> int:
    """Return the number of the account that looks after the installation; it may also do so when there are others.

    Raises
    ------
    AccountRefusedError
        The address is none or is taken, or the password is too weak.
    """
    return make_account(email, password, is_staff=True)


@transaction.atomic
def choose_look(actor: int, *, language: str | None = None, theme: str | None = None) -> None:
    """Keep the language and the theme of the actor's pages; None leaves one as it is."""
    changes = {}
    if language in LANGUAGES:
        changes["language"] = language
    if theme in {one.value for one in Theme}:
        changes["theme"] = theme
    if changes:
        change_account(actor, **changes)


@transaction.atomic
def change_name(actor: int, name: str) -> None:
    """Set the name under which others see the actor."""
    change_account(actor, name=name.strip())
    add_event(None, Event(timezone.now(), actor, "change-name", "people", f"account:{actor}"))


def make_account(email: str, password: str, *, name: str = "", is_staff: bool = False) -> int:
    """Return the number of a new account.

    Raises
    ------
    AccountRefusedError
        The address is none or is taken, or the password is too weak.
    """
    if find_account(email) is not None:
        raise AccountRefusedError(say("There is already an account {email}.", email=email))
    try:
        validate_password(password)
        account = add_account(email, password, name=name, is_staff=is_staff)
    except ValidationError as error:
        raise _refused(error) from error
    add_event(None, Event(timezone.now(), None, "make-account", "people", f"account:{account}"))
    return account


@transaction.atomic
def make_reset_link_for_any(actor: int, account_id: int) -> ResetLink:
    """Return a link with which any account chooses a new password; for who looks after the installation.

    Raises
    ------
    NotAllowedError
        The actor does not look after the installation.
    """
    if not load_account(actor).is_staff:
        raise NotAllowedError(say("Only who looks after the workbench can do this."))
    add_event(None, Event(timezone.now(), actor, "make-reset-link", "people", f"account:{account_id}"))
    return ResetLink(account_id, make_reset_token(account_id), load_account(account_id).email)


def may_reset(account_id: int, token: str) -> bool:
    """Tell whether a link to choose a new password is still good."""
    return has_reset_token(account_id, token)


@transaction.atomic
def reset_password(account_id: int, token: str, password: str) -> None:
    """Set a new password by a link; every session of the account ends.

    Raises
    ------
    AccountRefusedError
        The link is wrong, used or too old, or the password is too weak.
    """
    if not has_reset_token(account_id, token):
        raise AccountRefusedError(
            say("The link is no longer good: it has been used, or is too old. Ask for a new one.")
        )
    try:
        set_password(account_id, password)
    except ValidationError as error:
        raise _refused(error) from error
    add_event(None, Event(timezone.now(), account_id, "reset-password", "people", f"account:{account_id}"))


def show_accounts(actor: int) -> tuple[AccountLine, ...]:
    """Return every account, to who looks after the installation.

    Raises
    ------
    NotAllowedError
        The actor does not look after the installation.
    """
    if not load_account(actor).is_staff:
        raise NotAllowedError(say("Only who looks after the workbench can do this."))
    return list_accounts()


def _refused(error: ValidationError) -> AccountRefusedError:
    return AccountRefusedError(as_is(" ".join(error.messages)))
