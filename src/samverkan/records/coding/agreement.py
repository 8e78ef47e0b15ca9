"""What more than one coder has coded, for comparing them."""

from collections.abc import Iterable

from django.db.models import Count

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.kept import Kept
from samverkan.records.coding.excerpts import keep_rows, standing
from samverkan.records.models.coding import ExcerptRecord
from samverkan.records.models.interviews import InterviewRespondentRecord


def load_excerpts_coded_twice(study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts of the interviews that at least two have coded, by interview and place."""
    rows = standing(ExcerptRecord.objects.filter(study_id=study_id))
    shared = rows.order_by().values("interview_id").annotate(coders=Count("coder", distinct=True)).filter(coders__gt=1)
    return keep_rows(rows.filter(interview__in=shared.values("interview_id")).order_by("interview_id", "start", "pk"))


def load_respondents_of(study_id: int, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys of the respondents of these interviews."""
    rows = InterviewRespondentRecord.objects.filter(interview__study_id=study_id, interview__key__in=list(keys))
    return frozenset(rows.values_list("respondent__key", flat=True))
