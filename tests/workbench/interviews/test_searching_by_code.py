"""Searching within a code: the turns that share a character with an excerpt, and who takes them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keep import keep_interview, keep_participant
from make import make_excerpt, make_transcript
from samverkan.domain.interviews.searching import QueryError
from samverkan.records.coding import add_excerpts
from samverkan.records.models import ExcerptRecord
from samverkan.workbench.interviews.searching import Filters, prepare_search, search_interviews

pytestmark = pytest.mark.django_db
TALK = make_transcript(*((f"R{number}", f"Vi samverkar {'mycket ' * number}nu.") for number in range(6)))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(TALK.text) - 2), st.integers(1, 80)), min_size=1, max_size=3))
def test_a_turn_is_found_when_an_excerpt_lies_over_any_of_it(board, spans):
    study_id, actor = board
    ends = [(start, min(start + length, len(TALK.text))) for start, length in spans]
    ExcerptRecord.objects.all().delete()
    add_excerpts(study_id, {one: make_excerpt(start=one[0], end=one[1], quote="") for one in ends}.values())

    found = search_interviews(actor, study_id, "samverka", Filters(code="TRUST")).hits

    assert [(one.turn, one.speaker) for one in found] == [
        (number, turn.speaker)
        for number, turn in enumerate(TALK.turns)
        if any(start < turn.end and turn.start < end for start, end in ends)
    ]


def test_a_code_without_words_lists_what_it_lies_on_marked_in_its_turn(board):
    study_id, actor = board
    ExcerptRecord.objects.all().delete()
    first, second = TALK.turns[0], TALK.turns[1]
    add_excerpts(study_id, [make_excerpt(start=first.start + 3, end=second.start + 2, quote="")])

    found = search_interviews(actor, study_id, "", Filters(code="TRUST")).hits

    assert [[(piece.text, piece.is_hit) for piece in one.pieces] for one in found] == [
        [("Vi ", False), ("samverkar nu.", True)],
        [("Vi", True), (" samverkar mycket nu.", False)],
    ]


@pytest.mark.parametrize("words", ["-skola", '-"en skola"', "-*skola*"])
def test_what_only_leaves_out_needs_a_code(board, words):
    study_id, actor = board

    with pytest.raises(QueryError, match="Write also what is to be found"):
        search_interviews(actor, study_id, words)

    assert search_interviews(actor, study_id, words, Filters(code="TRUST")).count == 1


def test_a_deleted_excerpt_and_another_code_find_nothing(board):
    study_id, actor = board
    add_excerpts(study_id, [make_excerpt(code="GOV")])
    ExcerptRecord.objects.filter(code__key="TRUST").update(is_deleted=True)

    found = {
        code: search_interviews(actor, study_id, "samverka", Filters(code=code)).count for code in ("TRUST", "GOV")
    }

    assert found == {"TRUST": 0, "GOV": 1}


@pytest.mark.parametrize(
    ("sought", "count"), [("samv*", 6), ("*verkar", 6), ("*cke*", 5), ("*cke* samv*", 5), ("verk*", 0)]
)
def test_a_part_of_a_word_is_found_in_the_tables_as_in_the_text(board, sought, count):
    study_id, actor = board

    found = search_interviews(actor, study_id, sought, Filters())

    assert found.count == count
    assert all(any(piece.is_hit for piece in hit.pieces) for hit in found.hits)


@pytest.fixture
def board():
    study_id, _ = keep_interview(transcripts={"I1": TALK}, excerpts=(make_excerpt(),))
    actor = keep_participant(study_id)
    prepare_search(actor, study_id)
    return study_id, actor
