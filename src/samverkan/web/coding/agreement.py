"""Agreement: who has coded what together, how far they agree, and the passages that only one of them coded."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samverkan.domain.words import Text, say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, Listing, arrange
from samverkan.web.shell.words import language
from samverkan.workbench.coding import comparing
from samverkan.workbench.coding.comparing import CodeLine, Comparison

ONLY = "only-"


@require_GET
def agreement(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the pairs of coders, and one pair code by code."""
    asked = request.GET.get("pair", "").split("|")
    chosen = (asked[0], asked[1]) if len(asked) == 2 else None
    code = request.GET.get("code", "")
    shown = comparing.compare_coders(who(request), study_id, chosen, code=code, words=_words(request))
    values = {
        "shown": shown,
        "pairs": [(one, "|".join(one.coders)) for one in shown.pairs],
        "listing": _listing(request, shown),
        "code": next((one.code for one in shown.codes if one.code.key == code), None),
        "names": {one.code.key: one.code.name for one in shown.codes},
        "differences": _differences(request, study_id, shown),
    }
    return render(request, "coding/agreement.html", values)


def _listing(request: HttpRequest, shown: Comparison) -> Listing:
    first, second = shown.pair.coders if shown.pair else ("", "")
    columns = (
        Column("code", say("Code"), lambda line: line.code.name.in_language(language())),
        Column("alpha", say("Alpha"), lambda line: line.agreement.alpha, is_number=True),
        Column("interval", say("95% interval"), _interval),
        Column("first", say("Passages by {coder}", coder=first), lambda line: _count(line, first), is_number=True),
        Column("second", say("Passages by {coder}", coder=second), lambda line: _count(line, second), is_number=True),
        Column("different", say("Only by one"), lambda line: line.n_different, is_number=True),
    )
    asked = {name: value for name, value in request.GET.dict().items() if name != "code"}
    listing = arrange(shown.codes, columns, asked)
    return replace(listing, address=lambda line: f"{listing.link(code=line.code.key)}#differences")


def _differences(request: HttpRequest, study_id: int, shown: Comparison) -> Listing:
    """Return a page of the passages that only one of them has; only these are read with their words."""
    names = {one.code.key: one.code.name.in_language(language()) for one in shown.codes}
    columns = (
        Column("interview", say("Interview"), lambda one: one.place),
        Column("code", say("Code"), lambda one: names.get(one.code, one.code)),
        Column("coder", say("By"), lambda one: _other(shown, one.lacks)),
        Column("lacks", say("Not by"), lambda one: one.lacks),
        Column("quote", say("Passage"), lambda one: one.place, is_sorted=False),
    )
    found = arrange(shown.differences, columns, {**request.GET.dict(), f"{ONLY}q": ""}, prefix=ONLY)
    rows = comparing.show_differences(who(request), study_id, found.rows)
    return replace(found, rows=rows, words=_words(request), total=shown.n_differences)


def _words(request: HttpRequest) -> str:
    return request.GET.get(f"{ONLY}q", "").strip()


def _other(shown: Comparison, coder: str) -> str:
    return next(one for one in shown.pair.coders if one != coder) if shown.pair else ""


def _interval(line: CodeLine) -> Text | None:
    one = line.agreement
    if one.low is None or one.high is None:
        return None
    return say("{low:z.2f}\u00a0to\u00a0{high:z.2f}", low=one.low, high=one.high)


def _count(line: CodeLine, coder: str) -> int:
    return dict(line.agreement.counts).get(coder, 0)
