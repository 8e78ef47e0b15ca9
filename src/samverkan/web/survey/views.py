"""The page on the survey."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samverkan.domain.words import Text, say
from samverkan.web.shell.asking import who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import language
from samverkan.workbench import survey as room
from samverkan.workbench.survey import SurveyPage


@require_GET
def survey(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show the scales, sortable, and beside them the questions and how municipalities see each other."""
    page = room.show_survey(who(request), study_id)
    values = {
        "page": page,
        "listing": arrange(page.scales, _columns(page), request.GET.dict()),
        "items": [(one, one.item.text(language())) for one in page.items],
        "perceptions": [(one, page.study.name(one.rater), page.study.name(one.target)) for one in page.perceptions],
    }
    return render(request, "survey/list.html", values)


def _columns(page: SurveyPage) -> tuple[Column, ...]:
    few = say("fewer than {count}", count=page.study.smallest_group)
    everyone = say("all its members")

    def shown(is_hidden: bool, value: float | None) -> Text | float | None:
        return few if is_hidden else value

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
        Column("range", say("Least to most"), lambda one: shown(one.is_hidden, None) or _range(one.low, one.high)),
        Column("missing", say("Not answered"), lambda one: None if one.is_hidden else one.n_missing, is_number=True),
    )


def _range(low: float | None, high: float | None) -> Text | None:
    if low is None or high is None:
        return None
    return say("{low:z.2f} to {high:z.2f}", low=low, high=high)
