"""Settling: where coders of one interview differ, what a team decides on each difference, and the coding agreed on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from samverkan.domain.coding.agreed import AGREED, Cell, cell_of
from samverkan.domain.coding.excerpts import Excerpt, ExcerptError, anchor_excerpt
from samverkan.domain.coding.passages import Span
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.kept import Kept
from samverkan.domain.study import Extra
from samverkan.domain.words import say

SEVERAL: Final = 2
SAME_PASSAGE: Final = 0.5
"""Two passages with different codes are one difference when they share so much of the shorter one."""


class Differing(StrEnum):
    """In what coders differ."""

    ONE_SIDED = "one-sided"
    OTHER_CODE = "other-code"
    EXTENT = "extent"
    SAYING = "saying"
    SCORE = "score"


class Verdict(StrEnum):
    """What became of one coder's excerpt in the agreed coding."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a team decided about one coder's excerpt, which stays as it is: by its key, and why.

    An adjusted one has in the agreed coding the ends `new_start` and `new_end`, about the words `quote`.
    """

    interview: str
    start: int
    end: int
    code: str
    coder: str
    verdict: Verdict
    new_start: int | None = None
    new_end: int | None = None
    quote: str = ""
    reason: str = ""
    settled_by: str = ""
    settled_at: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Excerpts in which coders of one interview differ; `sides` has those of each of its coders, some perhaps none.

    `excerpts` are all of them, by start; `id` is the lowest of their numbers, `span` from the first start to the last
    end.
    """

    kinds: tuple[Differing, ...]
    sides: Mapping[str, tuple[Kept[Excerpt], ...]]
    excerpts: tuple[Kept[Excerpt], ...] = field(init=False, compare=False)
    id: int = field(init=False, compare=False)
    span: Span = field(init=False, compare=False)

    def __post_init__(self) -> None:
        found = [one for side in self.sides.values() for one in side]
        found.sort(key=lambda one: (one.value.start, one.id))
        object.__setattr__(self, "excerpts", tuple(found))
        object.__setattr__(self, "id", min(one.id for one in found))
        object.__setattr__(self, "span", (found[0].value.start, max(one.value.end for one in found)))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, each once."""
        return tuple(dict.fromkeys(one.value.code for one in self.excerpts))

    @property
    def coders(self) -> tuple[str, ...]:
        """Who has marked something here."""
        return tuple(coder for coder, side in self.sides.items() if side)

    @property
    def may_keep_all(self) -> bool:
        """Whether all can stand in one coding: one coder marks the same passage with the same code once."""
        places = [(one.value.start, one.value.end, one.value.code) for one in self.excerpts]
        return len(self.coders) > 1 and len(set(places)) == len(places)


@dataclass(frozen=True, slots=True)
class ScoreDifference:
    """Scores of one informant on one factor that are not the same, by coder, and the agreed one if there is one."""

    scores: tuple[Kept[FactorScore], ...]
    agreed: Kept[FactorScore] | None = None

    @property
    def id(self) -> int:
        """The lowest number of the scores."""
        return min(one.id for one in self.scores)

    @property
    def cell(self) -> Cell:
        """Case, factor and respondent."""
        return cell_of(self.scores[0].value)


@dataclass(frozen=True, slots=True)
class Compared:
    """One interview with its coders set side by side: what they marked alike, excerpt by excerpt, and differently."""

    coders: tuple[str, ...]
    alike: tuple[tuple[Kept[Excerpt], ...], ...]
    differences: tuple[Difference, ...]


def compare_interview(excerpts: Iterable[Kept[Excerpt]]) -> Compared:
    """Return where the coders of an interview agree and where they differ, by place; with one coder there is nothing.

    `excerpts` are all of one interview; those of the agreed coding are left out.
    """
    own = sorted((one for one in excerpts if one.value.coder != AGREED), key=lambda one: (one.value.start, one.id))
    coders = tuple(sorted({one.value.coder for one in own}))
    if len(coders) < SEVERAL:
        return Compared(coders, (), ())
    by_code: dict[str, list[Kept[Excerpt]]] = defaultdict(list)
    for one in own:
        by_code[one.value.code].append(one)
    alike: list[tuple[Kept[Excerpt], ...]] = []
    found: list[Difference] = []
    for marked in by_code.values():
        for place in _join_overlapping(marked):
            sides = {coder: tuple(one for one in place if one.value.coder == coder) for coder in coders}
            kinds = _find_kinds(sides)
            if kinds:
                found.append(Difference(kinds, sides))
            else:
                alike += [tuple(each) for each in zip(*(_in_order(side) for side in sides.values()), strict=True)]
    return Compared(coders, tuple(alike), _join_other_codes(found))


def _join_overlapping(marked: Iterable[Kept[Excerpt]]) -> list[list[Kept[Excerpt]]]:
    """Return excerpts of one code, by start, with those that overlap together."""
    places: list[list[Kept[Excerpt]]] = []
    reach = -1
    for one in marked:
        if one.value.start < reach:
            places[-1].append(one)
        else:
            places.append([one])
        reach = max(reach, one.value.end)
    return places


def _find_kinds(sides: Mapping[str, tuple[Kept[Excerpt], ...]]) -> tuple[Differing, ...]:
    marked = [side for side in sides.values() if side]
    kinds = [Differing.ONE_SIDED] if len(marked) < len(sides) else []
    if len({tuple(sorted((one.value.start, one.value.end) for one in side)) for side in marked}) > 1:
        kinds.append(Differing.EXTENT)
    if len({frozenset(_said(one.value) for one in side) for side in marked}) > 1:
        kinds.append(Differing.SAYING)
    return tuple(kinds)


def _said(one: Excerpt) -> tuple[str, str, str]:
    return str(one.valence or ""), one.concerns, str(one.status or "")


def _in_order(side: Sequence[Kept[Excerpt]]) -> list[Kept[Excerpt]]:
    return sorted(side, key=lambda one: (one.value.start, one.value.end))


def _join_other_codes(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences by place, where two coders gave the same passage other codes as one.

    Those that share most go together first; each goes together once.
    """
    alone = sorted((one for one in found if len(one.coders) == 1), key=lambda one: one.span)
    pairs = []
    for place, first in enumerate(alone):
        for second in alone[place + 1 :]:
            if second.span[0] >= first.span[1]:
                break
            shared = _share(first, second)
            if shared:
                pairs.append((-shared, first.id, second.id, first, second))
    joined: dict[int, Difference] = {}
    gone: set[int] = set()
    for _, one, other, first, second in sorted(pairs, key=lambda pair: pair[:3]):
        if not {one, other} & {*joined, *gone}:
            sides = {coder: (*side, *second.sides[coder]) for coder, side in first.sides.items()}
            joined[one] = Difference((Differing.OTHER_CODE,), sides)
            gone.add(other)
    together = (joined.get(one.id, one) for one in found if one.id not in gone)
    return tuple(sorted(together, key=lambda one: (one.span, one.id)))


def _share(first: Difference, second: Difference) -> int:
    """Return how many characters two one-sided places share; 0 when they are not one passage with two codes."""
    if first.coders == second.coders:
        return 0
    shared = min(first.span[1], second.span[1]) - max(first.span[0], second.span[0])
    shorter = min(one.span[1] - one.span[0] for one in (first, second))
    return shared if shared >= SAME_PASSAGE * shorter else 0


def compare_judgements(scores: Iterable[Kept[FactorScore]]) -> tuple[ScoreDifference, ...]:
    """Return where coders gave an informant other levels on a factor; a score by one alone differs from none."""
    cells: dict[Cell, list[Kept[FactorScore]]] = defaultdict(list)
    agreed: dict[Cell, Kept[FactorScore]] = {}
    for one in scores:
        if one.value.coder == AGREED:
            agreed[cell_of(one.value)] = one
        else:
            cells[cell_of(one.value)].append(one)
    found = []
    for cell, judged in cells.items():
        if len({(one.value.score, one.value.was_asked) for one in judged}) > 1:
            by_coder = tuple(sorted(judged, key=lambda one: one.value.coder))
            found.append(ScoreDifference(by_coder, agreed.get(cell)))
    return tuple(found)


def is_settled(one: Difference, settled: Mapping[int, Settlement]) -> bool:
    """Tell whether something was decided on every excerpt of a difference; `settled` is by their numbers."""
    return all(each.id in settled for each in one.excerpts)


def agree_on(
    compared: Compared, settled: Mapping[int, Settlement], transcript: Transcript
) -> tuple[tuple[Excerpt, ...], tuple[Difference, ...]]:
    """Return the agreed coding by place, and what is not settled; without that the coding is whole.

    What all marked alike is in it once, with every memo. An adjusted passage whose words are no longer found is not
    settled.
    """
    agreed = [_agree(tuple(each.value for each in alike)) for alike in compared.alike]
    missing = []
    for one in compared.differences:
        try:
            if not is_settled(one, settled):
                missing.append(one)
                continue
            taken = [_take(each.value, settled[each.id], transcript) for each in one.excerpts]
        except ExcerptError:
            missing.append(one)
            continue
        agreed += [each for each in taken if each is not None]
    by_key = {(one.start, one.end, one.code): one for one in sorted(agreed, key=lambda one: (one.start, one.end))}
    return tuple(by_key.values()), tuple(missing)


def _agree(alike: tuple[Excerpt, ...]) -> Excerpt:
    memos = dict.fromkeys(one.memo for one in alike if one.memo)
    return replace(alike[0], coder=AGREED, memo="\n".join(memos), marked_at="", extra=())


def _take(one: Excerpt, decided: Settlement, transcript: Transcript) -> Excerpt | None:
    """Return what an excerpt is in the agreed coding; None for nothing. ExcerptError when its words are gone."""
    if decided.verdict is Verdict.DROPPED:
        return None
    plain = replace(one, coder=AGREED, marked_at="", extra=())
    if decided.verdict is Verdict.KEPT or decided.new_start is None or decided.new_end is None:
        return plain
    return anchor_excerpt(replace(plain, start=decided.new_start, end=decided.new_end, quote=decided.quote), transcript)


def find_words(transcript: Transcript, words: str, near: Span, reach: Span) -> Span:
    """Return where words stand within `reach`: of several places the one that shares most with `near`.

    Raises ExcerptError when they stand nowhere there.
    """
    wanted = words.replace("\r\n", "\n").strip()
    start, end = reach
    places = []
    at = transcript.text.find(wanted, start, end) if wanted else -1
    while at >= 0:
        places.append((at, at + len(wanted)))
        at = transcript.text.find(wanted, at + 1, end)
    if not places:
        raise ExcerptError(
            say("These words are not in the text shown. Write the passage just as it stands there, without a gap.")
        )
    return max(places, key=lambda one: (min(one[1], near[1]) - max(one[0], near[0]), -one[0]))
