"""What more than one coder has coded, for comparing them."""

from collections.abc import Iterable

from django.db.models import Q

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.kept import Kept
from samverkan.records.coding.board import number_interviews
from samverkan.records.coding.excerpts import keep_rows, standing
from samverkan.records.models.coding import CodeRecord, ExcerptRecord, ScoreRecord
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    RespondentRecord,
    TranscriptRecord,
)
from samverkan.records.rows import keys_by_number


def load_marks(study_id: int) -> tuple[tuple[str, str], ...]:
    """Return (interview, coder) for each interview and each who has an excerpt that stands in it."""
    interviews = {number: key for key, number in number_interviews(study_id).items()}
    deleted = CodeRecord.objects.filter(study_id=study_id, is_deleted=True).values_list("pk", flat=True)
    older = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=False).values_list("pk", flat=True)
    # Both are few or none; without them one index has it all.
    left_out = Q(code__in=list(deleted)) | Q(transcript__in=list(older))
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False).exclude(left_out).order_by()
    found = rows.values_list("interview_id", "coder").distinct()
    return tuple((interviews[number], coder) for number, coder in found if number in interviews)


def load_judges(study_id: int) -> tuple[tuple[str, str], ...]:
    """Return (respondent, coder) for each respondent and each who has scored them."""
    respondents = keys_by_number(RespondentRecord, study_id)
    rows = ScoreRecord.objects.filter(study_id=study_id).order_by().values_list("respondent_id", "coder").distinct()
    return tuple((respondents[number], coder) for number, coder in rows)


def load_excerpts_by(study_id: int, coders: Iterable[str], interviews: Iterable[str]) -> tuple[Kept[Excerpt], ...]:
    """Return what these coders have marked in these interviews, by interview and place."""
    numbers = InterviewRecord.objects.filter(study_id=study_id, key__in=list(interviews)).values_list("pk", flat=True)
    rows = standing(ExcerptRecord.objects.filter(interview__in=list(numbers), coder__in=list(coders)))
    return keep_rows(rows.filter(code__is_deleted=False).order_by("interview_id", "start", "pk"))


def load_respondents_of(study_id: int, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys of the respondents of these interviews."""
    rows = InterviewRespondentRecord.objects.filter(interview__study_id=study_id, interview__key__in=list(keys))
    return frozenset(rows.values_list("respondent__key", flat=True))
