"""Scoring informants beside the excerpts."""

from dataclasses import replace

import pytest

from keep import keep_interview, keep_participant
from make import CLUSTER, make_excerpt, make_score
from samverkan.domain.coding.undoing import Way
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.records.coding import load_scores
from samverkan.workbench.access import NotThereError
from samverkan.workbench.coding.acting import CodingError
from samverkan.workbench.coding.scoring import Judgement, score_informant, show_scores
from samverkan.workbench.coding.undoing import take_step

pytestmark = pytest.mark.django_db
JUDGED = Judgement(CLUSTER, "TRUST", "R1", 0.67, was_asked=True, reason="Öppna siffror.")


@pytest.fixture
def study():
    study_id, _ = keep_interview(
        excerpts=(make_excerpt(), make_excerpt("I2", code="GOV")), scores=(make_score(coder="BO"),)
    )
    return study_id, keep_participant(study_id)


def test_the_sheet_has_every_informant_with_what_they_said(study):
    study_id, actor = study

    sheet = show_scores(actor, study_id)

    assert [(one.informant.respondent, len(one.excerpts), one.others) for one in sheet.lines] == [
        ("R1", 1, ("BO",)),
        ("R2", 0, ()),
        ("R3", 0, ()),
    ]
    assert [(one.code.key, one.n_scored) for one in sheet.factors] == [("TRUST", 0), ("GOV", 0)]
    assert sheet.lines[0].cases[0][0] == CLUSTER


def test_a_score_silence_and_not_asked_are_three_things(study):
    study_id, actor = study

    score_informant(actor, study_id, JUDGED, 0)
    score_informant(actor, study_id, replace(JUDGED, respondent="R2", score=None, reason=""), 0)
    score_informant(actor, study_id, replace(JUDGED, respondent="R3", score=None, was_asked=False, reason=""), 0)

    mine = [one for one in load_scores(study_id) if one.coder == "KA"]
    assert [(one.respondent, one.score, one.was_asked) for one in mine] == [
        ("R1", 0.67, True),
        ("R2", None, True),
        ("R3", None, False),
    ]


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (replace(JUDGED, score=0.5), "0.5 says neither"),
        (replace(JUDGED, reason="  "), "Write why"),
        (replace(JUDGED, case="NOWHERE"), "NOWHERE is not known"),
        (replace(JUDGED, respondent="R9"), "R9 is not known"),
    ],
)
def test_what_cannot_be_judged_is_refused(study, judgement, words):
    study_id, actor = study

    with pytest.raises(CodingError, match=words):
        score_informant(actor, study_id, judgement, 0)


def test_a_score_that_was_changed_elsewhere_is_not_overwritten(study):
    study_id, actor = study
    score_informant(actor, study_id, JUDGED, 0)

    with pytest.raises(ChangedMeanwhileError) as error:
        score_informant(actor, study_id, replace(JUDGED, score=0.0), 0)

    assert error.value.current.value.score == 0.67


def test_scores_are_undone_and_done_again(study):
    study_id, actor = study
    score_informant(actor, study_id, JUDGED, 0)
    score_informant(actor, study_id, replace(JUDGED, score=1.0), 1)

    def mine():
        return [one.score for one in load_scores(study_id) if one.coder == "KA"]

    seen = [mine()]
    for way in (Way.UNDO, Way.UNDO, Way.REDO, Way.REDO):
        take_step(actor, study_id, way, "scores")
        seen.append(mine())

    assert seen == [[1.0], [0.67], [], [0.67], [1.0]]


def test_a_factor_that_is_not_there_is_told(study):
    study_id, actor = study

    with pytest.raises(NotThereError, match="no factor G_KNOW"):
        show_scores(actor, study_id, "G_KNOW")
