"""What a view asks of its request: who asks, in which study, and how to answer an error that one can mend."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from samverkan.domain.errors import FaultsError, ProblemsError, WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.words import Text, as_is, say_count
from samverkan.web.shell.words import language, read
from samverkan.workbench.access import NotAllowedError, NotThereError, Place

Answer = TypeVar("Answer")
MOST_PROBLEMS = 500
MOST_DIGITS = 9
"""Longer numbers than this we never gave out, and reading very long ones takes long."""


def who(request: HttpRequest) -> int:
    """Return the number of the account that asks; the gate has let nobody else through."""
    if request.user.pk is None:
        raise PermissionDenied
    return request.user.pk


def place_of(request: HttpRequest) -> Place:
    """Return the study of the page as who asks sees it: the gate has put it there."""
    place: Place = request.place  # type: ignore[attr-defined]
    return place


def number_in(sent: Mapping[str, str], name: str) -> int | None:
    """Return the whole number that was sent under a name; None when there is none."""
    words = sent.get(name, "")
    return int(words) if words.isdecimal() and len(words) <= MOST_DIGITS else None


def page_of(sent: Mapping[str, str]) -> int:
    """Return the number of the page that an address or a form asks for; 1 when it asks for none."""
    return number_in(sent, "page") or 1


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def tell(request: HttpRequest, words: Text) -> None:
    """Show a line on the next page that is made."""
    messages.success(request, read(words))


def warn(request: HttpRequest, error: WorkbenchError, address: str = "", way: Text | None = None) -> None:
    """Show on the next page what could not be done, and where it is mended: a link with the words `way`."""
    link = format_html(' <a href="{}">{}</a>', address, read(way)) if way else ""
    messages.error(request, format_html("{}{}", read(error), link))


def attempt(form: forms.BaseForm, act: Callable[..., Answer], *given: Any, **named: Any) -> Answer | None:
    """Return what a workbench act answers; an error that one can mend goes into the form, and None comes back.

    What cannot be mended in the form has a page of its own: no right, not there, changed meanwhile.
    """
    try:
        return act(*given, **named)
    except (NotAllowedError, NotThereError, ChangedMeanwhileError):
        raise
    except ProblemsError as error:
        form.add_error(None, _list_problems(error))
        return None
    except FaultsError as error:
        for one in error.faults:
            form.add_error(None, read(one))
        return None
    except WorkbenchError as error:
        form.add_error(None, read(error))
        return None


def _list_problems(error: ProblemsError) -> list[forms.ValidationError]:
    """Return each problem as an error of its own, and how many more there are than a page can hold."""
    words = [as_is(one.in_language(language())) for one in error.problems[:MOST_PROBLEMS]]
    left = len(error.problems) - MOST_PROBLEMS
    if left > 0:
        words.append(say_count("… and {count} more.", "… and {count} more.", left))
    return [forms.ValidationError(read(one)) for one in words]


def mend_status(form: forms.BaseForm) -> int:
    """Return the status of a page with this form: 422 when there is something to mend."""
    return 422 if form.errors else 200


def back_to(request: HttpRequest, page: str, *given: object) -> HttpResponseRedirect:
    """Send to a page as the address of the act asks for it: whoever has narrowed a list goes on with the rest of it.

    The form sends the query along when its action ends with `{% as_asked %}`.
    """
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse(page, args=given)}{asked}")


def go_to(response: HttpResponse, address: str) -> HttpResponse:
    """Let htmx load another page."""
    response["HX-Redirect"] = address
    return response
