"""Capitalised words in a transcript: where they stand in their sentence, and which of them stand together."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import takewhile

from samverkan.domain.interviews.mentions import GAP, Span
from samverkan.domain.interviews.transcript import Transcript

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
APOSTROPHE_S = re.compile(r"['’]s$", re.IGNORECASE)
PARTICLES = r"(?:von|van|af|de|der|den|la|le|di|da|dos|du|ter|ten|zu|bin|ibn|el|al)"
BETWEEN = re.compile(rf"(?:{GAP}|\.{GAP}?)(?:{PARTICLES}{GAP}){{0,2}}")
LEADING_PARTICLE = re.compile(rf"(?<![^\W_])(?:von|van|af)(?:{GAP}(?:der|den|de))?{GAP}$")
OPENERS = " \t\u00a0\n\"'”“’‘»«([{–—-*•>#_"
QUOTES = frozenset('"”“»«‘')
SENTENCE_END = frozenset(".!?")
PAUSES = frozenset(":…;")
CLOSERS = "\"'”“’»)]}*_"
ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:(?:\w\.)+\w|[^\W\d_]|t\.ex|bl\.a|f\.d|d\.v\.s|dvs|ca|dr|prof|resp|jfr|inkl|exkl|tel|tfn|nr|kl|st|mr|mrs|ms|vs|etc)\.$",
    re.IGNORECASE,
)
REACH = 60


class Opening(IntEnum):
    """Whether a word opens a sentence, so that its capital says nothing."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word, or the capitalised head of a compound with a hyphen (`IT-chef`)."""

    text: str
    span: Span
    opening: Opening
    is_head: bool = False

    @property
    def is_initial(self) -> bool:
        """Say whether the word is a single letter."""
        return len(self.text) == 1


Run = tuple[Word, ...]
"""Capitalised words next to each other."""


def capitalised_words(transcript: Transcript) -> tuple[Word, ...]:
    """Return every word with a capital first letter; a word cut off by a hyphen (`Berg- och`) is none."""
    found = (_capitalised(transcript, match) for match in WORD.finditer(transcript.text))
    return tuple(word for word in found if word is not None)


def _capitalised(transcript: Transcript, match: re.Match[str]) -> Word | None:
    whole = match[0]
    is_cut_off = transcript.text[match.end() : match.end() + 1] == "-"
    if is_cut_off or not whole[0].isupper():
        return None
    head = _capital_head(APOSTROPHE_S.sub("", whole))
    span = Span(match.start(), match.start() + len(head))
    return Word(head, span, _opening(transcript, match.start()), is_head=whole[len(head) :].startswith("-"))


def _capital_head(word: str) -> str:
    parts = word.split("-")
    return "-".join(takewhile(lambda part: part[:1].isupper(), parts))


def _opening(transcript: Transcript, start: int) -> Opening:
    turn = transcript.turn_at(start)
    first = turn.start if turn is not None else 0
    before = transcript.text[max(first, start - REACH) : start]
    lead = before.rstrip(OPENERS)
    if not lead and start - REACH <= first:
        return _opening_of_turn(transcript, first)
    passed = before[len(lead) :]
    opening = _opening_after(lead)
    if opening is Opening.NO and ("\n" in passed or QUOTES & set(passed)):
        return Opening.PERHAPS
    return opening


def _opening_of_turn(transcript: Transcript, first: int) -> Opening:
    # A subtitle may break a sentence: the speaker goes on in the next turn.
    earlier = bisect_left(transcript.turns, first, key=lambda turn: turn.start) - 1
    now = transcript.turn_at(first)
    before = transcript.turns[earlier] if earlier >= 0 else None
    if before is None or now is None or before.speaker != now.speaker:
        return Opening.YES
    said = transcript.text[before.start : before.end]
    return Opening.YES if _opening_after(said.rstrip(OPENERS)) is Opening.YES else Opening.PERHAPS


def _opening_after(lead: str) -> Opening:
    closed = lead.rstrip(CLOSERS)
    last = closed[-1:]
    if last in PAUSES:
        return Opening.PERHAPS
    if last not in SENTENCE_END:
        return Opening.NO
    if last == "." and ABBREVIATION.search(closed[-12:]):
        return Opening.NO
    return Opening.YES


def join_runs(text: str, words: Sequence[Word]) -> tuple[Run, ...]:
    """Return the words in runs: side by side, with an initial's full stop or a particle (`von`) between them."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _stands_beside(text, runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(tuple(run) for run in runs)


def _stands_beside(text: str, left: Word, right: Word) -> bool:
    if left.is_head or right.opening is Opening.YES:
        return False
    between = text[left.span.end : right.span.start]
    if BETWEEN.fullmatch(between) is None:
        return False
    return "." not in between or left.is_initial


def span_of(text: str, run: Run) -> Span:
    """Return the stretch of the run, with a particle before it (`von Essen`)."""
    start = run[0].span.start
    before = LEADING_PARTICLE.search(text, max(0, start - 20), start)
    return Span(before.start() if before is not None else start, run[-1].span.end)


def words_in(text: str) -> frozenset[str]:
    """Return the words of the text as they are written."""
    return frozenset(match[0] for match in WORD.finditer(text))


def words_of(form: str) -> tuple[str, ...]:
    """Return the words of a form in lower case, each once."""
    return tuple(dict.fromkeys(match[0].casefold() for match in WORD.finditer(form)))


def drop_within(runs: Iterable[Run], taken: Sequence[Span]) -> tuple[Run, ...]:
    """Return the runs without the words that lie in stretches already spoken for."""
    kept = (tuple(word for word in run if not any(word.span.overlaps(span) for span in taken)) for run in runs)
    return tuple(run for run in kept if run)
