"""Lines to turns, by rules that the text-like formats share.

A line opens a turn when it begins with a speaker (see `labels`), or with a time in brackets, or is only a time. A time
without a speaker opens a turn without one: nobody is guessed. Every other line belongs to the open turn. A blank line
ends a paragraph but not the turn; paragraphs are joined by a line end. What stands before the first speaker is a turn
without a speaker. In a file without speakers a blank line ends the turn.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from samverkan.domain.interviews.transcript import Spoken
from samverkan.files.transcripts.labels import (
    Opening,
    bare_mark_of,
    heading_of,
    headings_in,
    opening_of,
    speakers_in,
)

Glue = Callable[[Sequence[str]], str]


@dataclass(slots=True)
class OpenTurn:
    """The turn that lines are being added to."""

    speaker: str = ""
    time: str = ""
    paragraphs: list[list[str]] = field(default_factory=lambda: [[]])

    @property
    def has_words(self) -> bool:
        """Whether a line was added."""
        return any(self.paragraphs)

    def add(self, line: str) -> None:
        """Add a line to the open paragraph, or end the paragraph when the line is blank."""
        if line:
            self.paragraphs[-1].append(line)
        elif self.paragraphs[-1]:
            self.paragraphs.append([])

    def close(self, glue: Glue) -> Spoken:
        """Return what was said."""
        return Spoken("\n".join(glue(one) for one in self.paragraphs if one), self.speaker, self.time)


def join_lines(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as they stand."""
    return "\n".join(lines)


def spoken_in(text: str, glue: Glue = join_lines, heading: re.Pattern[str] | None = None) -> list[Spoken]:
    """Return who said what in a text with `\\n` line ends.

    `glue` joins the lines of a paragraph; a line that is a `heading` is a turn of its own, without a speaker.
    """
    lines = [line.strip() for line in text.split("\n")]
    openings = openings_in(lines)
    has_speakers = any(one is not None and one.label for one in openings)
    spoken: list[Spoken] = []
    turn = OpenTurn()
    for line, opening in zip(lines, openings, strict=True):
        title = heading.fullmatch(line) if heading is not None else None
        if title is not None:
            spoken += [turn.close(glue), Spoken(title[1])]
            turn = OpenTurn()
        elif opening is not None:
            turn = open_turn(turn, opening, spoken, glue)
        elif not line and not has_speakers and turn.has_words:
            spoken.append(turn.close(glue))
            turn = OpenTurn()
        else:
            turn.add(line)
    spoken.append(turn.close(glue))
    return spoken


def open_turn(turn: OpenTurn, opening: Opening, spoken: list[Spoken], glue: Glue) -> OpenTurn:
    """Close the open turn and return the next; a name and a time on lines of their own make one turn."""
    is_waiting = not turn.has_words
    if is_waiting and turn.speaker and not turn.time and not opening.label:
        following = OpenTurn(turn.speaker, opening.time)
    elif is_waiting and turn.time and not turn.speaker and not opening.time:
        following = OpenTurn(opening.label, turn.time)
    else:
        spoken.append(turn.close(glue))
        following = OpenTurn(opening.label, opening.time)
    following.add(opening.words)
    return following


def openings_in(lines: Sequence[str]) -> list[Opening | None]:
    """Return for each stripped line how it opens a turn, or None when it does not."""
    labelled = [opening_of(line) if line else None for line in lines]
    speakers = speakers_in(labelled, sum(1 for line in lines if line))
    headings = headings_in([one for line in lines if (one := heading_of(line)) is not None])
    return [
        named if named is not None and named.label.casefold() in speakers else opening_without_colon(line, headings)
        for line, named in zip(lines, labelled, strict=True)
    ]


def opening_without_colon(line: str, headings: frozenset[str]) -> Opening | None:
    """Return how a line without a speaker before a colon opens a turn: by a name and a time, or by a time."""
    if not line or ":" not in line:
        return None
    heading = heading_of(line) if headings else None
    return heading if heading is not None else bare_mark_of(line)
