"""Passages: excerpts as the report shows them, each with who says it, and quoted only where that is allowed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.comparison.informants import Informant
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.report.evaluation import Evaluation
from samverkan.files.report_html.anchors import Anchors

MOST_PER_GROUP = 40
FEWEST_PER_GROUP = 2
MOST_IN_ALL = 5_000
"""Passages in the whole report; the page must open at once also for a very large study."""

LONGEST_QUOTE = 1_200


@dataclass(frozen=True, slots=True)
class Passage:
    """One excerpt. `anchor` is '' when the same passage already stands elsewhere in the report."""

    excerpt: Excerpt
    anchor: str
    speaker: Informant | None
    interview: Interview | None
    is_other_coder: bool

    @property
    def may_be_quoted(self) -> bool:
        """Whether the words may be shown."""
        return self.interview is not None and self.interview.may_be_quoted

    @property
    def quote(self) -> str:
        """The words, a very long passage cut short."""
        words = self.excerpt.quote
        return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rstrip() + " […]"


class Passages:
    """Turns excerpts into passages, and chooses which to show when there are many."""

    def __init__(self, evaluation: Evaluation, anchors: Anchors, n_groups: int) -> None:
        self._informants = evaluation.informants
        self._leading = {id(one) for one in evaluation.excerpts}
        self._anchors = anchors
        self._cited = {source for one in evaluation.evidence.findings for source in one.sources}
        self.per_group = max(FEWEST_PER_GROUP, min(MOST_PER_GROUP, MOST_IN_ALL // max(1, n_groups)))

    def choose(self, excerpts: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
        """Return at most so many excerpts as a group shows: those that findings cite, then a spread over informants."""
        cited = [one for one in excerpts if one.source in self._cited]
        spread = self._spread(one for one in excerpts if one.source not in self._cited)
        room = max(0, self.per_group - len(cited))
        kept = {id(one) for one in (*cited, *islice(spread, room))}
        return tuple(one for one in excerpts if id(one) in kept)

    def show(self, excerpt: Excerpt) -> Passage:
        """Return the excerpt as a passage, in place where it is shown first."""
        return Passage(
            excerpt=excerpt,
            anchor=self._anchors.place(excerpt.source),
            speaker=self._informants.behind(excerpt),
            interview=self._informants.interviews.get(excerpt.interview),
            is_other_coder=id(excerpt) not in self._leading,
        )

    def _spread(self, excerpts: Iterable[Excerpt]) -> Iterable[Excerpt]:
        """Go round the speakers, one passage each at a time."""
        by_speaker: dict[str, list[Excerpt]] = defaultdict(list)
        for one in excerpts:
            speaker = self._informants.behind(one)
            by_speaker[speaker.respondent if speaker else f"interview {one.interview}"].append(one)
        rounds = zip_longest(*by_speaker.values())
        return (one for one in chain.from_iterable(rounds) if one is not None)
