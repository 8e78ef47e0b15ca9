"""A transcript: its canonical text, its turns, and who took them."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.dates import Period
from samverkan.domain.study import Extra

BETWEEN_TURNS = "\n\n"


@dataclass(frozen=True, slots=True)
class Respondent:
    """Someone who was interviewed or asked. The label is the only name shown; there is no other."""

    id: str
    municipality: str = ""
    collaboration: str = ""
    function: str = ""
    label: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: its file, who took part, when, and whether its pseudonyms were reviewed by a person."""

    id: str
    file: str
    respondents: tuple[str, ...] = ()
    date: Period | None = None
    language: str = ""
    has_consent: bool | None = None
    is_reviewed: bool = False
    extra: Extra = ()

    @property
    def may_be_quoted(self) -> bool:
        """Whether a report may quote it: consent is recorded and a person has reviewed its pseudonyms."""
        return self.has_consent is True and self.is_reviewed


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go: `[start, end)` in code points of the transcript's text."""

    start: int
    end: int
    speaker: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The canonical text of an interview (NFC, `\\n` line ends) and its turns, in order."""

    text: str
    turns: tuple[Turn, ...] = ()

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn that a position lies in, or the one before it; None before the first turn."""
        index = bisect_right(self.turns, position, key=lambda turn: turn.start)
        return self.turns[index - 1] if index else None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One speaker's words as a file gives them, before they are joined into a transcript."""

    words: str
    speaker: str = ""
    time: str = ""


def normalise(text: str) -> str:
    """Return the text as NFC with `\\n` line ends and no byte-order mark."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def join_turns(spoken: Iterable[Spoken]) -> Transcript:
    """Return the transcript of what was said: turns without words are left out, the others stand a blank line apart."""
    parts: list[str] = []
    turns: list[Turn] = []
    position = 0
    for one in spoken:
        words = normalise(one.words).strip()
        if not words:
            continue
        turns.append(Turn(position, position + len(words), normalise(one.speaker).strip(), one.time))
        parts.append(words)
        position += len(words) + len(BETWEEN_TURNS)
    return Transcript(BETWEEN_TURNS.join(parts), tuple(turns))


def respondent_of_turn(turn: Turn | None, interview: Interview, labels: dict[str, str]) -> str:
    """Return who speaks in a turn: the only respondent, or the one whose id or label the speaker bears; else ''.

    `labels` maps the casefolded id and label of each respondent to the id.
    """
    if len(interview.respondents) == 1:
        return interview.respondents[0]
    speaker = labels.get(turn.speaker.casefold(), "") if turn is not None else ""
    return speaker if speaker in interview.respondents else ""
