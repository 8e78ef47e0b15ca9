"""Where coders differ, and what is agreed on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import make_excerpt, make_score, make_transcript
from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import ExcerptError, Valence
from samverkan.domain.coding.settling import (
    Differing,
    Settlement,
    Verdict,
    agree_on,
    compare_interview,
    compare_judgements,
    find_words,
)
from samverkan.domain.coding.tallying import tally
from samverkan.domain.kept import Kept

TALK = make_transcript(("R1", "Vi litar på varandra och driften blev bättre när vi gick ihop."))


def mark(coder, start, end, code="TRUST", **fields):
    return make_excerpt(coder=coder, start=start, end=end, code=code, quote=TALK.text[start:end], **fields)


def keep(*excerpts):
    return [Kept(number, 1, one) for number, one in enumerate(excerpts, start=1)]


def decide(kept, verdict=Verdict.KEPT, **fields):
    one = kept.value
    return Settlement(one.interview, one.start, one.end, one.code, one.coder, verdict, **fields)


@pytest.mark.parametrize(
    ("theirs", "kinds"),
    [
        (mark("BO", 0, 8), ()),
        (mark("BO", 3, 8), (Differing.EXTENT,)),
        (mark("BO", 0, 8, valence=Valence.HINDERS), (Differing.SAYING,)),
        (mark("BO", 0, 8, concerns="HOLM"), (Differing.SAYING,)),
        (mark("BO", 3, 8, valence=None), (Differing.EXTENT, Differing.SAYING)),
        (mark("BO", 0, 8, code="GOV"), (Differing.OTHER_CODE,)),
        (mark("BO", 0, 8, memo="Se R2."), ()),
    ],
)
def test_coders_differ_in_the_ends_in_what_is_said_or_in_the_code(theirs, kinds):
    compared = compare_interview(keep(mark("KA", 0, 8), theirs))

    assert [one.kinds for one in compared.differences] == ([kinds] if kinds else [])
    assert len(compared.alike) == (0 if kinds else 1)


def test_a_passage_that_only_one_has_marked_is_one_sided():
    compared = compare_interview(keep(mark("KA", 0, 8), mark("BO", 20, 30)))

    assert [(one.kinds, one.coders, one.span) for one in compared.differences] == [
        ((Differing.ONE_SIDED,), ("KA",), (0, 8)),
        ((Differing.ONE_SIDED,), ("BO",), (20, 30)),
    ]


def test_other_codes_are_one_difference_only_when_half_of_the_shorter_passage_is_shared():
    near = compare_interview(keep(mark("KA", 0, 10), mark("BO", 5, 15, code="GOV")))
    apart = compare_interview(keep(mark("KA", 0, 10), mark("BO", 6, 16, code="GOV")))

    assert [one.codes for one in near.differences] == [("TRUST", "GOV")]
    assert [one.codes for one in apart.differences] == [("TRUST",), ("GOV",)]


def test_the_same_coders_two_codes_on_a_passage_are_not_set_against_each_other():
    compared = compare_interview(keep(mark("KA", 0, 8), mark("KA", 0, 8, code="GOV"), mark("BO", 20, 30)))

    assert [one.kinds for one in compared.differences] == [(Differing.ONE_SIDED,)] * 3


def test_one_who_marked_alone_differs_from_nobody_and_the_agreed_coding_is_nobodys():
    alone = compare_interview(keep(mark("KA", 0, 8), mark(AGREED, 20, 30)))
    nobody = compare_interview([])

    assert (alone.coders, alone.differences) == (("KA",), ())
    assert (nobody.coders, nobody.differences) == ((), ())


def test_a_third_coder_who_has_not_marked_it_makes_it_one_sided_as_well():
    compared = compare_interview(keep(mark("KA", 0, 8), mark("BO", 3, 8), mark("EL", 20, 30)))

    assert [one.kinds for one in compared.differences] == [
        (Differing.ONE_SIDED, Differing.EXTENT),
        (Differing.ONE_SIDED,),
    ]


def test_what_all_marked_alike_is_agreed_on_once_with_every_memo():
    compared = compare_interview(keep(mark("KA", 0, 8, memo="Ett."), mark("BO", 0, 8, memo="Två.")))

    agreed, missing = agree_on(compared, {}, TALK)

    assert agreed == (mark(AGREED, 0, 8, memo="Två.\nEtt."),)
    assert missing == ()


def test_a_difference_with_an_excerpt_that_nothing_was_decided_on_is_missing():
    kept = keep(mark("KA", 0, 8), mark("BO", 3, 8))
    compared = compare_interview(kept)

    agreed, missing = agree_on(compared, {1: decide(kept[0])}, TALK)

    assert agreed == ()
    assert missing == compared.differences


def test_what_is_kept_is_agreed_on_and_what_is_dropped_is_not():
    kept = keep(mark("KA", 0, 8), mark("BO", 3, 8))
    settled = {1: decide(kept[0], Verdict.DROPPED), 2: decide(kept[1])}

    agreed, missing = agree_on(compare_interview(kept), settled, TALK)

    assert (agreed, missing) == ((mark(AGREED, 3, 8),), ())


def test_an_adjusted_passage_has_its_new_ends_and_is_found_again_when_the_text_has_moved():
    kept = keep(mark("KA", 0, 8))
    kept.append(Kept(2, 1, mark("BO", 30, 34)))
    adjusted = decide(kept[0], Verdict.ADJUSTED, new_start=3, new_end=8, quote="litar")
    settled = {1: adjusted, 2: decide(kept[1], Verdict.DROPPED)}
    moved = make_transcript(("R1", "Nej. " + TALK.text))

    here, _ = agree_on(compare_interview(kept), settled, TALK)
    there, _ = agree_on(compare_interview(kept), settled, moved)

    assert [(one.start, one.end, one.quote) for one in here] == [(3, 8, "litar")]
    assert [(one.start, one.end, one.quote) for one in there] == [(8, 13, "litar")]


def test_an_adjusted_passage_whose_words_are_gone_is_to_be_settled_anew():
    kept = keep(mark("KA", 0, 8), mark("BO", 30, 34))
    adjusted = decide(kept[0], Verdict.ADJUSTED, new_start=3, new_end=8, quote="misstror")
    settled = {1: adjusted, 2: decide(kept[1])}

    _, missing = agree_on(compare_interview(kept), settled, TALK)

    assert [one.id for one in missing] == [1]


def test_words_are_found_where_they_share_most_with_the_passage():
    twice = make_transcript(("R1", "Vi litar. Vi vet att vi litar. Ja."))

    assert find_words(twice, " litar ", (20, 29), (0, 34)) == (24, 29)
    assert find_words(twice, "litar", (0, 8), (0, 34)) == (3, 8)


@pytest.mark.parametrize("words", ["", "misstror", "Ja. Nej."])
def test_words_that_are_not_in_the_text_shown_are_refused(words):
    with pytest.raises(ExcerptError, match="not in the text shown"):
        find_words(TALK, words, (0, 8), (0, len(TALK.text)))


def test_scores_differ_when_two_have_judged_and_not_alike():
    scores = [
        make_score("R1", 0.67),
        make_score("R1", 0.33, coder="BO"),
        make_score("R2", 0.67),
        make_score("R2", 0.67, coder="BO"),
        make_score("R3", 0.67),
        make_score("R3", None, factor="GOV"),
        make_score("R3", None, factor="GOV", coder="BO", was_asked=False),
    ]

    assert [one.cell for one in compare_judgements(keep(*scores))] == [
        ("NORD", "TRUST", "R1"),
        ("NORD", "GOV", "R3"),
    ]


def test_an_agreed_score_settles_a_difference_and_makes_none():
    scores = keep(make_score("R1", 0.67), make_score("R1", 0.33, coder="BO"), make_score("R1", 1.0, coder=AGREED))

    found = compare_judgements(scores)

    assert [(len(one.scores), one.agreed) for one in found] == [(2, scores[2])]


def test_the_tally_tells_by_whom_it_went_also_when_nothing_was_kept():
    kept = keep(mark("KA", 0, 8), mark("BO", 20, 30), mark("KA", 40, 50, code="GOV"), mark("BO", 42, 50, code="GOV"))
    settled = {1: decide(kept[0]), 2: decide(kept[1], Verdict.DROPPED)}
    settled |= {3: decide(kept[2], Verdict.DROPPED), 4: decide(kept[3], Verdict.ADJUSTED, new_start=44, new_end=50)}
    scores = keep(make_score("R1", 0.67), make_score("R1", 0.33, coder="BO"))
    compared = compare_interview(kept)

    found = tally([(one, settled) for one in compared.differences], compare_judgements(scores))

    assert (found.n, found.n_settled) == (4, 3)
    assert found.kinds == {Differing.ONE_SIDED: (2, 2), Differing.EXTENT: (1, 1), Differing.SCORE: (1, 0)}
    assert found.codes == {"TRUST": (3, 2), "GOV": (1, 1)}
    assert found.went_by == {"BO": (0, 3), "KA": (2, 3)}


MARKS = st.lists(
    st.builds(
        lambda coder, code, start, length: mark(coder, start, start + length, code=code),
        st.sampled_from(["KA", "BO", "EL"]),
        st.sampled_from(["TRUST", "GOV"]),
        st.integers(0, 40),
        st.integers(1, 20),
    ),
    max_size=9,
    unique_by=lambda one: (one.coder, one.code, one.start, one.end),
)


@given(MARKS)
def test_every_excerpt_is_alike_with_others_or_in_just_one_difference(excerpts):
    kept = keep(*excerpts)

    compared = compare_interview(kept)

    placed = [one.id for alike in compared.alike for one in alike]
    placed += [one.id for each in compared.differences for one in each.excerpts]
    assert sorted(placed) == ([one.id for one in kept] if len(compared.coders) > 1 else [])


@given(MARKS)
def test_keeping_one_coders_work_everywhere_gives_that_coders_coding(excerpts):
    kept = keep(*excerpts)
    compared = compare_interview(kept)
    settled = {one.id: decide(one, Verdict.KEPT if one.value.coder == "KA" else Verdict.DROPPED) for one in kept}

    agreed, missing = agree_on(compared, settled, TALK)

    own = {(one.start, one.end, one.code) for one in excerpts if one.coder == "KA"}
    assert missing == ()
    assert {(one.start, one.end, one.code) for one in agreed} == (own if len(compared.coders) > 1 else set())


def test_the_agreed_coding_has_neither_the_time_nor_the_unknown_columns_of_an_excerpt():
    kept = keep(mark("KA", 0, 8, marked_at="2026-01-01", extra=(("seen", "x"),)), mark("BO", 0, 8))

    agreed, _ = agree_on(compare_interview(kept), {}, TALK)

    assert agreed == (replace(mark("KA", 0, 8), coder=AGREED),)
