"""The plain form in which a transcript is kept, and the marked form for what it cannot hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.domain.interviews.transcript import Spoken, Transcript, Turn, join_turns, normalise
from samverkan.files.transcripts import read_transcript, write_transcript
from samverkan.files.transcripts.plain_text import MARKED_FORM


def read_back(transcript, name="prov.txt"):
    return read_transcript(write_transcript(transcript).encode(), name)


def test_a_dialogue_is_written_as_a_person_would():
    transcript = join_turns(
        [Spoken("Hur gick det?", "Intervjuare", "00:04"), Spoken("Bra.\nFaktiskt.", "R01", "00:10")]
    )

    text = write_transcript(transcript)

    assert text == "[00:04] Intervjuare: Hur gick det?\n\n[00:10] R01: Bra.\nFaktiskt.\n"


def test_what_the_plain_form_cannot_hold_is_written_in_the_marked_form():
    transcript = join_turns(
        [
            Spoken("Karin: så sa hon.\n\nOch sedan inget.", "R01"),
            Spoken("(paus)"),
            Spoken("Ja.", "Bo: chef", "[1]"),
        ]
    )

    text = write_transcript(transcript)

    assert text == (
        f"{MARKED_FORM}\n\n"
        "[] R01: Karin: så sa hon.\n\n    Och sedan inget.\n\n"
        "[] : (paus)\n\n"
        "[[1\\]] Bo\\: chef: Ja.\n"
    )
    assert read_back(transcript) == transcript


@pytest.mark.parametrize(
    "spoken",
    [
        [Spoken("Ord.")],
        [Spoken("Ett."), Spoken("Två.")],
        [Spoken("Ett.", "R1"), Spoken("Två.")],
        [Spoken("Ett.", "Karin")],
        [Spoken("Karin: Ett.", "R1"), Spoken("Två.", "Karin")],
        [Spoken("Karin: Ett."), Spoken("Två.", "R1")],
        [Spoken("[12:34] Ett.", "R1", "12:33")],
        [Spoken("Ett.", "", "12:34"), Spoken("Två.", "", "12:35")],
        [Spoken("Ett.", "R1", "7"), Spoken("Två.", "", "8")],
        [Spoken("  Ett.\n    Två.\n\tTre.\n\n\nFyra.  ", "R1")],
        [Spoken(f"{MARKED_FORM}\nR1: Ett.", "R1")],
        [Spoken("Ett.", "R1\nR2", "00:01\\")],
        [Spoken("👩🏽‍💻 Ett.", "R1 😀", "00:01")],
        [Spoken("<html>", ""), Spoken("Två.")],
        [Spoken("WEBVTT"), Spoken("00:00:01.000 --> 00:00:02.000")],
        [Spoken("\ufeffEtt.")],
    ],
)
def test_a_transcript_reads_back_as_it_was(spoken):
    transcript = join_turns(spoken)

    again = read_back(transcript)

    assert again == transcript


def test_the_marked_form_survives_an_editor_that_trims_line_ends_and_an_unindented_line():
    text = f"{MARKED_FORM}\r\n\r\n[00:01] R1: Ett.\r\n\r\n    Två.\r\nTre.\r\n\r\n[00:02] : Fyra.\r\n"

    transcript = read_transcript(text.encode(), "prov.txt")

    assert transcript == join_turns([Spoken("Ett.\n\nTvå.\nTre.", "R1", "00:01"), Spoken("Fyra.", "", "00:02")])


LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
NAMES = st.sampled_from(["", "", "R1", "Intervjuare", "Karin", "bo", "Chef, liten: IT"]) | st.text(LETTERS, max_size=80)
TIMES = st.sampled_from(["", "", "00:01", "12:34:56", "17", "[x]"])
LINES = (
    st.sampled_from(["", "Ja.", "R1: ja", "Karin:", "[00:01]", "[00:02] Bo: nej", "Obs: så", "# Rubrik", "    in"])
    | st.text(LETTERS, max_size=30)
    | st.text(":[] \\R1\t", max_size=12)
)
TURNS = st.builds(Spoken, st.lists(LINES, max_size=5).map("\n".join), NAMES, TIMES)


@given(st.lists(TURNS, min_size=1, max_size=6))
def test_every_transcript_reads_back_as_it_was(spoken):
    transcript = join_turns(spoken)

    if transcript.turns:
        assert read_back(transcript) == transcript
        assert normalise(write_transcript(transcript)) == write_transcript(transcript)


def test_a_transcript_whose_turns_leave_words_out_is_not_written():
    with pytest.raises(ValueError, match="do not cover"):
        write_transcript(Transcript("Ett. Två.", (Turn(0, 4),)))


def test_nothing_said_is_an_empty_text():
    assert write_transcript(Transcript("")) == ""
