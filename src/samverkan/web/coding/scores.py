"""Scores: for each factor the informants, their excerpts and the anchors side by side."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from samverkan.domain.coding.undoing import Way
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.words import say
from samverkan.web.coding.drawing import SIGNS
from samverkan.web.coding.forms import ANCHORS, ScoresForm
from samverkan.web.shell.asking import number_in, page_of, tell, warn, who
from samverkan.web.shell.words import language, read
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.coding import scoring
from samverkan.workbench.coding.acting import CodingError
from samverkan.workbench.coding.board import list_municipalities
from samverkan.workbench.coding.undoing import take_step

SENT = {f"{round(100 * score)}": score for score in ANCHORS}
SILENT, NOT_ASKED = "silent", "not-asked"


@require_GET
def scores(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the sheet of one factor."""
    return _show(request, study_id, request.GET.dict())


def _show(request: HttpRequest, study_id: int, asked: Mapping[str, str], **more: object) -> HttpResponse:
    form = ScoresForm(asked)
    form.is_valid()
    sheet = scoring.show_scores(who(request), study_id, asked.get("factor", ""), form.wanted, page_of(asked))
    levels = {anchor.score: anchor.words for anchor in sheet.factor.value.levels(language())} if sheet else {}
    kept = _kept(asked)
    values = {
        "sheet": sheet,
        "form": form,
        "kept": kept,
        "other": urlencode(kept),
        "here": urlencode({"factor": sheet.factor.key, **kept}) if sheet else "",
        "is_narrowed": not form.wanted.is_all,
        "anchors": [(name, score, levels.get(score, "")) for name, score in SENT.items()],
        "names": {one.id: one.name for one in list_municipalities(study_id)},
        "signs": SIGNS,
        **more,
    }
    return render(request, "coding/scores.html", values, status=422 if more else 200)


def _kept(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the address beside the factor and the page."""
    return {name: asked[name] for name in ScoresForm.base_fields if asked.get(name)}


@require_POST
def save(request: HttpRequest, study_id: int) -> HttpResponse:
    """Keep one judgement; on an error the sheet comes again with what was typed."""
    sent = request.POST.dict()
    choice = sent.get("score", "")
    judgement = scoring.Judgement(
        case=sent.get("case", ""),
        factor=sent.get("factor", ""),
        respondent=sent.get("respondent", ""),
        score=SENT.get(choice),
        was_asked=choice != NOT_ASKED,
        reason=sent.get("reason", "").replace("\x00", ""),
    )
    try:
        if choice not in {*SENT, SILENT, NOT_ASKED}:
            raise CodingError(say("Choose a level, silent, or not asked."))
        scoring.score_informant(who(request), study_id, judgement, number_in(sent, "version") or 0)
    except (NotThereError, NotAllowedError, ChangedMeanwhileError):
        raise
    except WorkbenchError as error:
        return _show(
            request,
            study_id,
            sent,
            wrong=read(error),
            wrong_at=judgement.respondent,
            reason=judgement.reason,
            choice=choice,
        )
    tell(request, say("Saved."))
    return redirect(f"{_address(study_id, sent)}#r-{judgement.respondent}")


@require_POST
def undo(request: HttpRequest, study_id: int) -> HttpResponse:
    """Undo one's last score."""
    return _step(request, study_id, Way.UNDO)


@require_POST
def redo(request: HttpRequest, study_id: int) -> HttpResponse:
    """Do again what was undone last."""
    return _step(request, study_id, Way.REDO)


def _step(request: HttpRequest, study_id: int, way: Way) -> HttpResponse:
    try:
        tell(request, take_step(who(request), study_id, way, scoring.SUBJECT).words)
    except (NotThereError, NotAllowedError, ChangedMeanwhileError):
        raise
    except WorkbenchError as error:
        warn(request, error)
    return redirect(_address(study_id, request.POST.dict()))


def _address(study_id: int, sent: Mapping[str, str]) -> str:
    asked = {"factor": sent.get("factor", ""), **_kept(sent)}
    if page_of(sent) > 1:
        asked["page"] = str(page_of(sent))
    return f"{reverse('coding:scores', args=[study_id])}?{urlencode(asked)}"
