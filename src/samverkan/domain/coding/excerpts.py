"""Excerpts: passages of a transcript that a coder marked with a code."""

from dataclasses import dataclass, replace
from enum import StrEnum

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.study import Extra
from samverkan.domain.words import say

NEAR = 400
"""How many code points a quote may have moved and still be found again."""


class Valence(StrEnum):
    """Which way a factor works, or whether a gain or cost is there (helps), absent or worse (hinders)."""

    HELPS = "helps"
    HINDERS = "hinders"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Status(StrEnum):
    """Whether a gain was obtained or is expected; whether a cost was borne or is feared."""

    OBTAINED = "obtained"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One marked passage: `[start, end)` in code points of the interview's text."""

    interview: str
    start: int
    end: int
    code: str
    coder: str
    valence: Valence | None = None
    concerns: str = ""
    status: Status | None = None
    quote: str = ""
    memo: str = ""
    marked_at: str = ""
    extra: Extra = ()

    @property
    def source(self) -> str:
        """The name by which a figure points back to this passage."""
        return f"excerpt:{self.interview}:{self.start}-{self.end}"


class ExcerptError(WorkbenchError):
    """An excerpt does not fit its transcript."""


def anchor_excerpt(excerpt: Excerpt, transcript: Transcript) -> Excerpt:
    """Return the excerpt where its quote stands; moved when the quote is found exactly once nearby.

    Raises ExcerptError when the positions lie outside the text, or when the quote is not at its place and is
    found nowhere nearby or more than once.
    """
    text = transcript.text
    if not 0 <= excerpt.start < excerpt.end <= len(text):
        if excerpt.quote and (moved := _find_once(excerpt, text)) is not None:
            return moved
        raise ExcerptError(
            say(
                "positions {start}-{end} fall outside the transcript of interview {interview}, which has {length} "
                "characters. Mark the passage again.",
                start=str(excerpt.start),
                end=str(excerpt.end),
                interview=excerpt.interview,
                length=str(len(text)),
            )
        )
    found = text[excerpt.start : excerpt.end]
    if not excerpt.quote or excerpt.quote == found:
        return excerpt if excerpt.quote else replace(excerpt, quote=found)
    moved = _find_once(excerpt, text)
    if moved is None:
        raise ExcerptError(
            say(
                "the quote is not at {start}-{end} in interview {interview}, and not exactly once near it. The text "
                "there has {there} characters, the quote {wanted}. Compare them with `samverkan check --show-text`, "
                "then correct the quote or the positions.",
                start=str(excerpt.start),
                end=str(excerpt.end),
                interview=excerpt.interview,
                there=str(len(found)),
                wanted=str(len(excerpt.quote)),
            )
        )
    return moved


def _find_once(excerpt: Excerpt, text: str) -> Excerpt | None:
    low = max(0, excerpt.start - NEAR)
    high = min(len(text), max(excerpt.end, excerpt.start + len(excerpt.quote)) + NEAR)
    first = text.find(excerpt.quote, low, high)
    if first < 0 or text.find(excerpt.quote, first + 1, high) >= 0:
        return None
    return replace(excerpt, start=first, end=first + len(excerpt.quote))
