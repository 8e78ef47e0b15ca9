"""Pages on evaluations: those that were made, a new one, how far it has come, and its files."""

from typing import Final

from csp.constants import HEADER
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samverkan.domain.jobs import JobState
from samverkan.domain.words import say
from samverkan.web.report.forms import StartForm
from samverkan.web.shell.asking import attempt, is_htmx, mend_status, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench.report import runs as room
from samverkan.workbench.report.evaluating import REPORT, RESULTS, TABLES

MIME: Final = {
    REPORT: "text/html; charset=utf-8",
    TABLES: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    RESULTS: "application/json",
}
WORDS = {
    JobState.WAITING: say("waits for the worker"),
    JobState.RUNNING: say("is being made"),
    JobState.DONE: say("ready"),
    JobState.FAILED: say("failed"),
    JobState.CANCELLED: say("stopped"),
}
RUNS: Final = (
    Column("made", say("Date"), lambda run: f"{timezone.localtime(run.created_at):%Y-%m-%d %H:%M}"),
    Column("state", say("Status"), lambda run: WORDS[run.state]),
    Column("language", say("Language"), lambda run: run.order.language or None),
    Column("by", say("Asked for by"), lambda run: run.asked_by or None),
)
POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""The report stands alone: it loads nothing, runs nothing, sends nothing, and is no page of the workbench."""


def runs(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the evaluations of the study."""
    return _show(request, study_id, None)


@require_POST
def start(request: HttpRequest, study_id: int) -> HttpResponse:
    """Ask for an evaluation."""
    form = StartForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if attempt(form, room.start_evaluation, who(request), study_id, language) is not None:
            return redirect("report:list", study_id=study_id)
    return _show(request, study_id, form)


@require_POST
def stop(request: HttpRequest, study_id: int, run_id: int) -> HttpResponse:
    """Stop an evaluation."""
    try:
        room.stop_evaluation(who(request), study_id, run_id)
        tell(request, say("The evaluation is stopped."))
    except room.EvaluationError as error:
        warn(request, error)
    return redirect("report:list", study_id=study_id)


def line(request: HttpRequest, study_id: int, run_id: int) -> HttpResponse:
    """Show how far one evaluation has come: a part of the page, which is loaded anew once it has ended."""
    shown = room.show_run(who(request), study_id, run_id)
    run = shown.runs[0]
    answer = render(request, "report/line.html", {"run": run, "shown": shown, "words": WORDS})
    if is_htmx(request) and not run.is_open:
        answer["HX-Refresh"] = "true"
    return answer


def file(request: HttpRequest, study_id: int, run_id: int, name: str) -> HttpResponse:
    """Send a file of an evaluation; the report is shown unless it is asked for as a file."""
    content = room.show_file(who(request), study_id, run_id, name)
    answer = HttpResponse(content, content_type=MIME.get(name, "application/octet-stream"))
    is_shown = name == REPORT and "download" not in request.GET
    answer["Content-Disposition"] = "inline" if is_shown else f'attachment; filename="{name}"'
    answer[HEADER] = POLICY
    return answer


def _show(request: HttpRequest, study_id: int, form: StartForm | None) -> HttpResponse:
    shown = room.show_runs(who(request), study_id)
    form = form or StartForm(initial={"language": shown.study.language})
    unclaimed = room.show_unclaimed(who(request), study_id) if form.errors else ()
    listing = arrange(shown.runs, RUNS, request.GET.dict())
    values = {"shown": shown, "listing": listing, "words": WORDS, "form": form, "unclaimed": unclaimed}
    return render(request, "report/list.html", values, status=mend_status(form))
