"""Coders two by two: what they have in common, how far they agree, and what only one of them coded."""

from hypothesis import given, settings
from hypothesis import strategies as st

from make import make_excerpt, make_score, make_transcript
from samverkan.domain.coding.pairs import Pair, compare_pair, find_differences, list_pairs
from samverkan.domain.kept import Kept

TEXT = "Vi litar på varandra. " * 20
PAIR = Pair("AN", "BO", ("I1",))


def keep(*excerpts):
    return tuple(Kept(number, 1, one) for number, one in enumerate(excerpts, 1))


def mark(coder, start, end, code="TRUST", interview="I1"):
    return make_excerpt(interview, code, coder, start=start, end=end)


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
    excerpts = keep(
        mark("AN", 0, 10),
        mark("BO", 9, 20),
        mark("AN", 30, 40),
        mark("BO", 40, 50),
        mark("BO", 30, 40, code="GOV"),
        mark("CY", 60, 70),
        mark("AN", 60, 70, interview="I2"),
    )

    found = [(one.excerpt.id, one.lacks) for one in find_differences(PAIR, excerpts)]

    assert found == [(3, "BO"), (5, "AN"), (4, "AN")]


def test_a_pair_is_measured_as_the_report_measures_it_and_the_same_each_time():
    excerpts = keep(mark("AN", 0, 20), mark("BO", 0, 20), mark("CY", 0, 400), mark("AN", 50, 60, code="GOV"))
    scores = [make_score(coder="AN"), make_score(coder="BO"), make_score(coder="CY", score=0.0)]
    texts = {"I1": make_transcript(("R1", TEXT))}

    found = compare_pair(PAIR, excerpts, scores, texts, 1)

    assert found == compare_pair(PAIR, excerpts, scores, texts, 1)
    assert found.coders == ("AN", "BO")
    assert [(one.code, one.alpha, one.counts) for one in found.codes if one.code == "TRUST"] == [
        ("TRUST", 1.0, (("AN", 1), ("BO", 1)))
    ]
    assert (found.scores.n_pairs, found.scores.n_equal) == (1, 1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["AN", "BO"]), st.integers(0, 90), st.integers(1, 9)), max_size=12))
def test_which_coder_is_named_first_changes_no_difference(marks):
    excerpts = keep(*(mark(coder, start, start + length) for coder, start, length in marks))

    turned = Pair("BO", "AN", ("I1",))

    assert find_differences(PAIR, excerpts) == find_differences(turned, excerpts)
