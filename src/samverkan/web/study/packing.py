"""A study as one file: taken in on the page of studies, and taken out of its overview."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say
from samverkan.files.study_folder.packing import MOST_PACKED_BYTES
from samverkan.web.shell.asking import attempt, mend_status, tell, warn, who
from samverkan.web.shell.errors import refuse
from samverkan.web.study.forms import TakeInForm
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.study import packing
from samverkan.workbench.study.moving import ConflictsWaitError

FORM_BYTES = 100_000
"""What the rest of the form may take beside the file."""


@csrf_exempt  # The size is looked at before anything is read; the form itself is protected below.
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a packed study folder in as a study of one's own."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_PACKED_BYTES + FORM_BYTES:
        words = say(
            "The file has more than {most} MB. Nothing was read. Leave out what is not part of the study, or let who "
            "looks after the installation take it in with samverkan import-study.",
            most=str(MOST_PACKED_BYTES // 1_000_000),
        )
        return refuse(request, 413, words)
    return _take_in(request)


@csrf_protect
def _take_in(request: HttpRequest) -> HttpResponse:
    form = TakeInForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        study_id = attempt(form, packing.unpack_study, who(request), form.cleaned_data["packed"].file)
        if study_id is not None:
            tell(request, say("The study is taken in, and you own it."))
            return redirect("study:overview", study_id=study_id)
    return render(request, "study/take_in.html", {"form": form}, status=mend_status(form))


@require_POST
def export(request: HttpRequest, study_id: int) -> HttpResponseBase:
    """Send the study folder as one file."""
    try:
        packed = packing.pack_study(who(request), study_id)
    except (NotAllowedError, NotThereError):
        raise
    except ConflictsWaitError as error:
        there = reverse("interviews:conflicts", kwargs={"study_id": study_id})
        warn(request, error, there, say("To the excerpts that wait"))
        return redirect("study:overview", study_id=study_id)
    except WorkbenchError as error:
        warn(request, error)
        return redirect("study:overview", study_id=study_id)
    return FileResponse(packed.file, as_attachment=True, filename=packed.name, content_type="application/zip")
