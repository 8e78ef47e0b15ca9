"""Pages on the history: what was done, what is deleted and comes back, and what is emptied on purpose."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from samverkan.domain.history import DeletedKind
from samverkan.domain.words import say, say_count
from samverkan.web.history.details import lines_of
from samverkan.web.history.forms import EmptyForm, HistoryForm, InterviewForm, RestoreForm
from samverkan.web.history.naming import name_of
from samverkan.web.history.sentences import known_interviews, sentence_of
from samverkan.web.shell.asking import attempt, back_to, mend_status, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench import history as room
from samverkan.workbench.study.removed import BringBackError

KINDS = {
    DeletedKind.INTERVIEW: say("Interview"),
    DeletedKind.EXCERPT: say("Excerpt"),
    DeletedKind.CODE: say("Code"),
    DeletedKind.MUNICIPALITY: say("Municipality"),
    DeletedKind.COLLABORATION: say("Collaboration"),
    DeletedKind.MEMBERSHIP: say("A membership"),
    DeletedKind.FINDING: say("Finding"),
}
EMPTIED = {DeletedKind.INTERVIEW, DeletedKind.EXCERPT}
DELETED = (
    Column("kind", say("What"), lambda one: KINDS[one.kind]),
    Column("key", say("Name"), lambda one: one.key),
    Column("code", say("Code"), lambda one: one.code),
    Column("quote", say("Quote"), lambda one: one.quote),
    Column("coder", say("Coder"), lambda one: one.coder),
)


def events(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what was done, newest or oldest first."""
    people = room.list_people(who(request), study_id)
    form = HistoryForm(people, request.GET)
    form.is_valid()
    chosen = form.value(request.GET.get("object", ""), _number(request.GET.get("beyond", "")))
    page = room.show_history(who(request), study_id, chosen)
    called = room.name_codes(who(request), study_id)
    names = {**known_interviews(tuple(one.value for one in page.events)), **page.names}
    kept = {name: words for name in (*form.fields, "object") if (words := request.GET.get(name))}
    values = {
        "lines": [
            (
                one,
                sentence_of(one.value, called.codes),
                people.get(one.value.who or 0, ""),
                lines_of(one.value, called.rows),
                name_of(one.value.object, names),
            )
            for one in page.events
        ],
        "form": form,
        "about": (chosen.object, *name_of(chosen.object, names)) if chosen.object else None,
        "first": urlencode(kept) if chosen.beyond else None,
        "next": urlencode({**kept, "beyond": page.next}) if page.next else "",
        "has_oldest_first": chosen.has_oldest_first,
        "is_narrowed": bool(kept.keys() - {"order"}),
    }
    return render(request, "history/list.html", values, status=mend_status(form))


def deleted(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what is deleted and can be brought back."""
    return _show(request, study_id)


@require_POST
def delete_interview(request: HttpRequest, study_id: int) -> HttpResponse:
    """Delete an interview, so that it can be brought back."""
    form = InterviewForm(room.show_deleted(who(request), study_id).interviews, request.POST)
    if form.is_valid():
        room.delete_interview(who(request), study_id, form.cleaned_data["interview"])
        if request.POST.get("from") == "interviews":
            words = say(
                "The interview is deleted, with what is coded in it. It can be brought back: History, What is deleted."
            )
            tell(request, words)
            return back_to(request, "interviews:list", study_id)
        tell(request, say("The interview is deleted, with what is coded in it. It can be brought back here."))
        return back_to(request, "history:deleted", study_id)
    return _show(request, study_id, interview=form)


@require_POST
def restore(request: HttpRequest, study_id: int) -> HttpResponse:
    """Bring something back."""
    form = RestoreForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            room.restore(who(request), study_id, DeletedKind(given["kind"]), given["number"])
            tell(request, say("It is back."))
        except (room.RemovalError, BringBackError) as error:
            warn(request, error)
    return back_to(request, "history:deleted", study_id)


@require_POST
def empty(request: HttpRequest, study_id: int) -> HttpResponse:
    """Remove for good what is deleted."""
    form = EmptyForm(request.POST)
    if form.is_valid():
        emptied = attempt(form, room.empty_for_good, who(request), study_id, form.cleaned_data["reason"])
        if emptied is not None:
            tell(
                request,
                say_count(
                    "{count} excerpt and {interviews} interviews are emptied for good.",
                    "{count} excerpts and {interviews} interviews are emptied for good.",
                    emptied.excerpts,
                    interviews=len(emptied.interviews),
                ),
            )
            return back_to(request, "history:deleted", study_id)
    return _show(request, study_id, emptying=form)


def _show(
    request: HttpRequest, study_id: int, *, interview: InterviewForm | None = None, emptying: EmptyForm | None = None
) -> HttpResponse:
    shown = room.show_deleted(who(request), study_id)
    interview = interview or InterviewForm(shown.interviews)
    emptying = emptying or EmptyForm()
    values = {
        "listing": arrange(shown.deleted, DELETED, request.GET.dict()),
        "kinds": KINDS,
        "has_interviews": bool(shown.interviews),
        "interview": interview,
        "emptying": emptying,
        "can_be_emptied": any(one.kind in EMPTIED for one in shown.deleted) or bool(emptying.errors),
    }
    return render(request, "history/deleted.html", values, status=max(mend_status(interview), mend_status(emptying)))


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() and len(words) < 19 else None
