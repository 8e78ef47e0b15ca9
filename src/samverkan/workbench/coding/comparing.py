"""Comparing coders: who has coded what together, how far they agree code by code, and where they differ."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from samverkan.domain.coding.agreed import without_agreed
from samverkan.domain.coding.agreement import (
    MANY_INTERVIEWS,
    CodeAgreement,
    Extent,
    ScoreAgreement,
    measure_extent,
)
from samverkan.domain.coding.pairs import (
    Difference,
    Pair,
    compare_pair,
    find_differences,
    list_pairs,
    read_marked,
)
from samverkan.domain.people import Right
from samverkan.records.coding import (
    list_hidden_interviews,
    load_excerpts_by_number,
    load_judges,
    load_lengths_of,
    load_marks,
    load_respondents_of,
    load_scored_by,
    stream_marked,
)
from samverkan.records.interviews import load_transcripts_of
from samverkan.records.overview import count_interviews
from samverkan.workbench.access import require
from samverkan.workbench.coding.acting import list_interviews
from samverkan.workbench.coding.board import BoardCode, show_codes

SHOWN: Final = 200
"""So many passages are given at most; the rest are found by choosing a code."""
SEED: Final = 1
"""The intervals are drawn anew for each page, and are the same each time."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code of a pair: how far the two agree, and how many passages only one of them has."""

    code: BoardCode
    agreement: CodeAgreement
    n_different: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The coders of a study two by two, and one pair of them in full.

    `n_hidden` interviews are left out because they are being double-coded; `numbers` has the row of each interview by
    its key. Of the differences only the first are given. Without a pair there is nothing to compare.
    """

    pairs: tuple[Pair, ...]
    pair: Pair | None
    codes: tuple[CodeLine, ...]
    scores: ScoreAgreement | None
    differences: tuple[Difference, ...]
    n_differences: int
    n_interviews: int
    n_twice: int
    n_hidden: int
    numbers: dict[str, int]


def compare_coders(actor: int, study_id: int, chosen: tuple[str, str] | None = None, *, code: str = "") -> Comparison:
    """Return how far coders agree: every pair, and in full the chosen one, or else the one with most in common.

    With a code, the differences are those on it. Who codes does not see what others have coded in an interview that
    is being double-coded, nor how its respondents were scored: that would bend their own reading. Who only reads sees
    everything.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`.
    """
    place = require(actor, study_id, Right.READ)
    hidden = list_hidden_interviews(study_id) if place.allows(Right.EDIT) else frozenset[str]()
    codes = show_codes(study_id)
    marks = without_agreed(load_marks(study_id))
    pairs = list_pairs(one for one in marks if one[0] not in hidden)
    pair = next((one for one in pairs if one.coders == chosen), pairs[0] if pairs else None)
    twice = {interview for interview, count in Counter(interview for interview, _ in marks).items() if count > 1}
    empty = Comparison(
        pairs=pairs,
        pair=pair,
        codes=(),
        scores=None,
        differences=(),
        n_differences=0,
        n_interviews=count_interviews(study_id),
        n_twice=len(twice - hidden),
        n_hidden=len(twice & hidden),
        numbers=list_interviews(study_id),
    )
    if pair is None:
        return empty
    numbers = empty.numbers
    held = [numbers[one] for one in pair.interviews]
    rows = (stream_marked(study_id, pair.first, held), stream_marked(study_id, pair.second, held))
    marked = read_marked(rows, held, {one.id: key for key, one in codes.items()})
    judged_by_both = _find_judged(study_id, pair, load_respondents_of(study_id, hidden))
    scores = load_scored_by(study_id, pair.coders, judged_by_both) if judged_by_both else ()
    agreement = compare_pair(pair, marked, _find_extents(study_id, pair), scores, SEED)
    found = find_differences(pair, marked)
    counts = Counter(found.codes)
    lacks = found.of_code(code, SHOWN)
    excerpts = {one.id: one for one in load_excerpts_by_number(list(lacks))}
    return replace(
        empty,
        codes=tuple(CodeLine(codes[one.code], one, counts[one.code]) for one in agreement.codes),
        scores=agreement.scores,
        differences=tuple(Difference(excerpts[number], who) for number, who in lacks.items()),
        n_differences=counts[code] if code else len(found.codes),
    )


def _find_extents(study_id: int, pair: Pair) -> dict[str, Extent]:
    """Return how long the transcripts of a pair are; where there are many, their turns are not asked for."""
    if len(pair.interviews) < MANY_INTERVIEWS:
        return {key: measure_extent(one) for key, one in load_transcripts_of(study_id, pair.interviews).items()}
    return {key: Extent(length) for key, length in load_lengths_of(study_id, pair.interviews).items()}


def _find_judged(study_id: int, pair: Pair, hidden: frozenset[str]) -> frozenset[str]:
    """Return the respondents whom both have scored, without those that are hidden."""
    by_coder: dict[str, set[str]] = {coder: set() for coder in pair.coders}
    for respondent, coder in load_judges(study_id):
        if coder in by_coder:
            by_coder[coder].add(respondent)
    return frozenset(by_coder[pair.first] & by_coder[pair.second]) - hidden
