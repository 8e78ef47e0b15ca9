"""Changing what is known of an interview, and of those who were interviewed."""

from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.interviews.ids import is_interview_id, names_somebody
from samverkan.domain.interviews.language import guess_language
from samverkan.domain.interviews.transcript import Interview, Respondent, normalise
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.records.history import add_event
from samverkan.records.interviews import (
    add_respondent,
    change_interview,
    change_respondent,
    find_respondent,
    load_kept_respondents,
    load_respondents,
    load_transcript,
)
from samverkan.records.study import load_collaborations, load_municipalities
from samverkan.workbench.access import NotThereError, require
from samverkan.workbench.interviews.listing import require_interview
from samverkan.workbench.interviews.taking_in import read_date


class RespondentError(WorkbenchError):
    """A respondent cannot be like this."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person knows of an interview; `date` as far as it is known, `has_consent` None when nobody has said."""

    respondents: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    has_consent: bool | None = None
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """The municipalities and collaborations of a study, as (id, name) pairs to choose among."""

    municipalities: tuple[tuple[str, str], ...]
    collaborations: tuple[tuple[str, str], ...]


def show_interview(actor: int, study_id: int, interview_id: int) -> Kept[Interview]:
    """Return an interview to be changed; NotThereError when there is none."""
    require(actor, study_id, Right.EDIT)
    return require_interview(study_id, interview_id)


def guess_language_of(actor: int, study_id: int, interview_id: int) -> str:
    """Return the language that the interview's text shows clearly; '' when it does not, or when one is stated."""
    interview = show_interview(actor, study_id, interview_id).value
    kept = None if interview.language else load_transcript(interview_id)
    return "" if kept is None else guess_language(kept.value.text)


@transaction.atomic
def describe_interview(actor: int, study_id: int, interview_id: int, version: int, facts: Facts) -> None:
    """Set what is known of an interview that was seen in this version.

    Raises
    ------
    ReviewError
        The date is none.
    ChangedMeanwhileError
        Somebody else has changed the interview since.
    """
    require(actor, study_id, Right.EDIT)
    before = require_interview(study_id, interview_id).value
    known = {one.id for one in load_respondents(study_id)}
    after = replace(
        before,
        respondents=tuple(one for one in facts.respondents if one in known),
        date=read_date(facts.date),
        language=facts.language,
        has_consent=facts.has_consent,
        is_reviewed=facts.is_reviewed,
    )
    change_interview(study_id, Kept(interview_id, version, after))
    add_event(
        study_id,
        Event(
            timezone.now(),
            actor,
            "describe-interview",
            "interviews",
            f"interview:{interview_id}",
            _content(before),
            _content(after),
        ),
    )


def _content(one: Interview) -> dict[str, object]:
    return {
        "respondents": list(one.respondents),
        "date": str(one.date or ""),
        "language": one.language,
        "consent": one.has_consent,
        "reviewed": one.is_reviewed,
    }


def list_respondents(actor: int, study_id: int) -> tuple[Kept[Respondent], ...]:
    """Return those who were interviewed or asked, in their order."""
    require(actor, study_id, Right.READ)
    return load_kept_respondents(study_id)


def list_places(actor: int, study_id: int) -> Places:
    """Return the municipalities and collaborations that a respondent may belong to."""
    require(actor, study_id, Right.READ)
    return Places(
        tuple((one.id, one.name or one.id) for one in load_municipalities(study_id)),
        tuple((one.id, one.name or one.id) for one in load_collaborations(study_id)),
    )


def show_respondent(actor: int, study_id: int, respondent_id: int) -> Kept[Respondent]:
    """Return one respondent; NotThereError when there is none."""
    require(actor, study_id, Right.READ)
    kept = find_respondent(study_id, respondent_id)
    if kept is None:
        raise NotThereError(say("There is no such respondent in this study."))
    return kept


@transaction.atomic
def add_one_respondent(actor: int, study_id: int, respondent: Respondent) -> None:
    """Add somebody who was interviewed, under an id and a label that name nobody.

    Raises
    ------
    RespondentError
        The id is taken or cannot be one, or the id or the label may be somebody's name.
    """
    require(actor, study_id, Right.EDIT)
    one = replace(respondent, id=normalise(respondent.id).strip())
    if not is_interview_id(one.id):
        raise RespondentError(say("The id of a respondent may hold letters, digits, - and _ only."))
    _refuse_names(one.id, one.label)
    try:
        with transaction.atomic():
            add_respondent(study_id, one)
    except IntegrityError as error:
        raise RespondentError(say('There is a respondent "{key}" already. Choose another id.', key=one.id)) from error
    _tell(actor, study_id, one.id, None, one)


@transaction.atomic
def describe_respondent(actor: int, study_id: int, respondent: Kept[Respondent]) -> None:
    """Set the label, function, municipality and collaboration of a respondent that was seen in this version.

    Raises
    ------
    RespondentError
        The label may be somebody's name.
    ChangedMeanwhileError
        Somebody else has changed the respondent since.
    """
    require(actor, study_id, Right.EDIT)
    before = show_respondent(actor, study_id, respondent.id).value
    _refuse_names(respondent.value.label)
    change_respondent(study_id, respondent)
    _tell(actor, study_id, before.id, before, respondent.value)


def _refuse_names(*words: str) -> None:
    if any(names_somebody(one, ()) for one in words):
        raise RespondentError(
            say("This may be somebody's name. Write what the person does, for example IT manager, small municipality.")
        )


def _tell(actor: int, study_id: int, key: str, before: Respondent | None, after: Respondent) -> None:
    act = "add-respondent" if before is None else "describe-respondent"
    was, now = _respondent(before), _respondent(after)
    add_event(study_id, Event(timezone.now(), actor, act, "interviews", f"respondent:{key}", was, now))


def _respondent(one: Respondent | None) -> dict[str, str] | None:
    if one is None:
        return None
    return {
        "municipality": one.municipality,
        "collaboration": one.collaboration,
        "function": one.function,
        "label": one.label,
    }
