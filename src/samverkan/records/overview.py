"""The door of the overview: how much there is in a study, counted in the tables."""

from collections import defaultdict

from django.db.models import Count

from samverkan.domain.coding.codebook import Kind
from samverkan.records.models.coding import ExcerptRecord, ScoreRecord
from samverkan.records.models.indicators import IndicatorRecord
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    RespondentRecord,
    UploadRecord,
    UploadState,
)
from samverkan.records.models.survey import AnswerRecord


def count_interviews(study_id: int) -> int:
    """Return how many interviews stand in a study."""
    return InterviewRecord.objects.filter(study_id=study_id, is_deleted=False).count()


def count_uploads_on_the_way(study_id: int) -> int:
    """Return how many uploaded files have not become interviews yet."""
    return UploadRecord.objects.filter(study_id=study_id).exclude(state=UploadState.TAKEN_IN.value).count()


def count_without_receiver(study_id: int) -> dict[str, int]:
    """Return how many excerpts of gains and costs do not say whom they concern, by the id of the interview."""
    rows = (
        ExcerptRecord.objects.filter(
            study_id=study_id,
            is_deleted=False,
            interview__is_deleted=False,
            concerns__isnull=True,
            code__kind__in=(Kind.GAIN.value, Kind.COST.value),
        )
        .order_by("interview__key")
        .values_list("interview__key")
        .annotate(Count("id"))
    )
    return dict(rows)


def has_respondents(study_id: int) -> bool:
    """Tell whether anybody stands in the study as interviewed or asked."""
    return RespondentRecord.objects.filter(study_id=study_id).exists()


def has_scores(study_id: int) -> bool:
    """Tell whether any informant has been judged."""
    return ScoreRecord.objects.filter(study_id=study_id).exists()


def load_interviews_by_municipality(study_id: int) -> dict[str, frozenset[int]]:
    """Return the numbers of the interviews with somebody from each municipality."""
    rows = InterviewRespondentRecord.objects.filter(
        interview__study_id=study_id, interview__is_deleted=False, respondent__municipality__isnull=False
    ).values_list("respondent__municipality__key", "interview_id")
    found: defaultdict[str, set[int]] = defaultdict(set)
    for municipality, interview in rows:
        found[municipality].add(interview)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def load_coders_by_interview(study_id: int) -> dict[int, frozenset[str]]:
    """Return who has coded each interview."""
    rows = (
        ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False)
        .order_by()
        .values_list("interview_id", "coder")
        .distinct()
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for interview, coder in rows:
        found[interview].add(coder)
    return {key: frozenset(coders) for key, coders in found.items()}


def load_answering(study_id: int) -> dict[str, frozenset[int]]:
    """Return the numbers of those who have answered the survey, by municipality: the answer's, else their own."""
    rows = (
        AnswerRecord.objects.filter(study_id=study_id)
        .order_by()
        .values_list("municipality__key", "respondent__municipality__key", "respondent_id")
        .distinct()
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for own, home, respondent in rows:
        found[own or home or ""].add(respondent)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def load_indicator_names(study_id: int) -> dict[str, frozenset[str]]:
    """Return which indicators are known of each municipality."""
    rows = (
        IndicatorRecord.objects.filter(study_id=study_id, municipality__isnull=False, value__isnull=False)
        .order_by()
        .values_list("municipality__key", "indicator")
        .distinct()
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for municipality, indicator in rows:
        found[municipality].add(indicator)
    return {key: frozenset(names) for key, names in found.items()}
