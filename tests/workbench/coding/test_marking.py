"""Marking excerpts, and the way back."""

import pytest

from keep import keep_account, keep_interview, keep_participant
from make import make_excerpt, make_transcript
from samverkan.domain.coding.excerpts import ExcerptError, Status, Valence
from samverkan.domain.coding.undoing import Way
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_codebook, load_excerpts, load_excerpts_of_interview
from samverkan.records.history import load_events
from samverkan.records.study import add_participant, load_participants
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.coding.acting import CodingError
from samverkan.workbench.coding.codebook import CodeWish
from samverkan.workbench.coding.marking import (
    Wish,
    change_excerpt,
    delete_excerpt,
    mark_excerpt,
    mark_with_new_code,
    move_excerpt,
)
from samverkan.workbench.coding.undoing import UndoRefusedError, take_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study_id, interview_id = keep_interview()
    return study_id, interview_id, keep_participant(study_id)


def standing(interview_id):
    return [
        (one.value.code, one.value.start, one.value.end, one.value.coder)
        for one in load_excerpts_of_interview(interview_id)
    ]


def first(interview_id):
    one = load_excerpts_of_interview(interview_id)[0]
    return one.id, one.version


def undo(study, way=Way.UNDO):
    study_id, interview_id, actor = study
    return take_step(actor, study_id, way, f"interview:{interview_id}")


def test_a_passage_is_marked_with_several_codes_at_once(study):
    study_id, interview_id, actor = study

    done = mark_excerpt(actor, study_id, interview_id, (2, 9), ("TRUST", "G_KNOW"))

    assert standing(interview_id) == [("TRUST", 3, 8, "KA"), ("G_KNOW", 3, 8, "KA")]
    assert [one.id for one in load_excerpts_of_interview(interview_id)] == list(done.excerpts)
    assert {one.quote for one in load_excerpts(study_id)} == {"litar"}
    events = load_events(study_id)
    assert [(one.value.act, one.value.who, one.value.object) for one in events] == [
        ("mark-excerpt", actor, f"interview:{interview_id}")
    ]
    assert "litar" not in str(events[0].value)


@pytest.mark.parametrize(
    ("span", "codes", "error", "words"),
    [
        ((0, 99), ("TRUST",), ExcerptError, "falls outside"),
        ((2, 3), ("TRUST",), ExcerptError, "no words"),
        ((0, 5), (), CodingError, "Choose a code"),
        ((0, 5), ("NONE",), CodingError, "The code NONE is not in the codebook"),
    ],
)
def test_what_cannot_be_marked_is_refused_and_leaves_nothing(study, span, codes, error, words):
    study_id, interview_id, actor = study

    with pytest.raises(error, match=words):
        mark_excerpt(actor, study_id, interview_id, span, codes)

    assert (standing(interview_id), load_events(study_id)) == ([], ())


def test_the_same_passage_and_code_are_marked_once_by_each_coder(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))
    other = keep_account("bo@example.org", name="Bo Ek")
    add_participant(study_id, other, StudyRole.EDITOR)

    mark_excerpt(other, study_id, interview_id, (3, 8), ("TRUST",))
    with pytest.raises(CodingError, match="already"):
        mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))

    assert standing(interview_id) == [("TRUST", 3, 8, "KA"), ("TRUST", 3, 8, "BE")]
    assert {one.coder for one in load_participants(study_id)} == {"KA", "BE"}


def test_who_has_no_name_as_a_coder_gets_one_that_nobody_has_used():
    study_id, interview_id = keep_interview(excerpts=(make_excerpt(coder="BE"),))
    other = keep_account("bo@example.org", name="Bo Ek")
    add_participant(study_id, other, StudyRole.EDITOR)

    mark_excerpt(other, study_id, interview_id, (3, 8), ("TRUST",))

    assert standing(interview_id)[-1] == ("TRUST", 3, 8, "BE2")


def test_what_is_said_of_an_excerpt_changes_part_by_part(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("C_MONEY",))
    wishes = [
        Wish(valence="hinders"),
        Wish(concerns="LILL"),
        Wish(status="expected"),
        Wish(memo=" Se I2.\r\n "),
        Wish(valence=""),
    ]

    for wish in wishes:
        change_excerpt(actor, study_id, interview_id, first(interview_id), wish)

    value = load_excerpts(study_id)[0]
    assert (value.valence, value.concerns, value.status, value.memo) == (None, "LILL", Status.EXPECTED, "Se I2.")
    assert len(load_events(study_id)) == 1 + len(wishes)


def test_a_wish_that_changes_nothing_writes_nothing(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))

    change_excerpt(actor, study_id, interview_id, first(interview_id), Wish(valence="", code="TRUST"))

    assert len(load_events(study_id)) == 1


def test_a_word_that_is_not_known_is_refused(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))

    for wish in (Wish(valence="good"), Wish(concerns="NOWHERE"), Wish(code="NONE")):
        with pytest.raises(CodingError, match="is not known here"):
            change_excerpt(actor, study_id, interview_id, first(interview_id), wish)


def test_a_change_from_an_old_version_is_refused_with_what_is_there(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))
    seen = first(interview_id)
    change_excerpt(actor, study_id, interview_id, seen, Wish(valence="helps"))

    with pytest.raises(ChangedMeanwhileError) as error:
        change_excerpt(actor, study_id, interview_id, seen, Wish(valence="hinders"))

    assert error.value.current.value.valence is Valence.HELPS


def test_an_excerpt_gets_other_ends_and_keeps_what_was_said_of_it(study):
    study_id, interview_id, actor = study
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))
    change_excerpt(actor, study_id, interview_id, first(interview_id), Wish(valence="mixed", memo="Kvar."))

    move_excerpt(actor, study_id, interview_id, first(interview_id), (0, 21))

    value = load_excerpts(study_id)[0]
    assert (value.start, value.end, value.valence, value.memo) == (0, 21, Valence.MIXED, "Kvar.")
    undo(study)
    assert standing(interview_id) == [("TRUST", 3, 8, "KA")]


def test_everything_is_undone_and_done_again_step_by_step(study):
    study_id, interview_id, actor = study
    states = [load_excerpts(study_id)]
    acts = [
        lambda: mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",)),
        lambda: change_excerpt(actor, study_id, interview_id, first(interview_id), Wish(valence="helps")),
        lambda: change_excerpt(actor, study_id, interview_id, first(interview_id), Wish(code="GOV", memo="Nej.")),
        lambda: move_excerpt(actor, study_id, interview_id, first(interview_id), (0, 8)),
        lambda: delete_excerpt(actor, study_id, interview_id, first(interview_id)),
        lambda: mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST", "G_KNOW")),
    ]
    for act in acts:
        act()
        states.append(strip(load_excerpts(study_id)))

    back = [strip(load_excerpts(study_id)) for _ in acts if undo(study)]
    forth = [strip(load_excerpts(study_id)) for _ in acts if undo(study, Way.REDO)]

    assert back == states[-2::-1]
    assert forth == states[1:]
    with pytest.raises(CodingError, match="nothing to do again"):
        undo(study, Way.REDO)


def strip(excerpts):
    return tuple(sorted((one.code, one.start, one.end, str(one.valence), one.memo) for one in excerpts))


def test_undo_is_refused_when_somebody_else_has_changed_the_same(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))
    change_excerpt(actor, study_id, interview_id, first(interview_id), Wish(valence="helps"))
    change_excerpt(owner, study_id, interview_id, first(interview_id), Wish(valence="mixed"))

    with pytest.raises(UndoRefusedError, match="cannot be undone") as error:
        undo(study)

    assert error.value.current.value.valence is Valence.MIXED


def test_each_undoes_only_what_they_did_themselves(study):
    study_id, interview_id, _ = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    mark_excerpt(owner, study_id, interview_id, (3, 8), ("TRUST",))

    with pytest.raises(CodingError, match="nothing to undo"):
        undo(study)


def test_an_editor_does_not_change_another_coders_excerpt():
    study_id, interview_id = keep_interview(excerpts=(make_excerpt(coder="BO"),))
    actor = keep_participant(study_id)

    with pytest.raises(CodingError, match="another coder's"):
        delete_excerpt(actor, study_id, interview_id, first(interview_id))


def test_a_reader_marks_nothing_and_a_stranger_finds_nothing(study):
    study_id, interview_id, _ = study
    reader = keep_participant(study_id, StudyRole.READER, coder="")

    with pytest.raises(NotAllowedError):
        mark_excerpt(reader, study_id, interview_id, (3, 8), ("TRUST",))
    with pytest.raises(NotThereError):
        mark_excerpt(keep_account("stranger@example.org"), study_id, interview_id, (3, 8), ("TRUST",))


def test_an_interview_of_another_study_is_not_there(study):
    study_id, _, actor = study
    _, elsewhere = keep_interview()

    with pytest.raises(NotThereError, match="no such interview"):
        mark_excerpt(actor, study_id, elsewhere, (3, 8), ("TRUST",))


def test_positions_count_code_points(study):
    words = "Bra 👍🏽 tycker vi på Åland."
    study_id, interview_id = keep_interview(transcripts={"I1": make_transcript(("R1", words))})
    actor = keep_account("ann@example.org", name="Ann Ek")
    add_participant(study_id, actor, StudyRole.EDITOR)

    mark_excerpt(actor, study_id, interview_id, (7, 13), ("TRUST",))

    assert load_excerpts(study_id)[0].quote == "tycker"


def test_marking_asks_a_fixed_number_of_queries(study, django_assert_num_queries):
    study_id, interview_id, actor = study

    with django_assert_num_queries(MARKING):
        mark_excerpt(actor, study_id, interview_id, (3, 8), ("TRUST",))
    with django_assert_num_queries(MARKING):
        mark_excerpt(actor, study_id, interview_id, (0, 8), ("TRUST", "GOV", "G_KNOW"))


MARKING = 10
"""Role, interview, coder, text, codes, municipalities, what is there, two savepoints, excerpts, event."""


def test_undoing_a_mark_with_a_new_code_says_that_the_code_stays(study):
    study_id, interview_id, actor = study
    mark_with_new_code(actor, study_id, interview_id, (3, 8), CodeWish("PRIDE", "factor"))

    undone = undo(study)

    assert str(undone.words) == "Undone: marking; the new code PRIDE stays in the codebook."
    assert (standing(interview_id), "PRIDE" in load_codebook(study_id)) == ([], True)
    assert str(undo(study, Way.REDO).words) == "Done again: marking; the new code PRIDE stays in the codebook."
    assert standing(interview_id) == [("PRIDE", 3, 8, "KA")]


def test_a_new_code_that_has_excerpts_is_not_undone_away_from_under_them(study):
    study_id, interview_id, actor = study
    mark_with_new_code(actor, study_id, interview_id, (3, 8), CodeWish("PRIDE", "factor"))

    with pytest.raises(CodingError, match="has excerpts or scores by now"):
        take_step(actor, study_id, Way.UNDO, "codebook")

    assert standing(interview_id) == [("PRIDE", 3, 8, "KA")]
    undo(study)
    assert str(take_step(actor, study_id, Way.UNDO, "codebook").words) == "Undone: adding a code."
    assert "PRIDE" not in load_codebook(study_id)
