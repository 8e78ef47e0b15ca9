"""The forms of allauth in our own words."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import SignupForm

from samverkan.domain.words import say
from samverkan.web.people.forms import GOOD_PASSWORD
from samverkan.web.shell.words import later

CODE = later(say("Code"))
EMAIL = later(say("E-mail address"))
KEY_NAME = later(say("Name of the key"))
PASSWORD = later(say("Password"))


# allauth has no types, so mypy does not know what is inherited.
class Said:
    """A form of allauth: labels and help of ours, and no label again inside its field."""

    labels: ClassVar[dict[str, Any]] = {}
    helps: ClassVar[dict[str, Any]] = {}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class EntranceForm(Said, LoginForm):  # type: ignore[misc]
    """Logging in."""

    labels: ClassVar = {"login": EMAIL, "password": PASSWORD}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields.pop("remember", None)


class AgainForm(Said, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    labels: ClassVar = {"password": PASSWORD}


class OtherPasswordForm(Said, ChangePasswordForm):  # type: ignore[misc]
    """Another password in place of the one that one has."""

    labels: ClassVar = {
        "oldpassword": later(say("The password you have now")),
        "password1": later(say("New password")),
        "password2": later(say("The new password once more")),
    }
    helps: ClassVar = {"password1": GOOD_PASSWORD}


class FirstPasswordForm(Said, SetPasswordForm):  # type: ignore[misc]
    """A password for an account that has none."""

    labels: ClassVar = {
        "password1": later(say("New password")),
        "password2": later(say("The new password once more")),
    }
    helps: ClassVar = {"password1": GOOD_PASSWORD}


class SecondStepForm(Said, AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""

    labels: ClassVar = {"code": CODE}


class CodeOnceMoreForm(Said, CodeAgainForm):  # type: ignore[misc]
    """A code once more."""

    labels: ClassVar = {"code": CODE}


class AppForm(Said, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""

    labels: ClassVar = {"code": later(say("The six digits that the app shows"))}


class AddKeyForm(Said, AddWebAuthnForm):  # type: ignore[misc]
    """A key that is added."""

    labels: ClassVar = {"name": KEY_NAME, "passwordless": later(say("Log in with this key alone, without a password"))}
    helps: ClassVar = {
        "name": later(say("So that you know which one it is, such as “My laptop”.")),
        "passwordless": later(say("The key must then know you by your fingerprint, your face or a PIN.")),
    }


class NameKeyForm(Said, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    labels: ClassVar = {"name": KEY_NAME}


class NewcomerForm(Said, SignupForm):  # type: ignore[misc]
    """An account for who comes from the organisation for the first time."""

    labels: ClassVar = {"email": EMAIL}
