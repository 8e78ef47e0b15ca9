"""What more than one coder has coded, for comparing them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from samverkan.records.coding.board import number_interviews
from samverkan.records.coding.excerpts import NOTHING_HIDDEN, Hidden, standing_in
from samverkan.records.models.coding import CodeRecord, ExcerptRecord, ScoreRecord
from samverkan.records.models.interviews import InterviewRespondentRecord, RespondentRecord, TranscriptRecord
from samverkan.records.rows import keys_by_number, stream


def load_marks(study_id: int, hidden: Hidden = NOTHING_HIDDEN) -> tuple[tuple[str, str], ...]:
    """Return (interview, coder) for each interview and each who has an excerpt that stands in it and is not hidden."""
    interviews = {number: key for key, number in number_interviews(study_id).items()}
    found = _standing(study_id).values_list("interview_id", "coder").distinct()
    marks = ((interviews[number], coder) for number, coder in found if number in interviews)
    return tuple(one for one in marks if not hidden.hides_mark(*one))


def _standing(study_id: int) -> QuerySet[ExcerptRecord]:
    """Return the excerpts that stand under codes that stand, in no order."""
    deleted = CodeRecord.objects.filter(study_id=study_id, is_deleted=True).values_list("pk", flat=True)
    return standing_in(study_id).exclude(code__in=list(deleted))


def load_judges(study_id: int) -> tuple[tuple[str, str], ...]:
    """Return (respondent, coder) for each respondent and each who has scored them."""
    respondents = keys_by_number(RespondentRecord, study_id)
    rows = ScoreRecord.objects.filter(study_id=study_id).order_by().values_list("respondent_id", "coder").distinct()
    return tuple((respondents[number], coder) for number, coder in rows)


def stream_marked(study_id: int, coder: str, interviews: Sequence[int]) -> Iterator[Any]:
    """Yield what a coder marked in these interviews: code, interview, start, end and number of each excerpt."""
    rows = _standing(study_id).filter(interview__in=interviews, coder=coder)
    return stream(rows.values_list("code_id", "interview_id", "start", "end", "pk"))


def load_lengths_of(study_id: int, keys: Iterable[str]) -> dict[str, int]:
    """Return how many characters the current transcript of each of these interviews has."""
    rows = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=True)
    found = rows.filter(interview__key__in=list(keys)).order_by()
    return dict(found.values_list("interview__key", Length("text")))


def load_respondents_of(study_id: int, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys of the respondents of these interviews."""
    rows = InterviewRespondentRecord.objects.filter(interview__study_id=study_id, interview__key__in=list(keys))
    return frozenset(rows.values_list("respondent__key", flat=True))
