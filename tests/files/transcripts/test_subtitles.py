"""Subtitles: cues to turns."""

import pytest

from samverkan.files.transcripts import TranscriptError, read_transcript


def read(text, name):
    transcript = read_transcript(text.encode(), name)
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


def test_neighbouring_cues_of_a_named_speaker_are_one_turn():
    text = """WEBVTT - Intervju

NOTE Talarna är påhittade: 00:00:00.000 är början
R9: inte heller detta

STYLE
::cue { color: lime }

1
00:00:01.200 --> 00:00:04.000 align:start
<v Intervjuare>Hur gick
det?</v>

00:00:04.000 --> 00:00:06.000
<v.loud R1>Bra &amp; <i>lugnt</i> &lt;3

00:00:06.000 --> 00:00:09.000
<v R1>Faktiskt 👍🏽.

01:02:03.000 --> 01:02:04.000
(paus)

01:02:04.000 --> 01:02:05.000
(paus)

01:02:05.000 --> 01:02:06.000
<v R1>Ja.</v> <v Intervjuare>Nej: så.</v>
"""

    assert read(text, "prov.vtt") == [
        ("00:00:01", "Intervjuare", "Hur gick det?"),
        ("00:00:04", "R1", "Bra & lugnt <3 Faktiskt 👍🏽."),
        ("01:02:03", "", "(paus)"),
        ("01:02:04", "", "(paus)"),
        ("01:02:05", "R1", "Ja."),
        ("01:02:05", "Intervjuare", "Nej: så."),
    ]


def test_times_without_hours_get_them():
    assert read("WEBVTT\n\n00:01.000 --> 00:02.000\nEtt.", "prov.vtt") == [("00:00:01", "", "Ett.")]


def test_names_before_the_words_are_speakers_in_subrip():
    text = """1
00:00:01,200 --> 00:00:04,000
Intervjuare: Hur gick
det, <i>egentligen</i>?

2
00:00:04,000 --> 00:00:06,000
{\\an8}Karin: Bra.

3
00:00:06,000 --> 00:00:07,000
Karin: Men en sak är säker: det tog tid.
Intervjuare: Jaha.

4
00:00:07,000 --> 00:00:08,000
Obs: ljudet är svagt.
"""

    assert read(text, "prov.srt") == [
        ("00:00:01", "Intervjuare", "Hur gick det, egentligen?"),
        ("00:00:04", "Karin", "Bra. Men en sak är säker: det tog tid."),
        ("00:00:06", "Intervjuare", "Jaha."),
        ("00:00:07", "", "Obs: ljudet är svagt."),
    ]


def test_old_encodings_and_line_ends_are_read():
    content = "1\r\n00:00:01,200 --> 00:00:04,000\r\nR1: Åmål, så är det.\r\n".encode("cp1252")

    transcript = read_transcript(content, "PROV.SRT")

    assert transcript.text == "Åmål, så är det."


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("prov.vtt", "Bara ord.", "prov.vtt cannot be opened as WebVTT: it is damaged"),
        ("prov.srt", "Bara ord.", "prov.srt cannot be opened as SubRip: it is damaged"),
        ("prov.vtt", "WEBVTT\n\nBara ord.", "prov.vtt has no cues with a time, such as 00:00:01.000"),
        ("prov.vtt", "WEBVTT\n\n00:00:01.000 --> 0:99\nEtt.", "prov.vtt has 1 cue that cannot be read"),
        (
            "prov.srt",
            "1\n00:00:01,0 --> 00:00:02,0\nEtt.\n\n2\n00:00:03 --> 00:00:04\nTvå.\n\nx\n00:00:05,0 --> 00:00:06,0\nT",
            "prov.srt has 2 cues that cannot be read",
        ),
        ("prov.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<i></i>", "prov.vtt holds no words"),
    ],
)
def test_what_cannot_be_read_is_said(name, text, message):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(text.encode(), name)

    assert str(caught.value).startswith(message)
