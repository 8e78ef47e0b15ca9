"""The door of people: accounts."""

from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session

from samverkan.records.models.people import Account


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as pages show it."""

    id: int
    email: str
    name: str
    language: str
    theme: str
    is_active: bool
    is_staff: bool


def add_account(email: str, password: str | None, *, name: str = "", is_staff: bool = False) -> int:
    """Return the number of a new account; ValidationError when there is one already, or it is no e-mail address."""
    account = Account.objects.create_user(email, password, name=name, is_staff=is_staff, is_superuser=is_staff)
    return account.pk


def find_account(email: str) -> AccountLine | None:
    """Return the account of an e-mail address, in whatever letters."""
    row = Account.objects.filter(email__iexact=email.strip()).first()
    return None if row is None else _line(row)


def has_account(account_id: int) -> bool:
    """Tell whether there is an account with this number."""
    return Account.objects.filter(pk=account_id).exists()


def load_account(account_id: int) -> AccountLine:
    """Return an account."""
    return _line(Account.objects.get(pk=account_id))


def change_account(account_id: int, **changes: str) -> None:
    """Change the name, language or theme of an account."""
    Account.objects.filter(pk=account_id).update(**changes)


def list_accounts() -> tuple[AccountLine, ...]:
    """Return every account by its address."""
    return tuple(_line(row) for row in Account.objects.order_by("email", "pk"))


def count_accounts() -> int:
    """Return how many accounts there are."""
    return Account.objects.count()


def hold_keepers() -> frozenset[int]:
    """Return who looks after the installation and can log in; nobody else changes that before the transaction ends."""
    rows = Account.objects.select_for_update().filter(is_staff=True, is_active=True)
    return frozenset(rows.order_by("pk").values_list("pk", flat=True))


def open_account(account_id: int, *, is_open: bool) -> None:
    """Let an account log in, or no longer; when it is closed its sessions end."""
    Account.objects.filter(pk=account_id).update(is_active=is_open)
    if not is_open:
        _end_sessions(account_id)


def let_keep(account_id: int, *, is_keeper: bool) -> None:
    """Let an account look after the installation, or no longer."""
    Account.objects.filter(pk=account_id).update(is_staff=is_keeper, is_superuser=is_keeper)


def _end_sessions(account_id: int) -> None:
    # A session does not say in its row whose it is; there are no more of them than people who log in.
    own = [one.pk for one in Session.objects.order_by("pk") if one.get_decoded().get(SESSION_KEY) == str(account_id)]
    Session.objects.filter(pk__in=own).delete()


def make_reset_token(account_id: int) -> str:
    """Return a token that lets the account choose a new password, once and for some days."""
    return default_token_generator.make_token(Account.objects.get(pk=account_id))


def has_reset_token(account_id: int, token: str) -> bool:
    """Tell whether the token is one of the account, still fresh and not used."""
    row = Account.objects.filter(pk=account_id, is_active=True).first()
    return row is not None and default_token_generator.check_token(row, token)


def set_password(account_id: int, password: str) -> None:
    """Set the password of an account, which ends its sessions; ValidationError when it is too weak."""
    row = Account.objects.get(pk=account_id)
    validate_password(password, row)
    row.set_password(password)
    row.save(update_fields=["password"])


def _line(row: Account) -> AccountLine:
    return AccountLine(row.pk, row.email, row.name, row.language, row.theme, row.is_active, row.is_staff)
