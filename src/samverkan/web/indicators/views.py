"""The page on key figures and costs."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samverkan.domain.indicators import DEFINITION_CHANGED, figure_words, unit_words
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.sharing.keys import driver_words
from samverkan.domain.study import Study
from samverkan.domain.words import Text, as_is, say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import read
from samverkan.workbench import indicators as room

COSTS = "costs"


@require_GET
def indicators(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the key figures, or with `show=costs` the lines of the bills."""
    page = room.show_indicators(who(request), study_id)
    shows_costs = request.GET.get("show") == COSTS
    rows, columns = (page.costs, _of_costs(page.study)) if shows_costs else (page.indicators, _of_figures(page.study))
    values = {
        "page": page,
        "shows_costs": shows_costs,
        "listing": arrange(rows, [one for one in columns if _says_something(one, rows)], request.GET.dict()),
    }
    return render(request, "indicators/list.html", values)


def _says_something(column: Column, rows: Sequence[Any]) -> bool:
    """Tell whether any row has a value in a column; one that is empty all the way down only takes room."""
    return not rows or any(column.value(one) is not None for one in rows)


def _of_figures(study: Study) -> tuple[Column, ...]:
    return (
        Column("indicator", say("Key figure"), lambda one: _capitalised(figure_words(one.indicator))),
        Column("municipality", say("Municipality"), lambda one: study.name(one.municipality) or None),
        Column("collaboration", say("Collaboration"), lambda one: study.name(one.collaboration) or None),
        Column("period", say("Period"), lambda one: str(one.period)),
        Column("value", say("Value"), lambda one: _figure(one.value), is_number=True),
        Column("unit", say("Unit"), lambda one: unit_words(one.unit) if one.unit else None),
        Column("status", say("Note"), lambda one: _note(one.status)),
        Column("source", say("Source"), lambda one: one.source or None),
    )


def _of_costs(study: Study) -> tuple[Column, ...]:
    return (
        Column("line", say("Line"), lambda one: one.line),
        Column("collaboration", say("Collaboration"), lambda one: study.name(one.collaboration) or None),
        Column("period", say("Period"), lambda one: str(one.period)),
        Column("amount", say("Amount"), lambda one: _figure(one.amount), is_number=True),
        Column("unit", say("Unit"), lambda one: unit_words(one.unit.value)),
        Column("kind", say("Kind"), lambda one: words_for(one.kind)),
        Column("driver", say("Driver"), lambda one: driver_words(one.driver) if one.driver else None),
    )


def _capitalised(name: Text) -> str:
    """Return a name that heads a row as the language of the page writes it there."""
    words = read(name)
    return words[:1].upper() + words[1:]


def _figure(value: float | None) -> float | None:
    """Return a value that is a whole number as one: nobody counts hundredths of inhabitants."""
    return int(value) if value is not None and value == round(value) else value


def _note(status: str) -> Text | None:
    if status == DEFINITION_CHANGED:
        return say("the definition has changed, so the series is broken here")
    if status == "unverified":
        return say("not checked at the source")
    return as_is(status) if status else None
