"""Bytes to text: which encoding is found, and which a person may choose."""

import codecs

import pytest

from samverkan.files.transcripts import TranscriptError, read_transcript

SWEDISH = "R1: Åmål, Säffle och Örebro köper på 50 % – “så är det”, sa kommunalrådet."
BYTE_ORDER_MARKS = {
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


def words(content, encoding=None):
    return read_transcript(content, "prov.txt", encoding).text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_the_encoding_is_found(encoding):
    assert words(SWEDISH.encode(encoding)) == SWEDISH.removeprefix("R1: ")


def test_the_alphabet_of_dos_is_found():
    plain = SWEDISH.replace("–", "-").replace("“", '"').replace("”", '"')

    assert words(plain.encode("cp850")) == plain.removeprefix("R1: ")


@pytest.mark.parametrize(("encoding", "mark"), BYTE_ORDER_MARKS.items())
def test_a_byte_order_mark_decides(encoding, mark):
    text = SWEDISH + " 👍🏽"

    assert words(mark + text.encode(encoding)) == text.removeprefix("R1: ")


@pytest.mark.parametrize(
    "text",
    [
        "R1: He said ”yes” and ”no” and ”perhaps”.",
        "R1: It’s “fine”.\nR1: “And so on” – he said.",
        "R1: Une idée à part.",
        "R1: 100 € för en idé.",
    ],
)
def test_typographic_signs_do_not_make_a_text_of_windows_look_like_dos(text):
    assert words(text.encode("cp1252")) == text.replace("R1: ", "").replace("\n", "\n\n")


def test_a_person_may_choose_the_encoding():
    assert words("R1: Žižek".encode("cp1250"), "cp1250") == "Žižek"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_an_encoding_that_does_not_fit_is_refused_with_the_line(encoding):
    content = "R1: Ja.\nR1: Åmål".encode("cp1252")

    with pytest.raises(TranscriptError) as caught:
        words(content, encoding)

    assert str(caught.value) == (
        f"prov.txt is not written in {encoding}: the characters in line 2 do not fit. "
        "Choose another encoding, or none and let it be found."
    )


@pytest.mark.parametrize("encoding", ["svenska", "hex", "undefined"])
def test_an_unknown_encoding_is_refused(encoding):
    with pytest.raises(TranscriptError, match=f'"{encoding}" is not an encoding that can be read. Choose for example'):
        words(b"R1: Ja", encoding)


def test_a_few_control_characters_are_left_out_and_a_page_break_is_a_line_end():
    text = "R1: " + "Vi litar på varandra. " * 20 + "\x1fSlut.\x0cNy sida."

    assert words(text.encode()).endswith("varandra. Slut.\nNy sida.")
