"""Lines to turns: who speaks, when, and what is not a speaker."""

import pytest

from samverkan.files.transcripts import read_transcript


def read(text, name="prov.txt"):
    transcript = read_transcript(text.encode(), name)
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        ("Intervjuare: Hur gick det?", ("", "Intervjuare", "Hur gick det?")),
        ("[12:34] Karin: Bra.", ("12:34", "Karin", "Bra.")),
        ("12:34 Karin: Bra.", ("12:34", "Karin", "Bra.")),
        ("(00:12:34) Karin: Bra.", ("00:12:34", "Karin", "Bra.")),
        ("[00:12:34.500] Karin: Bra.", ("00:12:34.500", "Karin", "Bra.")),
        ("[00:01.000 --> 00:05.000] Karin: Bra.", ("00:01.000", "Karin", "Bra.")),
        ("[12] Karin: Bra.", ("12", "Karin", "Bra.")),
        ("Karin (00:12): Bra.", ("00:12", "Karin", "Bra.")),
        ("[12:34]\nEtt ord.", ("12:34", "", "Ett ord.")),
        ("[12:34] Ett ord.", ("12:34", "", "Ett ord.")),
        ("[12:34]\n\nKarin: Bra.", ("12:34", "Karin", "Bra.")),
        ("Anf. 39 Ministern ANNA EK (X):\nFru talman!", ("", "Anf. 39 Ministern ANNA EK (X)", "Fru talman!")),
        ("Anf. 40 BO EK (Y) replik:\n\nFru talman!", ("", "Anf. 40 BO EK (Y) replik", "Fru talman!")),
        ("I:Hur gick det?", ("", "I", "Hur gick det?")),
        ("IP1: Bra.", ("", "IP1", "Bra.")),
        ("Respondent 2: Bra 👍🏽.", ("", "Respondent 2", "Bra 👍🏽.")),
        ("[00:04] [driftchef]: Bra.", ("00:04", "[driftchef]", "Bra.")),
        ("R1\u00a0:\u00a0Bra.", ("", "R1", "Bra.")),
    ],
)
def test_a_line_opens_a_turn(line, turn):
    turns = read(line)

    assert turns == [turn]


@pytest.mark.parametrize(
    "sentence",
    [
        "Men en sak är säker: vi hade inte klarat det själva.",
        "Klockan 10:30 ringde de.",
        "Klockan tio: då ringde de.",
        "10:30 var mötet slut.",
        "Obs: vi börjar klockan nio.",
        "SKR:s bild är en annan.",
        "Fru talman! Jag ska ge ett rakt svar: ja.",
        "Det viktigaste var detta: att någon svarade.",
        "Som jag sa: det tog tid.",
        "Vi hade tre mål:",
        "http://exempel.se är adressen.",
        "[1] En fotnot utan talare.",
        "Möte 10:30",
    ],
)
@pytest.mark.parametrize("times", [1, 3])
def test_a_sentence_with_a_colon_is_not_a_speaker(sentence, times):
    text = "Intervjuare: Hur gick det?\n\n" + "R1: Så här.\n" * times + f"{sentence}\n" * times

    turns = read(text)

    assert {speaker for _, speaker, _ in turns} == {"Intervjuare", "R1"}
    assert turns[-1][2] == "Så här." + f"\n{sentence}" * times


def test_a_sentence_with_a_colon_after_a_time_is_a_turn_without_a_speaker():
    turns = read("[12:34] Men en sak är säker: vi klarade det.\n\n[12:40] Ja.")

    assert turns == [("12:34", "", "Men en sak är säker: vi klarade det."), ("12:40", "", "Ja.")]


def test_a_label_that_recurs_is_a_speaker_whatever_it_looks_like():
    turns = read("IT-samordnare, liten medlem: Ja.\nutredaren från kommunen: Så?\n" * 2)

    assert [speaker for _, speaker, _ in turns] == ["IT-samordnare, liten medlem", "utredaren från kommunen"] * 2


def test_one_who_speaks_once_in_a_dialogue_is_a_speaker():
    turns = read("Anna: Ska vi börja?\nBo: Ja.\nAnna: Vem först?\nKarin Ek: Jag.\nBo: Bra.")

    assert [speaker for _, speaker, _ in turns] == ["Anna", "Bo", "Anna", "Karin Ek", "Bo"]


def test_lines_and_paragraphs_belong_to_the_open_turn():
    turns = read("R1: Ett.\nTvå.\n\n\nTre.\n\nIntervjuare: Fyra.")

    assert turns == [("", "R1", "Ett.\nTvå.\nTre."), ("", "Intervjuare", "Fyra.")]


def test_what_stands_before_the_first_speaker_has_none():
    turns = read("Intervju med en kommun\nDatum: 2024-05-01\n\nIntervjuare: Hej.\nR1: Hej.")

    assert turns == [
        ("", "", "Intervju med en kommun\nDatum: 2024-05-01"),
        ("", "Intervjuare", "Hej."),
        ("", "R1", "Hej."),
    ]


def test_without_speakers_each_paragraph_is_a_turn():
    turns = read("Ett.\nTvå.\n\n\nTre.")

    assert turns == [("", "", "Ett.\nTvå."), ("", "", "Tre.")]


def test_a_speaker_without_words_is_left_out():
    turns = read("R1: Ja.\nIntervjuare:\nR1: Nej.\nIntervjuare:")

    assert turns == [("", "R1", "Ja."), ("", "R1", "Nej.")]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek   0:03\nHej.\n\nBo Al   0:07\nHej hej.",
        "0:03 Anna Ek\nHej.\n0:07 Bo Al\nHej hej.",
        "0:03\nAnna Ek:\nHej.\n0:07\nBo Al:\nHej hej.",
        "Anna Ek:\n[0:03]\nHej.\nBo Al:\n[0:07]\nHej hej.",
        "Anna Ek (0:03):\nHej.\n\nBo Al (0:07):\nHej hej.",
    ],
)
def test_a_name_and_a_time_on_lines_of_their_own_open_one_turn(text):
    turns = read(text)

    assert turns == [("0:03", "Anna Ek", "Hej."), ("0:07", "Bo Al", "Hej hej.")]


def test_a_time_inside_a_turn_does_not_guess_who_goes_on():
    turns = read("[00:01] R1: Ja.\n[00:20] Och sedan.\n[00:30] R1: Slut.")

    assert turns == [("00:01", "R1", "Ja."), ("00:20", "", "Och sedan."), ("00:30", "R1", "Slut.")]


def test_headings_of_markdown_are_turns_of_their_own():
    turns = read("# Intervju\n\n**Intervjuare:** Hej.\n**R1**: Hej.\n\n## Om tillit ##\n\nR1: Ja: *mycket*.", "prov.md")

    assert turns == [
        ("", "", "Intervju"),
        ("", "Intervjuare", "Hej."),
        ("", "R1", "Hej."),
        ("", "", "Om tillit"),
        ("", "R1", "Ja: *mycket*."),
    ]


def test_the_text_is_nfc_with_plain_line_ends():
    turns = read("R1: A\u030al\r\nO\u0308l\rSlut")

    assert turns == [("", "R1", "Ål\nÖl\nSlut")]
