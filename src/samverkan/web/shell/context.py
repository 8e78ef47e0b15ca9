"""What the frame of every page knows."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samverkan.domain.people import Right, Theme
from samverkan.web.shell.navigation import Link, links_of_study
from samverkan.web.shell.words import language
from samverkan.workbench.access import Place

THEME_COOKIE = "theme"


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page: theme, languages, the study that it belongs to, and the links beside it."""

    theme: str
    language: str
    languages: tuple[tuple[str, str], ...]
    place: Place | None
    links: tuple[Link, ...]
    address: str
    account: str
    may_edit: bool = False
    is_owner: bool = False


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return `frame` for every template."""
    place: Place | None = getattr(request, "place", None)
    name = request.resolver_match.view_name if request.resolver_match else ""
    user = getattr(request, "user", None)
    account = f"{user.pk}" if user is not None and user.is_authenticated else ""
    return {
        "frame": Frame(
            theme=find_theme(request),
            language=language(),
            languages=tuple(settings.LANGUAGES),
            place=place,
            links=links_of_study(place, name) if place else (),
            address=request.get_full_path(),
            account=account,
            may_edit=bool(place and place.allows(Right.EDIT)),
            is_owner=bool(place and place.allows(Right.OWN)),
        )
    }


def find_theme(request: HttpRequest) -> str:
    """Return the theme: this browser's choice, else the account's, else the machine's."""
    chosen = request.COOKIES.get(THEME_COOKIE) or getattr(getattr(request, "user", None), "theme", "")
    return chosen if chosen in {theme.value for theme in Theme} else Theme.SYSTEM.value
