"""Pages on interviews: the list, one to be read, what is known of it, who was interviewed, and the search."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.domain.interviews.searching import QueryError
from samverkan.domain.interviews.transcript import Respondent
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Role
from samverkan.domain.words import Text, as_is, say, swedish_order
from samverkan.web.interviews.forms import FactsForm, RespondentForm, SearchForm
from samverkan.web.shell.asking import attempt, mend_status, number_in, page_of, place_of, tell, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import language
from samverkan.workbench.interviews import editing, listing, searching
from samverkan.workbench.interviews.listing import InterviewLine
from samverkan.workbench.interviews.searching import Found

INTERVIEWS = (
    Column("id", say("Interview"), lambda one: one.interview.id),
    Column("who", say("Who was interviewed"), lambda one: ", ".join(each.label for each in one.respondents)),
    Column("municipality", say("Municipality"), lambda one: ", ".join(one.municipalities)),
    Column("date", say("Date"), lambda one: str(one.interview.date) if one.interview.date else None),
    Column("consent", say("Consent"), lambda one: one.interview.has_consent),
    Column("reviewed", say("Reviewed"), lambda one: one.interview.is_reviewed),
    Column("excerpts", say("Excerpts"), lambda one: one.coded.excerpts, is_number=True),
    Column("coders", say("Coders"), lambda one: one.coded.coders, is_number=True),
)
LACKS: Final[dict[str, tuple[Text, Callable[[InterviewLine], bool]]]] = {
    "transcript": (say("Without transcript"), lambda one: one.version is None),
    "consent": (say("Without consent"), lambda one: one.interview.has_consent is not True),
    "review": (say("Not yet reviewed"), lambda one: not one.interview.is_reviewed),
    "coding": (say("Not coded"), lambda one: one.coded.coders == 0),
    "second": (say("Without second coder"), lambda one: not one.has_second_coder),
    "place": (say("Excerpts wait for a place"), lambda one: one.coded.waiting > 0),
}
PARTS: Final[dict[str, Text]] = {Role.HOST.value: say("Host municipality"), Role.MEMBER.value: say("Other member")}
EXAMPLES = (
    (as_is("avtal"), say("finds avtalet and avtalen too: a word finds its other forms")),
    (as_is("avtal kostnad"), say("both words in the same turn, in any order")),
    (as_is('"gemensam nämnd"'), say("the phrase just as it stands")),
    (as_is("*kommun*"), say("a part of a word: finds värdkommunens; kommun* only how a word begins")),
    (say("avtal OR nämnd"), say("one of the two is enough; eller and | mean the same")),
    (as_is("kostnad -skola"), say("turns without a word, a phrase or a part of a word")),
    (say('kostnad avtal OR "gemensam nämnd" -skola'), say("all at once: kostnad, with one of the two, without skola")),
)
RESPONDENTS = (
    Column("id", say("Id"), lambda one: one[0].value.id),
    Column("label", say("Label"), lambda one: one[0].value.label or None),
    Column("function", say("Function"), lambda one: one[0].value.function or None),
    Column("municipality", say("Municipality"), lambda one: one[1] or None),
    Column("collaboration", say("Collaboration"), lambda one: one[2] or None),
)


def interviews(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the interviews of a study with what is done for each."""
    lines = listing.list_interviews(who(request), study_id)
    chosen = request.GET.dict()
    lacks, municipality, role = (chosen.get(name, "") for name in ("lacks", "municipality", "role"))
    places = sorted({name for one in lines for name in one.municipalities}, key=swedish_order)
    among = [
        one
        for one in lines
        if (municipality not in places or municipality in one.municipalities)
        and (role not in PARTS or role in one.roles)
    ]
    counts = {key: sum(map(test, among)) for key, (_, test) in LACKS.items()}
    shown = [one for one in among if lacks not in LACKS or LACKS[lacks][1](one)]
    found = arrange(shown, INTERVIEWS, chosen)
    values = {
        "listing": found,
        "lacks": lacks,
        "filters": [
            (key, words, counts[key], found.link(lacks=key, page=1))
            for key, (words, _) in LACKS.items()
            if counts[key] or key == lacks
        ],
        "all": (len(among), found.link(lacks="", page=1)),
        "places": places,
        "municipality": municipality,
        "parts": list(PARTS.items()),
        "role": role,
        "is_narrowed": bool(lacks or municipality or role),
        "total": len(lines),
        "has_unseen": any(one.coded.has_unseen for one in found.rows),
        "waiting": sum(one.coded.waiting for one in lines),
        "figures": _figures(lines),
    }
    return render(request, "interviews/list.html", values)


def _figures(lines: tuple[InterviewLine, ...]) -> dict[str, int]:
    return {
        "consent": sum(one.interview.has_consent is True for one in lines),
        "reviewed": sum(one.interview.is_reviewed for one in lines),
        "coded": sum(one.coded.coders > 0 for one in lines),
        "second": sum(one.has_second_coder for one in lines),
    }


def read_one(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Show an interview to be read, turn by turn."""
    version = number_in(request.GET.dict(), "version")
    words = request.GET.get("q", "")
    page = listing.show_reading(who(request), study_id, interview_id, version=version, words=words)
    return render(request, "interviews/read.html", {"page": page, "words": words})


def facts(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Show and change what is known of an interview."""
    kept = editing.show_interview(who(request), study_id, interview_id)
    lines = listing.load_lines(study_id).values()
    form = FactsForm(lines, request.POST or None, initial=FactsForm.initial_of(kept))
    form.say_guessed(editing.guess_language_of(who(request), study_id, interview_id))
    if form.is_valid():
        version = form.cleaned_data["version"] or kept.version
        attempt(form, editing.describe_interview, who(request), study_id, interview_id, version, form.value())
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("interviews:list", study_id=study_id)
    values = {"form": form, "interview": kept.value, "interview_id": interview_id}
    return render(request, "interviews/facts.html", values, status=mend_status(form))


def respondents(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show who was interviewed, and add one."""
    places = editing.list_places(who(request), study_id)
    form = RespondentForm(places, request.POST or None)
    if form.is_valid():
        attempt(form, editing.add_one_respondent, who(request), study_id, form.value())
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("interviews:respondents", study_id=study_id)
    names = {**dict(places.municipalities), **dict(places.collaborations)}
    rows = [
        (one, names.get(one.value.municipality, ""), names.get(one.value.collaboration, ""))
        for one in editing.list_respondents(who(request), study_id)
    ]

    def address(row: tuple[Kept[Respondent], str, str]) -> str:
        return reverse("interviews:respondent", kwargs={"study_id": study_id, "respondent_id": row[0].id})

    leads = address if place_of(request).allows(Right.EDIT) else None
    values = {"listing": arrange(rows, RESPONDENTS, request.GET.dict(), address=leads), "form": form}
    return render(request, "interviews/respondents.html", values, status=mend_status(form))


def respondent(request: HttpRequest, study_id: int, respondent_id: int) -> HttpResponse:
    """Show and change what is known of a respondent."""
    places = editing.list_places(who(request), study_id)
    kept = editing.show_respondent(who(request), study_id, respondent_id)
    one = kept.value
    initial = {
        "version": kept.version,
        "label": one.label,
        "function": one.function,
        "municipality": one.municipality,
        "collaboration": one.collaboration,
    }
    form = RespondentForm(places, request.POST or None, is_new=False, initial=initial)
    if form.is_valid():
        seen = Kept(kept.id, form.cleaned_data["version"] or kept.version, form.value(one.id))
        attempt(form, editing.describe_respondent, who(request), study_id, seen)
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("interviews:respondents", study_id=study_id)
    return render(request, "interviews/respondent.html", {"form": form, "one": one}, status=mend_status(form))


def search(request: HttpRequest, study_id: int) -> HttpResponse:
    """Search all interviews of a study."""
    actor = who(request)
    searching.prepare_search(actor, study_id)
    choices = searching.list_choices(actor, study_id)
    codes = [(one.id, one.name(language())) for one in choices.codes]
    form = SearchForm(choices, codes, request.GET or None)
    found = Found()
    is_asked = form.is_valid() and bool(form.cleaned_data["q"] or form.cleaned_data["code"])
    if is_asked:
        page = page_of(request.GET.dict())
        try:
            found = searching.search_interviews(actor, study_id, form.cleaned_data["q"], form.filters(), page)
        except QueryError as error:
            form.add_error("q", error.in_language(language()))
    rest = request.GET.copy()
    rest.pop("page", None)
    values = {
        "form": form,
        "found": found,
        "words": request.GET.get("q", "").strip(),
        "is_asked": is_asked,
        "examples": EXAMPLES,
        "here": rest.urlencode(),
    }
    return render(request, "interviews/search.html", values, status=mend_status(form))
