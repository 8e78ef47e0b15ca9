"""Scoring informants: for each factor and informant the excerpts beside the anchors, and the score with its reason."""

from collections import defaultdict
from dataclasses import dataclass

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
    find_score,
    keep_score,
    load_excerpts_of_code,
    load_kept_scores,
    place_score,
    state_of,
    write_states,
)
from samverkan.records.interviews import load_kept_interviews, load_respondents, load_transcripts_of
from samverkan.records.study import load_study
from samverkan.workbench.access import NotThereError, find_hidden, require
from samverkan.workbench.coding.acting import Change, CodingError, name_coder, note
from samverkan.workbench.coding.board import BoardCode, show_codes

SUBJECT = "scores"


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
    """One factor with every informant; `unclear` are excerpts whose speaker is not named, `interviews` row numbers."""

    factor: BoardCode
    factors: tuple[FactorLine, ...]
    lines: tuple[ScoreLine, ...]
    unclear: tuple[Kept[Excerpt], ...]
    interviews: dict[str, int]
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


def show_scores(actor: int, study_id: int, factor: str = "") -> ScoreSheet | None:
    """Return the sheet of a factor, of the first one for ''; None when the codebook has no factors.

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
    coder = place.coder
    kept = load_kept_interviews(study_id)
    informants = _gather(study_id, [one.value for one in kept])
    scores = load_kept_scores(study_id)
    said: dict[str, list[Kept[Excerpt]]] = defaultdict(list)
    for one in load_excerpts_of_code(chosen.id, find_hidden(place)):
        speaker = informants.behind(one.value)
        said[speaker.respondent if speaker else ""].append(one)
    mine = [one for one in scores if one.value.coder == coder]
    on_factor = [one for one in scores if one.value.factor == chosen.key]
    study = load_study(study_id)
    return ScoreSheet(
        factor=chosen,
        factors=tuple(
            FactorLine(one, sum(score.value.factor == key for score in mine)) for key, one in factors.items()
        ),
        lines=tuple(_line(one, study, coder, on_factor, said[one.respondent]) for one in informants.everyone),
        unclear=tuple(said[""]),
        interviews={one.value.id: one.id for one in kept},
        may_edit=place.allows(Right.EDIT),
        coder=coder,
    )


def _gather(study_id: int, interviews: list[Interview]) -> Informants:
    """Return who was interviewed; texts are only needed where several were interviewed together."""
    asked = {respondent for one in interviews for respondent in one.respondents}
    respondents = [one for one in load_respondents(study_id) if one.id in asked]
    joint = [one.id for one in interviews if len(one.respondents) > 1]
    transcripts = load_transcripts_of(study_id, joint) if joint else {}
    return gather_informants(load_study(study_id), respondents, interviews, transcripts, {})


def _line(
    one: Informant, study: Study, coder: str, scores: list[Kept[FactorScore]], said: list[Kept[Excerpt]]
) -> ScoreLine:
    about = [score for score in scores if score.value.respondent == one.respondent]
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
