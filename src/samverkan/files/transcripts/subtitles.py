"""Subtitles (.vtt, .srt): each cue is a turn with the time it begins; neighbours by the same named speaker are one.

The lines of a cue are wrapped for the screen and are joined by a space. The speaker comes from `<v Name>`, of which a
cue may have several, or else from `Name:` before the words, by the rules of `labels`. A cue without a name is a turn
without a speaker, also after a cue with one. Notes, styles and regions are not text.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, Final

from samverkan.domain.interviews.transcript import Spoken
from samverkan.domain.words import say, say_count
from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.kinds import damaged
from samverkan.files.transcripts.labels import opening_of, speakers_in

WEBVTT: Final = "WebVTT"
SUBRIP: Final = "SubRip"
FORMATS: Final = {WEBVTT: "vtt", SUBRIP: "srt"}
TIMING: Final = re.compile(r"^[ \t]*\d+:\d[\d:.,]*[ \t]*-->", re.MULTILINE)
BLOCK_LEFT_OUT: Final = re.compile(r"^(?:NOTE|STYLE|REGION)\b(?:.+\n?)*", re.MULTILINE)
VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t\n]+([^>]*)>")
VOICE_END: Final = re.compile(r"</v\s*>")
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>")
SCREEN_CODE: Final = re.compile(r"\{\\[^{}]*\}")


def read_subtitles(text: str, name: str, kind: str) -> list[Spoken]:
    """Return the turns of a subtitle file, given as NFC text with `\\n` line ends.

    Raises
    ------
    TranscriptError
        The file is not of its kind, or some of its cues cannot be read.
    """
    cues = cues_of(text.lstrip(), name, kind)
    voices = [voice for cue in cues for voice in voices_of(cue, kind)]
    return joined(named(voices))


def cues_of(text: str, name: str, kind: str) -> Sequence[Any]:
    """Return the cues; none is left out in silence."""
    import webvtt  # a slow import, and most transcripts are plain text

    try:
        cues: Sequence[Any] = webvtt.WebVTT.from_buffer(StringIO(text, newline="\n"), FORMATS[kind]).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError) as error:
        raise TranscriptError(damaged(name, kind)) from error
    timings = len(TIMING.findall(BLOCK_LEFT_OUT.sub("", text) if kind == WEBVTT else text))
    if not timings:
        raise TranscriptError(say("{file} has no cues with a time, such as 00:00:01.000 --> 00:00:04.000.", file=name))
    if len(cues) < timings:
        message = say_count(
            "{file} has {count} cue that cannot be read: its time or number is not written as {kind} does. Mend it.",
            "{file} has {count} cues that cannot be read: their times or numbers are not written as {kind} does. "
            "Mend them.",
            timings - len(cues),
            file=name,
            kind=kind,
        )
        raise TranscriptError(message)
    return cues


def voices_of(cue: Any, kind: str) -> Iterator[Spoken]:
    """Yield what each voice says in a cue; the lines stand as they do in the file."""
    time = str(cue.start).partition(".")[0]
    raw = str(cue.raw_text)
    if kind == SUBRIP:
        yield Spoken(TAG.sub("", SCREEN_CODE.sub("", raw)), time=time)
        return
    before, *spans = VOICE.split(raw)
    yield Spoken(plain(before), time=time)
    for speaker, words in zip(spans[::2], spans[1::2], strict=True):
        said, _, after = VOICE_END.sub("\0", words).partition("\0")
        yield Spoken(plain(said), " ".join(plain(speaker).split()), time)
        yield Spoken(plain(after), time=time)


def plain(words: str) -> str:
    """Return the words without tags, and with `&amp;` as `&`."""
    return html.unescape(TAG.sub("", words.replace("\0", "")))


def named(voices: Sequence[Spoken]) -> Iterator[Spoken]:
    """Yield the voices; one without a name that opens with `Name:` gets it, and may hold several."""
    lines = [line for voice in voices if not voice.speaker for line in lines_of(voice)]
    openings = [opening for line in lines if (opening := opening_of(line)) is not None]
    speakers = speakers_in(openings, len(lines))
    for voice in voices:
        if voice.speaker:
            yield Spoken(" ".join(lines_of(voice)), voice.speaker, voice.time)
        else:
            yield from split_by_labels(voice, speakers)


def split_by_labels(voice: Spoken, speakers: frozenset[str]) -> Iterator[Spoken]:
    """Yield what each speaker says in the lines of one voice."""
    speaker, words = "", list[str]()
    for line in lines_of(voice):
        opening = opening_of(line)
        if opening is None or opening.label.casefold() not in speakers:
            words.append(line)
            continue
        yield Spoken(" ".join(words), speaker, voice.time)
        speaker, words = opening.label, [opening.words]
    yield Spoken(" ".join(words), speaker, voice.time)


def lines_of(voice: Spoken) -> list[str]:
    """Return the lines that have words."""
    return [line.strip() for line in voice.words.split("\n") if line.strip()]


def joined(spoken: Iterable[Spoken]) -> list[Spoken]:
    """Return the turns, neighbours by the same named speaker as one; the time is that of the first."""
    turns: list[tuple[str, str, list[str]]] = []
    for one in spoken:
        if not one.words.strip():
            continue
        if turns and one.speaker and turns[-1][0] == one.speaker:
            turns[-1][2].append(one.words.strip())
        else:
            turns.append((one.speaker, one.time, [one.words.strip()]))
    return [Spoken(" ".join(words), speaker, time) for speaker, time, words in turns]
