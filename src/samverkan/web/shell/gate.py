"""The gate: it holds every request against the table of rights before a page is made."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import activate

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import Right
from samverkan.web.rights import RIGHTS, Door, asked_by
from samverkan.web.shell.errors import changed_meanwhile, refuse
from samverkan.web.shell.trouble import ADVICE, answer_trouble, find_trouble
from samverkan.workbench.access import NotAllowedError, NotThereError, require

log = logging.getLogger(__name__)
Respond = Callable[[HttpRequest], HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS"}
GREATEST = 2**63 - 1
"""No database here keeps a greater number, and SQLite fails when it is asked for one."""


class Gate:
    """Middleware. Who is not signed in goes to the log-in page; what the table does not know is refused."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the account's own language, then go on."""
        chosen = getattr(request.user, "language", "")
        if chosen and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], given: list[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, or answer it."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in RIGHTS:
            raise ImproperlyConfigured(f"The address {name!r} is not in web/rights.py.")
        asked = asked_by(name, request.method)
        if asked is Door.ANYONE:
            return None
        if not request.user.is_authenticated:
            return ask_to_log_in(request)
        if asked is Door.STAFF and not request.user.is_staff:
            raise PermissionDenied
        if any(isinstance(one, int) and one > GREATEST for one in named.values()):
            raise Http404
        if isinstance(asked, Right):
            try:
                request.place = require(request.user.pk, named["study_id"], asked)  # type: ignore[attr-defined]
            except WorkbenchError as error:
                return self.process_exception(request, error)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what one can mend and no form has shown."""
        if isinstance(exception, ChangedMeanwhileError):
            return changed_meanwhile(request, exception)
        if isinstance(exception, NotThereError):
            return refuse(request, 404, exception)
        if isinstance(exception, NotAllowedError):
            return refuse(request, 403, exception)
        if isinstance(exception, WorkbenchError):
            return refuse(request, 400, exception)
        trouble = find_trouble(exception)
        if trouble is None:
            return None
        log.error(ADVICE[trouble].title.template, exc_info=exception)
        return answer_trouble(request, trouble)


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """Send to the log-in page, and from there back to the page where one was."""
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': _came_from(request)})}"
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)


def _came_from(request: HttpRequest) -> str:
    """Return the page where one was: a form's own page when it was sent, for its address may take nothing but forms."""
    is_part = request.headers.get("HX-Request") == "true"
    if request.method in SAFE and not is_part:
        return request.get_full_path()
    there = urlsplit(request.headers.get("HX-Current-URL" if is_part else "Referer", ""))
    return f"{there.path}?{there.query}".rstrip("?") if there.netloc == request.get_host() else "/"
