"""Comparing coders: who has coded what together, how far they agree code by code, and where they differ."""

from dataclasses import dataclass, replace

from samverkan.domain.coding.agreement import CodeAgreement, ScoreAgreement
from samverkan.domain.coding.pairs import Difference, Pair, compare_pair, find_differences, list_pairs
from samverkan.domain.people import Right
from samverkan.records.coding import (
    list_hidden_interviews,
    load_excerpts_coded_twice,
    load_respondents_of,
    load_scores,
)
from samverkan.records.interviews import load_transcripts_of
from samverkan.records.overview import count_interviews, load_coders_by_interview
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
    found = load_excerpts_coded_twice(study_id)
    excerpts = tuple(one for one in found if one.value.interview not in hidden and one.value.code in codes)
    pairs = list_pairs(excerpts)
    pair = next((one for one in pairs if one.coders == chosen), pairs[0] if pairs else None)
    coders = load_coders_by_interview(study_id)
    numbers = list_interviews(study_id)
    hidden_twice = [key for key in hidden if len(coders.get(numbers.get(key, 0), ())) > 1]
    empty = Comparison(
        pairs=pairs,
        pair=pair,
        codes=(),
        scores=None,
        differences=(),
        n_interviews=count_interviews(study_id),
        n_twice=len({one.value.interview for one in excerpts}),
        n_hidden=len(hidden_twice),
        numbers=numbers,
    )
    if pair is None:
        return empty
    respondents = load_respondents_of(study_id, hidden)
    scores = [one for one in load_scores(study_id) if one.respondent not in respondents]
    agreement = compare_pair(pair, excerpts, scores, load_transcripts_of(study_id, pair.interviews), SEED)
    differences = find_differences(pair, excerpts)
    lines = tuple(
        CodeLine(codes[one.code], one, sum(each.excerpt.value.code == one.code for each in differences))
        for one in agreement.codes
    )
    return replace(empty, codes=lines, scores=agreement.scores, differences=differences)
