"""Pages that say what went wrong and what to do."""

import sys
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.words import Text, say
from samverkan.web.shell.asking import is_htmx
from samverkan.web.shell.sent import compare, read_sent
from samverkan.web.shell.trouble import answer_trouble, find_trouble
from samverkan.web.shell.words import read

TITLES = {
    400: say("This could not be done"),
    403: say("You may not do this"),
    404: say("There is no such page"),
    409: say("Somebody else was faster"),
    413: say("That is too much at once"),
    429: say("Too many attempts"),
    500: say("An error occurred"),
}


def refuse(request: HttpRequest, status: int, error: WorkbenchError | Text, title: Text | None = None) -> HttpResponse:
    """Answer with a page that says what happened and what to do; a script gets the sentence alone."""
    if is_htmx(request):
        return say_to_script(status, error)
    values = {"title": read(title or TITLES[status]), "what": read(error), "status": status}
    return render(request, "shell/error.html", values, status=status)


def say_to_script(status: int, words: WorkbenchError | Text) -> HttpResponse:
    """Answer a script, which shows the sentence on the page where one is (`failing.js`, `asking.js`)."""
    return JsonResponse({"said": read(words)}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return refuse(request, 400, say("The request could not be understood. Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who lacks the right."""
    return refuse(request, 403, say("Your account does not allow this. Ask who looks after the installation."))


def bad_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is too old."""
    words = say(
        "The page was open for so long that its form is no longer valid. Go back, load the page again and send."
    )
    return refuse(request, 403, words, say("The form is too old"))


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer who has sent the same form too many times."""
    return refuse(request, 429, say("You have tried too many times. Wait a few minutes, then try again."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that is not there."""
    return refuse(request, 404, say("The address is wrong, or what was there has been removed."))


def changed_meanwhile(request: HttpRequest, error: ChangedMeanwhileError) -> HttpResponse:
    """Answer a change to something that somebody else has changed, with both versions; a script gets the sentence."""
    if is_htmx(request):
        return say_to_script(409, error)
    lines = compare(request, error.current.value) if error.current else ()
    values = {
        "title": read(TITLES[409]),
        "what": read(error),
        "status": 409,
        "is_there": error.current is not None,
        "lines": [one for one in lines if one.is_other],
        "rest": [one for one in lines if not one.is_other],
        "sent": read_sent(request),
        "back": _back(request),
    }
    return render(request, "shell/changed_meanwhile.html", values, status=409)


def _back(request: HttpRequest) -> str:
    """Return the page where one was; '' when the browser does not say."""
    there = urlsplit(request.headers.get("Referer", ""))
    return f"{there.path}?{there.query}".rstrip("?") if there.netloc == request.get_host() else ""


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after a bug, or when the database fails outside any page; this needs neither database nor session."""
    trouble = find_trouble(sys.exc_info()[1])
    if trouble:
        return answer_trouble(request, trouble)
    what = say("It has been written to the log. Nothing of what you sent was kept halfway. Try again.")
    if is_htmx(request):
        return say_to_script(500, what)
    values = {"status": 500, "title": read(TITLES[500]), "what": read(what)}
    return HttpResponse(render_to_string("shell/broken.html", values), status=500)
