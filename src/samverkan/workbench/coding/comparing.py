"""Comparing coders: who has coded what together, how far they agree code by code, and where they differ."""

from collections import Counter
from dataclasses import dataclass, replace

from samverkan.domain.coding.agreement import CodeAgreement, ScoreAgreement
from samverkan.domain.coding.pairs import Difference, Pair, compare_pair, find_differences, list_pairs
from samverkan.domain.people import Right
from samverkan.records.coding import (
    list_hidden_interviews,
    load_excerpts_by,
    load_judges,
    load_marks,
    load_respondents_of,
    load_scores_by,
)
from samverkan.records.interviews import load_transcripts_of
from samverkan.records.overview import count_interviews
from samverkan.workbench.access import require
from samverkan.workbench.coding.acting import list_interviews
from samverkan.workbench.coding.board import BoardCode, show_codes

SEED = 1
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
    its key. Without a pair there is nothing to compare.
    """

    pairs: tuple[Pair, ...]
    pair: Pair | None
    codes: tuple[CodeLine, ...]
    scores: ScoreAgreement | None
    differences: tuple[Difference, ...]
    n_interviews: int
    n_twice: int
    n_hidden: int
    numbers: dict[str, int]


def compare_coders(actor: int, study_id: int, chosen: tuple[str, str] | None = None) -> Comparison:
    """Return how far coders agree: every pair, and in full the chosen one, or else the one with most in common.

    Who codes does not see what others have coded in an interview that is being double-coded, nor how its respondents
    were scored: that would bend their own reading. Who only reads sees everything.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`.
    """
    place = require(actor, study_id, Right.READ)
    hidden = list_hidden_interviews(study_id) if place.allows(Right.EDIT) else frozenset[str]()
    codes = show_codes(study_id)
    marks = load_marks(study_id)
    pairs = list_pairs(one for one in marks if one[0] not in hidden)
    pair = next((one for one in pairs if one.coders == chosen), pairs[0] if pairs else None)
    twice = {interview for interview, count in Counter(interview for interview, _ in marks).items() if count > 1}
    empty = Comparison(
        pairs=pairs,
        pair=pair,
        codes=(),
        scores=None,
        differences=(),
        n_interviews=count_interviews(study_id),
        n_twice=len(twice - hidden),
        n_hidden=len(twice & hidden),
        numbers=list_interviews(study_id),
    )
    if pair is None:
        return empty
    excerpts = load_excerpts_by(study_id, pair.coders, pair.interviews)
    judged_by_both = _find_judged(study_id, pair, load_respondents_of(study_id, hidden))
    scores = load_scores_by(study_id, pair.coders, judged_by_both) if judged_by_both else ()
    agreement = compare_pair(pair, excerpts, scores, load_transcripts_of(study_id, pair.interviews), SEED)
    differences = find_differences(pair, excerpts)
    counts = Counter(one.excerpt.value.code for one in differences)
    lines = tuple(CodeLine(codes[one.code], one, counts[one.code]) for one in agreement.codes)
    return replace(empty, codes=lines, scores=agreement.scores, differences=differences)


def _find_judged(study_id: int, pair: Pair, hidden: frozenset[str]) -> frozenset[str]:
    """Return the respondents whom both have scored, without those that are hidden."""
    by_coder: dict[str, set[str]] = {coder: set() for coder in pair.coders}
    for respondent, coder in load_judges(study_id):
        if coder in by_coder:
            by_coder[coder].add(respondent)
    return frozenset(by_coder[pair.first] & by_coder[pair.second]) - hidden
