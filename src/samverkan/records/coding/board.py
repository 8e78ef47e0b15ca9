"""What the coding board asks of the tables: has anything changed, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, Sum

from samverkan.domain.coding.agreed import AGREED
from samverkan.records.coding.excerpts import Hidden
from samverkan.records.models.coding import ExcerptRecord
from samverkan.records.models.interviews import InterviewRecord, InterviewRespondentRecord
from samverkan.records.prepared import Prepared


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An interview as the board's frame needs it: its study, key, and whether coders are hidden from each other.

    `is_everywhere` when they are in every interview of the study.
    """

    id: int
    study_id: int
    key: str
    language: str
    date: str
    hides_other_coders: bool
    is_everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Coded:
    """How far the coding of an interview has come: its excerpts, its coders, and what waits for a place.

    `has_unseen` says that there are excerpts of others, who are not counted either: a double coding is under way.
    """

    excerpts: int = 0
    coders: int = 0
    waiting: int = 0
    has_unseen: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """How the excerpts of an interview stand, the deleted ones too: any change gives another stamp."""

    count: int
    versions: int
    newest: datetime | None


BOARD_LINES = Prepared(
    lambda study, interview: InterviewRecord.objects.filter(pk=interview, study_id=study, is_deleted=False).values_list(
        "pk", "key", "language", "date", "hides_other_coders", "study__hides_other_coders"
    ),
    takes=2,
)
STAMPS = Prepared(
    lambda interview: (
        ExcerptRecord.objects.filter(interview_id=interview)
        .order_by()
        .values("interview_id")
        .annotate(count=Count("pk"), versions=Sum("version"), newest=Max("changed_at"))
        .values_list("count", "versions", "newest")
    )
)


def find_board_line(study_id: int, interview_id: int) -> BoardLine | None:
    """Return an interview of the study; None when there is none or it was deleted."""
    for number, key, language, date, is_hidden, is_hidden_everywhere in BOARD_LINES(study_id, interview_id):
        return BoardLine(number, study_id, key, language, date, is_hidden or is_hidden_everywhere, is_hidden_everywhere)
    return None


def number_interviews(study_id: int) -> dict[str, int]:
    """Return the number of each interview by its key, in their order."""
    rows = InterviewRecord.objects.filter(study_id=study_id, is_deleted=False).order_by("pk")
    return dict(rows.values_list("key", "pk"))


def find_neighbours(study_id: int, interview_id: int) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    """Return number and key of the interview before and of the one after; None where there is none."""
    rows = InterviewRecord.objects.filter(study_id=study_id, is_deleted=False).values_list("pk", "key")
    before = rows.filter(pk__lt=interview_id).order_by("-pk").first()
    return before, rows.filter(pk__gt=interview_id).order_by("pk").first()


def name_people(interview_id: int) -> dict[str, str]:
    """Return who took part in an interview, by id: their labels, or ids where they have none."""
    rows = InterviewRespondentRecord.objects.filter(interview_id=interview_id).order_by("pk")
    return {key: label or key for label, key in rows.values_list("respondent__label", "respondent__key")}


def hide_other_coders(interview_id: int, *, is_hidden: bool) -> None:
    """Hide coders from each other in an interview, or show them again."""
    InterviewRecord.objects.filter(pk=interview_id).update(hides_other_coders=is_hidden)


def count_coded(study_id: int, hidden: Hidden) -> Mapping[int, Coded]:
    """Return how far the coding of each interview has come, by its number; those without excerpts are left out.

    What a team agreed on is of what its coders marked, and is not counted once more.
    """
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False)
    is_seen = ~Q(interview__key__in=hidden.interviews) | Q(coder=hidden.coder)
    is_waiting = Q(transcript__is_current=False)
    counted = (
        rows.values("interview_id")
        .order_by("interview_id")
        .annotate(
            standing=Count("pk", filter=is_seen & ~is_waiting & ~Q(coder=AGREED)),
            coders=Count("coder", filter=is_seen & ~Q(coder=AGREED), distinct=True),
            waiting=Count("pk", filter=is_seen & is_waiting),
            unseen=Count("pk", filter=~is_seen),
        )
    )
    return {
        one["interview_id"]: Coded(one["standing"], one["coders"], one["waiting"], one["unseen"] > 0) for one in counted
    }


def list_hidden_interviews(study_id: int) -> frozenset[str]:
    """Return the keys of the interviews in which coders are hidden from each other."""
    rows = InterviewRecord.objects.filter(study_id=study_id)
    columns = rows.values_list("key", "hides_other_coders", "study__hides_other_coders")
    return frozenset(key for key, is_hidden, is_hidden_everywhere in columns if is_hidden or is_hidden_everywhere)


def stamp_excerpts(interview_id: int) -> Stamp:
    """Return how the excerpts of an interview stand."""
    return next((Stamp(*columns) for columns in STAMPS(interview_id)), Stamp(0, 0, None))


def places_changed_since(interview_id: int, since: datetime) -> tuple[tuple[int, int], ...]:
    """Return where excerpts were added, changed or deleted since then."""
    rows = ExcerptRecord.objects.filter(interview_id=interview_id, changed_at__gte=since).order_by("start", "pk")
    return tuple(rows.values_list("start", "end"))


def places_of(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return where these excerpts are or, when they are deleted, were."""
    rows = ExcerptRecord.objects.filter(pk__in=list(numbers)).order_by("start", "pk")
    return tuple(rows.values_list("start", "end"))


def list_coders(study_id: int) -> frozenset[str]:
    """Return the names under which anybody has coded in the study."""
    return frozenset(
        ExcerptRecord.objects.filter(study_id=study_id).order_by().values_list("coder", flat=True).distinct()
    )
