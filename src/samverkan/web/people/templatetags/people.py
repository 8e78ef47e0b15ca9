"""The tabs of the pages on one's own account: `{% load people %}`."""

from typing import Any, Final

from django import template
from django.conf import settings
from django.urls import reverse

from samverkan.domain.words import Text, say
from samverkan.web.shell.navigation import Link

register = template.Library()

SINGLE_SIGN_ON: Final = "socialaccount_connections"
TABS: Final[dict[str, tuple[Text, str]]] = {
    "people:account": (say("Your account"), "people:account"),
    "account_change_password": (say("Password"), "account_set_password"),
    "mfa_index": (say("Two-step login and keys"), "mfa_"),
    "usersessions_list": (say("Where you are logged in"), "usersessions_"),
    SINGLE_SIGN_ON: (say("Log in through your organisation"), SINGLE_SIGN_ON),
}
"""By the name of its address: the words of each tab, and how the names of the pages under it begin."""


@register.simple_tag(takes_context=True)
def account_tabs(context: dict[str, Any]) -> list[Link]:
    """Return the tabs; single sign-on only where there is one."""
    match = context["request"].resolver_match
    here = match.view_name if match else ""
    return [
        Link(reverse(name), words, "page" if name == here else "true" if here.startswith(under) else "")
        for name, (words, under) in TABS.items()
        if name != SINGLE_SIGN_ON or has_single_sign_on()
    ]


@register.simple_tag
def has_single_sign_on() -> bool:
    """Tell whether this workbench knows people through an organisation."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
