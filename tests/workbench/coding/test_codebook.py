"""Keeping the codebook: every act follows its excerpts, keeps a version, and can be undone."""

from dataclasses import replace

import pytest

from keep import keep_interview, keep_participant, keep_study
from make import make_excerpt, make_score
from samverkan.domain.coding.undoing import Way
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import StudyRole
from samverkan.records.coding import find_code, load_codebook, load_excerpts, load_scores
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.coding.acting import CodingError
from samverkan.workbench.coding.codebook import (
    CodebookLockedError,
    CodeWish,
    add_code,
    change_code,
    compare_versions,
    delete_code,
    lock_codebook,
    move_code,
    show_codebook,
)
from samverkan.workbench.coding.merging import confirm_excerpts, list_to_review, merge_codes, split_code
from samverkan.workbench.coding.of_code import show_code
from samverkan.workbench.coding.undoing import take_step

pytestmark = pytest.mark.django_db
MARKED = (
    make_excerpt(start=0, end=8),
    make_excerpt(start=3, end=8),
    make_excerpt(start=3, end=8, code="GOV"),
    make_excerpt(start=9, end=20, code="GOV", coder="BO"),
)


@pytest.fixture
def study():
    study_id, _ = keep_interview(
        excerpts=MARKED, scores=(make_score(), make_score(factor="GOV", score=0.0), make_score("R2", factor="GOV"))
    )
    return study_id, keep_participant(study_id, StudyRole.OWNER)


def seen(study_id, key):
    row = find_code(study_id, key)
    return row["id"], row["version"]


def codes_of(study_id):
    return sorted((one.code, one.start, one.coder) for one in load_excerpts(study_id))


def keys(study_id):
    return [one.id for one in load_codebook(study_id).codes]


def undo(study, way=Way.UNDO):
    return take_step(study[1], study[0], way, "codebook")


WISH = CodeWish("PACE", "factor", {"name_sv": "Tempo", "definition": "Hur fort det går."}, ((1.0, "Fort."), (0.0, "")))


def test_a_code_is_added_at_the_end_and_taken_back(study):
    study_id, actor = study

    add_code(actor, study_id, WISH)

    added = load_codebook(study_id).codes[-1]
    assert (added.id, added.name_sv, [one.words for one in added.anchors]) == ("PACE", "Tempo", ["Fort."])
    undo(study)
    assert "PACE" not in keys(study_id)
    add_code(actor, study_id, replace(WISH, kind="gain"))
    assert load_codebook(study_id).codes[-1].kind == "gain"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (replace(WISH, key="TRUST"), "already a code TRUST"),
        (replace(WISH, key="TWO WORDS"), "one word"),
        (replace(WISH, key=""), "one word"),
        (replace(WISH, kind="wish"), "what kind"),
        (replace(WISH, parent="NONE"), "no code NONE"),
    ],
)
def test_an_odd_code_is_refused(study, wish, words):
    study_id, actor = study

    with pytest.raises(CodingError, match=words):
        add_code(actor, study_id, wish)


def test_a_changed_meaning_asks_for_another_look_and_a_changed_wording_does_not(study):
    study_id, actor = study
    wish = CodeWish("TRUST", "factor", {"definition": "Att lita på ord."}, is_same_meaning=True)

    change_code(actor, study_id, seen(study_id, "TRUST"), wish)
    assert list_to_review(actor, study_id) == ()
    change_code(
        actor, study_id, seen(study_id, "TRUST"), replace(wish, is_same_meaning=False, texts={"definition": "Ny."})
    )

    waiting = list_to_review(actor, study_id)
    assert [one.value.code for one in waiting] == ["TRUST", "TRUST"]
    assert confirm_excerpts(actor, study_id, [waiting[0].id]) == 1
    assert [one.id for one in list_to_review(actor, study_id)] == [waiting[1].id]


def test_each_change_is_a_version_that_says_what_changed(study):
    study_id, actor = study
    add_code(actor, study_id, WISH)

    change_code(actor, study_id, seen(study_id, "PACE"), replace(WISH, texts={"definition": "Hur fort."}))

    newest, first = compare_versions(actor, study_id)
    assert [(one.key, one.column, one.before, one.after) for one in newest.differences] == [
        ("PACE", "name_sv", "Tempo", ""),
        ("PACE", "definition", "Hur fort det går.", "Hur fort."),
    ]
    assert (newest.version.number, first.differences) == (2, ())


def test_a_code_that_somebody_else_has_changed_is_not_overwritten(study):
    study_id, actor = study
    before = seen(study_id, "TRUST")
    change_code(actor, study_id, before, CodeWish("TRUST", "factor", {"include": "a"}))

    with pytest.raises(ChangedMeanwhileError):
        change_code(actor, study_id, before, CodeWish("TRUST", "factor", {"include": "b"}))


def test_a_code_cannot_stand_under_itself(study):
    study_id, actor = study
    change_code(actor, study_id, seen(study_id, "GOV"), CodeWish("GOV", "factor", parent="TRUST"))

    with pytest.raises(CodingError, match="cannot stand under itself"):
        change_code(actor, study_id, seen(study_id, "TRUST"), CodeWish("TRUST", "factor", parent="GOV"))


def test_a_code_moves_among_its_neighbours(study):
    study_id, actor = study

    move_code(actor, study_id, seen(study_id, "G_KNOW"), -1)
    assert keys(study_id) == ["TRUST", "G_KNOW", "GOV", "C_MONEY"]
    undo(study)
    assert keys(study_id) == ["TRUST", "GOV", "G_KNOW", "C_MONEY"]


def test_merging_lets_excerpts_and_scores_follow_and_undo_brings_all_of_it_back(study):
    study_id, actor = study
    before = codes_of(study_id), load_scores(study_id), keys(study_id)

    merged = merge_codes(actor, study_id, seen(study_id, "GOV"), "TRUST")

    assert (merged.moved, merged.doubled) == (1, 1)
    assert codes_of(study_id) == [("TRUST", 0, "KA"), ("TRUST", 3, "KA"), ("TRUST", 9, "BO")]
    assert sorted((one.factor, one.respondent, one.score) for one in load_scores(study_id)) == [
        ("TRUST", "R1", 0.67),
        ("TRUST", "R2", 0.67),
    ]
    assert "GOV" not in keys(study_id)
    after = codes_of(study_id)
    undo(study)
    assert (codes_of(study_id), set(load_scores(study_id)), keys(study_id)) == (before[0], set(before[1]), before[2])
    undo(study, Way.REDO)
    assert codes_of(study_id) == after


def test_splitting_lets_the_ticked_excerpts_follow_to_a_new_code(study):
    study_id, actor = study
    numbers = [
        one.id for one in show_code(actor, study_id, seen(study_id, "TRUST")[0]).excerpts if one.value.start == 3
    ]

    split_code(actor, study_id, seen(study_id, "TRUST"), numbers, WISH)

    assert ("PACE", 3, "KA") in codes_of(study_id)
    assert ("TRUST", 0, "KA") in codes_of(study_id)
    undo(study)
    assert codes_of(study_id) == sorted((one.code, one.start, one.coder) for one in MARKED)
    assert "PACE" not in keys(study_id)


@pytest.mark.parametrize(
    ("to", "words"), [("TRUST", "another code"), ("", "Choose the code"), ("NONE", "Choose the code")]
)
def test_a_merge_without_a_target_is_refused(study, to, words):
    study_id, actor = study

    with pytest.raises(CodingError, match=words):
        merge_codes(actor, study_id, seen(study_id, "TRUST"), to)


def test_a_code_in_use_is_not_deleted(study):
    study_id, actor = study
    delete_code(actor, study_id, seen(study_id, "C_MONEY"))

    with pytest.raises(CodingError, match="excerpts or scores"):
        delete_code(actor, study_id, seen(study_id, "TRUST"))

    assert keys(study_id) == ["TRUST", "GOV", "G_KNOW"]


def test_a_locked_codebook_stays_as_it_is(study):
    study_id, actor = study
    lock_codebook(actor, study_id, is_locked=True)
    trust = seen(study_id, "TRUST")
    acts = [
        lambda: add_code(actor, study_id, WISH),
        lambda: change_code(actor, study_id, trust, CodeWish("TRUST", "gain")),
        lambda: move_code(actor, study_id, trust, 1),
        lambda: merge_codes(actor, study_id, trust, "GOV"),
        lambda: split_code(actor, study_id, trust, [1], "GOV"),
        lambda: delete_code(actor, study_id, trust),
    ]

    for act in acts:
        with pytest.raises(CodebookLockedError, match="is locked"):
            act()

    lock_codebook(actor, study_id, is_locked=False)
    assert not show_codebook(actor, study_id).is_locked


def test_only_an_owner_locks(study):
    study_id, _ = study

    with pytest.raises(NotAllowedError):
        lock_codebook(keep_participant(study_id, coder="ED"), study_id, is_locked=True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_codebook_asks_a_fixed_number_of_queries(django_assert_num_queries, count):
    study_id = keep_study(excerpts=tuple(make_excerpt(start=place, end=place + 4) for place in range(count)))
    actor = keep_participant(study_id)

    with django_assert_num_queries(8):
        show_codebook(actor, study_id)
