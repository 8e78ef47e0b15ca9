"""Taking in: an upload whose names are all decided becomes an interview under pseudonyms."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from samverkan.domain.dates import Period
from samverkan.domain.history import Event
from samverkan.domain.interviews.ids import choose_interview_id, is_interview_id, names_somebody
from samverkan.domain.interviews.language import guess_language
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision
from samverkan.domain.interviews.pseudonyms import apply_decisions
from samverkan.domain.interviews.transcript import Interview, normalise
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import Right
from samverkan.domain.words import say, say_count
from samverkan.records.history import add_event
from samverkan.records.interviews import (
    UploadState,
    add_interview,
    add_transcript_version,
    change_upload,
    find_upload,
    index_transcript,
    list_interview_keys,
    load_respondents,
)
from samverkan.records.study import load_study
from samverkan.workbench.access import require
from samverkan.workbench.interviews.proposing import keep_apart, remember
from samverkan.workbench.interviews.reviewing import Opened, ReviewError, open_review


@dataclass(frozen=True, slots=True)
class TakingIn:
    """What is known of the interview that an upload becomes; `is_reviewed` says that a person has read it through."""

    key: str
    respondents: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    has_consent: bool | None = None
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an interview could be called, and its language: guessed from the text, or else the study's."""

    key: str
    language: str
    is_guessed: bool


def propose_taking_in(actor: int, study_id: int, upload_id: int) -> Proposed:
    """Return what the interview could be called, the file's name unless it names somebody, and its language."""
    require(actor, study_id, Right.EDIT)
    opened = open_review(study_id, upload_id)
    names = [
        opened.forms[one.value.number].original
        for one in opened.decided
        if one.value.kind is Kind.PERSON and one.value.verdict is Verdict.ACCEPT
    ]
    taken = list_interview_keys(study_id)
    key = choose_interview_id(PurePath(opened.folder.name).stem, names, taken)
    if key.casefold() in {one.casefold() for one in taken}:
        key = choose_interview_id("", (), taken)
    guessed = guess_language(opened.reading.transcript.text)
    return Proposed(key, guessed or load_study(study_id).language, bool(guessed))


@transaction.atomic
def take_in(actor: int, study_id: int, upload_id: int, what: TakingIn) -> int:
    """Return the number of the interview that an upload becomes, under the pseudonyms that were decided.

    Interview, transcript and index come in together or not at all; then the file with the names is removed.

    Raises
    ------
    ReviewError
        A name is not decided, the id is taken, names somebody or cannot be one, or the date is none.
    """
    require(actor, study_id, Right.EDIT)
    with keep_apart(study_id):
        opened = open_review(study_id, upload_id)
        decisions = _all_decided(opened)
        interview = _interview(study_id, what, decisions)
        transcript = apply_decisions(opened.reading.transcript, decisions)
        now = timezone.now()
        interview_id = add_interview(study_id, interview)
        transcript_id = add_transcript_version(interview_id, transcript, now, actor)
        index_transcript(study_id, interview_id, transcript_id, transcript)
        kept = find_upload(study_id, upload_id)
        if kept is None:
            raise ChangedMeanwhileError(None)
        change_upload(kept, state=UploadState.TAKEN_IN.value, interview_id=interview_id)
        after = {"interview": interview.id, "reviewed": interview.is_reviewed, "upload": upload_id}
        add_event(
            study_id, Event(now, actor, "take-in-interview", "interviews", f"interview:{interview_id}", after=after)
        )
        remember(study_id, decisions)
    transaction.on_commit(opened.folder.remove)
    return interview_id


def _all_decided(opened: Opened) -> tuple[Decision, ...]:
    still_open = sum(not one.value.is_decided for one in opened.decided)
    if still_open:
        raise ReviewError(
            say_count(
                "{count} name is not decided yet. Accept or keep it first.",
                "{count} names are not decided yet. Accept or keep them first.",
                still_open,
            )
        )
    return tuple(opened.decision(one.value) for one in opened.decided)


def _interview(study_id: int, what: TakingIn, decisions: Iterable[Decision]) -> Interview:
    key = normalise(what.key).strip()
    if not is_interview_id(key):
        raise ReviewError(say("The id of the interview may hold letters, digits, - and _ only."))
    if key.casefold() in {one.casefold() for one in list_interview_keys(study_id)}:
        raise ReviewError(say('There is an interview "{key}" already. Choose another id.', key=key))
    names = [one.original for one in decisions if one.kind is Kind.PERSON and one.verdict is Verdict.ACCEPT]
    if names_somebody(key, names):
        raise ReviewError(say("The id of the interview may name somebody. Choose another, for example a number."))
    known = {one.id for one in load_respondents(study_id)}
    return Interview(
        key,
        f"{key}.txt",
        tuple(one for one in what.respondents if one in known),
        read_date(what.date),
        what.language,
        what.has_consent,
        what.is_reviewed,
    )


def read_date(text: str) -> Period | None:
    """Return the period that a text names, None for an empty one; ReviewError when it names none."""
    if not text.strip():
        return None
    try:
        return Period.read(text.strip())
    except ValueError as error:
        raise ReviewError(
            say('"{found}" is not a date. Write it like 2024-03-15, 2024-03 or 2024.', found=text)
        ) from error
