"""How allauth makes accounts here, and what it says: by invitation, or by the municipality's single sign-on."""

import time
from typing import Any, ClassVar, Final

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from samverkan.domain.words import Text, say
from samverkan.web.people.ways_in import name_key
from samverkan.web.shell.words import later, read

# allauth has no types, so mypy does not know what is inherited.
SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")
CONNECTED: Final = say("You can now log in through your organisation.")
ELSEWHERE: Final = say("That account at your organisation belongs to another account here.")
MESSAGES: Final[dict[str, Text]] = {
    "account/messages/password_changed.txt": say("The password is changed."),
    "account/messages/password_set.txt": say("The password is set."),
    "mfa/messages/totp_activated.txt": say("The authenticator app is in use."),
    "mfa/messages/totp_deactivated.txt": say("The authenticator app is no longer in use."),
    "mfa/messages/recovery_codes_generated.txt": say("You have new recovery codes. The old ones no longer work."),
    "mfa/messages/webauthn_added.txt": say("The key is added."),
    "mfa/messages/webauthn_removed.txt": say("The key is removed."),
    "usersessions/messages/sessions_logged_out.txt": say("You are logged out everywhere else."),
    "socialaccount/messages/account_connected.txt": CONNECTED,
    "socialaccount/messages/account_connected_updated.txt": CONNECTED,
    "socialaccount/messages/account_connected_other.txt": ELSEWHERE,
    "socialaccount/messages/account_disconnected.txt": say("You can no longer log in through your organisation."),
}
"""What is said in place of each message of allauth."""
TOO_OFTEN: Final = say("You have tried too many times. Wait a few minutes, then try again.")
WRONG_CODE: Final = say("The code is wrong or too old. Write the one that is shown now.")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account without an invitation, and e-mail is never sent."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": later(say("The e-mail address or the password is wrong.")),
        "enter_current_password": later(say("That is not the password you have now.")),
        "incorrect_code": later(WRONG_CODE),
        "incorrect_password": later(say("The password is wrong.")),
        "rate_limited": later(TOO_OFTEN),
        "too_many_login_attempts": later(TOO_OFTEN),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that the open door is closed."""
        return False

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Tell whether one must show again who one is; allauth does not count that one has just logged in."""
        return bool(super().is_reauthentication_required(app=app, **named)) and not _has_just_logged_in(self.request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *given: Any, **named: Any
    ) -> None:
        """Say what is worth saying, in our words: that one has logged in shows by itself."""
        if message_template in MESSAGES:
            is_well = level < messages.WARNING
            messages.add_message(request, messages.SUCCESS if is_well else level, read(MESSAGES[message_template]))
        elif message_template not in SILENT:
            super().add_message(request, level, message_template, *given, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: there need not be a mail server."""


def _has_just_logged_in(request: HttpRequest) -> bool:
    # Only who has gone through every step of the log-in is signed in; the last step tells when.
    at = max((one["at"] for one in get_authentication_records(request, request.user)), default=0)
    return request.user.is_authenticated and time.time() - at < app_settings.REAUTHENTICATION_TIMEOUT


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who is signed on becomes the account with their verified address; a new one only where that is allowed."""

    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": later(
            say("There is already an account with that e-mail address. Log in to it, then connect it with %s.")
        ),
        "no_password": later(say("Choose a password first: you could not log in otherwise.")),
        "disconnect_last": later(say("Choose a password first: you could not log in otherwise.")),
        "connected_other": later(ELSEWHERE),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell whether a new account may be made."""
        return bool(settings.OIDC_IS_OPEN)


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of logging in, in our words."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": later(
            say("Recovery codes are for who logs in in two steps. Choose an authenticator app or a key first.")
        ),
        "incorrect_code": later(WRONG_CODE),
    }

    def get_totp_issuer(self) -> str:
        """Return the name under which an authenticator app keeps the account."""
        return "Samverkan"

    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        """Return what a key is called that nobody has named."""
        return name_key(Authenticator.objects.filter(user_id=user.pk, type=kind).count() + 1)
