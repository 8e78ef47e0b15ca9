"""Passages on the board: cut, laid beside each other, and never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.coding.excerpts import ExcerptError
from samverkan.domain.coding.passages import (
    LONGEST,
    Part,
    Segment,
    cut_passage,
    cut_segments,
    find_parts,
    find_stretches,
    stack_lanes,
)
from samverkan.domain.interviews.transcript import Transcript, Turn

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1])), max_size=12
)


def test_a_passage_is_cut_without_white_space_at_its_ends():
    assert cut_passage("Vi litar på varandra.", 2, 9) == (3, 8)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 99)])
def test_a_passage_outside_the_text_is_refused(start, end):
    with pytest.raises(ExcerptError, match="falls outside the text, which has 21 characters"):
        cut_passage("Vi litar på varandra.", start, end)


def test_a_passage_of_white_space_is_refused():
    with pytest.raises(ExcerptError, match="no words"):
        cut_passage("Vi  litar", 2, 4)


def test_segments_are_cut_where_excerpts_begin_and_end():
    assert cut_segments(0, 10, [(2, 6), (4, 20)]) == (
        Segment(0, 2),
        Segment(2, 4, (0,)),
        Segment(4, 6, (0, 1)),
        Segment(6, 10, (1,)),
    )


@settings(max_examples=60)
@given(SPANS)
def test_segments_cover_the_stretch_and_each_character_knows_its_excerpts(spans):
    segments = cut_segments(5, 45, spans)

    assert [one.start for one in segments] == [5, *(one.end for one in segments[:-1])]
    assert segments[-1].end == 45
    for one in segments:
        for place in range(one.start, one.end):
            assert one.over == tuple(number for number, (start, end) in enumerate(spans) if start <= place < end)


@settings(max_examples=60)
@given(SPANS)
def test_excerpts_that_overlap_have_lanes_of_their_own_and_lanes_are_few(spans):
    lanes = stack_lanes(spans)

    deepest = max((sum(start <= place < end for start, end in spans) for place in range(60)), default=0)
    assert len(set(lanes)) == deepest
    for first, one in enumerate(spans):
        for second, other in enumerate(spans):
            if first != second and one[0] < other[1] and other[0] < one[1]:
                assert lanes[first] != lanes[second]


def test_words_between_turns_are_shown_too():
    text = "Ingress\n\nTvå\n\nVi litar.\n\nSlut"

    found = find_stretches(Transcript(text, (Turn(14, 23, "R1"),)))

    assert [(text[one.start : one.end], one.speaker) for one in found] == [
        ("Ingress", ""),
        ("Två", ""),
        ("Vi litar.", "R1"),
        ("Slut", ""),
    ]


@given(
    st.lists(st.sampled_from(["Vi litar.", "Alltid? ", "och så vidare ", "x" * 900, "\n"]), max_size=40),
    st.integers(0, 3),
)
def test_a_long_turn_is_shown_in_parts_that_leave_nothing_out(said, before):
    text = f"{'.' * before}{''.join(said)}"
    turn = Turn(before, len(text), "R1", "0:01")

    found = find_parts(Transcript(text, (turn,)))

    there = [one for one in found if one.turn.speaker == "R1"]
    assert "".join(text[one.turn.start : one.turn.end] for one in there) == text[before:]
    assert [one.continues for one in there] == [place > 0 for place in range(len(there))]
    assert all(one.turn.end - one.turn.start <= LONGEST for one in there)


def test_a_long_turn_is_cut_after_a_sentence_and_a_short_one_is_whole():
    text = f"{'Vi litar på varandra. ' * 80}Slut"

    found = find_parts(Transcript(text, (Turn(0, len(text), "R1"),)))

    assert [text[one.turn.start : one.turn.end][-10:] for one in found] == ["varandra. ", "ndra. Slut"]
    assert find_parts(Transcript("Kort.", (Turn(0, 5),))) == (Part(Turn(0, 5)),)
