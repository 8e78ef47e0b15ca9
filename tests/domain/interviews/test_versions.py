"""Edited transcripts: what moves beyond doubt, what waits for a person."""

from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.interviews.mentions import Span
from samverkan.domain.interviews.versions import Move, find_again, find_shared

OLD = "Vi litar på varandra.\n\nDriften blev bättre när vi gick ihop.\n\nJa.\n\nDet kostade mer än väntat.\n\nJa."


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def moved(old: str, new: str, words: str) -> str | None:
    span = Move(old, new).move(span_of(old, words))
    return None if span is None else new[span.start : span.end]


def test_a_passage_moves_with_what_is_put_before_it():
    assert moved(OLD, f"Hej och välkommen.\n\n{OLD}", "blev bättre") == "blev bättre"


def test_a_passage_whose_words_were_changed_does_not_move():
    assert moved(OLD, OLD.replace("blev bättre", "blev sämre"), "Driften blev bättre") is None


def test_a_passage_that_was_taken_out_does_not_move():
    assert moved(OLD, OLD.replace("Det kostade mer än väntat.\n\n", ""), "kostade mer") is None


def test_a_short_passage_that_is_repeated_does_not_move_when_its_surroundings_changed():
    new = OLD.replace("Driften blev bättre när vi gick ihop.\n\nJa.", "Allt annat är nytt här.\n\nJa.\n\nJa.")

    assert Move(OLD, new).move(span_of(OLD, "Ja.")) is None


def test_where_an_edited_passage_was_is_where_one_starts_to_look():
    new = OLD.replace("blev bättre", "blev mycket sämre")
    old_span = span_of(OLD, "blev bättre när")

    about = Move(OLD, new).guess(old_span)

    assert new[about.start : about.end] == "blev mycket sämre när"


def test_words_are_found_again_whatever_white_space_is_between_them():
    assert find_again("en gemensam\nnämnd och en gemensam  nämnd", "gemensam nämnd") == (Span(3, 17), Span(25, 40))
    assert find_again("något", "  ") == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["ja ", "vi ", "nej.", "\n\n", "drift "]), max_size=40), st.data())
def test_what_moves_stands_in_the_new_text_letter_by_letter(parts, data):
    old = "".join(parts)
    kept = [one for one in parts if data.draw(st.integers(0, 4))]
    new = "".join(kept)
    move = Move(old, new)

    for one in find_shared(old, new):
        assert old[one.old : one.old + one.length] == new[one.new : one.new + one.length]
    for start in range(len(old)):
        span = move.move(Span(start, start + 1))
        assert span is None or new[span.start : span.end] == old[start]
