"""Reviewing proposals one by one: where the reviewer is, what was decided, and the words around a form."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from samverkan.domain.interviews.capitals import WORD
from samverkan.domain.interviews.mentions import Span, Verdict, one_line
from samverkan.domain.interviews.proposals import Decision, Proposal
from samverkan.domain.interviews.transcript import Transcript

WORDS_AROUND = 8
WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Context:
    """A form with what stands before and after it, on one line; side by side the three read as the text does."""

    before: str
    form: str
    after: str


def show_in_context(transcript: Transcript, span: Span, words: int = WORDS_AROUND) -> Context:
    """Return the form at the span with up to so many words on either side, within its turn."""
    turn = transcript.turn_at(span.start)
    first, last = (turn.start, turn.end) if turn is not None else (0, len(transcript.text))
    starts = [match.start() for match in WORD.finditer(transcript.text, first, span.start)]
    ends = [match.end() for match in WORD.finditer(transcript.text, span.end, max(last, span.end))]
    left = starts[-words] if len(starts) > words else first
    right = ends[words - 1] if len(ends) > words else max(last, span.end)
    text = transcript.text
    before = ("… " if left > first else "") + _one_line(text[left : span.start]).lstrip()
    after = _one_line(text[span.end : right]).rstrip() + (" …" if right < last else "")
    return Context(before, one_line(text[span.start : span.end]), after)


def _one_line(text: str) -> str:
    return WHITE_SPACE.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Review:
    """The proposals, the decision of each (None when it is still open), and the one at hand.

    Decisions of earlier imports are there from the start; a step back reaches them too.
    """

    proposals: tuple[Proposal, ...]
    decisions: tuple[Decision | None, ...]
    at: int = 0

    @property
    def is_done(self) -> bool:
        """Whether every proposal is decided and none is at hand."""
        return self.at >= len(self.proposals)

    @property
    def proposal(self) -> Proposal:
        """The proposal at hand, its pseudonym following what was decided for the name that it shared it with."""
        proposal = self.proposals[self.at]
        for other, decision in zip(self.proposals, self.decisions, strict=True):
            was_shared = other.original in proposal.alike and other.replacement == proposal.replacement
            if was_shared and decision is not None and decision.replacement:
                return replace(proposal, replacement=decision.replacement)
        return proposal

    def decide(self, verdict: Verdict | None = None, replacement: str = "") -> "Review":
        """Return the review with the proposal at hand decided, at the next open one."""
        return self._with({self.at: self.proposal.decide(verdict, replacement)})

    def decide_rest(self, chosen: Callable[[Proposal], bool], verdict: Verdict | None = None) -> "Review":
        """Return the review with the one at hand and every open one decided that is chosen, at the next open one."""
        later = self
        for place, proposal in enumerate(self.proposals):
            if (self.decisions[place] is None or place == self.at) and chosen(proposal):
                later = replace(later, at=place).decide(verdict)
        return later

    def step_back(self) -> "Review":
        """Return the review at the proposal before, to be decided again."""
        return replace(self, at=max(0, self.at - 1))

    def _with(self, decided: dict[int, Decision]) -> "Review":
        decisions = tuple(decided.get(place, one) for place, one in enumerate(self.decisions))
        return replace(self, decisions=decisions, at=_next_open(decisions, self.at + 1))


def start_review(proposals: Sequence[Proposal]) -> Review:
    """Return a review of the proposals at the first one that was not decided in an earlier import."""
    decisions = tuple(one.decide() if one.is_remembered else None for one in proposals)
    return Review(tuple(proposals), decisions, _next_open(decisions, 0))


def _next_open(decisions: Sequence[Decision | None], start: int) -> int:
    after = [place for place in range(start, len(decisions)) if decisions[place] is None]
    before = [place for place in range(min(start, len(decisions))) if decisions[place] is None]
    return next(iter((*after, *before)), len(decisions))


def decide_by_default(proposals: Sequence[Proposal]) -> tuple[Decision, ...]:
    """Return the decisions as proposed, for an import that nobody has reviewed."""
    return tuple(replace(one.decide(), is_reviewed=one.is_remembered) for one in proposals)
