"""Tables of plain text for a terminal."""

import pytest

from samverkan.domain.words import as_is
from samverkan.files.text_tables import align, list_texts, write_share, write_signed, write_whole


def test_figures_stand_below_each_other_and_the_last_words_to_the_left():
    assert align([["", "A", "note"], ["one", "1,000", "x"], ["three", "5", ""]]) == [
        "             A  note",
        "  one    1,000  x",
        "  three      5",
    ]


def test_what_is_said_twice_is_listed_once():
    assert list_texts(as_is("Head"), [as_is("same"), as_is("same")], "en") == ["Head", "  • same"]
    assert list_texts(as_is("Head"), [], "en") == []


@pytest.mark.parametrize(
    ("share", "written"),
    [(None, "–"), (0, "0%"), (0.0004, "<1%"), (0.5, "50%"), (0.998, ">99%"), (1, "100%")],
)
def test_nearly_all_draws_are_not_said_to_be_all(share, written):
    assert write_share(share, "en") == written


def test_amounts_are_written_as_the_language_does():
    assert (write_whole(1234, "sv"), write_whole(None, "sv")) == ("1\u202f234", "–")
    assert (write_signed(1234, "en"), write_signed(-5, "en"), write_signed(0, "en")) == ("+1,234", "−5", "0")
