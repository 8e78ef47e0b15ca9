"""The board: who sees whose work, and what has changed."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from keep import keep_interview, keep_participant
from make import make_excerpt, make_transcript
from samverkan.domain.coding.codebook import Code, Kind
from samverkan.domain.people import StudyRole
from samverkan.records.coding import add_excerpt
from samverkan.records.models import ExcerptRecord
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.coding.board import find_tag, show_board, show_changes, show_marks, start_double_coding
from samverkan.workbench.coding.marking import Wish, change_excerpt, delete_excerpt, mark_excerpt
from samverkan.workbench.coding.sight import Sight

pytestmark = pytest.mark.django_db
TALK = make_transcript(("Q", "Hur går det?"), ("R1", "Vi litar på varandra."), ("Q", "Alltid?"))
"""Turns at 0-12, 14-35 and 37-44."""


@pytest.fixture
def study():
    both = (make_excerpt(start=14, end=22, quote="Vi litar"), make_excerpt(coder="BO", start=17, end=44, quote="x"))
    study_id, interview_id = keep_interview(excerpts=both, transcripts={"I1": TALK})
    return study_id, interview_id, keep_participant(study_id)


def coders(board):
    return sorted(mark.value.coder for turn in board.turns for mark in turn.marks)


def test_a_board_has_every_turn_with_its_pieces(study):
    study_id, interview_id, actor = study

    board = show_board(actor, study_id, interview_id)

    assert ["".join(piece.text for piece in turn.pieces) for turn in board.turns] == [
        "Hur går det?",
        "Vi litar på varandra.",
        "Alltid?",
    ]
    assert [[piece.text for piece in turn.pieces] for turn in board.turns][1] == ["Vi ", "litar", " på varandra."]
    assert [(turn.turn.speaker, len(turn.marks)) for turn in board.turns] == [("Q", 0), ("R1", 2), ("Q", 1)]
    assert (board.n_excerpts, board.n_own, board.others) == (2, 1, ("BO",))


def test_one_may_look_at_ones_own_work_only(study):
    study_id, interview_id, actor = study

    board = show_board(actor, study_id, interview_id, Sight(shows_others=False))

    assert coders(board) == ["KA"]


def test_one_may_look_at_one_code_with_those_under_it_or_at_one_kind():
    codes = (
        Code("TRUST", Kind.FACTOR),
        Code("TRUST_UP", Kind.FACTOR, parent="TRUST"),
        Code("TRUST_FAR", Kind.FACTOR, parent="TRUST_UP"),
        Code("GOV", Kind.FACTOR),
        Code("G_ECON", Kind.GAIN),
    )

    def seen(only):
        return Sight(only=only).among(codes)

    assert seen("TRUST") == {"TRUST", "TRUST_UP", "TRUST_FAR"}
    assert seen("TRUST_UP") == {"TRUST_UP", "TRUST_FAR"}
    assert seen("kind:gain") == {"G_ECON"}
    assert seen("") == seen("XYZ") == seen("kind:x") == {one.id for one in codes}


def test_a_board_of_one_code_holds_its_passages_and_has_a_tag_of_its_own(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (14, 20), ("GOV",))
    only = Sight(only="GOV")

    board = show_board(actor, study_id, interview_id, only)

    marks = [mark for turn in board.turns for mark in turn.marks]
    assert [one.code.key for one in marks] == ["GOV"]
    assert find_tag(actor, study_id, interview_id, only) != find_tag(actor, study_id, interview_id, Sight())


def test_while_an_interview_is_double_coded_coders_do_not_see_each_other(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    reader = keep_participant(study_id, StudyRole.READER, coder="")
    other = show_board(actor, study_id, interview_id).turns[2].marks[0].id

    start_double_coding(owner, study_id, interview_id, is_on=True)

    assert coders(show_board(actor, study_id, interview_id)) == ["KA"]
    assert coders(show_board(owner, study_id, interview_id)) == []
    assert coders(show_board(reader, study_id, interview_id)) == ["BO", "BO", "KA"]
    assert show_marks(actor, study_id, interview_id, [other]) == ()
    assert coders(show_changes(actor, study_id, interview_id, "", Sight())) == ["KA"]
    start_double_coding(owner, study_id, interview_id, is_on=False)
    assert coders(show_board(actor, study_id, interview_id)) == ["BO", "BO", "KA"]


def test_only_an_owner_starts_a_double_coding(study):
    study_id, interview_id, actor = study

    with pytest.raises(NotAllowedError):
        start_double_coding(actor, study_id, interview_id, is_on=True)


def test_the_tag_changes_with_every_act_and_only_then(study):
    study_id, interview_id, actor = study
    tags = [find_tag(actor, study_id, interview_id, Sight())]
    assert find_tag(actor, study_id, interview_id, Sight()) == tags[0]

    made = mark_excerpt(actor, study_id, interview_id, (0, 3), ("GOV",)).excerpts[0]
    tags.append(find_tag(actor, study_id, interview_id, Sight()))
    change_excerpt(actor, study_id, interview_id, (made, 1), Wish(valence="helps"))
    tags.append(find_tag(actor, study_id, interview_id, Sight()))
    delete_excerpt(actor, study_id, interview_id, (made, 2))
    tags.append(find_tag(actor, study_id, interview_id, Sight()))

    assert len(set(tags)) == 4


def test_what_others_do_comes_with_the_turns_that_it_touches(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    age_everything(interview_id)
    seen = (timezone.now() - timedelta(seconds=20)).isoformat()

    mark_excerpt(owner, study_id, interview_id, (0, 3), ("GOV",))

    fresh = show_changes(actor, study_id, interview_id, seen, Sight())
    assert [(turn.number, [mark.value.coder for mark in turn.marks]) for turn in fresh.turns] == [(0, ["AN"])]


def age_everything(interview_id):
    ExcerptRecord.objects.filter(interview_id=interview_id).update(changed_at=F("changed_at") - timedelta(minutes=1))


@pytest.mark.parametrize("count", [0, 30])
def test_the_board_asks_a_fixed_number_of_queries(django_assert_num_queries, count):
    study_id, interview_id = keep_interview(excerpts=())
    actor = keep_participant(study_id)
    for place in range(count):
        add_excerpt(interview_id, make_excerpt(start=place % 10, end=place % 10 + 5, coder=f"K{place}"))

    with django_assert_num_queries(11):
        show_board(actor, study_id, interview_id)
