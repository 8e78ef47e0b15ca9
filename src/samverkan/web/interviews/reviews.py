"""The review of names: one at a time, by keyboard or mouse, then the interview is taken in."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.words import Text, say, say_count
from samverkan.web.interviews.forms import ChoiceForm, TakeInForm
from samverkan.web.shell.asking import attempt, is_htmx, mend_status, number_in, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import read
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.interviews import listing, reviewing, taking_in, uploading
from samverkan.workbench.interviews.reviewing import Choice, Item, ReviewPage

KINDS = {
    Kind.PERSON: say("person"),
    Kind.IDENTITY_NUMBER: say("personal identity number"),
    Kind.PHONE: say("phone number"),
    Kind.EMAIL: say("e-mail address"),
    Kind.WORKPLACE: say("workplace"),
    Kind.PLACE: say("place"),
    Kind.POST: say("post that one person holds"),
    Kind.OTHER: say("other name"),
}

NAMES: Final = (
    Column("place", say("Order in the file"), lambda one: one.number),
    Column("form", say("Name"), lambda one: one.form),
    Column("count", say("How often it stands"), lambda one: one.count, is_number=True),
)
NAMES_ON_A_PAGE: Final = 200
STATES: Final[dict[str, tuple[Text, Callable[[Item], bool]]]] = {
    "open": (say("Not decided"), lambda one: not one.is_decided),
    "kept": (say("Kept"), lambda one: one.is_decided and one.is_kept),
    "replaced": (say("Replaced"), lambda one: one.is_decided and not one.is_kept),
}


def review(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Show the names of an upload, and decide one."""
    if request.method == "POST":
        return _decide(request, study_id, upload_id)
    page = reviewing.show_review(who(request), study_id, upload_id, number_in(request.GET.dict(), "at"))
    return _show(request, page)


def _show(
    request: HttpRequest, page: ReviewPage, problem: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    state = request.GET.get("show", "") if request.GET.get("show") in STATES else ""
    # No words to find here: they would be names of people, and addresses stand in logs.
    asked = {"show": state, "sort": request.GET.get("sort", ""), "page": request.GET.get("page", "")}
    names = [one for one in page.items if not state or STATES[state][1](one)]
    values = {
        "page": page,
        "listing": arrange(names, NAMES, asked, on_a_page=NAMES_ON_A_PAGE),
        "states": [(key, words, sum(map(is_so, page.items))) for key, (words, is_so) in STATES.items()],
        "state": state,
        "kind": KINDS[page.at.kind] if page.at else "",
        "kinds": KINDS,
        "problem": problem,
        "typed": typed,
    }
    template = "interviews/review_card.html" if is_htmx(request) else "interviews/review.html"
    return render(request, template, values, status=status)


def _decide(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return redirect("interviews:review", study_id=study_id, upload_id=upload_id)
    given = form.cleaned_data
    choice = Choice(given["number"], given["version"], Verdict(given["verdict"]), given["replacement"])
    try:
        following = reviewing.decide_form(who(request), study_id, upload_id, choice)
    except (NotAllowedError, NotThereError):
        raise
    except WorkbenchError as error:
        status = 409 if isinstance(error, ChangedMeanwhileError) else 422
        page = reviewing.show_review(who(request), study_id, upload_id, choice.number)
        return _show(request, page, read(error), choice.replacement, status)
    if is_htmx(request):
        return _show(request, reviewing.show_review(who(request), study_id, upload_id, following))
    address = reverse("interviews:review", kwargs={"study_id": study_id, "upload_id": upload_id})
    asked = request.GET.copy()
    asked.pop("at", None)
    if following is not None:
        asked["at"] = str(following)
    return redirect(f"{address}?{asked.urlencode()}" if asked else address)


@require_POST
def rest(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Decide all names that are still open as proposed."""
    count = reviewing.decide_rest(who(request), study_id, upload_id)
    tell(request, say_count("{count} name was decided as proposed.", "{count} names were decided as proposed.", count))
    return redirect("interviews:review", study_id=study_id, upload_id=upload_id)


@require_POST
def missed(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Mark a name that was missed."""
    address = reverse("interviews:review", kwargs={"study_id": study_id, "upload_id": upload_id})
    try:
        number = reviewing.mark_missed(who(request), study_id, upload_id, request.POST.get("words", "")[:400])
    except reviewing.ReviewError as error:
        warn(request, error)
        return redirect(address)
    return redirect(f"{address}?at={number}")


def take(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Ask what is known of the interview, and take it in."""
    actor = who(request)
    page = reviewing.show_review(actor, study_id, upload_id)
    proposed = taking_in.propose_taking_in(actor, study_id, upload_id)
    initial = {"key": proposed.key, "language": proposed.language}
    form = TakeInForm(listing.load_lines(study_id).values(), request.POST or None, initial=initial)
    form.say_guessed(proposed.language if proposed.is_guessed else "")
    if form.is_valid():
        interview_id = attempt(form, taking_in.take_in, actor, study_id, upload_id, form.taking_in())
        if interview_id is not None:
            tell(request, say("The interview is taken in, under pseudonyms. The file with the names is removed."))
            left = len(uploading.list_uploads(actor, study_id))
            if left:
                tell(
                    request, say_count("{count} file is still on the way.", "{count} files are still on the way.", left)
                )
                return redirect("interviews:upload", study_id=study_id)
            return redirect("interviews:read", study_id=study_id, interview_id=interview_id)
    return render(request, "interviews/take_in.html", {"form": form, "page": page}, status=mend_status(form))
