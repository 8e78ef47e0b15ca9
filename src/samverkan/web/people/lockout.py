"""Who guesses passwords is kept out for a while."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from samverkan.domain.words import say
from samverkan.web.shell.errors import refuse


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the address that somebody tries to log in with, in small letters."""
    given = credentials or {}
    return str(given.get("email") or given.get("username") or request.POST.get("login", "")).strip().lower()


def locked_out(request: HttpRequest, *given: Any) -> HttpResponse:
    """Answer who has tried too often."""
    words = say("The password was wrong too many times. Wait a quarter of an hour, then try again.")
    return refuse(request, 429, words)
