"""Settling what coders differ in: deciding, undoing, and letting the agreed coding count."""

import pytest

from keep import keep_interview, keep_participant
from make import SMALL, make_excerpt, make_interview, make_score, make_transcript
from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import ExcerptError, Valence
from samverkan.domain.coding.settling import Differing, Verdict
from samverkan.domain.coding.undoing import Way
from samverkan.domain.history import Chosen
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import Right, StudyRole
from samverkan.records.coding import find_code, load_excerpts, load_scores, load_settlements
from samverkan.workbench.access import HiddenNowError, NotAllowedError, NotThereError, require
from samverkan.workbench.coding.acting import CodingError, name_coder
from samverkan.workbench.coding.agreeing import (
    Choice,
    Decision,
    ScoreDecision,
    let_agreed_count,
    settle_difference,
    settle_score,
    subject_of,
    withdraw_agreed,
)
from samverkan.workbench.coding.board import show_board, start_double_coding
from samverkan.workbench.coding.comparing import compare_coders
from samverkan.workbench.coding.marking import Wish, change_excerpt, delete_excerpt, mark_excerpt
from samverkan.workbench.coding.merging import merge_codes, split_code
from samverkan.workbench.coding.of_code import show_code
from samverkan.workbench.coding.settling import Sift, open_settling, show_settling
from samverkan.workbench.coding.undoing import take_step
from samverkan.workbench.history import empty_for_good, show_deleted, show_history

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TALK = make_transcript(("Q", "Hur går det?"), ("R1", "Vi litar på varandra och på driften."), ("Q", "Alltid?"))
"""Turns at 0-12, 14-50 and 52-59."""


def mark(coder, start, end, code="TRUST", **fields):
    return make_excerpt(coder=coder, start=start, end=end, code=code, quote=TALK.text[start:end], **fields)


EXCERPTS = (
    mark("KA", 14, 34),
    mark("BO", 17, 34, memo="Bara orden."),
    mark("KA", 35, 49, code="GOV"),
    mark("KA", 52, 58),
    mark("BO", 52, 58),
)
SCORES = (make_score("R1", 0.67, reason="Ja."), make_score("R1", 0.33, coder="BO", reason="Nja."))
EVERYTHING = Sift()


@pytest.fixture
def study():
    study_id, interview_id = keep_interview(
        excerpts=EXCERPTS,
        scores=SCORES,
        interviews=(make_interview(), make_interview("I2", ("R2",))),
        transcripts={"I1": TALK},
    )
    return study_id, interview_id, keep_participant(study_id)


def settle(study, key, choice, **fields):
    study_id, interview_id, actor = study
    opened = open_settling(actor, study_id, interview_id, EVERYTHING, key).opened
    settle_difference(actor, study_id, interview_id, Decision(opened.number, opened.seal, choice, **fields))


def keys(study):
    return [one.key for one in open_settling(study[2], study[0], study[1], EVERYTHING).items]


def agreed_of(study_id):
    return [(one.start, one.end, one.code) for one in load_excerpts(study_id) if one.coder == AGREED]


def test_the_page_has_each_difference_with_what_each_coder_did(study):
    study_id, interview_id, actor = study

    page = open_settling(actor, study_id, interview_id, EVERYTHING)

    assert [(one.kinds, [code.key for code in one.codes], one.is_settled) for one in page.items] == [
        ((Differing.EXTENT,), ["TRUST"], False),
        ((Differing.ONE_SIDED,), ["GOV"], False),
        ((Differing.SCORE,), ["TRUST"], False),
    ]
    assert [(coder, [one.value.quote for one in said]) for coder, said in page.opened.sides] == [
        ("BO", ["litar på varandra"]),
        ("KA", ["Vi litar på varandra"]),
    ]
    assert [[(one.text, one.coders) for one in turn.stretches if one.coders] for turn in page.opened.around] == [
        [],
        [("Vi ", ("KA",)), ("litar på varandra", ("BO", "KA"))],
        [],
    ]
    assert (page.tally.n, page.tally.n_settled, page.n_open, page.n_agreed) == (3, 0, 2, 0)


@pytest.mark.parametrize(
    ("sift", "count"),
    [
        (Sift(code="GOV"), 1),
        (Sift(coder="BO"), 2),
        (Sift(kind=Differing.SCORE), 1),
        (Sift(code="GOV", coder="BO"), 0),
    ],
)
def test_differences_are_chosen_by_code_coder_and_kind(study, sift, count):
    study_id, interview_id, actor = study

    assert len(open_settling(actor, study_id, interview_id, sift).items) == count


def test_only_what_is_open_is_shown_when_asked_but_for_the_one_that_is_named(study):
    study_id, interview_id, actor = study
    first = keys(study)[0]
    settle(study, first, Choice.ONE, coder="KA")

    left = open_settling(actor, study_id, interview_id, Sift(only_open=True))
    named = open_settling(actor, study_id, interview_id, Sift(only_open=True), first)

    assert (len(left.items), left.opened.item.codes[0].key) == (2, "GOV")
    assert (len(named.items), named.opened.choice, named.opened.coder) == (3, Choice.ONE, "KA")


def test_a_decision_leaves_the_coders_work_and_their_agreement_as_they_were(study):
    study_id, interview_id, actor = study
    alpha = compare_coders(actor, study_id).codes

    settle(study, keys(study)[0], Choice.ONE, coder="BO", reason="Bara orden hör dit.")
    settle(study, keys(study)[1], Choice.NONE)
    let_agreed_count(actor, study_id, interview_id)

    assert [one for one in load_excerpts(study_id) if one.coder != AGREED] == list(EXCERPTS)
    assert compare_coders(actor, study_id).codes == alpha
    assert [(one.coder, one.code, one.verdict, one.reason) for one in load_settlements(study_id)] == [
        ("KA", "TRUST", Verdict.DROPPED, "Bara orden hör dit."),
        ("BO", "TRUST", Verdict.KEPT, "Bara orden hör dit."),
        ("KA", "GOV", Verdict.DROPPED, ""),
    ]
    assert agreed_of(study_id) == [(17, 34, "TRUST"), (52, 58, "TRUST")]


def test_an_adjusted_passage_has_the_words_that_were_written(study):
    study_id, interview_id, actor = study
    settle(study, keys(study)[0], Choice.ADJUSTED, coder="KA", words="varandra och på driften")
    settle(study, keys(study)[1], Choice.ONE, coder="KA")

    let_agreed_count(actor, study_id, interview_id)

    assert agreed_of(study_id) == [(26, 49, "TRUST"), (35, 49, "GOV"), (52, 58, "TRUST")]
    opened = open_settling(actor, study_id, interview_id, EVERYTHING, keys(study)[0]).opened
    assert (opened.choice, opened.coder, opened.words) == (Choice.ADJUSTED, "KA", "varandra och på driften")


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"choice": Choice.ADJUSTED, "coder": "KA", "words": "misstror"}, ExcerptError, "not in the text shown"),
        ({"choice": Choice.ONE, "coder": "EL"}, CodingError, "EL has marked nothing here"),
    ],
)
def test_what_cannot_be_decided_is_refused(study, fields, error, words):
    with pytest.raises(error, match=words):
        settle(study, keys(study)[0], **fields)

    assert load_settlements(study[0]) == ()


def test_both_are_kept_only_when_they_can_stand_in_one_coding(study):
    study_id, interview_id, actor = study
    number = next(
        mark.id
        for turn in show_board(actor, study_id, interview_id).turns
        for mark in turn.marks
        if mark.value.start == 52 and mark.value.coder == "KA"
    )
    change_excerpt(actor, study_id, interview_id, (number, 1), Wish(valence="hinders"))

    settle(study, keys(study)[0], Choice.ALL)
    with pytest.raises(CodingError, match="only one of them can be kept"):
        settle(study, keys(study)[2], Choice.ALL)


def test_a_difference_that_somebody_has_settled_meanwhile_is_not_overwritten(study):
    study_id, interview_id, actor = study
    opened = open_settling(actor, study_id, interview_id, EVERYTHING).opened
    settle(study, opened.item.key, Choice.ONE, coder="KA")

    with pytest.raises(ChangedMeanwhileError):
        settle_difference(actor, study_id, interview_id, Decision(opened.number, opened.seal, Choice.NONE))
    with pytest.raises(CodingError, match="no longer differ"):
        settle_difference(actor, study_id, interview_id, Decision(999, "", Choice.NONE))


def test_each_decision_can_be_undone_and_done_again(study):
    study_id, interview_id, actor = study
    first = keys(study)[0]
    settle(study, first, Choice.ONE, coder="KA")
    settle(study, first, Choice.ADJUSTED, coder="BO", words="varandra")
    adjusted = load_settlements(study_id)

    take_step(actor, study_id, Way.UNDO, subject_of(interview_id))
    once = [one.verdict for one in load_settlements(study_id)]
    take_step(actor, study_id, Way.UNDO, subject_of(interview_id))
    twice = load_settlements(study_id)
    take_step(actor, study_id, Way.REDO, subject_of(interview_id))
    take_step(actor, study_id, Way.REDO, subject_of(interview_id))

    assert once == [Verdict.KEPT, Verdict.DROPPED]
    assert twice == ()
    assert load_settlements(study_id) == adjusted


def test_the_agreed_coding_counts_only_when_every_difference_is_settled(study):
    study_id, interview_id, actor = study

    with pytest.raises(CodingError, match="Not every difference"):
        let_agreed_count(actor, study_id, interview_id)

    assert agreed_of(study_id) == []


def test_an_agreed_coding_without_a_passage_is_refused():
    study_id, interview_id = keep_interview(excerpts=(mark("KA", 14, 34), mark("BO", 52, 58)), transcripts={"I1": TALK})
    study = study_id, interview_id, keep_participant(study_id)
    for key in keys(study):
        settle(study, key, Choice.NONE)

    with pytest.raises(CodingError, match="Nothing would be left"):
        let_agreed_count(study[2], study_id, interview_id)


def settle_all(study):
    settle(study, keys(study)[0], Choice.ONE, coder="KA")
    settle(study, keys(study)[1], Choice.ONE, coder="KA")
    let_agreed_count(study[2], study[0], study[1])


def test_the_agreed_coding_is_withdrawn_undone_and_made_anew(study):
    study_id, interview_id, actor = study
    settle_all(study)
    made = agreed_of(study_id)

    with pytest.raises(CodingError, match="just so already"):
        let_agreed_count(actor, study_id, interview_id)
    withdraw_agreed(actor, study_id, interview_id)
    assert agreed_of(study_id) == []
    with pytest.raises(CodingError, match="No agreed coding"):
        withdraw_agreed(actor, study_id, interview_id)
    take_step(actor, study_id, Way.UNDO, subject_of(interview_id))
    assert agreed_of(study_id) == made
    take_step(actor, study_id, Way.UNDO, subject_of(interview_id))
    assert agreed_of(study_id) == []
    let_agreed_count(actor, study_id, interview_id)

    assert agreed_of(study_id) == made
    assert show_deleted(actor, study_id).deleted == ()


def test_what_a_coder_marks_afterwards_is_a_new_difference_and_the_agreed_coding_stays(study):
    study_id, interview_id, actor = study
    settle_all(study)
    made = agreed_of(study_id)

    mark_excerpt(actor, study_id, interview_id, (0, 12), ("GOV",))

    page = open_settling(actor, study_id, interview_id, EVERYTHING)
    assert (page.n_open, page.n_agreed, page.is_stale) == (1, 3, True)
    assert agreed_of(study_id) == made
    settle(study, page.opened.item.key, Choice.ONE, coder="KA")
    let_agreed_count(actor, study_id, interview_id)
    assert agreed_of(study_id) == [(0, 12, "GOV"), *made]


def test_nobody_changes_the_agreed_coding_on_the_board(study):
    study_id, interview_id, _ = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    settle_all(study)

    marks = [mark for turn in show_board(owner, study_id, interview_id).turns for mark in turn.marks]
    agreed = next(one for one in marks if one.value.coder == AGREED)

    assert not agreed.may_change
    with pytest.raises(CodingError, match="This is the agreed coding"):
        delete_excerpt(owner, study_id, interview_id, (agreed.id, agreed.version))


def test_an_agreed_score_stands_beside_the_coders_and_can_be_undone(study):
    study_id, interview_id, actor = study
    opened = open_settling(actor, study_id, interview_id, Sift(kind=Differing.SCORE)).opened

    decision = ScoreDecision(opened.number, 0, 0.33, was_asked=True, reason="Anken är tydlig.")
    settle_score(actor, study_id, interview_id, decision)

    assert load_scores(study_id) == (*SCORES, make_score("R1", 0.33, coder=AGREED, reason="Anken är tydlig."))
    with pytest.raises(ChangedMeanwhileError):
        settle_score(actor, study_id, interview_id, decision)
    again = ScoreDecision(opened.number, 1, None, was_asked=True, reason="Tyst.")
    settle_score(actor, study_id, interview_id, again)
    assert load_scores(study_id)[-1].score is None
    for _ in range(2):
        take_step(actor, study_id, Way.UNDO, subject_of(interview_id))
    assert load_scores(study_id) == SCORES


@pytest.mark.parametrize(
    ("score", "reason", "words"), [(0.5, "Mitt emellan.", "0.5 says neither"), (0.33, "  ", "Write why")]
)
def test_an_agreed_score_is_a_written_level_with_a_reason(study, score, reason, words):
    study_id, interview_id, actor = study
    number = open_settling(actor, study_id, interview_id, Sift(kind=Differing.SCORE)).opened.number

    with pytest.raises(CodingError, match=words):
        settle_score(actor, study_id, interview_id, ScoreDecision(number, 0, score, was_asked=True, reason=reason))


def test_while_an_interview_is_double_coded_nobody_settles_there(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="")
    reader = keep_participant(study_id, StudyRole.READER, coder="")
    start_double_coding(owner, study_id, interview_id, is_on=True)

    for one in (actor, owner, reader):
        with pytest.raises(HiddenNowError, match="I1 is being double-coded"):
            open_settling(one, study_id, interview_id, EVERYTHING)
    with pytest.raises(HiddenNowError):
        let_agreed_count(actor, study_id, interview_id)
    overview = show_settling(reader, study_id)
    assert (overview.lines, overview.n_hidden, overview.tally.n) == ((), 1, 0)


def test_who_only_reads_sees_and_decides_nothing(study):
    study_id, interview_id, _ = study
    reader = keep_participant(study_id, StudyRole.READER, coder="")
    page = open_settling(reader, study_id, interview_id, EVERYTHING)

    with pytest.raises(NotAllowedError):
        settle_difference(reader, study_id, interview_id, Decision(page.opened.number, page.opened.seal, Choice.NONE))
    assert not page.may_edit


def test_an_interview_of_another_study_is_not_there(study):
    _, interview_id, _ = study
    other = keep_interview(people={"R9": SMALL})[0]
    stranger = keep_participant(other, StudyRole.OWNER)

    with pytest.raises(NotThereError):
        open_settling(stranger, other, interview_id, EVERYTHING)


def test_the_list_has_each_interview_and_whose_coding_it_went_by(study):
    study_id, interview_id, actor = study
    settle_all(study)

    overview = show_settling(actor, study_id)
    on_code = show_settling(actor, study_id, "GOV")

    assert [(one.key, one.n, one.n_settled, one.is_agreed) for one in overview.lines] == [("I1", 3, 2, True)]
    assert overview.tally.went_by == {"BO": (0, 2), "KA": (2, 2)}
    assert [(one.id, one.n, one.n_settled) for one in on_code.lines] == [(interview_id, 1, 1)]


def test_each_act_stands_in_the_history_once(study):
    study_id, _, actor = study
    settle_all(study)

    acts = [one.value.act for one in show_history(actor, study_id, Chosen()).events]

    assert acts == ["let-agreed-count", "settle-difference", "settle-difference"]


def test_while_a_new_double_coding_goes_on_the_history_does_not_tell_what_was_settled(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    settle_all(study)
    start_double_coding(owner, study_id, interview_id, is_on=True)

    events = [one.value for one in show_history(actor, study_id, Chosen()).events if "settle" in one.value.act]

    assert [one.after for one in events] == [None, None]


def test_what_is_emptied_for_good_takes_its_settlement_and_words_along(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    settle(study, keys(study)[0], Choice.ADJUSTED, coder="KA", words="varandra")
    settle(study, keys(study)[1], Choice.NONE)
    mine = [mark for turn in show_board(actor, study_id, interview_id).turns for mark in turn.marks]
    gone = next(one for one in mine if one.value.start == 14)
    delete_excerpt(actor, study_id, interview_id, (gone.id, gone.version))

    empty_for_good(owner, study_id, "Gallring.")

    assert [(one.coder, one.code) for one in load_settlements(study_id)] == [("BO", "TRUST"), ("KA", "GOV")]
    kept = [one.value for one in show_history(actor, study_id, Chosen()).events if one.value.act == "settle-difference"]
    assert "varandra" not in str([row for one in kept for row in (one.after or {}).get("rows", ())])


def test_nobody_is_named_like_the_agreed_coding(study):
    study_id, _, _ = study
    account = keep_participant(study_id, StudyRole.OWNER, coder="")

    assert name_coder(account, require(account, study_id, Right.EDIT)) != AGREED


def test_what_is_said_of_it_is_part_of_the_agreed_coding(study):
    study_id, _, _ = study
    settle_all(study)

    agreed = [one for one in load_excerpts(study_id) if one.coder == AGREED]

    assert [one.valence for one in agreed] == [Valence.HELPS] * 3
    assert [one.memo for one in agreed] == ["", "", ""]


def code_of(study_id, key):
    row = find_code(study_id, key)
    return row["id"], row["version"]


def test_an_excerpt_of_the_agreed_coding_is_not_moved_by_a_split(study):
    study_id, _, _ = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    settle_all(study)
    code = code_of(study_id, "TRUST")
    numbers = {one.value.coder: one.id for one in show_code(owner, study_id, code[0]).excerpts}
    before = load_excerpts(study_id)

    with pytest.raises(CodingError, match="changed by settling"):
        split_code(owner, study_id, code, [numbers["KA"], numbers[AGREED]], "GOV")

    assert load_excerpts(study_id) == before
    assert split_code(owner, study_id, code, [numbers["KA"]], "GOV").moved == 1


def test_merging_codes_takes_the_agreed_coding_and_what_was_settled_along(study):
    study_id, interview_id, actor = study
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN")
    settle_all(study)
    before = agreed_of(study_id)

    merge_codes(owner, study_id, code_of(study_id, "GOV"), "TRUST")

    page = open_settling(actor, study_id, interview_id, EVERYTHING)
    assert agreed_of(study_id) == [(start, end, "TRUST") for start, end, _ in before]
    assert {one.code for one in load_settlements(study_id)} == {"TRUST"}
    assert (page.is_stale, page.n_open) == (False, 0)


def test_a_passage_that_a_merge_makes_one_is_open_again_when_its_two_codes_were_settled_otherwise():
    excerpts = (mark("KA", 14, 34), mark("KA", 14, 34, code="GOV"), mark("BO", 52, 58))
    study_id, interview_id = keep_interview(excerpts=excerpts, transcripts={"I1": TALK})
    study = study_id, interview_id, keep_participant(study_id, StudyRole.OWNER)
    trust, gov, last = keys(study)
    settle(study, trust, Choice.NONE)
    settle(study, gov, Choice.ONE, coder="KA")
    settle(study, last, Choice.NONE)
    let_agreed_count(study[2], study_id, interview_id)
    decided = load_settlements(study_id)

    merge_codes(study[2], study_id, code_of(study_id, "GOV"), "TRUST")

    page = open_settling(study[2], study_id, interview_id, EVERYTHING)
    assert (agreed_of(study_id), page.n_open, page.is_stale) == ([(14, 34, "TRUST")], 1, True)
    with pytest.raises(CodingError, match="Not every difference"):
        let_agreed_count(study[2], study_id, interview_id)
    take_step(study[2], study_id, Way.UNDO, "codebook")
    assert sorted(load_settlements(study_id), key=str) == sorted(decided, key=str)


def test_an_agreed_score_does_not_follow_to_a_factor_that_has_scores_of_its_own():
    gov = [make_score("R1", score, coder=coder, factor="GOV") for score, coder in ((0.67, "KA"), (0.33, "BO"))]
    study_id, interview_id = keep_interview(
        excerpts=EXCERPTS, scores=(*gov, make_score("R1", 1.0, coder="KA")), transcripts={"I1": TALK}
    )
    actor = keep_participant(study_id, StudyRole.OWNER)
    difference = open_settling(actor, study_id, interview_id, Sift(kind=Differing.SCORE)).opened
    settle_score(actor, study_id, interview_id, ScoreDecision(difference.number, 0, 0.33, True, "Efter samtal."))

    merge_codes(actor, study_id, code_of(study_id, "GOV"), "TRUST")

    assert sorted((one.coder, one.factor, one.score) for one in load_scores(study_id)) == [
        ("BO", "TRUST", 0.33),
        ("KA", "TRUST", 1.0),
    ]
    take_step(actor, study_id, Way.UNDO, "codebook")
    assert sum(one.coder == AGREED for one in load_scores(study_id)) == 1
