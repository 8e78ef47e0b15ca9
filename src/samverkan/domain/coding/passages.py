"""Passages on the coding board: cutting an excerpt out of a text, and laying overlapping excerpts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from samverkan.domain.coding.excerpts import ExcerptError
from samverkan.domain.interviews.transcript import BETWEEN_TURNS, Transcript, Turn
from samverkan.domain.words import say

Span = tuple[int, int]
"""`[start, end)` in code points."""
LONGEST: Final = 1_500
"""Characters of a turn that the board shows in one piece; a longer turn is shown in parts."""
SENTENCE_ENDS: Final = ("\n", ". ", "? ", "! ", "… ")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same spans lie; `over` are their places in the list given, in its order."""

    start: int
    end: int
    over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A turn as the board shows it: whole or, where it is long, a part of it; `continues` says that it goes on."""

    turn: Turn
    continues: bool = False


def cut_passage(text: str, start: int, end: int) -> Span:
    """Return the passage without white space at its ends.

    Raises ExcerptError when it falls outside the text or nothing but white space is left.
    """
    if not 0 <= start < end <= len(text):
        raise ExcerptError(
            say(
                "The passage {start}-{end} falls outside the text, which has {length} characters. Mark it again.",
                start=str(start),
                end=str(end),
                length=str(len(text)),
            )
        )
    passage = text[start:end]
    words = passage.strip()
    if not words:
        raise ExcerptError(say("There are no words in the passage. Mark some text first."))
    first = start + len(passage) - len(passage.lstrip())
    return first, first + len(words)


def cut_segments(start: int, end: int, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """Return the segments of `[start, end)`, in order and without gaps: cut wherever a span begins or ends."""
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (first, last) in enumerate(spans):
        if last > start and first < end:
            starts.setdefault(max(first, start), []).append(number)
            ends.setdefault(min(last, end), []).append(number)
    over: set[int] = set()
    found = []
    cuts = sorted({start, *starts, *ends, end})
    for here, there in pairwise(cuts):
        over.difference_update(ends.get(here, ()))
        over.update(starts.get(here, ()))
        found.append(Segment(here, there, tuple(sorted(over))))
    return tuple(found)


def stack_lanes(spans: Sequence[Span]) -> tuple[int, ...]:
    """Return a lane for each span, from 0, so that spans that overlap never share one; few lanes, the first first."""
    lanes = [0] * len(spans)
    free_from: list[int] = []
    for number in sorted(range(len(spans)), key=lambda one: (spans[one][0], -spans[one][1], one)):
        start, end = spans[number]
        lane = next((lane for lane, free in enumerate(free_from) if free <= start), len(free_from))
        if lane == len(free_from):
            free_from.append(end)
        free_from[lane] = end
        lanes[number] = lane
    return tuple(lanes)


def find_stretches(transcript: Transcript) -> tuple[Turn, ...]:
    """Return the turns, and what lies between them where there are words: together all that is said, in order."""
    found: list[Turn] = []
    place = 0
    for turn in (*transcript.turns, Turn(len(transcript.text), len(transcript.text))):
        found += _paragraphs(transcript.text, place, turn.start)
        if turn.end > turn.start:
            found.append(turn)
        place = max(place, turn.end)
    return tuple(found)


def _paragraphs(text: str, start: int, end: int) -> list[Turn]:
    found = []
    place = start
    for paragraph in text[start:end].split(BETWEEN_TURNS):
        words = paragraph.strip()
        if words:
            first = place + paragraph.index(words)
            found.append(Turn(first, first + len(words)))
        place += len(paragraph) + len(BETWEEN_TURNS)
    return found


@lru_cache(maxsize=32)
def find_parts(transcript: Transcript) -> tuple[Part, ...]:
    """Return the stretches, those over LONGEST characters in parts without gaps, so that little is drawn anew."""
    return tuple(part for turn in find_stretches(transcript) for part in _cut_turn(turn, transcript.text))


def _cut_turn(turn: Turn, text: str) -> list[Part]:
    parts = []
    start = turn.start
    while turn.end - start > LONGEST:
        end = _find_cut(text, start, start + LONGEST)
        parts.append(Part(replace(turn, start=start, end=end), continues=start > turn.start))
        start = end
    return [*parts, Part(replace(turn, start=start), continues=start > turn.start)]


def _find_cut(text: str, start: int, limit: int) -> int:
    """Return where the last sentence before the limit ends, with the space after it; else where the last word does."""
    least = start + LONGEST // 2
    ends = (text.rfind(one, least, limit) + len(one) for one in SENTENCE_ENDS)
    sentence = max((one for one in ends if one > least), default=0)
    return sentence or text.rfind(" ", least, limit) + 1 or limit


def find_around(transcript: Transcript, span: Span) -> tuple[Part, ...]:
    """Return the parts that a passage lies in, with the one before them and the one after."""
    parts = find_parts(transcript)
    there = [place for place, one in enumerate(parts) if one.turn.start < span[1] and span[0] < one.turn.end]
    return parts[max(0, there[0] - 1) : there[-1] + 2] if there else ()
