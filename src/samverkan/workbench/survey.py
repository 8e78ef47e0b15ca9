"""The survey as one sees it: its questions, how many have answered, and what may be said of its scales."""

from collections import Counter
from dataclasses import dataclass

from samverkan.domain.people import Right
from samverkan.domain.study import Study
from samverkan.domain.survey import Item, Perception, ScaleSummary, summarise_perceptions, summarise_scales
from samverkan.records.interviews import load_respondents
from samverkan.records.study import load_study
from samverkan.records.survey import load_answers, load_items
from samverkan.workbench.access import require


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question: how often it was answered, and how often it was put and not answered."""

    item: Item
    n_answered: int
    n_missing: int


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The survey of a study: who has answered, the questions, the scales, and how municipalities see each other.

    Groups smaller than the study's smallest are hidden, from everybody.
    """

    study: Study
    n_respondents: int
    waves: tuple[str, ...]
    items: tuple[ItemLine, ...]
    scales: tuple[ScaleSummary, ...]
    perceptions: tuple[Perception, ...]


def show_survey(actor: int, study_id: int) -> SurveyPage:
    """Return the survey, of which nothing is told that a small group has answered; raises as `access.require`."""
    require(actor, study_id, Right.SEE_TOTALS)
    study, respondents = load_study(study_id), load_respondents(study_id)
    items, answers = load_items(study_id), load_answers(study_id)
    answered = Counter(one.item for one in answers if one.value is not None)
    asked = Counter(one.item for one in answers)
    return SurveyPage(
        study=study,
        n_respondents=len({one.respondent for one in answers if one.value is not None}),
        waves=tuple(sorted({one.wave for one in answers if one.wave})),
        items=tuple(ItemLine(one, answered[one.id], asked[one.id] - answered[one.id]) for one in items),
        scales=summarise_scales(study, respondents, items, answers),
        perceptions=summarise_perceptions(study, respondents, items, answers),
    )
