"""Versions of a transcript: edit it, and say where excerpts belong that could not be moved beyond doubt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.words import say, say_count
from samverkan.web.interviews.forms import PlacingForm, RevisionForm
from samverkan.web.interviews.reviews import KINDS
from samverkan.web.shell.asking import back_to, mend_status, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import read
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.coding.ordered import show_codes
from samverkan.workbench.interviews import revising
from samverkan.workbench.interviews.revising import Edited, NamesFoundError, Placing, Revised, Revision

WAITING = (
    Column("interview", say("Interview"), lambda one: one.interview),
    Column("code", say("Code"), lambda one: one.code),
    Column("coder", say("Coder"), lambda one: one.coder),
    Column("words", say("Words"), lambda one: one.old.form),
)


def revise(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Show a transcript to be edited, and keep the edited one as a new version."""
    revision = revising.show_revision(who(request), study_id, interview_id)
    initial = {"based_on": revision.transcript_id, "text": revision.text}
    form = RevisionForm(request.POST or None, initial=initial, asks=bool(request.POST.get("found")))
    values = {"form": form, "revision": revision}
    if form.is_valid():
        try:
            revised = revising.revise_transcript(who(request), study_id, interview_id, form.value())
            return _after(request, study_id, interview_id, revised)
        except NamesFoundError:
            return _ask(request, study_id, revision, form.value())
        except ChangedMeanwhileError as error:
            # The text is kept, and may be saved upon what is there now, which the page shows beside it.
            again = {"based_on": revision.transcript_id, "text": form.value().text}
            values = {**values, "form": RevisionForm(initial=again), "problem": read(error)}
            return render(request, "interviews/revise.html", values, status=409)
        except (NotAllowedError, NotThereError):
            raise
        except WorkbenchError as error:
            form.add_error(None, read(error))
    return render(request, "interviews/revise.html", values, status=mend_status(form))


def _ask(request: HttpRequest, study_id: int, revision: Revision, edited: Edited) -> HttpResponse:
    """Show what was typed with the names that were found in it."""
    additions = revising.list_additions(who(request), study_id, revision.interview_id, edited.text)
    kept = {
        "based_on": edited.based_on,
        "text": edited.text,
        "found": revising.mark_additions(additions),
        "is_read": edited.is_read,
    }
    form = RevisionForm(initial=kept, asks=True)
    if not revision.interview.is_reviewed:
        del form.fields["is_read"]
    values = {
        "form": form,
        "revision": revision,
        "additions": [(one, KINDS[one.kind], one.turn + 1) for one in additions],
    }
    return render(request, "interviews/revise.html", values, status=422)


def _after(request: HttpRequest, study_id: int, interview_id: int, revised: Revised) -> HttpResponse:
    tell(request, say("Version {number} is kept.", number=str(revised.number)))
    if revised.moved:
        tell(
            request,
            say_count(
                "{count} excerpt has moved with its words.",
                "{count} excerpts have moved with their words.",
                revised.moved,
            ),
        )
    if revised.is_to_review:
        tell(request, say("The interview counts as not reviewed until somebody has read it and says so under Facts."))
    if revised.waiting:
        return redirect("interviews:conflicts", study_id=study_id)
    return redirect("interviews:read", study_id=study_id, interview_id=interview_id)


def conflicts(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the excerpts that wait for a place."""
    listing = arrange(revising.show_conflicts(who(request), study_id), WAITING, request.GET.dict())
    codes = {key: read(one.name) for key, one in show_codes(study_id).items()}
    values = {
        "listing": listing,
        "codes": codes,
        "has_hidden": revising.has_hidden_conflicts(who(request), study_id),
    }
    return render(request, "interviews/conflicts.html", values)


@require_POST
def resolve(request: HttpRequest, study_id: int, excerpt_id: int) -> HttpResponse:
    """Put an excerpt at its place, or drop it."""
    form = PlacingForm(request.POST)
    if form.is_valid():
        try:
            _resolve(request, study_id, excerpt_id, form)
        except (NotAllowedError, NotThereError, ChangedMeanwhileError):
            raise
        except WorkbenchError as error:
            warn(request, error)
    return back_to(request, "interviews:conflicts", study_id)


def _resolve(request: HttpRequest, study_id: int, excerpt_id: int, form: PlacingForm) -> None:
    given = form.cleaned_data
    if given["act"] == "drop":
        revising.drop_conflict(who(request), study_id, excerpt_id, given["version"])
        tell(request, say("The excerpt is dropped."))
        return
    start, _, end = given["place"].partition("-")
    has_place = bool(given["place"]) and not given["words"].strip()
    placing = Placing(
        excerpt_id,
        given["version"],
        int(start) if has_place else None,
        int(end) if has_place else None,
        given["words"],
    )
    revising.place_conflict(who(request), study_id, placing)
    tell(request, say("The excerpt has its place."))
