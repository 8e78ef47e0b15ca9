"""Pages on studies: the list, a new one, the overview, municipalities, collaborations, cases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.domain.people import Right
from samverkan.domain.report.highlights import outcome_words
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Collaboration, Membership, SizeClass
from samverkan.domain.words import Text, name_in, say
from samverkan.web.shell.asking import attempt, mend_status, place_of, tell, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import ROLES, language
from samverkan.web.study.about import tell_rule
from samverkan.web.study.forms import CollaborationForm, MembershipForm, MunicipalityForm, StudyForm
from samverkan.web.study.steps import STEPS
from samverkan.workbench.study import founding, listing
from samverkan.workbench.study.steps import find_next_step

STUDIES = (
    Column("title", say("Study"), lambda line: line.title),
    Column("role", say("Your role"), lambda line: ROLES[line.role]),
)
PROGRESS = (
    Column("name", say("Municipality"), lambda one: one.municipality.name or one.municipality.id),
    Column("interviews", say("Interviews"), lambda one: one.n_interviews, is_number=True),
    Column("coded", say("Coded"), lambda one: one.n_coded, is_number=True),
    Column("second", say("Second coder"), lambda one: one.n_second, is_number=True),
    Column("survey", say("Survey answers"), lambda one: one.n_answering, is_number=True),
    Column("indicators", say("Key figures"), lambda one: one.n_indicators, is_number=True),
    Column("missing", say("Missing"), lambda one: one.missing, is_number=True),
)
MUNICIPALITIES = (
    Column("name", say("Municipality"), lambda one: one.municipality.name or one.municipality.id),
    Column("id", say("Id"), lambda one: one.municipality.id),
    Column("county", say("County"), lambda one: one.municipality.county or None),
    Column("belongs", say("Collaborations"), lambda one: ", ".join(one.homes) or None),
)
COLLABORATIONS = (
    Column("name", say("Collaboration"), lambda one: one.value.name or one.value.id),
    Column("form", say("Form"), lambda one: one.form),
    Column("start", say("From"), lambda one: str(one.value.start) if one.value.start else None),
    Column("end", say("To"), lambda one: str(one.value.end) if one.value.end else None),
    Column("members", say("Members over the years"), lambda one: len(one.members), is_number=True),
    Column("outcome", say("Outcome"), lambda one: one.outcome if one.value.outcome else None),
    Column("services", say("Services"), lambda one: one.value.services or None, is_sorted=False),
)
SIZES = {SizeClass.SMALL: name_in("liten", "small"), SizeClass.LARGE: name_in("stor", "large")}
"""Of one municipality; elsewhere the classes are told of groups, which Swedish inflects."""

CASES = (
    Column("municipality", say("Municipality"), lambda one: one.municipality),
    Column("collaboration", say("Collaboration"), lambda one: one.collaboration.name or one.collaboration.id),
    Column("role", say("Host or member"), lambda one: words_for(one.membership.role)),
    Column("size", say("Size"), lambda one: SIZES[one.size] if one.size else None),
    Column("start", say("From"), lambda one: str(one.membership.start) if one.membership.start else None),
    Column("end", say("To"), lambda one: str(one.membership.end) if one.membership.end else None),
    Column("outcome", say("Outcome"), lambda one: words_for(one.outcome)),
)


@dataclass(frozen=True, slots=True)
class CollaborationCard:
    """A collaboration as its card shows it: the number of its row, its form and outcome in words, and who belonged."""

    id: int
    value: Collaboration
    form: Text | None
    outcome: Text
    members: tuple[tuple[str, Membership], ...]


def studies(request: HttpRequest) -> HttpResponse:
    """Show the studies that one takes part in."""
    mine = listing.list_studies(who(request))
    values = {"listing": arrange(mine, STUDIES, request.GET.dict()), "roles": ROLES}
    return render(request, "study/list.html", values)


def start(request: HttpRequest) -> HttpResponse:
    """Start a study."""
    form = StudyForm(request.POST or None, initial={"language": language()})
    if form.is_valid():
        study_id = attempt(form, founding.start_study_here, who(request), form.value())
        if study_id is not None:
            tell(request, say("The study is started. Add its municipalities next."))
            return redirect("study:municipalities", study_id=study_id)
    return render(request, "study/start.html", {"form": form}, status=mend_status(form))


def overview(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what is done and what is missing in a study; to who may not see people, only what the study is about."""
    if not place_of(request).allows(Right.READ):
        return render(request, "study/overview.html", {"study": listing.show_municipalities(who(request), study_id)})
    shown = listing.show_overview(who(request), study_id)
    values = {
        "study": shown.study,
        "overview": shown,
        "next": STEPS[find_next_step(who(request), study_id, shown)],
        "listing": arrange(shown.lines, PROGRESS, request.GET.dict()),
    }
    return render(request, "study/overview.html", values)


def municipalities(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the municipalities of a study, and add one."""
    form = MunicipalityForm(request.POST or None)
    if form.is_valid():
        attempt(form, founding.add_municipality, who(request), study_id, form.value())
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("study:municipalities", study_id=study_id)
    rows = listing.list_municipalities(who(request), study_id)
    address = _address(request, study_id, "study:municipality")
    values = {"listing": arrange(rows, MUNICIPALITIES, request.GET.dict(), address=address), "form": form}
    return render(request, "study/municipalities.html", values, status=mend_status(form))


def collaborations(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the collaborations of a study with their members over time, and add one."""
    form = CollaborationForm(request.POST or None)
    if form.is_valid():
        attempt(form, founding.add_collaboration, who(request), study_id, form.value())
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("study:collaborations", study_id=study_id)
    shown = listing.show_collaborations(who(request), study_id, language())
    rows = [
        CollaborationCard(
            one.id,
            one.value,
            words_for(one.value.form) if one.value.form else None,
            outcome_words(one.value.outcome),
            tuple((shown.study.name(each.municipality), each) for each in shown.study.members(one.value.id)),
        )
        for one in shown.collaborations
    ]
    values = {
        "study": shown.study,
        "pictures": shown.pictures,
        "listing": arrange(rows, COLLABORATIONS, request.GET.dict()),
        "form": form,
    }
    return render(request, "study/collaborations.html", values, status=mend_status(form))


def cases(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show every membership as a case, and add one."""
    study = listing.show_municipalities(who(request), study_id)
    form = MembershipForm(study, request.POST or None)
    if form.is_valid():
        attempt(form, founding.add_membership, who(request), study_id, form.value())
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("study:cases", study_id=study_id)
    found = listing.list_cases(who(request), study_id)
    address = _address(request, study_id, "study:membership")
    values = {"listing": arrange(found, CASES, request.GET.dict(), address=address), "form": form, "study": study}
    values["rule"] = tell_rule(study.size_rule, study.large_from)
    return render(request, "study/cases.html", values, status=mend_status(form))


def _address(request: HttpRequest, study_id: int, name: str) -> Callable[[Any], str] | None:
    """Return where a row leads: to the page on which it is changed, for who may change it."""
    if not place_of(request).allows(Right.EDIT):
        return None
    return lambda line: reverse(name, kwargs={"study_id": study_id, "number": line.id})
