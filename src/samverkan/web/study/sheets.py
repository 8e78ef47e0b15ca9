"""Pages on one municipality, one collaboration or one membership: what is known of it, changed and removed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan.domain.kept import Kept
from samverkan.domain.words import Text, say
from samverkan.web.shell.asking import attempt, mend_status, tell, warn, who
from samverkan.web.shell.forms import RemoveForm
from samverkan.web.study.forms import CollaborationForm, MembershipForm, MunicipalityForm, SheetForm
from samverkan.workbench.study import editing, listing
from samverkan.workbench.study.editing import Sheet, StillNamedError


@dataclass(frozen=True, slots=True)
class Kind:
    """What the three pages differ in: their names in addresses, their words, and the acts of the workbench."""

    page: str
    home: str
    over: Text
    remove: Text
    show: Callable[[int, int, int], Sheet[Any]]
    describe: Callable[[int, int, Kept[Any]], None]
    drop: Callable[[int, int, int, int], None]


MUNICIPALITY = Kind(
    "municipality",
    "study:municipalities",
    say("Municipalities"),
    say("Remove the municipality"),
    editing.show_municipality,
    editing.describe_municipality,
    editing.drop_municipality,
)
COLLABORATION = Kind(
    "collaboration",
    "study:collaborations",
    say("Collaborations"),
    say("Remove the collaboration"),
    editing.show_collaboration,
    editing.describe_collaboration,
    editing.drop_collaboration,
)
MEMBERSHIP = Kind(
    "membership",
    "study:cases",
    say("Cases"),
    say("Remove the membership"),
    editing.show_membership,
    editing.describe_membership,
    editing.drop_membership,
)


def municipality(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Show and change what is known of a municipality."""
    return _show(request, study_id, number, MUNICIPALITY)


def collaboration(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Show and change what is known of a collaboration."""
    return _show(request, study_id, number, COLLABORATION)


def membership(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Show and change a municipality's time in a collaboration."""
    return _show(request, study_id, number, MEMBERSHIP)


@require_POST
def remove_municipality(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Remove a municipality that nothing names."""
    return _remove(request, study_id, number, MUNICIPALITY)


@require_POST
def remove_collaboration(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Remove a collaboration that nothing names."""
    return _remove(request, study_id, number, COLLABORATION)


@require_POST
def remove_membership(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Remove a municipality's time in a collaboration."""
    return _remove(request, study_id, number, MEMBERSHIP)


def _show(request: HttpRequest, study_id: int, number: int, kind: Kind) -> HttpResponse:
    sheet = kind.show(who(request), study_id, number)
    form = _form(request, study_id, sheet, kind)
    if form.is_valid():
        seen = Kept(number, form.seen, form.value())
        attempt(form, kind.describe, who(request), study_id, seen)
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect(kind.home, study_id=study_id)
    values = {
        "sheet": sheet,
        "kind": kind,
        "form": form,
        "home": reverse(kind.home, kwargs={"study_id": study_id}),
        "remove": reverse(f"study:{kind.page}_remove", kwargs={"study_id": study_id, "number": number}),
    }
    return render(request, "study/sheet.html", values, status=mend_status(form))


def _form(
    request: HttpRequest, study_id: int, sheet: Sheet[Any], kind: Kind
) -> MunicipalityForm | CollaborationForm | MembershipForm:
    given = request.POST or None
    named: dict[str, Any] = {
        "columns": sheet.columns,
        "is_new": False,
        "initial": SheetForm.initial_of(sheet.kept, sheet.columns),
    }
    if kind is MUNICIPALITY:
        return MunicipalityForm(given, **named)
    if kind is COLLABORATION:
        return CollaborationForm(given, **named)
    return MembershipForm(listing.show_municipalities(who(request), study_id), given, **named)


def _remove(request: HttpRequest, study_id: int, number: int, kind: Kind) -> HttpResponse:
    form = RemoveForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        kind.drop(who(request), study_id, number, version)
    except StillNamedError as error:
        warn(request, error)
        return redirect(f"study:{kind.page}", study_id=study_id, number=number)
    tell(request, say("It is removed. It can be brought back: History, What is deleted."))
    return redirect(kind.home, study_id=study_id)
