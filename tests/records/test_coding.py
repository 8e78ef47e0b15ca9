"""Excerpts, one at a time and in lists."""

from dataclasses import replace

import pytest

from keep import NOON, keep_interview
from make import make_excerpt
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.records.coding import (
    add_excerpt,
    add_excerpts,
    change_excerpt,
    count_excerpts_of_code,
    delete_excerpt,
    find_interview_of_excerpt,
    load_conflicts,
    load_excerpt,
    load_excerpts,
    load_excerpts_of_code,
    load_excerpts_of_interview,
    load_excerpts_to_review,
    load_kept_codes,
    restore_excerpt,
)
from samverkan.records.interviews import add_transcript_version, load_transcript
from samverkan.records.models import CodeRecord

pytestmark = pytest.mark.django_db


def test_a_marked_excerpt_is_there_with_everything():
    _, interview_id = keep_interview(excerpts=())
    excerpt = make_excerpt(start=3, end=8, concerns="LILL", memo="Se även I2.", extra=(("own", "x"),))

    kept = add_excerpt(interview_id, excerpt)

    assert load_excerpt(kept.id) == kept
    assert kept.value == excerpt
    assert find_interview_of_excerpt(kept.id) == interview_id


def test_a_change_is_taken_once_from_the_version_that_was_seen():
    _, interview_id = keep_interview(excerpts=())
    seen = add_excerpt(interview_id, make_excerpt())

    mine = change_excerpt(replace(seen, value=replace(seen.value, valence=Valence.HINDERS)))
    with pytest.raises(ChangedMeanwhileError) as error:
        change_excerpt(replace(seen, value=replace(seen.value, memo="Theirs.")))

    assert error.value.current == mine == load_excerpt(seen.id)
    assert mine.version == seen.version + 1


def test_a_deleted_excerpt_is_nowhere_until_it_is_restored():
    study_id, interview_id = keep_interview(excerpts=())
    seen = add_excerpt(interview_id, make_excerpt())

    gone = delete_excerpt(seen)

    assert (load_excerpt(seen.id), load_excerpts(study_id), load_excerpts_of_interview(interview_id)) == (None, (), ())
    with pytest.raises(ChangedMeanwhileError, match="Somebody else has deleted this"):
        change_excerpt(seen)
    restore_excerpt(gone)
    assert load_excerpts(study_id) == (seen.value,)


def test_excerpts_of_an_interview_come_by_start_and_of_one_coder_when_named():
    _, interview_id = keep_interview(excerpts=())
    later = add_excerpt(interview_id, make_excerpt(start=9, end=12))
    other = add_excerpt(interview_id, make_excerpt(start=5, end=8, coder="BO"))

    assert load_excerpts_of_interview(interview_id) == (other, later)
    assert load_excerpts_of_interview(interview_id, coder="BO") == (other,)


def test_excerpts_of_a_code_come_in_pages():
    study_id, _ = keep_interview(excerpts=())
    add_excerpts(study_id, [make_excerpt(start=place, end=place + 3) for place in range(5)])
    code = next(one.id for one in load_kept_codes(study_id) if one.value.id == "TRUST")

    pages = [load_excerpts_of_code(code, after=after, limit=2) for after in (0, 2, 4)]

    assert [[one.value.start for one in page] for page in pages] == [[0, 1], [2, 3], [4]]
    assert count_excerpts_of_code(code) == 5


def test_excerpts_on_an_older_text_wait_in_the_queue():
    study_id, interview_id = keep_interview(excerpts=())
    old = add_excerpt(interview_id, make_excerpt(start=0, end=3))
    add_transcript_version(interview_id, load_transcript(interview_id).value, NOON)
    new = add_excerpt(interview_id, make_excerpt(start=4, end=8))

    assert load_conflicts(study_id) == (old,)
    assert load_excerpts_of_interview(interview_id) == (new,)
    assert load_transcript(interview_id).version == 2


def test_excerpts_marked_under_an_older_definition_are_to_be_looked_at_again():
    study_id, interview_id = keep_interview(excerpts=())
    old = add_excerpt(interview_id, make_excerpt(start=0, end=3))
    CodeRecord.objects.filter(study_id=study_id, key="TRUST").update(definition="Otherwise.", definition_number=2)
    add_excerpt(interview_id, make_excerpt(start=4, end=8))

    assert load_excerpts_to_review(study_id) == (old,)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_an_interview_is_one_question_however_long(count, django_assert_num_queries):
    study_id, interview_id = keep_interview(excerpts=())
    add_excerpts(study_id, [make_excerpt(start=0, end=place + 1) for place in range(count)])

    with django_assert_num_queries(1):
        found = load_excerpts_of_interview(interview_id)

    assert len(found) == count
