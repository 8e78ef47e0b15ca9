"""Settling what coders differ in: the interviews, one interview difference by difference, and each act on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from samverkan.domain.coding.agreed import AGREED, name_coder
from samverkan.domain.coding.settling import Differing, Verdict
from samverkan.domain.coding.tallying import Tally
from samverkan.domain.coding.undoing import Way
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.words import Text, say, say_count
from samverkan.web.coding.drawing import SIGNS, STATUSES
from samverkan.web.coding.scores import NOT_ASKED, SENT, SILENT
from samverkan.web.coding.settling_choices import CHANGED, Tried, compare_with, offer_choices
from samverkan.web.shell.asking import number_in, tell, warn, who
from samverkan.web.shell.errors import TITLES
from samverkan.web.shell.forms import ALL, offer
from samverkan.web.shell.lists import Column, Listing, arrange
from samverkan.web.shell.words import later, read
from samverkan.workbench.access import HiddenNowError, NotAllowedError, NotThereError
from samverkan.workbench.coding import agreeing
from samverkan.workbench.coding import settling as tables
from samverkan.workbench.coding.acting import CodingError
from samverkan.workbench.coding.agreeing import Choice, Decision, ScoreDecision
from samverkan.workbench.coding.ordered import BoardCode
from samverkan.workbench.coding.settling import Item, Sift
from samverkan.workbench.coding.undoing import take_step

KINDS: Final = {
    Differing.ONE_SIDED: say("Not marked by all"),
    Differing.OTHER_CODE: say("Another code"),
    Differing.EXTENT: say("Other ends"),
    Differing.SAYING: say("Other direction, municipality or status"),
    Differing.SCORE: say("Another score"),
}
VERDICTS: Final = {
    Verdict.KEPT: say("stands as marked"),
    Verdict.DROPPED: say("left out"),
    Verdict.ADJUSTED: say("stands with other ends"),
}
OPEN: Final = "open"


class DifferenceForm(forms.Form):
    """What stands in the address: which differences one looks for."""

    code = forms.ChoiceField(label=later(say("Code")), required=False)
    coder = forms.ChoiceField(label=later(say("Coder")), required=False)
    kind = forms.ChoiceField(
        label=later(say("In what they differ")),
        required=False,
        choices=[("", ALL), *((one.value, later(words)) for one, words in KINDS.items())],
    )
    left = forms.ChoiceField(
        label=later(say("Settled or not")),
        required=False,
        choices=[("", ALL), (OPEN, later(say("Only what is left")))],
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a tally: what is counted, how many there are, and how many are settled or went by a coder."""

    words: Text | str
    n: int
    part: int


@require_GET
def settling(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the interviews that several have coded, and how far their differences are settled."""
    code = request.GET.get("code", "")
    shown = tables.show_settling(who(request), study_id, code)
    form = DifferenceForm(request.GET)
    for name in ("coder", "kind", "left"):
        del form.fields[name]
    offer(form, "code", _codes(shown.codes, {code, *shown.tally.codes}))
    values = {
        "shown": shown,
        "form": form,
        "code": code,
        "listing": _listing(request, study_id, shown.lines, code),
        "n_agreed": sum(one.is_agreed for one in shown.lines),
        **_tallied(shown.tally, shown.codes),
    }
    return render(request, "coding/settling.html", values)


def _listing(request: HttpRequest, study_id: int, lines: Iterable[tables.SettlingLine], code: str) -> Listing:
    columns = (
        Column("key", say("Interview"), lambda one: one.key),
        Column("n", say("Differences"), lambda one: one.n, is_number=True),
        Column("settled", say("Settled"), lambda one: one.n_settled, is_number=True),
        Column("agreed", say("The figures rest on"), _leads),
    )

    def address(one: tables.SettlingLine) -> str:
        return _address(study_id, one.id, {"code": code} if code else {})

    return arrange(tuple(lines), columns, request.GET.dict(), address=address)


def _leads(one: tables.SettlingLine) -> Text:
    return name_coder(AGREED) if one.is_agreed else say("one coder")


@require_GET
def settle(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Show what the coders of an interview differ in, one difference opened."""
    try:
        return _show(request, study_id, interview_id, request.GET.dict())
    except HiddenNowError as error:
        return _refuse_hidden(request, error)


def _refuse_hidden(request: HttpRequest, error: HiddenNowError) -> HttpResponse:
    """Say why nobody settles here now, and lead back to where the other interviews are."""
    values = {"title": read(TITLES[400]), "what": read(error), "status": 400}
    return render(request, "coding/settle_hidden.html", values, status=400)


def _show(
    request: HttpRequest, study_id: int, interview_id: int, asked: Mapping[str, str], tried: Tried | None = None
) -> HttpResponse:
    sift = read_sift(asked)
    page = tables.open_settling(who(request), study_id, interview_id, sift, asked.get("at", ""))
    form = DifferenceForm(asked)
    offer(form, "code", _codes(page.codes, {sift.code, *page.tally.codes}))
    offer(form, "coder", [(one, one) for one in page.coders])
    # What was sent about a difference that is no longer there does not belong to the one that is opened instead.
    sent = tried.sent if tried and page.opened and tried.sent.get("at") == page.opened.item.key else {}
    place = next((at for at, one in enumerate(page.items) if page.opened and one.key == page.opened.item.key), 0)
    values = {
        "page": page,
        "form": form,
        "sifted": sift != Sift(),
        "here": urlencode(write_sift(sift)),
        "position": place + 1,
        "before": page.items[place - 1] if place else None,
        "after": page.items[place + 1] if place + 1 < len(page.items) else None,
        "kinds": KINDS,
        "verdicts": VERDICTS,
        "signs": SIGNS,
        "statuses": STATUSES,
        "part": page.tally.n_settled / page.tally.n if page.tally.n else None,
        "tried": tried,
        **offer_choices(page.opened, sent),
        "lost": tried.sent.get("reason", "") if tried and not sent else "",
        "both": compare_with(page.opened, sent) if tried and tried.status == CHANGED else (),
        **_tallied(page.tally, page.codes),
    }
    return render(request, "coding/settle.html", values, status=tried.status if tried else 200)


def _codes(codes: Mapping[str, BoardCode], wanted: Iterable[str]) -> list[tuple[object, object]]:
    """Return the codes that occur, for a choice, in the order of the codebook."""
    kept = set(wanted)
    return [(key, read(one.name)) for key, one in codes.items() if key in kept]


def read_sift(asked: Mapping[str, str]) -> Sift:
    """Return what an address asks for; a word that is none is as if it were not there."""
    kind = asked.get("kind", "")
    return Sift(
        code=asked.get("code", ""),
        coder=asked.get("coder", ""),
        kind=Differing(kind) if kind in set(Differing) else None,
        only_open=asked.get("left") == OPEN,
    )


def write_sift(sift: Sift) -> dict[str, str]:
    """Return what stands of it in an address."""
    given = {
        "code": sift.code,
        "coder": sift.coder,
        "kind": sift.kind.value if sift.kind else "",
        "left": OPEN if sift.only_open else "",
    }
    return {name: value for name, value in given.items() if value}


def _tallied(tally: Tally, codes: Mapping[str, BoardCode]) -> dict[str, tuple[Line, ...]]:
    return {
        "by_kind": tuple(Line(KINDS[one], n, part) for one, (n, part) in tally.kinds.items()),
        "by_code": tuple(Line(codes[one].name, n, part) for one, (n, part) in tally.codes.items() if one in codes),
        "by_coder": tuple(Line(one, n, part) for one, (part, n) in tally.went_by.items()),
    }


@require_POST
def settle_passage(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Settle a difference about passages, and go on to the next."""
    sent = request.POST.dict()
    choice, _, coder = sent.get("choice", "").partition(":")

    def act() -> None:
        if choice not in set(Choice):
            raise CodingError(say("Choose how it is to be settled."))
        decision = Decision(
            number_in(sent, "difference") or 0,
            sent.get("seen", ""),
            Choice(choice),
            coder,
            sent.get("words", ""),
            sent.get("reason", ""),
        )
        agreeing.settle_difference(who(request), study_id, interview_id, decision)

    return _settle(request, study_id, interview_id, act)


@require_POST
def settle_score(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Settle how an informant is scored, and go on to the next."""
    sent = request.POST.dict()
    level = sent.get("score", "")

    def act() -> None:
        if level not in {*SENT, SILENT, NOT_ASKED}:
            raise CodingError(say("Choose a level, silent, or not asked."))
        decision = ScoreDecision(
            number_in(sent, "difference") or 0,
            number_in(sent, "version") or 0,
            SENT.get(level),
            level != NOT_ASKED,
            sent.get("reason", ""),
        )
        agreeing.settle_score(who(request), study_id, interview_id, decision)

    return _settle(request, study_id, interview_id, act)


def _settle(request: HttpRequest, study_id: int, interview_id: int, act: Callable[[], None]) -> HttpResponse:
    sent = request.POST.dict()
    try:
        act()
    except (NotThereError, NotAllowedError):
        raise
    except HiddenNowError as error:
        return _refuse_hidden(request, error)
    except ChangedMeanwhileError as error:
        return _show(request, study_id, interview_id, sent, Tried(read(error), sent, CHANGED))
    except WorkbenchError as error:
        return _show(request, study_id, interview_id, sent, Tried(read(error), sent))
    items, left = tables.list_left(who(request), study_id, interview_id, read_sift(sent), sent.get("at", ""))
    tell(request, _tell_left(left))
    following = _next_open(items, sent.get("at", ""))
    return redirect(_address(study_id, interview_id, {**write_sift(read_sift(sent)), "at": following}))


def _tell_left(left: int) -> Text:
    if not left:
        return say("Settled. Nothing is left in this interview.")
    return say_count(
        "Settled. {count} is left in this interview.", "Settled. {count} are left in this interview.", left
    )


def _next_open(items: tuple[Item, ...], at: str) -> str:
    """Return the next that is not settled, round to the first; the same when all are."""
    place = next((number for number, one in enumerate(items) if one.key == at), 0)
    in_turn = (*items[place + 1 :], *items[:place])
    return next((one.key for one in in_turn if not one.is_settled), at)


@require_POST
def count(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Let the agreed coding count."""

    def act() -> Text:
        made = agreeing.let_agreed_count(who(request), study_id, interview_id)
        return say_count(
            "The agreed coding has {count} passage. The figures rest on it from now on.",
            "The agreed coding has {count} passages. The figures rest on it from now on.",
            made,
        )

    return _do(request, study_id, interview_id, act)


@require_POST
def withdraw(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Take the agreed coding away again."""

    def act() -> Text:
        agreeing.withdraw_agreed(who(request), study_id, interview_id)
        return say("The agreed coding is withdrawn. The figures rest on one coder again; what was settled is kept.")

    return _do(request, study_id, interview_id, act)


@require_POST
def undo(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Undo one's last act here."""
    return _step(request, study_id, interview_id, Way.UNDO)


@require_POST
def redo(request: HttpRequest, study_id: int, interview_id: int) -> HttpResponse:
    """Do again what was undone last."""
    return _step(request, study_id, interview_id, Way.REDO)


def _step(request: HttpRequest, study_id: int, interview_id: int, way: Way) -> HttpResponse:
    def act() -> Text:
        agreeing.open_settled(who(request), study_id, interview_id)
        return take_step(who(request), study_id, way, agreeing.subject_of(interview_id)).words

    return _do(request, study_id, interview_id, act)


def _do(request: HttpRequest, study_id: int, interview_id: int, act: Callable[[], Text]) -> HttpResponse:
    try:
        tell(request, act())
    except (NotThereError, NotAllowedError, ChangedMeanwhileError):
        raise
    except HiddenNowError as error:
        return _refuse_hidden(request, error)
    except WorkbenchError as error:
        warn(request, error)
    sent = request.POST.dict()
    at = {"at": sent["at"]} if sent.get("at") else {}
    return redirect(_address(study_id, interview_id, {**write_sift(read_sift(sent)), **at}))


def _address(study_id: int, interview_id: int, asked: Mapping[str, str]) -> str:
    way = reverse("coding:settle", args=[study_id, interview_id])
    return f"{way}?{urlencode(asked)}" if asked else way
