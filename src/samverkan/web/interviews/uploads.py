"""Uploads: many files at once, each in pieces that can be gone on with; and a plain form without scripts."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say
from samverkan.files.transcripts import TRANSCRIPT_SUFFIXES
from samverkan.web.interviews.forms import ENCODING_CHOICES, EncodingForm, StartForm
from samverkan.web.shell.asking import tell, warn, who
from samverkan.web.shell.errors import refuse
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import read
from samverkan.workbench.interviews import uploading
from samverkan.workbench.interviews.uploading import MOST_BYTES, PIECE_BYTES, UploadLine, UploadOrder

MOST_FORM_BYTES = 4 * MOST_BYTES
READ_BYTES = 65_536
UPLOADS = (
    Column("came", say("Order in which they came"), lambda line: line.id),
    Column("name", say("File"), lambda line: line.name),
    Column("left", say("Names to review"), lambda line: line.open_proposals if line.is_waiting else None),
    Column("problem", say("Could not be read"), lambda line: line.problem if line.is_refused else None),
)


@csrf_exempt  # The size is looked at before anything is read; the form itself is protected below.
def upload(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what is on its way, and take files from a form."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_FORM_BYTES:
        words = say(
            "That is more than {most:.0f} MB at once. Nothing was read. Choose fewer files.",
            most=MOST_FORM_BYTES / 1_000_000,
        )
        return refuse(request, 413, words)
    return _upload(request, study_id)


@csrf_protect
def _upload(request: HttpRequest, study_id: int) -> HttpResponse:
    if request.method == "POST":
        for file in request.FILES.getlist("files"):
            _take(request, study_id, file)
        return redirect("interviews:upload", study_id=study_id)
    lines = uploading.list_uploads(who(request), study_id)
    values = {
        "listing": arrange(lines, UPLOADS, request.GET.dict()),
        "encodings": ENCODING_CHOICES,
        "suffixes": ",".join(TRANSCRIPT_SUFFIXES),
        "kinds": " ".join(TRANSCRIPT_SUFFIXES),
        "most": MOST_BYTES // 1_000_000,
        "most_bytes": MOST_BYTES,
        "piece_bytes": PIECE_BYTES,
    }
    return render(request, "interviews/upload.html", values)


def _take(request: HttpRequest, study_id: int, file: "UploadedFile[Any]") -> None:
    order = UploadOrder(file.name or "", file.size or 0, "", request.POST.get("encoding", ""))
    try:
        uploading.take_file(who(request), study_id, order, file.chunks(READ_BYTES))
    except WorkbenchError as error:
        warn(request, error)


def _answer(act: Callable[[], dict[str, Any]]) -> HttpResponse:
    try:
        return JsonResponse(act())
    except WorkbenchError as error:
        return JsonResponse({"problem": read(error)}, status=422)


@require_POST
def start(request: HttpRequest, study_id: int) -> HttpResponse:
    """Make a place for a file that is to come, or find the one that it had before it was broken off."""
    form = StartForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": json.dumps(form.errors)}, status=400)
    given = form.cleaned_data
    order = UploadOrder(given["name"], given["size"], given["changed"], given["encoding"])

    def act() -> dict[str, Any]:
        line = uploading.start_upload(who(request), study_id, order)
        return {"id": line.id, "received": line.received}

    return _answer(act)


@require_POST
def piece(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Take the next piece of a file."""
    offset = request.GET.get("offset", "")
    if not offset.isdecimal() or len(offset) > 12:
        return JsonResponse({"problem": "offset"}, status=400)

    def act() -> dict[str, Any]:
        return {"received": uploading.take_piece(who(request), study_id, upload_id, int(offset), _pieces(request))}

    return _answer(act)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while part := request.read(READ_BYTES):
        yield part


@require_POST
def finish(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Read a file that is here, and answer with its line."""
    return _answer(lambda: _shown(request, uploading.finish_upload(who(request), study_id, upload_id)))


def _shown(request: HttpRequest, line: UploadLine) -> dict[str, Any]:
    values = {"line": line, "encodings": ENCODING_CHOICES, "study_id": line.study_id}
    return {"line": render_to_string("interviews/upload_line.html", values, request), "state": line.state}


@require_POST
def again(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Read a file again under another encoding."""
    form = EncodingForm(request.POST)
    encoding = form.cleaned_data["encoding"] if form.is_valid() else ""
    uploading.read_again(who(request), study_id, upload_id, encoding)
    return redirect("interviews:upload", study_id=study_id)


@require_POST
def discard(request: HttpRequest, study_id: int, upload_id: int) -> HttpResponse:
    """Remove an upload that is not to become an interview."""
    uploading.discard_upload(who(request), study_id, upload_id)
    tell(request, say("The upload is discarded."))
    return redirect("interviews:upload", study_id=study_id)
