"""Real transcripts: every speaker, time mark and character comes through."""

import re
from collections import Counter

import pytest

from samverkan.files.transcripts import read_transcript, write_transcript

SPEECHES = [
    "Anf. 39 Justitieminister GUNNAR STRÖMMER (M)",
    "Anf. 40 GUDRUN NORDBORG (V)",
    "Anf. 41 Justitieminister GUNNAR STRÖMMER (M)",
    "Anf. 45 DANIEL HELLDÉN (MP)",
]
RIKSDAGEN = [f"riksdagen_prot_2022-23_58_utdrag.{suffix}" for suffix in ("txt", "vtt", "docx")]
ALASKA_COMBINED = "alaska_21_22_combined_interview_3.txt"
ALASKA_NUMBERED = "alaska_april_22_interview_10.txt"
ALASKA_SUBTITLES = "alaska_interview_1.vtt"


@pytest.fixture
def folder(shared):
    return shared / "data" / "transcripts"


def read(folder, name):
    return read_transcript((folder / name).read_bytes(), name)


@pytest.mark.parametrize("name", [RIKSDAGEN[0], RIKSDAGEN[2]])
def test_speeches_have_their_speakers(folder, name):
    transcript = read(folder, name)

    assert [turn.speaker for turn in transcript.turns] == SPEECHES


def test_speeches_as_subtitles_have_speakers_and_times(folder):
    transcript = read(folder, RIKSDAGEN[1])

    assert [f"{turn.time} {turn.speaker}" for turn in transcript.turns] == [
        "00:00:00 Justitieminister GUNNAR STRÖMMER (M)",
        "00:01:07 GUDRUN NORDBORG (V)",
        "00:02:00 Justitieminister GUNNAR STRÖMMER (M)",
        "00:02:37 DANIEL HELLDÉN (MP)",
    ]


def test_three_formats_of_the_same_speeches_have_the_same_words(folder):
    text, subtitles, word = (read(folder, name) for name in RIKSDAGEN)

    assert text == word
    assert text.text.split() == subtitles.text.split()


def test_an_interview_with_times_comes_through(folder):
    transcript = read(folder, ALASKA_COMBINED)

    assert Counter(turn.speaker for turn in transcript.turns) == {
        "Interviewee": 54,
        "Interviewer 1": 49,
        "Interviewer 2": 6,
        "Interviewer 3": 3,
    }
    assert [turn.time for turn in transcript.turns][:3] == ["00:33", "00:44", "01:59"]


def test_an_interview_with_numbers_comes_through(folder):
    transcript = read(folder, ALASKA_NUMBERED)

    assert Counter(turn.speaker for turn in transcript.turns) == {"Interviewee": 94, "Interviewer": 93}
    assert [turn.time for turn in transcript.turns] == [str(number) for number in range(1, 188)]


def test_an_interview_as_subtitles_comes_through(folder):
    transcript = read(folder, ALASKA_SUBTITLES)

    voices = re.findall(r"<v ([^>]+)>", (folder / ALASKA_SUBTITLES).read_text(encoding="utf-8"))
    changes = [voice for place, voice in enumerate(voices) if place == 0 or voice != voices[place - 1]]
    assert [turn.speaker for turn in transcript.turns] == changes
    assert (len(transcript.turns), transcript.turns[0].time, transcript.turns[1].time) == (311, "00:00:00", "00:02:56")


@pytest.mark.parametrize(
    ("name", "around"),
    [
        (ALASKA_COMBINED, r"^\[[\d:]+\] Interview\w+( \d)?: "),
        (ALASKA_NUMBERED, r"^\[\d+\] Interview\w+: "),
        (ALASKA_SUBTITLES, r"^WEBVTT|^.* --> .*$|^<v [^>]+>"),
        (RIKSDAGEN[0], r"^Anf\. .*:$"),
        (RIKSDAGEN[1], r"^WEBVTT|^.* --> .*$|^<v [^>]+>"),
    ],
)
def test_every_word_is_kept(folder, name, around):
    words = re.sub(around, "", (folder / name).read_text(encoding="utf-8"), flags=re.MULTILINE).split()

    transcript = read(folder, name)

    assert transcript.text.split() == words


@pytest.mark.parametrize("name", [*RIKSDAGEN, ALASKA_COMBINED, ALASKA_NUMBERED, ALASKA_SUBTITLES])
def test_the_plain_form_reads_back(folder, name):
    transcript = read(folder, name)

    assert read_transcript(write_transcript(transcript).encode(), "plain.txt") == transcript
