"""The codebook: its tree, each code with its excerpts, and every act on it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.undoing import Way
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import Right
from samverkan.domain.words import Text, say, say_count
from samverkan.web.coding.drawing import KINDS, SIGNS
from samverkan.web.coding.forms import CodeForm, SiftForm, read_numbers, read_sifting, write_sifting
from samverkan.web.coding.tree import arrange_codes
from samverkan.web.shell.asking import attempt, back_to, mend_status, number_in, page_of, place_of, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import language, later, read
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.coding import codebook as codes
from samverkan.workbench.coding import merging
from samverkan.workbench.coding.acting import list_interviews
from samverkan.workbench.coding.board import list_municipalities
from samverkan.workbench.coding.of_code import export_code, show_code
from samverkan.workbench.coding.undoing import take_step

TO_REVIEW = (
    Column("code", say("Code"), lambda one: one.value.code),
    Column("interview", say("Interview"), lambda one: one.value.interview),
    Column("coder", say("Coder"), lambda one: one.value.coder),
    Column("quote", say("Quote"), lambda one: one.value.quote, is_sorted=False),
)
VERSIONS = (
    Column("number", say("Version"), lambda line: line.version.number, is_number=True),
    Column("by", say("By"), lambda line: line.version.made_by),
    Column("changes", say("How much changed"), lambda line: len(line.differences), is_number=True),
    Column(
        "codes",
        say("Codes"),
        lambda line: " ".join(f"{one.key} {one.before} {one.after}" for one in line.differences),
        is_sorted=False,
    ),
)


@require_GET
def codebook(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the codes with their definitions and how often each is used."""
    view = codes.show_codebook(who(request), study_id)
    listing = arrange_codes(view.lines, request.GET.dict())
    values = {
        "view": view,
        "listing": listing,
        "kinds": [(words, [one for one in listing.rows if one.code.kind is kind]) for kind, words in KINDS.items()],
        "waiting": sum(one.to_review for one in view.lines),
    }
    return render(request, "coding/codebook.html", values)


@require_GET
def code(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Show a code and its excerpts."""
    actor, asked = who(request), request.GET.dict()
    sifting = read_sifting(asked)
    view = show_code(actor, study_id, code_id, sifting, page_of(asked))
    book = codes.open_book(actor, study_id)
    others = [one for one in book.codes if one.id != code_id]
    municipalities = list_municipalities(study_id)
    form = SiftForm(initial=write_sifting(sifting))
    form.offer(
        [(one.key, later(one.name)) for one in others],
        [(one.id, one.name) for one in municipalities],
        view.coders,
    )
    values = {
        "view": view,
        "book": book,
        "others": others,
        "form": form,
        "sifted": not sifting.is_all,
        "here": urlencode(write_sifting(sifting)),
        "interviews": list_interviews(study_id),
        "above": next((one.name for one in others if one.key == view.code.value.parent), ""),
        "names": {one.id: one.name for one in municipalities},
        "signs": SIGNS,
        "agreed": AGREED,
    }
    return render(request, "coding/code.html", values)


def code_file(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Send the excerpts of a code as a file: all, or those that the address asks for."""
    key, content = export_code(who(request), study_id, code_id, language(), read_sifting(request.GET.dict()))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer


def add(request: HttpRequest, study_id: int) -> HttpResponse:
    """Add a code."""
    actor = who(request)
    codes.open_codebook(actor, study_id)
    book = codes.open_book(actor, study_id)
    form = CodeForm(request.POST or None, codes=[(one.key, one.name) for one in book.codes])
    if form.is_valid():
        made = attempt(form, codes.add_code, actor, study_id, form.wish)
        if made:
            tell(request, say("The code {code} is in the codebook.", code=form.wish.key))
            return redirect("coding:code", study_id, made)
    return render(request, "coding/code_add.html", {"form": form}, status=mend_status(form))


def edit(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Change a code."""
    actor = who(request)
    codes.open_codebook(actor, study_id)
    view = show_code(actor, study_id, code_id)
    book = codes.open_book(actor, study_id)
    given = [request.POST] if request.method == "POST" else []
    names = [(one.key, one.name) for one in book.codes]
    form = CodeForm(*given, codes=names, code=view.code.value, version=view.version)
    if form.is_valid():
        seen = (code_id, form.cleaned_data["version"] or 0)
        if _mend(form, lambda: codes.change_code(actor, study_id, seen, form.wish)):
            tell(request, say("The code {code} is changed.", code=view.code.key))
            return redirect("coding:code", study_id, code_id)
    return render(request, "coding/code_edit.html", {"form": form, "view": view}, status=mend_status(form))


def _mend(form: CodeForm, act: Callable[[], object]) -> bool:
    try:
        act()
    except ChangedMeanwhileError:
        raise
    except WorkbenchError as error:
        attempt(form, _raise, error)
        return False
    return True


def _raise(error: WorkbenchError) -> None:
    raise error


def _do(request: HttpRequest, act: Callable[[], Text], page: str, *numbers: int) -> HttpResponseRedirect:
    """Do an act, say what it did or why not, and go back to what one saw."""
    try:
        tell(request, act())
    except (NotThereError, NotAllowedError, ChangedMeanwhileError):
        raise
    except WorkbenchError as error:
        warn(request, error)
    return back_to(request, page, *numbers)


@require_POST
def move(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Move a code up or down."""
    step = -1 if request.POST.get("step") == "up" else 1

    def act() -> Text:
        codes.move_code(who(request), study_id, (code_id, read_version(request)), step)
        return say("Moved.")

    return _do(request, act, "coding:code", study_id, code_id)


def merge(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Ask which code to merge into, and merge."""
    actor = who(request)
    codes.open_codebook(actor, study_id)
    if request.method == "POST":

        def act() -> Text:
            merged = merging.merge_codes(
                actor, study_id, (code_id, read_version(request)), request.POST.get("into", "")
            )
            there = say_count("{count} was there already", "{count} were there already", merged.doubled)
            return say_count(
                "Merged: {count} excerpt followed, {there}.",
                "Merged: {count} excerpts followed, {there}.",
                merged.moved,
                there=there,
            )

        return _do(request, act, "coding:codebook", study_id)
    view = show_code(actor, study_id, code_id)
    book = codes.open_book(actor, study_id)
    others = [one for one in book.codes if one.id != code_id]
    return render(request, "coding/code_merge.html", {"view": view, "others": others})


@require_POST
def split(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Let the ticked excerpts follow to another code, new or there."""
    actor, sent = who(request), request.POST
    kind = sent.get("kind", "")
    new = sent.get("new_key", "").strip()
    wish = codes.CodeWish(new, kind, {"name_sv": sent.get("new_name", ""), "name_en": sent.get("new_name", "")})

    def act() -> Text:
        to = wish if new else sent.get("into", "")
        seen = (code_id, read_version(request))
        done = merging.split_code(actor, study_id, seen, read_numbers(sent, "excerpt"), to)
        moved = done.moved + done.doubled
        return say_count("{count} excerpt followed.", "{count} excerpts followed.", moved)

    return _do(request, act, "coding:code", study_id, code_id)


@require_POST
def delete(request: HttpRequest, study_id: int, code_id: int) -> HttpResponse:
    """Delete a code that nothing stands on."""

    def act() -> Text:
        codes.delete_code(who(request), study_id, (code_id, read_version(request)))
        return say("Deleted. Undo brings it back.")

    return _do(request, act, "coding:codebook", study_id)


@require_POST
def lock(request: HttpRequest, study_id: int) -> HttpResponse:
    """Lock the codebook, or open it."""
    is_locked = request.POST.get("lock") == "on"

    def act() -> Text:
        codes.lock_codebook(who(request), study_id, is_locked=is_locked)
        return say("The codebook is locked.") if is_locked else say("The codebook is unlocked.")

    return _do(request, act, "coding:codebook", study_id)


@require_POST
def undo(request: HttpRequest, study_id: int) -> HttpResponse:
    """Undo one's last act on the codebook."""
    return _do(request, lambda: _step(request, study_id, Way.UNDO), "coding:codebook", study_id)


@require_POST
def redo(request: HttpRequest, study_id: int) -> HttpResponse:
    """Do again what was undone last."""
    return _do(request, lambda: _step(request, study_id, Way.REDO), "coding:codebook", study_id)


def _step(request: HttpRequest, study_id: int, way: Way) -> Text:
    codes.open_codebook(who(request), study_id)
    return take_step(who(request), study_id, way, codes.SUBJECT).words


@require_GET
def versions(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the versions of the codebook and what each changed."""
    versions = codes.compare_versions(who(request), study_id)
    values = {
        "listing": arrange(versions, VERSIONS, request.GET.dict()),
        "first": versions[-1].version.number if versions else 0,
        "names": {one.key: read(one.name) for one in codes.open_book(who(request), study_id).codes},
    }
    return render(request, "coding/versions.html", values)


@require_GET
def review(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the excerpts to look at again."""
    actor = who(request)
    listing = arrange(merging.list_to_review(actor, study_id), TO_REVIEW, request.GET.dict())
    by_key = {one.key: one for one in codes.open_book(actor, study_id).codes}
    groups = [
        (by_key[key], [one for one in listing.rows if one.value.code == key])
        for key in dict.fromkeys(one.value.code for one in listing.rows)
    ]
    values = {
        "groups": groups,
        "listing": listing,
        "later": merging.find_later_reviews(actor, study_id),
        "may_edit": place_of(request).allows(Right.EDIT),
        "interviews": list_interviews(study_id),
        "names": {one.id: one.name for one in list_municipalities(study_id)},
        "signs": SIGNS,
    }
    return render(request, "coding/review.html", values)


@require_POST
def confirm(request: HttpRequest, study_id: int) -> HttpResponse:
    """Keep that the ticked excerpts are right as they are."""

    def act() -> Text:
        count = merging.confirm_excerpts(who(request), study_id, read_numbers(request.POST, "excerpt"))
        return say_count("{count} excerpt is right as it is.", "{count} excerpts are right as they are.", count)

    return _do(request, act, "coding:review", study_id)


def read_version(request: HttpRequest) -> int:
    """Return the version of a code that was seen; 0, which is never right, when it was not sent."""
    return number_in(request.POST.dict(), "version") or 0
