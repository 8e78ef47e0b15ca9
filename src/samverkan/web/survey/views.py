"""The page on the survey."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samverkan.domain.words import Text, say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import language
from samverkan.workbench import survey as room
from samverkan.workbench.survey import SurveyPage

SCALES = "scales"
PAIRS = "pairs"
QUESTIONS = "questions"
TABS = {SCALES: say("Scales"), PAIRS: say("How municipalities see each other"), QUESTIONS: say("Questions")}


@require_GET
def survey(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the scales, or with `show=` how municipalities see each other or the questions."""
    page = room.show_survey(who(request), study_id)
    rows: dict[str, tuple[Any, ...]] = {SCALES: page.scales, PAIRS: page.perceptions, QUESTIONS: page.items}
    columns = {SCALES: _of_scales, PAIRS: _of_pairs, QUESTIONS: _of_questions}
    shown = request.GET.get("show", SCALES)
    shown = shown if shown in rows else SCALES
    values = {
        "page": page,
        "shown": shown,
        "tabs": [(key, words, len(rows[key])) for key, words in TABS.items() if rows[key] or key in {shown, SCALES}],
        "listing": arrange(rows[shown], columns[shown](page), request.GET.dict()),
    }
    return render(request, "survey/list.html", values)


def _of_scales(page: SurveyPage) -> tuple[Column, ...]:
    everyone = say("all its members")
    return (
        Column("scale", say("Scale"), lambda one: one.scale),
        Column("collaboration", say("Collaboration"), lambda one: page.study.name(one.collaboration)),
        Column(
            "municipality",
            say("Municipality"),
            lambda one: page.study.name(one.municipality) if one.municipality else everyone,
        ),
        Column("n", say("Respondents"), lambda one: None if one.is_hidden else one.n, is_number=True),
        Column("mean", say("Mean"), lambda one: one.mean, is_number=True),
        Column("range", say("Least to most"), lambda one: _few(page) if one.is_hidden else _range(one.low, one.high)),
        Column("missing", say("Not answered"), lambda one: None if one.is_hidden else one.n_missing, is_number=True),
    )


def _of_pairs(page: SurveyPage) -> tuple[Column, ...]:
    asked = {one.item.id: one.item.text(language()) for one in page.items}
    return (
        Column("item", say("Question"), lambda one: asked.get(one.item) or one.item),
        Column("rater", say("Who answers"), lambda one: page.study.name(one.rater)),
        Column("target", say("About"), lambda one: page.study.name(one.target)),
        Column("n", say("Respondents"), lambda one: None if one.is_hidden else one.n, is_number=True),
        Column("mean", say("Mean"), lambda one: None if one.is_hidden else one.mean, is_number=True),
        Column("note", say("Note"), lambda one: _few(page) if one.is_hidden else None),
    )


def _of_questions(page: SurveyPage) -> tuple[Column, ...]:
    return (
        Column("id", say("Id"), lambda one: one.item.id),
        Column("question", say("Question"), lambda one: one.item.text(language())),
        Column("scale", say("Scale"), lambda one: one.item.scale or None),
        Column("turned", say("Turned round"), lambda one: say("yes") if one.item.is_reversed else None),
        Column(
            "range",
            say("Answers from and to"),
            lambda one: say("{low:.3g} to {high:.3g}", low=one.item.lowest, high=one.item.highest),
        ),
        Column("answered", say("Answered"), lambda one: one.n_answered, is_number=True),
        Column("missing", say("Not answered"), lambda one: one.n_missing, is_number=True),
    )


def _few(page: SurveyPage) -> Text:
    return say("fewer than {count}", count=page.study.smallest_group)


def _range(low: float | None, high: float | None) -> Text | None:
    if low is None or high is None:
        return None
    return say("{low:z.2f}\u00a0to\u00a0{high:z.2f}", low=low, high=high)
