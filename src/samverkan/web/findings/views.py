"""The page on findings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench import findings as room

FINDINGS = (
    Column("finding", say("Finding"), lambda line: line.finding.words),
    Column("question", say("Question"), lambda line: words_for(line.finding.question)),
    Column("level", say("Confidence"), lambda line: words_for(line.finding.level)),
    Column("concerns", say("Concerns"), lambda line: line.concerns or None),
    Column("by", say("Decided by"), lambda line: line.finding.decided_by or None),
)


@require_GET
def findings(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the findings, each with its reason and sources."""
    lines = room.list_findings(who(request), study_id)
    return render(request, "findings/list.html", {"listing": arrange(lines, FINDINGS, request.GET.dict())})
