"""Pages on codes that lie together: the table, and the same as a file."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samverkan.domain.comparison.together import Beside, TogetherChoice
from samverkan.domain.words import Text, say
from samverkan.web.comparison.forms import TogetherForm, read_together, write_together
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange, place_in_list
from samverkan.web.shell.words import language
from samverkan.workbench.comparison.together import TogetherPage, export_together, show_together

ROWS: Final = (
    Column("name", say("Code"), lambda row: row.name),
    Column("interviews", say("Interviews"), lambda row: row.interviews, is_number=True),
)
STRENGTHS: Final = 4
"""How many tints there are above none."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two codes as the table shows them; `beside` is None for a code with itself, `strength` 0 to STRENGTHS."""

    beside: Beside | None
    head: Text
    strength: int
    asked: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of the table: a code, in how many interviews it lies, where its page is, and the codes beside it."""

    name: Text
    interviews: int
    page: str
    cells: tuple[PairLine, ...]


def together(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the codes that lie together, as the address asks."""
    choice = read_together(request.GET.dict())
    page = show_together(who(request), study_id, choice)
    form = TogetherForm(initial=write_together(choice))
    form.offer(page.coders)
    shown = page.shown
    values = {
        "form": form,
        "heads": [(page.names[code], shown.interviews[code]) for code in shown.columns],
        "listing": arrange(
            [_row(study_id, page, code, choice) for code in shown.rows],
            ROWS,
            {**write_together(choice), **place_in_list(request.GET)},
        ),
        "is_empty": shown.is_empty,
        "is_narrowed": choice != TogetherChoice(),
        "file": f"{reverse('comparison:together_file', args=[study_id])}?{urlencode(write_together(choice))}",
    }
    return render(request, "comparison/together.html", values)


def export(request: HttpRequest, study_id: int) -> HttpResponse:
    """Send the table as a CSV, with small groups hidden."""
    content = export_together(who(request), study_id, read_together(request.GET.dict()), language())
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="codes-together.csv"'
    return answer


def _row(study_id: int, page: TogetherPage, row: str, choice: TogetherChoice) -> CodeRow:
    shown = page.shown
    most = max((one.interviews for one in shown.cells.values()), default=0)
    return CodeRow(
        name=page.names[row],
        interviews=shown.interviews[row],
        page=reverse("coding:code", args=[study_id, page.numbers[row]]),
        cells=tuple(
            _line(shown.cells.get((row, column)), page.names[column], most, choice) for column in shown.columns
        ),
    )


def _line(one: Beside | None, head: Text, most: int, choice: TogetherChoice) -> PairLine:
    if one is None or not one.interviews:
        return PairLine(one, head, 0, "")
    asked = {"beside": one.column, "near": choice.nearness.value, "coder": choice.coder or ""}
    given = urlencode({name: value for name, value in asked.items() if value})
    return PairLine(one, head, -(-STRENGTHS * one.interviews // most), given)
