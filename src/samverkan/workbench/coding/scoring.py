"""Scoring informants: for each factor and informant the excerpts beside the anchors, and the score with its reason."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from samverkan.domain.coding.codebook import SCORES, Kind
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.comparison.informants import Informant, Informants, gather_informants
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Study
from samverkan.domain.words import say
from samverkan.records.coding import (
    GONE,
    count_scores_by,
    find_score,
    keep_score,
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
from samverkan.workbench.coding.board import BoardCode, show_codes

SUBJECT = "scores"
ON_A_PAGE: Final = 50


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
    """One factor with a page of its `n_informants`; `interviews` has row numbers.

    `unclear` are excerpts whose speaker is not named, so many on each page.
    """

    factor: BoardCode
    factors: tuple[FactorLine, ...]
    lines: tuple[ScoreLine, ...]
    n_informants: int
    unclear: tuple[Kept[Excerpt], ...]
    interviews: dict[str, int]
    page: int
    pages: int
    may_edit: bool
    coder: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judges: a score, or silence (None and asked), or that it was not asked; with a reason."""

    case: str
    factor: str
    respondent: str
    score: float | None
    was_asked: bool
    reason: str


def show_scores(actor: int, study_id: int, factor: str = "", page: int = 1) -> ScoreSheet | None:
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
    chosen = factors[factor or next(iter(factors))]
    kept = load_kept_interviews(study_id)
    informants = _gather(study_id, [one.value for one in kept])
    said = _find_said(study_id, place, chosen, informants)
    everyone, unclear = informants.everyone, said.pop("", [])
    pages = max(1, -(-max(len(everyone), len(unclear)) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    on_page = slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE)
    shown = everyone[on_page]
    numbers = [number for one in shown for number in said[one.respondent]]
    quoted = {one.id: one for one in load_excerpts_by_number([*numbers, *unclear[on_page]])}
    scores = defaultdict(list)
    for score in load_kept_scores_of(study_id, chosen.key, [one.respondent for one in shown]):
        scores[score.value.respondent].append(score)
    study, counts = load_study(study_id), count_scores_by(study_id, place.coder)
    return ScoreSheet(
        factor=chosen,
        factors=tuple(FactorLine(one, counts.get(one.id, 0)) for one in factors.values()),
        lines=tuple(
            _line(one, study, place.coder, scores[one.respondent], [quoted[number] for number in said[one.respondent]])
            for one in shown
        ),
        n_informants=len(everyone),
        unclear=tuple(quoted[number] for number in unclear[on_page]),
        interviews={one.value.id: one.id for one in kept},
        page=page,
        pages=pages,
        may_edit=place.allows(Right.EDIT),
        coder=place.coder,
    )


def _find_said(study_id: int, place: Place, factor: BoardCode, informants: Informants) -> dict[str, list[int]]:
    """Return the numbers of the excerpts of a factor by who says them, '' for who is not named."""
    hidden = find_hidden(place)
    said: dict[str, list[int]] = defaultdict(list)
    for number, one in load_places(study_id, factor.key):
        if not hidden.hides_mark(one.interview, one.coder):
            speaker = informants.behind(one)
            said[speaker.respondent if speaker else ""].append(number)
    return said


def _gather(study_id: int, interviews: list[Interview]) -> Informants:
    """Return who was interviewed; who speaks where is only needed where several were interviewed together."""
    asked = {respondent for one in interviews for respondent in one.respondents}
    respondents = [one for one in load_respondents(study_id) if one.id in asked]
    joint = [one.id for one in interviews if len(one.respondents) > 1]
    transcripts = load_turns_of(study_id, joint) if joint else {}
    return gather_informants(load_study(study_id), respondents, interviews, transcripts, {})


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
