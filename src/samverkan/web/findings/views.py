"""Pages on findings: the list, one that is written or changed, and removing one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samverkan.domain.kept import Kept
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import say
from samverkan.web.findings.forms import FindingForm
from samverkan.web.shell.asking import attempt, mend_status, tell, who
from samverkan.web.shell.forms import RemoveForm
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench import findings as room

MOST_OFFERED = 200
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


def add(request: HttpRequest, study_id: int) -> HttpResponse:
    """Write a finding; the address may name what it stands on."""
    actor = who(request)
    sheet = room.begin_finding(actor, study_id, tuple(request.GET.getlist("source")[:MOST_OFFERED]))
    form = FindingForm(sheet.study, sheet.kept, request.POST or None)
    if form.is_valid():
        attempt(form, room.write_finding, actor, study_id, form.value())
    if form.is_valid():
        tell(request, say("The finding is kept."))
        return redirect("findings:list", study_id)
    return render(request, "findings/finding.html", {"form": form, "sheet": sheet}, status=mend_status(form))


def finding(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Show a finding to be changed."""
    actor = who(request)
    sheet = room.show_finding(actor, study_id, number)
    form = FindingForm(sheet.study, sheet.kept, request.POST or None)
    if form.is_valid():
        attempt(form, room.rewrite_finding, actor, study_id, Kept(number, form.seen, form.value()))
    if form.is_valid():
        tell(request, say("Saved."))
        return redirect("findings:list", study_id)
    return render(request, "findings/finding.html", {"form": form, "sheet": sheet}, status=mend_status(form))


@require_POST
def remove(request: HttpRequest, study_id: int, number: int) -> HttpResponse:
    """Remove a finding."""
    form = RemoveForm(request.POST)
    room.drop_finding(who(request), study_id, number, form.cleaned_data["version"] if form.is_valid() else 0)
    tell(request, say("It is removed. It can be brought back: History, What is deleted."))
    return redirect("findings:list", study_id)
