"""Lines to turns, by rules that the text-like formats share.

A line opens a turn when it begins with a speaker (see `labels`), or with a time in brackets, or is only a time. A time
without a speaker opens a turn without one: nobody is guessed. Every other line belongs to the open turn. A blank line
ends a paragraph but not the turn; paragraphs are joined by a line end. What stands before the first speaker is a turn
without a speaker. In a file without speakers a blank line ends the turn.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from samverkan.domain.interviews.transcript import Spoken
from samverkan.files.transcripts.labels import (
    Opening,
    bare_mark_of,
    heading_of,
    opening_of,
    speakers_in,
)

Glue = Callable[[Sequence[str]], str]
FEWEST_HEADINGS: Final = 2
NOBODY: Final = Opening("")


def spoken_in(text: str, glue: Glue = "\n".join, title: re.Pattern[str] | None = None) -> list[Spoken]:
    """Return who said what in a text with `\\n` line ends.

    `glue` joins the lines of a paragraph; a line that is a `title` is a turn of its own, without a speaker.
    """
    lines = list(map(str.strip, text.split("\n")))
    openings = openings_in(lines)
    has_speakers = any(one.label for one in openings.values())
    titles = {place: found[1] for place, line in enumerate(lines) if (found := title.fullmatch(line))} if title else {}
    spoken: list[Spoken] = []
    for opening, following in stretches(lines, openings, titles):
        paragraphs = [glue(list(group)) for has_words, group in groupby((opening.words, *following), bool) if has_words]
        turns = ["\n".join(paragraphs)] if has_speakers else paragraphs
        spoken += [Spoken(words, opening.label, "" if place else opening.time) for place, words in enumerate(turns)]
    return spoken


def stretches(
    lines: Sequence[str], openings: Mapping[int, Opening], titles: Mapping[int, str]
) -> Iterator[tuple[Opening, Sequence[str]]]:
    """Yield each opening with the lines up to the next; a name and a time on lines of their own open one turn."""
    waiting = NOBODY
    borders = [-1, *sorted(openings.keys() | titles.keys()), len(lines)]
    for place, end in pairwise(borders):
        following = lines[place + 1 : end]
        if place in titles:
            yield Opening(titles[place]), ()
            waiting = NOBODY
            opening = NOBODY
        else:
            opening = merged(waiting, openings.get(place, NOBODY))
        waiting = NOBODY if opening.words or any(following) else opening
        if waiting is NOBODY:
            yield opening, following


def merged(waiting: Opening, opening: Opening) -> Opening:
    """Return the opening, with the name or the time of one that waits for its words when it lacks it."""
    if waiting.label and not waiting.time and not opening.label:
        return Opening(opening.words, waiting.label, opening.time)
    if waiting.time and not waiting.label and not opening.time:
        return Opening(opening.words, opening.label, waiting.time)
    return opening


def openings_in(lines: Sequence[str]) -> dict[int, Opening]:
    """Return how lines open turns, by place; only a line with a colon can."""
    with_colon = [(place, line) for place, line in enumerate(lines) if ":" in line]
    marked = {place: one for place, line in with_colon if (one := bare_mark_of(line)) is not None}
    labelled = {
        place: replace(one, is_marked=True) if follows_a_mark(place, lines, marked) else one
        for place, line in with_colon
        if (one := opening_of(line)) is not None
    }
    speakers = speakers_in(labelled.values(), len(lines) - lines.count(""))
    named = {place: one for place, one in labelled.items() if one.label.casefold() in speakers}
    others = [(place, line) for place, line in with_colon if place not in named]
    headings = {place: one for place, line in others if (one := heading_of(line)) is not None}
    return marked | (headings if len(headings) >= max(FEWEST_HEADINGS, len(named)) else {}) | named


def follows_a_mark(place: int, lines: Sequence[str], marked: Mapping[int, Opening]) -> bool:
    """Say whether the line before, blank lines aside, is only a time."""
    if not marked:
        return False
    before = place - 1
    while before >= 0 and not lines[before]:
        before -= 1
    return before in marked and not marked[before].words
