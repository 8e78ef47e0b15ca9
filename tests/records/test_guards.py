"""The database itself guards what must hold."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from keep import keep_account, keep_interview, keep_participant, keep_study
from make import HOST, SMALL, make_excerpt, make_score
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Membership, Role
from samverkan.domain.survey import Answer, Item
from samverkan.records.coding import add_excerpt, add_scores, delete_excerpt
from samverkan.records.models import CodeRecord, ExcerptRecord, ScoreRecord, StudyMembership, StudyRecord
from samverkan.records.study import add_memberships, add_participant, remove_study
from samverkan.records.survey import add_answers, add_items, load_answers

pytestmark = pytest.mark.django_db


def refused(act):
    """Whether the database refuses the act, which leaves nothing behind."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "columns",
    [{"end": 5, "start": 5}, {"end": 4, "start": 5}, {"valence": "good"}, {"status": "maybe"}],
    ids=["no length", "backwards", "unknown valence", "unknown status"],
)
def test_an_excerpt_has_a_length_and_known_words(columns):
    _, interview_id = keep_interview()
    excerpt = add_excerpt(interview_id, make_excerpt(start=20, end=25))

    assert refused(lambda: ExcerptRecord.objects.filter(pk=excerpt.id).update(**columns))


def test_a_coder_marks_a_passage_with_a_code_once_unless_the_first_is_deleted():
    _, interview_id = keep_interview()
    first = add_excerpt(interview_id, make_excerpt(start=20, end=25))

    twice = refused(lambda: add_excerpt(interview_id, make_excerpt(start=20, end=25)))
    delete_excerpt(first)
    again = refused(lambda: add_excerpt(interview_id, make_excerpt(start=20, end=25)))

    assert (twice, again) == (True, False)


def test_a_score_lies_from_0_to_1_and_has_one_case():
    study_id = keep_study(scores=())
    add_scores(study_id, [make_score()])
    row = ScoreRecord.objects.filter(study_id=study_id)

    assert refused(lambda: row.update(score=1.5))
    assert refused(lambda: row.update(collaboration=None))
    assert refused(lambda: add_scores(study_id, [make_score(score=0.0)]))


def test_a_membership_is_stated_once():
    study_id = keep_study()

    assert refused(lambda: add_memberships(study_id, [_host(), _host()]))


def _host():
    return Membership("NORD", HOST, None, None, Role.HOST)


def test_answers_about_oneself_and_about_others_are_different_answers():
    study_id = keep_study(answers=(), items=())
    add_items(study_id, [Item("Q1")])
    answers = [Answer("R1", "Q1"), Answer("R1", "Q1", about=SMALL), Answer("R1", "Q1", wave="2")]

    add_answers(study_id, answers)

    assert load_answers(study_id) == tuple(answers)
    assert refused(lambda: add_answers(study_id, [Answer("R1", "Q1", value=3)]))


def test_a_code_is_not_above_itself():
    study_id = keep_study()
    code = CodeRecord.objects.filter(study_id=study_id).order_by("pk").first()

    assert refused(lambda: CodeRecord.objects.filter(pk=code.pk).update(parent=code.pk))


def test_what_is_used_cannot_be_removed():
    study_id = keep_study(excerpts=(make_excerpt(),))

    assert refused(CodeRecord.objects.filter(study_id=study_id, key="TRUST").delete)


def test_an_address_is_one_account_in_any_letters():
    keep_account("kim@example.org")

    with pytest.raises(ValidationError):
        keep_account("KIM@example.org")


def test_an_account_has_one_role_in_a_study_and_a_coder_is_one_account():
    study_id = keep_study()
    account_id = keep_participant(study_id, StudyRole.READER, "KA")
    add_participant(study_id, account_id, StudyRole.EDITOR, "KA")
    other = keep_account("robin@example.org")

    assert StudyMembership.objects.count() == 1
    assert refused(lambda: add_participant(study_id, other, StudyRole.EDITOR, "KA"))


def test_a_study_is_removed_with_everything_in_it():
    parts = {"excerpts": (make_excerpt(),), "scores": (make_score(),)}
    study_id, kept = keep_study(**parts), keep_study(**parts)

    remove_study(study_id)

    assert list(StudyRecord.objects.order_by("pk").values_list("pk", flat=True)) == [kept]
    assert set(ExcerptRecord.objects.values_list("study_id", flat=True)) == {kept}
