"""Accounts: the first one, how its pages look, its name."""

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
    load_account,
)


class AccountRefusedError(WorkbenchError):
    """An account cannot be made or changed like this."""


def has_accounts() -> bool:
    """Tell whether anybody can log in yet."""
    return count_accounts() > 0


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
    return _make(email, password, is_staff=True)


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


def _make(email: str, password: str, *, name: str = "", is_staff: bool = False) -> int:
    if find_account(email) is not None:
        raise AccountRefusedError(say("There is already an account {email}.", email=email))
    try:
        validate_password(password)
        account = add_account(email, password, name=name, is_staff=is_staff)
    except ValidationError as error:
        raise AccountRefusedError(as_is(" ".join(error.messages))) from error
    add_event(None, Event(timezone.now(), None, "make-account", "people", f"account:{account}"))
    return account
