"""The overview names the first thing that a study lacks."""

import pytest

from keep import keep_account, keep_study, let_wait
from make import EXAMPLES, make_excerpt, make_score
from samverkan.domain.people import StudyRole
from samverkan.files.study_folder import StudyStart
from samverkan.records.study import add_participant
from samverkan.workbench.interviews.uploading import UploadOrder, take_file
from samverkan.workbench.study.founding import start_study_here
from samverkan.workbench.study.listing import show_overview
from samverkan.workbench.study.moving import import_study
from samverkan.workbench.study.steps import Step, find_next_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim():
    return keep_account()


def step_of(kim, study_id):
    return find_next_step(kim, study_id, show_overview(kim, study_id))


def kept(kim, **parts):
    study_id = keep_study(**parts)
    add_participant(study_id, kim, StudyRole.OWNER)
    return study_id


def test_a_new_study_begins_with_its_municipalities(kim):
    assert step_of(kim, start_study_here(kim, StudyStart("Ny"))) is Step.MUNICIPALITIES


@pytest.mark.parametrize(
    ("parts", "step"),
    [
        ({"excerpts": ()}, Step.CODING),
        ({"excerpts": (make_excerpt(),), "people": {"R1": "HOLM"}}, Step.SCORES),
        ({"excerpts": (make_excerpt(),), "people": {"R1": "HOLM"}, "scores": (make_score("R1"),)}, Step.EVALUATION),
    ],
)
def test_interviews_are_coded_then_judged_then_evaluated(kim, parts, step):
    assert step_of(kim, kept(kim, **parts)) is step


def test_a_file_whose_names_wait_comes_before_the_coding(kim, tmp_path, settings):
    settings.SAMVERKAN_HOME = tmp_path
    study_id = kept(kim, excerpts=())

    take_file(kim, study_id, UploadOrder("ny.txt", 8), [b"Anna: Ja"])

    assert step_of(kim, study_id) is Step.NAMES


def test_a_study_of_figures_alone_is_not_told_to_interview(kim):
    assert step_of(kim, import_study(EXAMPLES / "swedish-collaborations", by=kim)) is Step.EVALUATION


def test_excerpts_that_wait_for_a_place_come_before_the_evaluation(kim):
    study_id = kept(kim, excerpts=(make_excerpt(),), people={"R1": "HOLM"}, scores=(make_score("R1"),))
    let_wait(study_id)

    assert step_of(kim, study_id) is Step.WAITING
