"""Forms on people."""

from django import forms

from samverkan.domain.people import StudyRole
from samverkan.domain.words import say
from samverkan.web.shell.words import ROLES, later

WHAT_ROLES_DO = {
    StudyRole.OWNER: say("does everything, and decides who takes part"),
    StudyRole.EDITOR: say("codes, judges and changes what is in the study"),
    StudyRole.READER: say("reads everything and changes nothing"),
    StudyRole.BLIND_READER: say("sees only what is told of groups, never who said what"),
}
ROLE_CHOICES = [(role.value, later(words)) for role, words in ROLES.items()]
LONG_CHOICES = [
    (role.value, later(say("{role}: {does}", role=words, does=WHAT_ROLES_DO[role]))) for role, words in ROLES.items()
]
NEW_PASSWORD = {"autocomplete": "new-password"}
GOOD_PASSWORD = later(say("At least 12 characters. A sentence that only you would think of is good."))


class NameForm(forms.Form):
    """The name under which others see one."""

    name = forms.CharField(label=later(say("Name")), max_length=200, required=False)


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=later(say("E-mail address")), max_length=254)
    role = forms.ChoiceField(
        label=later(say("Role")), choices=LONG_CHOICES, initial=StudyRole.EDITOR.value, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=later(say("Role")), choices=ROLE_CHOICES)


class PasswordForm(forms.Form):
    """A new password."""

    password = forms.CharField(
        label=later(say("New password")),
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        strip=False,
    )


class JoinForm(PasswordForm):
    """A new account for who was invited."""

    field_order = ("name", "password")
    name = forms.CharField(label=later(say("Your name")), max_length=200)
