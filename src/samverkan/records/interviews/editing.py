"""One interview or respondent at a time: add it, or change it by the version that was seen; and lines for lists."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from samverkan.domain.interviews.transcript import Interview, Respondent
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.records.interviews.given import add_interviews, add_respondents, load_interview
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    RespondentRecord,
    TranscriptRecord,
)
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.rows import change_row, read_extra, write_period


def load_transcript_numbers(study_id: int) -> Mapping[int, int]:
    """Return the number of the current version of each interview's transcript, by the interview's number."""
    rows = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=True)
    return dict(rows.order_by("pk").values_list("interview_id", "number"))


def find_interview(study_id: int, interview_id: int) -> Kept[Interview] | None:
    """Return an interview of this study; None when it is not there, deleted, or another study's."""
    is_there = InterviewRecord.objects.filter(pk=interview_id, study_id=study_id, is_deleted=False).exists()
    return load_interview(interview_id) if is_there else None


def add_interview(study_id: int, interview: Interview) -> int:
    """Return the number of a new interview; IntegrityError when its key is taken."""
    add_interviews(study_id, [interview])
    return InterviewRecord.objects.get(study_id=study_id, key=interview.id).pk


def list_interview_keys(study_id: int) -> tuple[str, ...]:
    """Return the keys of all interviews, deleted ones too, for these are taken."""
    rows = InterviewRecord.objects.filter(study_id=study_id).order_by("pk")
    return tuple(rows.values_list("key", flat=True))


def change_interview(study_id: int, interview: Kept[Interview]) -> None:
    """Set what is known of an interview, not its key; ChangedMeanwhileError when somebody else was first."""
    one = interview.value
    changed = change_row(
        InterviewRecord,
        interview.id,
        interview.version,
        date=write_period(one.date),
        language=one.language,
        has_consent=one.has_consent,
        is_reviewed=one.is_reviewed,
    )
    if not changed:
        raise ChangedMeanwhileError(find_interview(study_id, interview.id))
    InterviewRespondentRecord.objects.filter(interview_id=interview.id).delete()
    numbers = dict(RespondentRecord.objects.filter(study_id=study_id, key__in=one.respondents).values_list("key", "pk"))
    for key in one.respondents:
        InterviewRespondentRecord.objects.create(interview_id=interview.id, respondent_id=numbers[key])


def load_kept_respondents(study_id: int) -> tuple[Kept[Respondent], ...]:
    """Return the respondents in their order, with the numbers of their rows."""
    return _kept(RespondentRecord.objects.filter(study_id=study_id).order_by("pk"))


def find_respondent(study_id: int, respondent_id: int) -> Kept[Respondent] | None:
    """Return a respondent of this study; None when it is not there."""
    return next(iter(_kept(RespondentRecord.objects.filter(study_id=study_id, pk=respondent_id))), None)


def _kept(rows: QuerySet[RespondentRecord]) -> tuple[Kept[Respondent], ...]:
    columns = rows.values_list(
        "pk", "version", "key", "municipality__key", "collaboration__key", "function", "label", "extra"
    )
    return tuple(
        Kept(pk, version, Respondent(key, place or "", cluster or "", function, label, read_extra(extra)))
        for pk, version, key, place, cluster, function, label, extra in columns
    )


def add_respondent(study_id: int, respondent: Respondent) -> None:
    """Add one respondent; IntegrityError when its key is taken."""
    add_respondents(study_id, [respondent])


def change_respondent(study_id: int, respondent: Kept[Respondent]) -> None:
    """Set what is known of a respondent, not the key; ChangedMeanwhileError when somebody else was first."""
    one = respondent.value
    changes: dict[str, Any] = {
        "function": one.function,
        "label": one.label,
        "municipality_id": _number(MunicipalityRecord, study_id, one.municipality),
        "collaboration_id": _number(CollaborationRecord, study_id, one.collaboration),
    }
    if not change_row(RespondentRecord, respondent.id, respondent.version, **changes):
        raise ChangedMeanwhileError(find_respondent(study_id, respondent.id))


def _number(model: type[MunicipalityRecord] | type[CollaborationRecord], study_id: int, key: str) -> int | None:
    return model.objects.get(study_id=study_id, key=key).pk if key else None
