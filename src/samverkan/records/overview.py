"""The door of the overview: how much there is in a study, counted in the tables."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from samverkan.domain.coding.codebook import Kind
from samverkan.records.coding.excerpts import NOTHING_HIDDEN, Hidden, seen
from samverkan.records.models.coding import ExcerptRecord, ScoreRecord
from samverkan.records.models.findings import FindingRecord
from samverkan.records.models.indicators import IndicatorRecord
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    RespondentRecord,
    UploadRecord,
    UploadState,
)
from samverkan.records.models.sharing import CoalitionRecord, CostLineRecord, DistanceRecord
from samverkan.records.models.study import MembershipRecord
from samverkan.records.models.survey import AnswerRecord, ItemRecord


def count_interviews(study_id: int) -> int:
    """Return how many interviews stand in a study."""
    return InterviewRecord.objects.filter(study_id=study_id, is_deleted=False).count()


def count_uploads_on_the_way(study_id: int) -> int:
    """Return how many uploaded files have not become interviews yet."""
    return UploadRecord.objects.filter(study_id=study_id).exclude(state=UploadState.TAKEN_IN.value).count()


def count_without_receiver(study_id: int) -> dict[str, int]:
    """Return how many excerpts of gains and costs do not say whom they concern, by the id of the interview."""
    rows = _without_receiver(study_id).order_by("interview__key").values_list("interview__key")
    return dict(rows.annotate(Count("id")))


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """An excerpt of a gain or cost that does not say whom it concerns, with its interview's row and key."""

    id: int
    interview_id: int
    interview: str
    code: str
    quote: str


def list_without_receiver(study_id: int, hidden: Hidden = NOTHING_HIDDEN) -> tuple[Unclaimed, ...]:
    """Return the excerpts of gains and costs that do not say whom they concern, without those that are hidden."""
    rows = seen(_without_receiver(study_id), hidden).order_by("interview__key", "start", "pk")
    return tuple(
        Unclaimed(*one) for one in rows.values_list("pk", "interview_id", "interview__key", "code__key", "quote")
    )


def count_waiting(study_id: int, hidden: Hidden = NOTHING_HIDDEN) -> int:
    """Return how many excerpts wait for a place in an edited transcript, without those that are hidden."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False, transcript__is_current=False)
    return seen(rows, hidden).count()


def _without_receiver(study_id: int) -> QuerySet[ExcerptRecord]:
    return ExcerptRecord.objects.filter(
        study_id=study_id,
        is_deleted=False,
        interview__is_deleted=False,
        concerns__isnull=True,
        code__kind__in=(Kind.GAIN.value, Kind.COST.value),
    )


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


def load_coders_by_interview(study_id: int, hidden: Hidden = NOTHING_HIDDEN) -> dict[int, frozenset[str]]:
    """Return who has coded each interview that stands, without those who are hidden there."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False, interview__is_deleted=False)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for interview, coder in seen(rows, hidden).order_by().values_list("interview_id", "coder").distinct():
        found[interview].add(coder)
    return {key: frozenset(coders) for key, coders in found.items()}


def load_answering(study_id: int) -> dict[str, frozenset[int]]:
    """Return the numbers of those who have answered anything in the survey, by their own municipality ('' for none).

    Whom an answer is about is another matter, and who was asked and did not answer is left out.
    """
    rows = (
        AnswerRecord.objects.filter(study_id=study_id, value__isnull=False)
        .order_by()
        .values_list("respondent__municipality__key", "respondent_id")
        .distinct()
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for home, respondent in rows:
        found[home or ""].add(respondent)
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


def count_what_names_municipality(study_id: int, number: int, key: str) -> dict[str, int]:
    """Return how many rows of each table name a municipality; tables without any are left out."""
    here = {"study_id": study_id}
    distances = DistanceRecord.objects.filter(**here).filter(Q(municipality_id=number) | Q(other_id=number))
    coalitions = CoalitionRecord.objects.filter(**here).values_list("members", flat=True)
    return _without_none(
        {
            "memberships": MembershipRecord.objects.filter(municipality_id=number).count(),
            "respondents": RespondentRecord.objects.filter(municipality_id=number).count(),
            "excerpts": ExcerptRecord.objects.filter(concerns_id=number).count(),
            "scores": ScoreRecord.objects.filter(municipality_id=number).count(),
            "answers": AnswerRecord.objects.filter(municipality_id=number).count(),
            "indicators": IndicatorRecord.objects.filter(municipality_id=number).count(),
            "coalitions": sum(key in members for members in coalitions),
            "distances": distances.count(),
            "findings": _count_findings(study_id, key),
        }
    )


def count_what_names_collaboration(study_id: int, number: int, key: str) -> dict[str, int]:
    """Return how many rows of each table name a collaboration; tables without any are left out."""
    return _without_none(
        {
            "memberships": MembershipRecord.objects.filter(collaboration_id=number).count(),
            "respondents": RespondentRecord.objects.filter(collaboration_id=number).count(),
            "scores": ScoreRecord.objects.filter(collaboration_id=number).count(),
            "answers": AnswerRecord.objects.filter(collaboration_id=number).count(),
            "indicators": IndicatorRecord.objects.filter(collaboration_id=number).count(),
            "costs": CostLineRecord.objects.filter(collaboration_id=number).count(),
            "findings": _count_findings(study_id, key),
        }
    )


def count_what_names_membership(study_id: int, collaboration: str, municipality: str) -> dict[str, int]:
    """Return how many rows of each table name a municipality together with a collaboration."""
    both = {"study_id": study_id, "collaboration__key": collaboration, "municipality__key": municipality}
    return _without_none(
        {
            "respondents": RespondentRecord.objects.filter(**both).count(),
            "indicators": IndicatorRecord.objects.filter(**both).count(),
            "findings": _count_findings(study_id, f"{collaboration}/{municipality}"),
        }
    )


def count_homeless_respondents(study_id: int, municipality: str) -> int:
    """Return how many respondents of a municipality have no collaboration of their own: its membership gives it."""
    rows = RespondentRecord.objects.filter(study_id=study_id, municipality__key=municipality)
    return rows.filter(collaboration__isnull=True).count()


def _count_findings(study_id: int, key: str) -> int:
    rows = FindingRecord.objects.filter(study_id=study_id).values_list("concerns", "sources")
    return sum(concerns == key or any(_names(source, key) for source in sources) for concerns, sources in rows)


def _names(source: str, key: str) -> bool:
    """Tell whether a source such as `cell:NORD/HOLM:TRUST` names a key, whole or one side of its slash."""
    parts = source.split(":")[1:]
    return key in parts or any(key in part.split("/") for part in parts)


def _without_none(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def count_tables(study_id: int) -> dict[str, int]:
    """Return how many rows each table has that may be given anew, by the name of its file."""
    here = {"study_id": study_id}
    return {
        "instrument.csv": ItemRecord.objects.filter(**here).count(),
        "answers.csv": AnswerRecord.objects.filter(**here).count(),
        "indicators.csv": IndicatorRecord.objects.filter(**here).count(),
        "costs.csv": CostLineRecord.objects.filter(**here).count(),
        "coalitions.csv": CoalitionRecord.objects.filter(**here).count(),
        "distances.csv": DistanceRecord.objects.filter(**here).count(),
        "findings.csv": FindingRecord.objects.filter(**here).count(),
    }
