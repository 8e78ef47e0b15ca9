"""The page on which tables of a study folder are brought in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samverkan.domain.words import say, say_count
from samverkan.web.shell.asking import attempt, mend_status, tell, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import language
from samverkan.web.study.forms import TablesForm
from samverkan.workbench.study import tables as room

TABLES = (
    Column("file", say("File"), lambda line: line.file),
    Column("what", say("What it holds"), lambda line: line.what),
    Column("columns", say("Columns"), lambda line: ", ".join(line.columns)),
    Column("rows", say("Rows in the study"), lambda line: line.rows, is_number=True),
)
NOTES_SHOWN = 10


def tables(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show which tables there are, and take files in: all of them, or nothing with every error told."""
    form = TablesForm(request.POST, request.FILES) if request.method == "POST" else TablesForm()
    if form.is_valid():
        given = form.cleaned_data
        taken = attempt(
            form, room.take_in_tables, who(request), study_id, given["tables"], may_replace=given["may_replace"]
        )
        if taken is not None:
            for file, count in taken.counts.items():
                tell(request, say_count("{file}: {count} row is in.", "{file}: {count} rows are in.", count, file=file))
            for note in taken.notes[:NOTES_SHOWN]:
                messages.info(request, note.in_language(language()))
            return redirect("study:tables", study_id=study_id)
    values = {
        "listing": arrange(room.list_tables(who(request), study_id), TABLES, request.GET.dict()),
        "form": form,
    }
    return render(request, "study/tables.html", values, status=mend_status(form))
