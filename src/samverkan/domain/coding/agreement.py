"""Agreement between coders: on passages, code by code, and on factor scores."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import FactorScore, Scored
from samverkan.domain.interviews.transcript import Transcript
from samverkan.methods.agreement import Bootstrap, Level, krippendorff_alpha, unitizing_alpha

Spans = NDArray[np.int64]
"""Start and end of each passage, of shape (n_passages, 2)."""
CROSSOVER = 0.5
RESAMPLES = 500
FEWEST_PASSAGES = 3
"""With fewer passages by a coder than this, an interval would look surer than it is, and none is given."""
MANY_INTERVIEWS = 20
"""From so many double-coded interviews the bootstrap draws whole interviews; with fewer it draws turns."""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How well the coders agree on where one code applies, over the double-coded interviews.

    `alpha` is Krippendorff's unitizing alpha for the code against everything else: near 0 when only one of them used
    the code, None when it is not defined. `counts` has the number of passages per coder.
    """

    code: str
    alpha: float | None
    low: float | None
    high: float | None
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ScoreAgreement:
    """How well the coders agree on the factor scores of the informants whom both judged."""

    alpha: float | None
    low: float | None
    high: float | None
    n_pairs: int
    n_equal: int
    n_other_side: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything about double coding in a study: `coders` are those who read most interviews together."""

    coders: tuple[str, ...]
    n_interviews: int
    double_coded: tuple[str, ...]
    codes: tuple[CodeAgreement, ...]
    scores: ScoreAgreement


def compare_coders(
    excerpts: Sequence[Excerpt],
    scores: Sequence[FactorScore],
    transcripts: Mapping[str, Transcript],
    rng: np.random.Generator,
) -> Agreement:
    """Return how far the coders agree on the interviews and informants that more than one of them judged.

    What they settled on afterwards is left out.
    """
    excerpts = [one for one in excerpts if one.coder != AGREED]
    scores = [one for one in scores if one.coder != AGREED]
    by_interview: dict[str, list[Excerpt]] = defaultdict(list)
    for one in excerpts:
        by_interview[one.interview].append(one)
    coders, shared = _largest_team(by_interview, transcripts)
    stretch = lay_end_to_end(shared, {one: measure_extent(transcripts[one]) for one in shared})
    passages: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: {coder: [] for coder in coders})
    for one in (one for interview in shared for one in by_interview[interview]):
        offset = stretch.offsets[one.interview]
        passages[one.code][one.coder].append((offset + one.start, offset + one.end))
    bootstrap = Bootstrap(rng, RESAMPLES)
    return Agreement(
        coders=coders or tuple(sorted({one.coder for one in excerpts})),
        n_interviews=len(by_interview),
        double_coded=shared,
        codes=tuple(
            compare_code(code, {coder: read_spans(each) for coder, each in passages[code].items()}, stretch, bootstrap)
            for code in sorted(passages)
        ),
        scores=compare_scores(scores, rng),
    )


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a transcript is, in characters, and where its turns begin."""

    length: int
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Several transcripts laid end to end: where each begins, where the bootstrap may cut, and the length of all."""

    offsets: Mapping[str, int]
    breaks: tuple[int, ...]
    length: int


def _largest_team(
    by_interview: Mapping[str, Sequence[Excerpt]], transcripts: Mapping[str, Transcript]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the coders who read most interviews together, and these interviews; both empty when nobody did."""
    teams: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for interview, marked in by_interview.items():
        coders = tuple(sorted({one.coder for one in marked}))
        if len(coders) > 1 and interview in transcripts and transcripts[interview].text:
            teams[coders].append(interview)
    if not teams:
        return (), ()
    team = min(teams, key=lambda coders: (-len(teams[coders]), coders))
    return team, tuple(sorted(teams[team]))


def measure_extent(transcript: Transcript) -> Extent:
    """Return how long a transcript is, and where its turns begin."""
    return Extent(len(transcript.text), tuple(turn.start for turn in transcript.turns))


def lay_end_to_end(interviews: Sequence[str], extents: Mapping[str, Extent]) -> Stretch:
    """Return the transcripts end to end; of many, the bootstrap draws whole ones, and needs none of their turns."""
    offsets: dict[str, int] = {}
    breaks: list[int] = []
    length = 0
    for interview in interviews:
        offsets[interview] = length
        turns = extents[interview].turns if len(interviews) < MANY_INTERVIEWS else ()
        breaks.extend((length, *(length + turn for turn in turns)))
        length += extents[interview].length
    return Stretch(offsets, tuple(breaks), length)


def read_spans(passages: Sequence[tuple[int, int]]) -> Spans:
    """Return starts and ends as columns."""
    return np.array(passages, dtype=np.int64).reshape(-1, 2)


def compare_code(code: str, spans: Mapping[str, Spans], stretch: Stretch, bootstrap: Bootstrap) -> CodeAgreement:
    """Return how far the coders agree on one code, from the start and end of what each marked along the stretch."""
    found = unitizing_alpha(list(spans.values()), stretch.length, stretch.breaks, bootstrap)
    counts = tuple((coder, len(each)) for coder, each in spans.items())
    is_enough = min(count for _, count in counts) >= FEWEST_PASSAGES
    low, high = (_known(found.low), _known(found.high)) if is_enough else (None, None)
    return CodeAgreement(code, _known(found.alpha), low, high, counts)


def compare_scores(scores: Iterable[FactorScore | Scored], rng: np.random.Generator) -> ScoreAgreement:
    """Return how far the coders agree on the scores of what more than one of them scored."""
    coders: set[str] = set()
    units: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for one in scores:
        coders.add(one.coder)
        if one.score is not None:
            units[one.case, one.factor, one.respondent][one.coder] = one.score
    shared = [judged for judged in units.values() if len(judged) > 1]
    pairs = [pair for judged in shared for pair in combinations(judged.values(), 2)]
    table = np.array([[judged.get(coder, np.nan) for judged in shared] for coder in sorted(coders)])
    found = krippendorff_alpha(table, Level.ORDINAL, Bootstrap(rng, RESAMPLES)) if shared else None
    return ScoreAgreement(
        alpha=_known(found.alpha) if found else None,
        low=_known(found.low) if found else None,
        high=_known(found.high) if found else None,
        n_pairs=len(pairs),
        n_equal=sum(first == second for first, second in pairs),
        n_other_side=sum((first - CROSSOVER) * (second - CROSSOVER) < 0 for first, second in pairs),
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
