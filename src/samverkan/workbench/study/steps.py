"""What a study in the workbench lacks first, in the order in which a study is made."""

from enum import StrEnum

from samverkan.domain.people import Right
from samverkan.records.coding import count_half_settled
from samverkan.records.overview import count_uploads_on_the_way, count_waiting, has_respondents, has_scores
from samverkan.workbench.access import find_hidden, require
from samverkan.workbench.study.listing import Overview


class Step(StrEnum):
    """The next thing to do."""

    MUNICIPALITIES = "municipalities"
    COLLABORATIONS = "collaborations"
    CASES = "cases"
    NAMES = "names"
    WAITING = "waiting"
    RESPONDENTS = "respondents"
    INTERVIEWS = "interviews"
    CODING = "coding"
    SETTLING = "settling"
    SCORES = "scores"
    EVALUATION = "evaluation"


def find_next_step(actor: int, study_id: int, overview: Overview) -> Step:
    """Return the first thing that is missing; a study of figures alone needs no interviews."""
    hidden = find_hidden(require(actor, study_id, Right.READ))
    study = overview.study
    has_figures = overview.n_answering > 0 or any(one.n_indicators for one in overview.lines)
    is_of_figures = has_figures and not overview.n_interviews
    steps = (
        (Step.MUNICIPALITIES, lambda: study.municipalities),
        (Step.COLLABORATIONS, lambda: study.collaborations or has_figures),
        (Step.CASES, lambda: study.memberships or not study.collaborations),
        (Step.NAMES, lambda: not count_uploads_on_the_way(study_id)),
        (Step.WAITING, lambda: not count_waiting(study_id, hidden)),
        (Step.RESPONDENTS, lambda: is_of_figures or has_respondents(study_id)),
        (Step.INTERVIEWS, lambda: is_of_figures or overview.n_interviews),
        (Step.CODING, lambda: overview.n_coded >= overview.n_interviews),
        (Step.SETTLING, lambda: not count_half_settled(study_id, hidden.interviews)),
        (Step.SCORES, lambda: is_of_figures or has_scores(study_id)),
    )
    return next((step for step, is_done in steps if not is_done()), Step.EVALUATION)
