"""Coders two by two: what they have in common, how far they agree, and what only one of them coded."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import make_excerpt, make_score, make_transcript
from samverkan.domain.coding.agreement import Extent, compare_coders, measure_extent
from samverkan.domain.coding.pairs import Differences, Pair, compare_pair, find_differences, list_pairs, read_marked
from samverkan.domain.coding.scores import Scored

TEXT = "Vi litar på varandra. " * 20
PAIR = Pair("AN", "BO", ("I1",))


INTERVIEWS = {"I1": 7, "I2": 3}
CODES = {4: "TRUST", 2: "GOV"}


def mark(coder, start, end, code="TRUST", interview="I1"):
    return make_excerpt(interview, code, coder, start=start, end=end)


def columns_of(pair, *excerpts):
    """What both marked in their interviews, as the tables give it; the number of each is its place, from 1."""
    code_numbers = {key: number for number, key in CODES.items()}
    rows = tuple(
        [
            (code_numbers[one.code], INTERVIEWS[one.interview], one.start, one.end, number)
            for number, one in enumerate(excerpts, 1)
            if one.coder == coder and one.interview in pair.interviews
        ]
        for coder in pair.coders
    )
    return read_marked(rows, [INTERVIEWS[one] for one in pair.interviews], CODES)


def differences_of(pair, *excerpts):
    return find_differences(pair, columns_of(pair, *excerpts))


def test_pairs_come_with_those_first_who_have_most_in_common():
    marks = [("I1", "BO"), ("I1", "AN"), ("I1", "CY"), ("I2", "BO"), ("I2", "CY"), ("I3", "DI")]

    assert list_pairs(marks) == (
        Pair("BO", "CY", ("I1", "I2")),
        Pair("AN", "BO", ("I1",)),
        Pair("AN", "CY", ("I1",)),
    )


def test_nobody_is_a_pair_alone():
    assert list_pairs([("I1", "AN")]) == ()


def test_a_difference_is_a_passage_no_part_of_which_the_other_marked_with_the_code():
    excerpts = (
        mark("AN", 0, 10),
        mark("BO", 9, 20),
        mark("AN", 30, 40),
        mark("BO", 40, 50),
        mark("BO", 30, 40, code="GOV"),
        mark("CY", 60, 70),
        mark("AN", 60, 70, interview="I2"),
    )

    found = differences_of(PAIR, *excerpts)

    assert list(zip(found.numbers, found.codes, found.lacks, strict=True)) == [
        (3, "TRUST", "BO"),
        (5, "GOV", "AN"),
        (4, "TRUST", "AN"),
    ]
    assert [(one.number, one.lacks) for one in found.of_code("TRUST")] == [(3, "BO"), (4, "AN")]
    assert [(one.number, one.lacks) for one in found.of_code("")][:2] == [(3, "BO"), (5, "AN")]


def test_two_who_marked_nothing_differ_in_nothing():
    assert differences_of(PAIR) == Differences((), (), ())


def test_a_pair_is_measured_as_the_report_measures_it_and_the_same_each_time():
    pair = Pair("AN", "BO", ("I1", "I2"))
    excerpts = (
        *(mark("AN", start, start + 9) for start in (0, 50, 100)),
        *(mark("BO", start, start + 9) for start in (2, 55, 200)),
        mark("CY", 0, 400),
        mark("AN", 50, 60, code="GOV", interview="I2"),
        mark("BO", 90, 99, interview="I2"),
    )
    scores = [make_score(coder="AN"), make_score(coder="BO"), make_score(coder="CY", score=0.0)]
    texts = {key: make_transcript(("R1", TEXT), ("R2", TEXT)) for key in INTERVIEWS}
    extents = {key: measure_extent(one) for key, one in texts.items()}
    marked = columns_of(pair, *excerpts)

    found = compare_pair(pair, marked, extents, map(scored, scores), 1)

    both = [one for one in excerpts if one.coder != "CY"]
    expected = compare_coders(both, scores[:2], texts, np.random.default_rng(1))
    assert found == compare_pair(pair, marked, extents, map(scored, scores), 1)
    assert (found.coders, found.double_coded) == (expected.coders, expected.double_coded)
    assert [replace(one, low=None, high=None) for one in found.codes] == [
        replace(one, low=None, high=None) for one in expected.codes
    ]
    assert (found.codes[1].low, found.codes[1].high) == pytest.approx(
        (expected.codes[1].low, expected.codes[1].high), abs=0.1
    )
    assert (found.scores.n_pairs, found.scores.n_equal) == (1, 1)


def scored(one):
    return Scored(one.case, one.factor, one.respondent, one.coder, one.score, one.was_asked)


def test_an_interview_without_a_text_is_not_measured():
    marked = columns_of(PAIR, mark("AN", 0, 5), mark("BO", 0, 5))

    found = compare_pair(PAIR, marked, {"I1": Extent(0)}, (), 1)

    assert (found.double_coded, found.codes) == ((), ())


MARKS = st.lists(st.tuples(st.sampled_from(["AN", "BO"]), st.integers(0, 90), st.integers(1, 9)), max_size=12)


@settings(max_examples=30, deadline=None)
@given(MARKS)
def test_which_coder_is_named_first_changes_no_difference(marks):
    excerpts = [mark(coder, start, start + length) for coder, start, length in marks]

    assert differences_of(PAIR, *excerpts) == differences_of(Pair("BO", "AN", ("I1",)), *excerpts)


@settings(max_examples=40, deadline=None)
@given(MARKS, MARKS)
def test_a_difference_is_what_overlaps_nothing_of_the_other_in_the_same_interview(here, there):
    pair = Pair("AN", "BO", ("I1", "I2"))
    excerpts = [
        mark(coder, start, start + length, interview=interview)
        for interview, marks in (("I1", here), ("I2", there))
        for coder, start, length in marks
    ]

    alone = {
        number
        for number, one in enumerate(excerpts, 1)
        if not any(
            one.coder != other.coder
            and one.interview == other.interview
            and one.start < other.end
            and other.start < one.end
            for other in excerpts
        )
    }
    assert set(differences_of(pair, *excerpts).numbers) == alone
