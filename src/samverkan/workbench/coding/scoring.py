"""Scoring informants: for each factor and informant the excerpts beside the anchors, and the score with its reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import transaction

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.codebook import SCORES, Kind
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.comparison.informants import Informant, Informants, gather_informants
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Study
from samverkan.domain.words import has_words, say, swedish_order
from samverkan.records.coding import (
    GONE,
    count_scores_by,
    find_score,
    keep_score,
    list_scored_by,
    load_excerpts_by_number,
    load_kept_scores,
    load_kept_scores_of,
    load_places,
    place_score,
    state_of,
    write_states,
)
from samverkan.records.interviews import load_kept_interviews, load_respondents, load_turns_of
from samverkan.records.study import load_study
from samverkan.workbench.access import NotThereError, Place, find_hidden, require
from samverkan.workbench.coding.acting import Change, CodingError, name_coder, note
from samverkan.workbench.coding.ordered import BoardCode, show_codes

SUBJECT = "scores"
ON_A_PAGE: Final = 50


class Wish(StrEnum):
    """Which informants, or which factors, one looks for: all, those with something to do, or those that are done.

    `SAID` are informants who are not judged and have excerpts of the factor.
    """

    ALL = ""
    MISSING = "missing"
    SAID = "said"
    DONE = "done"


class Order(StrEnum):
    """Which informants come first: as they were interviewed, by name, by place, or who has most excerpts."""

    GIVEN = ""
    NAME = "name"
    HOME = "home"
    EXCERPTS = "excerpts"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which informants of a sheet one looks for, and in what order; and which factors are offered."""

    words: str = ""
    informants: Wish = Wish.ALL
    order: Order = Order.GIVEN
    factors: Wish = Wish.ALL

    @property
    def is_all(self) -> bool:
        """Whether no informant is left out."""
        return not self.words.strip() and self.informants is Wish.ALL


EVERYBODY: Final = Wanted()


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """An informant on a factor: the cases to score (the usual one first), their excerpts, the actor's own score, and
    who else has scored them."""

    informant: Informant
    home: str
    cases: tuple[tuple[str, str], ...]
    excerpts: tuple[Kept[Excerpt], ...]
    score: Kept[FactorScore] | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A factor in the list, and how many informants the actor has scored on it."""

    code: BoardCode
    n_scored: int


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One factor with a page of those `n_found` of its `n_informants` that one looks for; `interviews` has row numbers.

    `unclear` are excerpts whose speaker is not named, so many on each page.
    """

    factor: BoardCode
    factors: tuple[FactorLine, ...]
    lines: tuple[ScoreLine, ...]
    n_informants: int
    n_found: int
    unclear: tuple[Kept[Excerpt], ...]
    interviews: dict[str, int]
    page: int
    pages: int
    may_edit: bool
    coder: str

    @property
    def is_offered(self) -> bool:
        """Whether the factor that is shown is one of those that one looks for."""
        return any(one.code.key == self.factor.key for one in self.factors)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judges: a score, or silence (None and asked), or that it was not asked; with a reason."""

    case: str
    factor: str
    respondent: str
    score: float | None
    was_asked: bool
    reason: str


def show_scores(
    actor: int, study_id: int, factor: str = "", wanted: Wanted = EVERYBODY, page: int = 1
) -> ScoreSheet | None:
    """Return a page of the sheet of a factor, of the first one for ''; None when the codebook has no factors.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`; also when there is no such factor.
    """
    place = require(actor, study_id, Right.READ)
    factors = {key: one for key, one in show_codes(study_id).items() if one.kind is Kind.FACTOR}
    if not factors:
        return None
    if factor and factor not in factors:
        raise NotThereError(say("There is no factor {code} in the codebook.", code=factor))
    study, kept = load_study(study_id), load_kept_interviews(study_id)
    informants = _gather(study_id, study, [one.value for one in kept])
    n_informants, counts = len(informants.everyone), count_scores_by(study_id, place.coder)
    offered = _offer(factors, counts, n_informants, wanted.factors)
    chosen = factors[factor or (offered[0].code.key if offered else next(iter(factors)))]
    said = _find_said(study_id, place, chosen, informants)
    # Whose words they are is not known, so that nothing one looks for says whether they belong there.
    unclear = said.pop("", []) if wanted.is_all else []
    scored = list_scored_by(study_id, chosen.key, place.coder)
    found = _choose(informants.everyone, study, said, scored, wanted)
    pages = max(1, -(-max(len(found), len(unclear)) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    on_page = slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE)
    quoted = _quote(said, found[on_page], unclear[on_page])
    scores = defaultdict(list)
    for score in load_kept_scores_of(study_id, chosen.key, [one.respondent for one in found[on_page]]):
        scores[score.value.respondent].append(score)
    return ScoreSheet(
        factor=chosen,
        factors=offered,
        lines=tuple(
            _line(one, study, place.coder, scores[one.respondent], [quoted[number] for number in said[one.respondent]])
            for one in found[on_page]
        ),
        n_informants=n_informants,
        n_found=len(found),
        unclear=tuple(quoted[number] for number in unclear[on_page]),
        interviews={one.value.id: one.id for one in kept},
        page=page,
        pages=pages,
        may_edit=place.allows(Right.EDIT),
        coder=place.coder,
    )


def _offer(
    factors: Mapping[str, BoardCode], counts: Mapping[int, int], n_informants: int, wish: Wish
) -> tuple[FactorLine, ...]:
    """Return the factors that one looks for; those with something to do by how little is done."""
    lines = tuple(FactorLine(one, counts.get(one.id, 0)) for one in factors.values())
    if wish is Wish.DONE:
        return tuple(one for one in lines if one.n_scored >= n_informants)
    if wish is Wish.ALL:
        return lines
    return tuple(sorted((one for one in lines if one.n_scored < n_informants), key=lambda one: one.n_scored))


def _choose(
    everyone: Sequence[Informant],
    study: Study,
    said: Mapping[str, Sequence[int]],
    scored: frozenset[str],
    wanted: Wanted,
) -> list[Informant]:
    """Return the informants that one looks for, in the order that is asked for."""

    def is_found(one: Informant) -> bool:
        about = f"{one.label} {one.respondent} {one.function} {study.name(one.municipality)}"
        return has_words(about, wanted.words) and is_wished(one.respondent)

    def is_wished(respondent: str) -> bool:
        if wanted.informants is Wish.ALL:
            return True
        if wanted.informants is Wish.DONE:
            return respondent in scored
        has_to_speak = wanted.informants is Wish.SAID
        return respondent not in scored and (not has_to_speak or bool(said.get(respondent)))

    found = [one for one in everyone if is_found(one)]
    if wanted.order is Order.EXCERPTS:
        return sorted(found, key=lambda one: -len(said.get(one.respondent, ())))
    if wanted.order is Order.GIVEN:
        return found
    by_name = wanted.order is Order.NAME
    return sorted(found, key=lambda one: swedish_order(one.label if by_name else study.name(one.municipality)))


def _quote(
    said: Mapping[str, Sequence[int]], shown: Sequence[Informant], unclear: Sequence[int]
) -> dict[int, Kept[Excerpt]]:
    numbers = [number for one in shown for number in said[one.respondent]]
    return {one.id: one for one in load_excerpts_by_number([*numbers, *unclear])}


def _find_said(study_id: int, place: Place, factor: BoardCode, informants: Informants) -> dict[str, list[int]]:
    """Return the numbers of the excerpts of a factor by who says them, '' for who is not named."""
    hidden = find_hidden(place)
    said: dict[str, list[int]] = defaultdict(list)
    for number, one in load_places(study_id, factor.key):
        # The agreed coding is of what its coders have marked, and stands here already.
        if one.coder != AGREED and not hidden.hides_mark(one.interview, one.coder):
            speaker = informants.behind(one)
            said[speaker.respondent if speaker else ""].append(number)
    return said


def _gather(study_id: int, study: Study, interviews: list[Interview]) -> Informants:
    """Return who was interviewed; who speaks where is only needed where several were interviewed together."""
    asked = {respondent for one in interviews for respondent in one.respondents}
    respondents = [one for one in load_respondents(study_id) if one.id in asked]
    joint = [one.id for one in interviews if len(one.respondents) > 1]
    transcripts = load_turns_of(study_id, joint) if joint else {}
    return gather_informants(study, respondents, interviews, transcripts, {})


def _line(
    one: Informant, study: Study, coder: str, about: list[Kept[FactorScore]], said: list[Kept[Excerpt]]
) -> ScoreLine:
    own = next((score for score in about if score.value.coder == coder), None)
    others = tuple(sorted({score.value.coder for score in about if score.value.coder != coder}))
    keys = dict.fromkeys(key for key in (own.value.case if own else "", one.collaboration, one.municipality) if key)
    cases = tuple((key, study.name(key)) for key in keys)
    return ScoreLine(one, study.name(one.municipality), cases, tuple(said), own, others)


@transaction.atomic
def score_informant(actor: int, study_id: int, judgement: Judgement, version: int) -> None:
    """Judge what one informant says of a factor.

    `version` is that of the actor's score that was seen, 0 when there was none.

    Raises
    ------
    ChangedMeanwhileError
        The actor has changed the score elsewhere since.
    CodingError
        The score is none of the anchored ones, has no reason, or names something that is not there.
    """
    place = require(actor, study_id, Right.EDIT)
    if judgement.score is not None and judgement.score not in SCORES:
        raise CodingError(say("A score is 1, 0.67, 0.33 or 0: the written levels. 0.5 says neither in nor out."))
    if judgement.score is not None and not judgement.reason.strip():
        raise CodingError(say("Write why: one sentence that names what in the excerpts decides the level."))
    score = FactorScore(
        judgement.case,
        judgement.factor,
        judgement.respondent,
        name_coder(actor, place),
        judgement.score,
        judgement.was_asked or judgement.score is not None,
        judgement.reason.replace("\r\n", "\n").strip(),
    )
    try:
        columns = place_score(study_id, score)
    except KeyError as error:
        raise CodingError(say("{word} is not known here. Load the page again.", word=str(error.args[0]))) from error
    old = find_score(columns)
    if (old[1] if old else 0) != version:
        raise ChangedMeanwhileError(_kept(study_id, old[0]) if old else None)
    about = {"case": score.case, "factor": score.factor, "respondent": score.respondent, "coder": score.coder}
    if old is None:
        number = keep_score(columns)
        before, after = state_of("score", number, **{GONE: True}), state_of("score", number, **columns)
    else:
        number, _, was = old
        before, after = state_of("score", number, **was), state_of("score", number, **columns)
        write_states([after])
    note(actor, study_id, Change("score-informant", SUBJECT, about, (before,), (after,)))


def _kept(study_id: int, number: int) -> Kept[FactorScore] | None:
    return next((one for one in load_kept_scores(study_id) if one.id == number), None)
