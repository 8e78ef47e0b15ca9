"""Pages on studies: the list, and the overview of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverkan.domain.words import say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench.study import listing

STUDIES = (
    Column("title", say("Study"), lambda line: line.title),
    Column("role", say("Your role"), lambda line: line.role.value),
)


def studies(request: HttpRequest) -> HttpResponse:
    """Show the studies that one takes part in."""
    mine = listing.list_studies(who(request))
    return render(request, "study/list.html", {"listing": arrange(mine, STUDIES, request.GET.dict())})


def overview(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what is done and what is missing in a study."""
    return render(request, "study/overview.html", {})
