"""How allauth makes accounts here: by invitation, or by the municipality's single sign-on."""

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import lazy

from samverkan.domain.words import say
from samverkan.web.shell.words import read

# allauth has no types, so mypy does not know what is inherited.
SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account without an invitation, and e-mail is never sent."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": lazy(read, str)(say("The e-mail address or the password is wrong.")),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that the open door is closed."""
        return False

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Tell whether one must show again who one is; allauth does not count that one has just logged in."""
        return bool(super().is_reauthentication_required(app=app, **named)) and not _has_just_logged_in(self.request)

    def add_message(self, request: HttpRequest, level: int, message_template: str, *given: Any, **named: Any) -> None:
        """Say what is worth saying: that one has logged in shows by itself."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *given, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: there need not be a mail server."""


def _has_just_logged_in(request: HttpRequest) -> bool:
    # Only who has gone through every step of the log-in is signed in; the last step tells when.
    at = max((one["at"] for one in get_authentication_records(request, request.user)), default=0)
    return request.user.is_authenticated and time.time() - at < app_settings.REAUTHENTICATION_TIMEOUT


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who is signed on becomes the account with their verified address; a new one only where that is allowed."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell whether a new account may be made."""
        return bool(settings.OIDC_IS_OPEN)
