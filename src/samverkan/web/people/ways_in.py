"""Pages on how one comes in: where one is logged in, the keys one has, the organisation that knows one.

They are allauth's own views, given values in place of rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.webauthn.views import ListWebAuthnView
from allauth.socialaccount.views import ConnectionsView
from allauth.usersessions.views import ListUserSessionsView
from django.utils import timezone

from samverkan.domain.words import Text, say
from samverkan.web.people.browsers import read_device
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import read


@dataclass(frozen=True, slots=True)
class Session:
    """Somewhere that one is logged in."""

    device: Text
    address: str
    since: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey or a security key of one's own; `used` is None when it has not been used."""

    id: int
    name: str
    kind: Text
    added: str
    used: str | None


@dataclass(frozen=True, slots=True)
class Connection:
    """An account at an organisation that logs in as one's own."""

    id: int
    name: str
    provider: str


SESSIONS = (
    Column("device", say("Browser"), lambda one: one.device),
    Column("address", say("IP address"), lambda one: one.address),
    Column("since", say("Logged in"), lambda one: one.since),
)
KEYS = (
    Column("name", say("Name"), lambda one: one.name),
    Column("kind", say("What it is"), lambda one: one.kind),
    Column("added", say("Added"), lambda one: one.added),
    Column("used", say("Last used"), lambda one: one.used),
)
KINDS = {
    True: say("Logs in alone, without a password"),
    False: say("The second step, after the password"),
    None: say("It does not say what it can do"),
}


# allauth has no types, so mypy does not know what is inherited.
class SessionsPage(ListUserSessionsView):  # type: ignore[misc]
    """Where one is logged in; the latest first."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Return what the page takes: a listing of Session."""
        found = super().get_context_data(**named)
        lines = [
            Session(read_device(row.user_agent).words, row.ip, _moment(row.created_at), row.is_current())
            for row in reversed(found.pop("sessions"))
        ]
        return {**found, "listing": arrange(lines, SESSIONS, self.request.GET.dict())}


class KeysPage(ListWebAuthnView):  # type: ignore[misc]
    """The passkeys and security keys that one has."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Return what the page takes: a listing of Key."""
        lines = [_key(row) for row in self.get_queryset().order_by("created_at", "pk")]
        return {"listing": arrange(lines, KEYS, self.request.GET.dict())}


class RecoveryCodesPage(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Making recovery codes: only who logs in by two steps has any use of them."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Return what the page takes: also whether one may make any."""
        may_make = can_generate_recovery_codes(self.request.user)
        return {**super().get_context_data(**named), "may_make": may_make}


class ConnectionsPage(ConnectionsView):  # type: ignore[misc]
    """The organisations that log in as one's account."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Return what the page takes: Connections, and whether there is anything to connect with."""
        found = super().get_context_data(**named)
        return {"form": found["form"], "connections": _connections(found["form"].accounts.order_by("pk"))}


def _connections(rows: Sequence[Any]) -> tuple[Connection, ...]:
    known = [(row, row.get_provider_account()) for row in rows]
    return tuple(Connection(row.pk, str(one), str(one.get_brand()["name"])) for row, one in known)


def _key(row: Any) -> Key:
    kept = row.wrap()
    used = _moment(row.last_used_at) if row.last_used_at else None
    return Key(row.pk, kept.name, KINDS[kept.is_passwordless], _moment(row.created_at), used)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def name_key(number: int) -> str:
    """Return what a key is called that nobody has named."""
    return read(say("Key {number}", number=number))
