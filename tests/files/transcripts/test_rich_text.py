"""Rich text: codes to letters, cells to turns."""

import pytest

from make_files import make_rtf
from samverkan.files.transcripts import TranscriptError, read_transcript


def read(content, encoding=None):
    transcript = read_transcript(content, "prov.rtf", encoding)
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


def test_paragraphs_are_lines_and_letters_are_whole():
    content = make_rtf(r"Intervjuare: Hur gick det?\par [00:12] R1: Åmål – “bra” 👍🏽.\par\par Slut.\line Ja.")

    assert read(content) == [
        ("", "Intervjuare", "Hur gick det?"),
        ("00:12", "R1", "Åmål – “bra” 👍🏽.\nSlut.\nJa."),
    ]


def test_letters_in_the_code_page_are_read():
    content = rb"{\rtf1\ansi\ansicpg1252 R1: \'c5m\'e5l\par R1: S\'e4ffle}"

    assert read(content) == [("", "R1", "Åmål"), ("", "R1", "Säffle")]


def test_a_file_without_a_code_page_may_be_given_one():
    content = rb"{\rtf1 R1: \'8fm\'86l}"

    assert read(content, "cp850") == [("", "R1", "Åmål")]


def test_a_table_of_speaker_and_words_is_a_dialogue():
    rows = [("Intervjuare", "Hur | varför?"), ("Karin", "Så."), ("Intervjuare", "Jaha.")]
    body = "".join(rf"\trowd {who}\cell {words}\cell\row " for who, words in rows)

    assert read(make_rtf(body)) == [("", who, words) for who, words in rows]


def test_headers_notes_and_pictures_are_left_out():
    picture = "89504e47" * 40
    content = make_rtf(rf"{{\header sidhuvud}}R1: Ja{{\footnote fotnot}}.{{\pict\pngblip {picture}}}")

    assert read(content) == [("", "R1", "Ja.")]


def test_tracked_deletions_are_refused():
    with pytest.raises(TranscriptError) as caught:
        read(make_rtf(r"R1: Ja {\deleted struket}."))

    assert str(caught.value) == (
        "prov.rtf has deleted text under tracked changes. Open it, accept or reject the changes, and save it again."
    )


@pytest.mark.parametrize("content", [make_rtf("R1: Ja.")[:-1], b"R1: Ja.", b"{\\rtf1 {\\b R1"])
def test_a_damaged_file_is_refused(content):
    with pytest.raises(
        TranscriptError, match=r"prov\.rtf cannot be opened as RTF: it is damaged, cut off, or something"
    ):
        read(content)
