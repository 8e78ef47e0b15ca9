"""The coding board: its page, what is new on it, and each act, for a script or for a plain form."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samverkan.domain.coding.undoing import Way
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import Right
from samverkan.domain.words import Text, say
from samverkan.web.coding.drawing import KINDS, draw_choices, draw_meaning, draw_turn
from samverkan.web.coding.forms import MoveForm, NewCodeForm, SeenForm, SpanForm, read_numbers, read_wish
from samverkan.web.coding.panel import render_panel, show_panel
from samverkan.web.shell.asking import is_htmx, tell, warn, who
from samverkan.web.shell.words import language, read
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.coding import board as boards
from samverkan.workbench.coding import marking
from samverkan.workbench.coding.acting import CodingError
from samverkan.workbench.coding.board import Wanted
from samverkan.workbench.coding.marking import Done
from samverkan.workbench.coding.ordered import show_codes
from samverkan.workbench.coding.sight import OF_KIND, Sight
from samverkan.workbench.coding.undoing import take_step

NOT_UNDERSTOOD = say("The page sent something that cannot be understood. Load it again.")


def see(request: HttpRequest) -> Sight:
    """Return what the page shows: everybody's work and all codes, unless its address asks for less."""
    return Sight(shows_others=request.GET.get("others") != "hide", only=request.GET.get("only", ""))


def _query(sight: Sight) -> str:
    """Return the query of an address that shows the same."""
    asked = {"others": "" if sight.shows_others else "hide", "only": sight.only}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


@require_GET
def board(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Show the coding board of an interview."""
    sight = see(request)
    shown = boards.show_board(who(request), study_id, interview_id, sight)
    numbers = read_numbers(request.GET, "x")
    values = {
        "board": shown,
        "sight": sight,
        "query": _query(sight),
        "turned": _query(replace(sight, shows_others=not sight.shows_others)),
        "all_codes": _query(replace(sight, only="")),
        "only": _name_shown(shown, sight),
        "turns": [draw_turn(turn, shown.language) for turn in shown.turns],
        "kinds": [(words, kind, [one for one in shown.codes if one.kind is kind]) for kind, words in KINDS.items()],
        "panel": show_panel(request, study_id, interview_id, numbers),
        "owns": request.place.allows(Right.OWN),  # type: ignore[attr-defined]
    }
    return render(request, "coding/board.html", values)


def _name_shown(board: boards.Board, sight: Sight) -> Text | None:
    """Return the name of the one code or kind that is shown; None when all are."""
    kinds = {f"{OF_KIND}{kind}": words for kind, words in KINDS.items()}
    return next((one.name for one in board.codes if one.key == sight.only), kinds.get(sight.only))


@require_GET
def changes(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Answer with the turns that have changed since `seen`; 304 when none has."""
    actor, sight = who(request), see(request)
    tag = boards.find_tag(actor, study_id, interview_id, sight)
    if request.headers.get("If-None-Match") == f'"{tag}"':
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = JsonResponse(_fresh(boards.show_changes(actor, study_id, interview_id, _seen(request), sight)))
    answer["ETag"] = f'"{tag}"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _seen(request: HttpRequest) -> str:
    """Return the time that a board was seen; '' when it makes no sense, and then everything is new."""
    # A plus sign in an address means a space.
    sent = request.GET.get("seen", "").replace(" ", "+")
    try:
        is_moment = datetime.fromisoformat(sent).tzinfo is not None
    except ValueError:
        return ""
    return sent if is_moment else ""


def _fresh(fresh: boards.Fresh) -> dict[str, Any]:
    turns = _draw(fresh.turns, fresh.language)
    return {"turns": turns, "hides": fresh.hides_others, "tag": fresh.tag, "seen": fresh.seen}


def _draw(turns: Iterable[boards.BoardTurn], language: str) -> list[dict[str, str]]:
    return [{"id": f"t{one.number + 1}", "print": one.print, "html": draw_turn(one, language)} for one in turns]


@require_GET
def excerpts(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Show what is coded here: the excerpts that the address names."""
    return HttpResponse(show_panel(request, study_id, interview_id, read_numbers(request.GET, "x")))


Act = Callable[[], tuple[Done, Text]]


def _answer(
    request: HttpRequest, study_id: int, interview_id: int, act: Act, more: Callable[[], dict[str, Any]] = dict
) -> HttpResponse:
    """Do an act and answer a script with what is new, a plain form with the page."""
    back = reverse("coding:board", args=[study_id, interview_id])
    try:
        done, words = act()
    except (NotThereError, NotAllowedError):
        raise
    except WorkbenchError as error:
        if is_htmx(request):
            return _refuse(request, study_id, interview_id, error)
        if isinstance(error, ChangedMeanwhileError):
            raise
        warn(request, error)
        return redirect(back)
    if not is_htmx(request):
        tell(request, words)
        chosen = ",".join(str(one) for one in done.excerpts)
        return redirect(f"{back}?x={chosen}#x{done.excerpts[0]}" if done.excerpts else back)
    wanted = Wanted(done.places, done.excerpts)
    outcome = boards.show_outcome(who(request), study_id, interview_id, wanted, see(request))
    panel = render_panel(request, study_id, interview_id, outcome)
    turns = _draw(outcome.turns, outcome.language)
    return JsonResponse({"turns": turns, "panel": panel, "excerpts": done.excerpts, "said": read(words), **more()})


def _refuse(request: HttpRequest, study_id: int, interview_id: int, error: WorkbenchError) -> HttpResponse:
    if not isinstance(error, ChangedMeanwhileError):
        return JsonResponse({"said": read(error)}, status=422)
    numbers = (error.current.id,) if error.current else ()
    yours = {name: request.POST[name] for name in ("valence", "concerns", "status", "memo") if name in request.POST}
    panel = show_panel(request, study_id, interview_id, numbers, clash=error, yours=yours)
    return JsonResponse({"said": read(error), "panel": panel, "excerpts": numbers}, status=409)


@require_POST
def mark(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Mark a passage with the codes that are sent."""
    form = SpanForm(request.POST)
    codes = tuple(request.POST.getlist("code"))

    def act() -> tuple[Done, Text]:
        check(form)
        done = marking.mark_excerpt(who(request), study_id, interview_id, form.span, codes)
        known = show_codes(study_id)
        names = ", ".join(read(known[one].name) for one in codes)
        if see(request).among(one.value for one in known.values()).isdisjoint(codes):
            return done, say("Marked with {codes}, which is not among the codes shown now.", codes=names)
        return done, say("Marked with {codes}.", codes=names)

    return _answer(request, study_id, interview_id, act)


@require_POST
def mark_new(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Mark a passage with a code that is made for it."""
    form = NewCodeForm(request.POST)

    def act() -> tuple[Done, Text]:
        check(form)
        done = marking.mark_with_new_code(who(request), study_id, interview_id, form.span, form.wish)
        return done, say(
            "Marked with the new code {code}, which is in the codebook now.", code=form.cleaned_data["name"]
        )

    return _answer(request, study_id, interview_id, act, lambda: {"code": _draw_code(study_id, form.wish.key)})


def _draw_code(study_id: int, key: str) -> dict[str, str]:
    """Return a code as it stands in the list beside the text, and after which of its kind it comes."""
    codes = show_codes(study_id)
    code = codes[key]
    beside = [one for one, each in codes.items() if each.kind is code.kind]
    before = beside[: beside.index(key)]
    return {
        "kind": code.kind.value,
        "after": before[-1] if before else "",
        "choice": draw_choices([code], language()),
        "about": draw_meaning(code.value, language()),
    }


@require_POST
def change(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Change what is said of an excerpt."""
    form = SeenForm(request.POST)

    def act() -> tuple[Done, Text]:
        check(form)
        wish = read_wish(request.POST)
        return marking.change_excerpt(who(request), study_id, interview_id, form.seen, wish), say("Saved.")

    return _answer(request, study_id, interview_id, act)


@require_POST
def move(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Give an excerpt other ends."""
    form = MoveForm(request.POST)

    def act() -> tuple[Done, Text]:
        check(form)
        done = marking.move_excerpt(who(request), study_id, interview_id, form.seen, form.span)
        return done, say("The excerpt has new ends.")

    return _answer(request, study_id, interview_id, act)


@require_POST
def delete(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Delete an excerpt."""
    form = SeenForm(request.POST)

    def act() -> tuple[Done, Text]:
        check(form)
        done = marking.delete_excerpt(who(request), study_id, interview_id, form.seen)
        return done, say("Deleted. Undo brings it back.")

    return _answer(request, study_id, interview_id, act)


@require_POST
def undo(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Undo one's last act on this interview."""
    return _step(request, study_id, interview_id, Way.UNDO)


@require_POST
def redo(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Do again what was undone last."""
    return _step(request, study_id, interview_id, Way.REDO)


def _step(request: HttpRequest, study_id: int, interview_id: int, way: Way) -> HttpResponse:
    def act() -> tuple[Done, Text]:
        undone = take_step(who(request), study_id, way, f"interview:{interview_id}")
        return Done(undone.excerpts, undone.places), undone.words

    return _answer(request, study_id, interview_id, act)


@require_POST
def double(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Hide coders from each other in this interview, or show them again."""
    is_on = request.POST.get("double") == "on"
    boards.start_double_coding(who(request), study_id, interview_id, is_on=is_on)
    words = say("Coders no longer see each other's work here."), say("Coders see each other's work here again.")
    tell(request, words[not is_on])
    return redirect("coding:board", study_id, interview_id)


def check(form: SpanForm | SeenForm) -> None:
    """Raise CodingError when a form that a script fills in makes no sense."""
    if not form.is_valid():
        raise CodingError(NOT_UNDERSTOOD)
