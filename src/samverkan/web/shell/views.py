"""Pages of the frame itself: health, and the choice of language and theme."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samverkan.domain.people import Theme
from samverkan.domain.words import LANGUAGES
from samverkan.web.shell.context import THEME_COOKIE
from samverkan.workbench.people import accounts

YEAR = 365 * 24 * 60 * 60


@require_GET
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer whether the server reaches its database; without log-in, for whoever watches over it."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return HttpResponse("no database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choice of language or theme, in this browser and with the account, and go back."""
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    answer = redirect(_way_back(request))
    if language in LANGUAGES:
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, language)
    if theme in {one.value for one in Theme}:
        _keep(answer, THEME_COOKIE, theme)
    if request.user.is_authenticated:
        accounts.choose_look(request.user.pk, language=language or None, theme=theme or None)
    return answer


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS, httponly=True)


def _way_back(request: HttpRequest) -> str:
    address = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else "/"
