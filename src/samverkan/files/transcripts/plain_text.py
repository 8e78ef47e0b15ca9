"""Plain text (.txt), and the plain form in which a transcript is kept: `[time] Speaker: words`, a blank line between.

The plain form is what a person would write and is read by the rules of `turns`. Some transcripts would not come back
the same from it: a turn without a speaker after one with, words that look like `Word: …`, a speaker who is named only
once, a blank line inside a turn. Those are written in the *marked form*, which says so in its first line and leaves
nothing to rules: every turn opens with `[time] speaker:`, both of which may be empty, at the beginning of a line; every
other line of its words is indented by four spaces; in time and speaker a backslash stands before `]`, `:` and a
backslash, and before the `n` that means a line end.
"""

import re
from collections.abc import Sequence
from typing import Final

from samverkan.domain.interviews.transcript import Spoken, Transcript, join_turns, normalise
from samverkan.files.transcripts.kinds import TEXT, kind_of
from samverkan.files.transcripts.turns import spoken_in

MARKED_FORM: Final = "Samverkan transcript: every turn opens with [time] speaker: and its other lines are indented."
INDENT: Final = "    "
BETWEEN_TURNS: Final = "\n\n"
MARKED_OPENING: Final = re.compile(r"\[((?:\\.|[^\]\\])*)\] ((?:\\.|[^:\\])*): (.*)")
ESCAPED: Final = re.compile(r"\\(.)")


def write_transcript(transcript: Transcript) -> str:
    """Return the transcript as plain text that reads back to an equal one.

    The text ends with a line end; a transcript without turns is an empty text, which no file may be.

    Raises
    ------
    ValueError
        The turns do not cover the text as `join_turns` lays them out, so that words would be lost.
    """
    spoken = [Spoken(transcript.text[one.start : one.end], one.speaker, one.time) for one in transcript.turns]
    if join_turns(spoken) != transcript:
        raise ValueError("the turns do not cover the transcript's text: build it with join_turns")
    if not spoken:
        return ""
    plain = BETWEEN_TURNS.join(map(plain_turn, spoken)) + "\n"
    return plain if comes_back(plain, transcript) else marked_text(spoken)


def read_plain_text(text: str) -> list[Spoken]:
    """Return the turns of a plain text with `\\n` line ends, in the marked form or any other."""
    first, _, rest = text.partition("\n")
    return spoken_in_marked(rest.split("\n")) if first.strip() == MARKED_FORM else spoken_in(text)


def plain_turn(turn: Spoken) -> str:
    """Return `[time] Speaker: words`, without the parts that are empty."""
    time = f"[{turn.time}] " if turn.time else ""
    speaker = f"{turn.speaker}: " if turn.speaker else ""
    return f"{time}{speaker}{turn.words}"


def comes_back(plain: str, transcript: Transcript) -> bool:
    """Say whether the plain form reads back to an equal transcript."""
    if kind_of(plain.encode("utf-8", "surrogatepass")) != TEXT:
        return False
    return join_turns(read_plain_text(normalise(plain))) == transcript


def marked_text(spoken: Sequence[Spoken]) -> str:
    """Return the turns in the marked form."""
    return BETWEEN_TURNS.join([MARKED_FORM, *map(marked_turn, spoken)]) + "\n"


def marked_turn(turn: Spoken) -> str:
    """Return one turn in the marked form."""
    first, *others = turn.words.split("\n")
    opening = f"[{escape(turn.time, ']')}] {escape(turn.speaker, ':')}: {first}"
    return "\n".join([opening, *(INDENT + line if line else "" for line in others)])


def spoken_in_marked(lines: Sequence[str]) -> list[Spoken]:
    """Return the turns of the lines after the first of a text in the marked form.

    A line that neither opens a turn nor is indented was edited by hand; it belongs to the open turn.
    """
    turns: list[tuple[str, str, list[str]]] = [("", "", [])]
    for line in lines:
        opening = MARKED_OPENING.fullmatch(line)
        if opening is not None:
            turns.append((unescape(opening[1]), unescape(opening[2]), [opening[3]]))
        else:
            turns[-1][2].append(line.removeprefix(INDENT))
    return [Spoken("\n".join(words), speaker, time) for time, speaker, words in turns]


def escape(text: str, stop: str) -> str:
    """Return the text so that `stop` does not end it and no line end is in it."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(stop, f"\\{stop}")


def unescape(text: str) -> str:
    """Return the text that was escaped."""
    return ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)
