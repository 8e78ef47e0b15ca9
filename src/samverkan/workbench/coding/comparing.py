"""Comparing coders: who has coded what together, how far they agree code by code, and where they differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    OneSided,
    Pair,
    compare_pair,
    find_differences,
    list_pairs,
    read_marked,
)
from samverkan.domain.people import Right
from samverkan.domain.words import has_words
from samverkan.records.coding import (
    list_hidden_interviews,
    load_excerpts_by_number,
    load_judges,
    load_lengths_of,
    load_marks,
    load_respondents_of,
    load_scored_by,
    load_words_of,
    stream_marked,
)
from samverkan.records.interviews import load_transcripts_of
from samverkan.records.overview import count_interviews
from samverkan.workbench.access import require
from samverkan.workbench.coding.acting import list_interviews
from samverkan.workbench.coding.ordered import BoardCode, show_codes

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
    its key. `differences` are those that one looks for, of `n_differences`; `show_differences` has their words. Without
    a pair there is nothing to compare.
    """

    pairs: tuple[Pair, ...]
    pair: Pair | None
    codes: tuple[CodeLine, ...]
    scores: ScoreAgreement | None
    differences: tuple[OneSided, ...]
    n_differences: int
    n_interviews: int
    n_twice: int
    n_hidden: int
    numbers: dict[str, int]


def compare_coders(
    actor: int, study_id: int, chosen: tuple[str, str] | None = None, *, code: str = "", words: str = ""
) -> Comparison:
    """Return how far coders agree: every pair, and in full the chosen one, or else the one with most in common.

    With a code, the differences are those on it; with words, those in which each of them stands. Who codes does not
    see what others have coded in an interview that is being double-coded, nor how its respondents were scored: that
    would bend their own reading. Who only reads sees everything.

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
    differences = found.of_code(code)
    return replace(
        empty,
        codes=tuple(CodeLine(codes[one.code], one, counts[one.code]) for one in agreement.codes),
        scores=agreement.scores,
        differences=_find_words(pair, differences, codes, words) if words.strip() else differences,
        n_differences=len(differences),
    )


def show_differences(actor: int, study_id: int, shown: Iterable[OneSided]) -> tuple[Difference, ...]:
    """Return some of the passages of a comparison with their words, in their order; raises as `access.require`."""
    require(actor, study_id, Right.READ)
    lacks = {one.number: one.lacks for one in shown}
    excerpts = {one.id: one for one in load_excerpts_by_number(list(lacks))}
    return tuple(Difference(excerpts[number], who) for number, who in lacks.items())


def _find_words(
    pair: Pair, differences: Sequence[OneSided], codes: Mapping[str, BoardCode], words: str
) -> tuple[OneSided, ...]:
    """Return the passages in which each word stands: in what is marked, the interview, the code or the coder."""
    texts = load_words_of([one.number for one in differences])

    def about(one: OneSided) -> str:
        code = codes[one.code].value
        coder = pair.second if one.lacks == pair.first else pair.first
        return f"{texts[one.number]} {code.id} {code.name_sv} {code.name_en} {coder}"

    return tuple(one for one in differences if has_words(about(one), words))


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
