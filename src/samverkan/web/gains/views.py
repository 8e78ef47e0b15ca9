"""The page on gains and costs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from samverkan.domain.gains import CountedClaim, Presence
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench import gains as room
from samverkan.workbench.gains import GainsPage


@require_GET
def gains(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show who is said to get or give up what; a row leads to its cell in the matrix."""
    page = room.show_gains(who(request), study_id)

    def address(one: CountedClaim) -> str:
        if not one.collaboration or not one.municipality:
            return ""
        case = f"{one.collaboration}/{one.municipality}"
        asked = urlencode({"kind": one.kind.value, "rows": "member", "case": case, "code": one.code})
        return f"{reverse('comparison:cell', kwargs={'study_id': study_id})}?{asked}"

    listing = arrange(page.claims, _columns(page), request.GET.dict(), address=address)
    return render(request, "gains/list.html", {"listing": listing})


def _columns(page: GainsPage) -> tuple[Column, ...]:
    def count(presence: Presence) -> Any:
        return lambda one: one.count(presence)

    return (
        Column("code", say("Gain or cost"), lambda one: page.names[one.code]),
        Column("kind", say("Kind"), lambda one: words_for(one.kind)),
        Column("municipality", say("Municipality"), lambda one: page.study.name(one.municipality)),
        Column("collaboration", say("Collaboration"), lambda one: page.study.name(one.collaboration)),
        Column("present", say("Say it is there"), count(Presence.PRESENT), is_number=True),
        Column("absent", say("Say it is not there"), count(Presence.ABSENT), is_number=True),
        Column("mixed", say("Say partly"), count(Presence.MIXED), is_number=True),
        Column("mentioned", say("Mention it only"), count(Presence.MENTIONED), is_number=True),
        Column("relation", say("The voices"), lambda one: words_for(one.relation)),
    )
