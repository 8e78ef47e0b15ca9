"""Pages on the comparison: the matrix, one of its cells with its excerpts, and the matrix as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from samverkan.domain.comparison.matrix import Case, InformantScore, Standing
from samverkan.domain.people import Right
from samverkan.domain.report.choice import Choice
from samverkan.domain.report.framework import FrameCell
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import Text, say
from samverkan.web.comparison.forms import ChoiceForm, PassagesForm, read_choice, write_choice
from samverkan.web.shell.asking import page_of, place_of, who
from samverkan.web.shell.lists import Column, Listing, arrange, place_in_list
from samverkan.web.shell.words import language
from samverkan.workbench.comparison import framing

MIME = {
    framing.FileKind.CSV: "text/csv; charset=utf-8",
    framing.FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SCORES = (
    Column("informant", say("Informant"), lambda one: one.informant.label),
    Column("score", say("Score"), lambda one: one.score, is_number=True),
    Column("reason", say("Reason"), lambda one: one.judgement.reason, is_sorted=False),
    Column("coder", say("Coder"), lambda one: one.judgement.coder),
)
LOOKS = {Standing.IN: "in", Standing.OUT: "out", Standing.DIVIDED: "divided", Standing.NOT_KNOWN: "open"}
BOARDS = ("coding:board", "interviews:read")
"""Where an excerpt is seen in its interview: the first address that is there."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell as the table shows it: its look, its figures, and where it leads."""

    cell: FrameCell
    look: str
    standing: Text | None
    counts: tuple[tuple[Text | None, int], ...]
    address: str
    opposed: int = 0


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the table."""

    name: str
    within: str
    cells: tuple[CellLine, ...]


def matrix(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the matrix as the address asks."""
    choice = read_choice(request.GET.dict())
    page = framing.show_matrix(who(request), study_id, choice)
    form = ChoiceForm(initial=write_choice(choice))
    form.offer(page.study, page.coders, is_blind=page.is_told_in_part)
    shown = page.shown.choice
    way = _way(study_id, shown) if place_of(request).allows(Right.READ) else ""
    rows = [_row(page, case, cells, way) for case, cells in page.shown.rows]
    values = {
        "form": form,
        "page": page,
        "listing": arrange(rows, _columns(page), {**write_choice(shown), **place_in_list(request.GET)}),
        "asked": urlencode(write_choice(shown)),
        "is_narrowed": choice != Choice(choice.kind, choice.by_member),
        "has_cells": any(one.n or one.is_hidden or _leads_on(one) for _, cells in page.shown.rows for one in cells),
    }
    return render(request, "comparison/matrix.html", values)


def _columns(page: framing.MatrixPage) -> tuple[Column, ...]:
    """Return what the rows are sorted by: their name, and each code by its median, or else by how many speak of it."""
    is_by_member = page.shown.choice.by_member
    first = Column("name", say("Municipality") if is_by_member else say("Collaboration"), lambda row: row.name)

    def value(place: int) -> Callable[[RowLine], float | None]:
        return lambda row: _figure(row.cells[place].cell)

    codes = (Column(code, page.names[code], value(place)) for place, code in enumerate(page.shown.codes))
    return (first, *codes)


def _figure(one: FrameCell) -> float | None:
    if one.is_hidden or not one.n:
        return None
    return one.median if one.n_scored else float(one.n)


def cell(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what one cell rests on: its scores with their reasons, and its excerpts."""
    choice = read_choice(request.GET.dict())
    at = request.GET.get("case", ""), request.GET.get("code", "")
    asked = {**write_choice(choice), "case": at[0], "code": at[1]}
    form = PassagesForm(request.GET)
    form.is_valid()
    opened = framing.open_cell(who(request), study_id, choice, at, form.looked(page_of(request.GET.dict())))
    sifted = {name: words for name in form.fields if (words := request.GET.get(name))}
    values = {
        "opened": opened,
        "definition": opened.code.define(language()) if opened.code else "",
        "standing": words_for(opened.cell.standing) if opened.cell.standing else None,
        "counts": _counts(opened.cell),
        "passages": [
            (one, words_for(one.excerpt.valence) if one.excerpt.valence else None, _board(study_id, one))
            for one in opened.passages
        ],
        "finding": _way_to_finding(study_id, opened),
        "scores": _scores(request, opened.scores, "scored-"),
        "opposed": _scores(request, opened.opposed, "opposed-"),
        "form": form,
        "asked": asked,
        "sifted": sifted.keys() - {"order"},
        "all": urlencode(asked),
        "here": urlencode({**asked, **sifted}),
        "back": f"{reverse('comparison:matrix', kwargs={'study_id': study_id})}?{urlencode(write_choice(choice))}",
    }
    return render(request, "comparison/cell.html", values)


def _scores(request: HttpRequest, scores: tuple[InformantScore, ...], prefix: str) -> Listing:
    asked = {name: words for name, words in request.GET.dict().items() if name != "page"}
    return arrange(scores, SCORES, asked, prefix=prefix)


def _way_to_finding(study_id: int, opened: framing.OpenedCell) -> str:
    """Return the address at which a finding on what the page shows is written."""
    of_scores = [("source", f"score:{opened.cell.case.id}:{opened.cell.code}")] if opened.scores else []
    of_passages = [("source", name) for name in dict.fromkeys(one.excerpt.source for one in opened.passages)]
    query = urlencode([*of_scores, *of_passages])
    return f"{reverse('findings:add', kwargs={'study_id': study_id})}?{query}"


def export(request: HttpRequest, study_id: int) -> HttpResponse:
    """Send the matrix as a file, with small groups hidden."""
    asked = request.GET.get("form", "")
    kind = framing.FileKind(asked) if asked in set(framing.FileKind) else framing.FileKind.CSV
    content = framing.export_matrix(who(request), study_id, read_choice(request.GET.dict()), kind, language())
    answer = HttpResponse(content, content_type=MIME[kind])
    answer["Content-Disposition"] = f'attachment; filename="matrix.{kind}"'
    return answer


def _way(study_id: int, choice: Choice) -> str:
    return f"{reverse('comparison:cell', kwargs={'study_id': study_id})}?{urlencode(write_choice(choice))}"


def _row(page: framing.MatrixPage, case: Case, cells: tuple[FrameCell, ...], way: str) -> RowLine:
    study = page.study
    name = study.name(case.municipality or case.collaboration)
    within = study.name(case.collaboration) if case.municipality else ""
    return RowLine(name, within, tuple(_line(one, way, page.opposed.get((case.id, one.code), 0)) for one in cells))


def _leads_on(one: FrameCell) -> bool:
    return one.has_passages or one.has_scores


def _line(one: FrameCell, way: str, opposed: int) -> CellLine:
    address = f"{way}&{urlencode({'case': one.case.id, 'code': one.code})}" if way and _leads_on(one) else ""
    standing = words_for(one.standing) if one.standing else None
    look = LOOKS[one.standing] if one.standing and one.n_scored else "open"
    return CellLine(one, look, standing, _counts(one), address, opposed)


def _counts(one: FrameCell) -> tuple[tuple[Text | None, int], ...]:
    return tuple((words_for(key), count) for key, count in sorted((one.counts or {}).items()) if count)


def _board(study_id: int, one: framing.Passage) -> str:
    for name in BOARDS:
        try:
            address = reverse(name, kwargs={"study_id": study_id, "interview_id": one.interview_id})
        except NoReverseMatch:
            continue
        mark = f"?x={one.id}#x{one.id}" if name == BOARDS[0] else f"?from={one.excerpt.start}"
        return address + mark
    return ""
