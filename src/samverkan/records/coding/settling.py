"""What was settled about excerpts, in the tables: many at once, and interview by interview."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samverkan.domain.coding.agreed import AGREED, Cell
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.coding.settling import Settlement, Verdict
from samverkan.domain.kept import Kept
from samverkan.records.coding.excerpts import keep_rows, standing
from samverkan.records.coding.scores import keep_scores
from samverkan.records.models.coding import ExcerptRecord, ScoreRecord, SettlementRecord
from samverkan.records.models.interviews import InterviewRecord, InterviewRespondentRecord
from samverkan.records.rows import add_rows, read_extra, write_extra

SEVERAL = 2
KEY = ("excerpt__interview__key", "excerpt__start", "excerpt__end", "excerpt__code__key", "excerpt__coder")
SETTLEMENT = ("verdict", "new_start", "new_end", "quote", "reason", "settled_by", "settled_at")
Interviews = Mapping[int, tuple[Kept[Excerpt], ...]]


def add_settlements(study_id: int, values: Iterable[Settlement]) -> None:
    """Add what was settled, in its order; KeyError when the excerpt that one is about is not there."""
    wanted = tuple(values)
    if not wanted:
        return
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False)
    columns = ("interview__key", "start", "end", "code__key", "coder")
    numbers = {tuple(key): number for number, *key in rows.values_list("pk", *columns)}
    add_rows(
        SettlementRecord,
        (
            SettlementRecord(
                study_id=study_id,
                excerpt_id=numbers[one.interview, one.start, one.end, one.code, one.coder],
                extra=write_extra(one.extra),
                **columns_of(one),
            )
            for one in wanted
        ),
    )


def columns_of(one: Settlement) -> dict[str, Any]:
    """Return what a settlement's columns say of its excerpt."""
    return {**{name: getattr(one, name) for name in SETTLEMENT}, "verdict": one.verdict.value}


def load_settlements(study_id: int) -> tuple[Settlement, ...]:
    """Return what was settled about excerpts that stand on current transcripts, in its order."""
    there = standing(ExcerptRecord.objects.filter(study_id=study_id))
    rows = SettlementRecord.objects.filter(study_id=study_id, excerpt__in=there.values("pk"))
    return tuple(one.value for one in _keep(rows.order_by("pk")).values())


def load_settled(interviews: Collection[int]) -> dict[int, Kept[Settlement]]:
    """Return what was settled about the excerpts of these interviews, by the excerpt's number."""
    return _keep(SettlementRecord.objects.filter(excerpt__interview__in=interviews).order_by("pk"))


def _keep(rows: QuerySet[SettlementRecord]) -> dict[int, Kept[Settlement]]:
    found = {}
    for number, version, excerpt, extra, *values in rows.values_list(
        "pk", "version", "excerpt_id", "extra", *KEY, *SETTLEMENT
    ):
        interview, start, end, code, coder, verdict, *rest = values
        settled = Settlement(interview, start, end, code, coder, Verdict(verdict), *rest)
        settled = replace(settled, extra=read_extra(extra)) if extra else settled
        found[excerpt] = Kept(number, version, settled)
    return found


def add_settlement(columns: Mapping[str, Any]) -> int:
    """Return the number of a new settlement."""
    row = SettlementRecord(**columns)
    row.save(force_insert=True)
    return row.pk


def list_double_coded(study_id: int) -> dict[int, tuple[str, bool]]:
    """Return the key of each interview that several persons have coded, in their order, by its number.

    And whether its agreed coding counts.
    """
    own = standing(ExcerptRecord.objects.filter(study_id=study_id)).order_by()
    counted = own.values("interview_id").annotate(
        coders=Count("coder", filter=~Q(coder=AGREED), distinct=True), agreed=Count("pk", filter=Q(coder=AGREED))
    )
    found = {one["interview_id"]: one["agreed"] > 0 for one in counted if one["coders"] >= SEVERAL}
    rows = InterviewRecord.objects.filter(study_id=study_id, pk__in=found).order_by("pk")
    return {number: (key, found[number]) for number, key in rows.values_list("pk", "key")}


def have_several_coded(study_id: int, interview_id: int) -> bool:
    """Tell whether several persons have coded an interview, and are not hidden from each other there."""
    rows = standing(ExcerptRecord.objects.filter(study_id=study_id, interview_id=interview_id)).exclude(coder=AGREED)
    seen = rows.filter(interview__hides_other_coders=False, interview__study__hides_other_coders=False)
    return seen.order_by().values("coder").distinct().count() >= SEVERAL


def load_marked_by_persons(interviews: Collection[int]) -> Interviews:
    """Return the excerpts of each of these interviews, without those of the agreed coding."""
    rows = standing(ExcerptRecord.objects.filter(interview__in=interviews)).exclude(coder=AGREED)
    numbers = dict(rows.order_by().values_list("pk", "interview_id"))
    found: dict[int, list[Kept[Excerpt]]] = {one: [] for one in interviews}
    for one in keep_rows(rows.order_by("interview_id", "start", "pk")):
        found[numbers[one.id]].append(one)
    return {number: tuple(marked) for number, marked in found.items()}


def load_scores_of_respondents(study_id: int, respondents: Collection[str]) -> tuple[Kept[FactorScore], ...]:
    """Return every score of these respondents, in their order."""
    return keep_scores(ScoreRecord.objects.filter(study_id=study_id, respondent__key__in=list(respondents)))


def list_respondents(interviews: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the keys of the respondents of each of these interviews."""
    rows = InterviewRespondentRecord.objects.filter(interview__in=interviews).order_by("pk")
    found: dict[int, list[str]] = {one: [] for one in interviews}
    for number, key in rows.values_list("interview_id", "respondent__key"):
        found[number].append(key)
    return {number: tuple(keys) for number, keys in found.items()}


def load_agreed_cells(study_id: int, respondents: Collection[str]) -> frozenset[Cell]:
    """Return case, factor and respondent of each agreed score of these respondents."""
    rows = ScoreRecord.objects.filter(study_id=study_id, coder=AGREED, respondent__key__in=list(respondents))
    columns = ("collaboration__key", "municipality__key", "factor__key", "respondent__key")
    return frozenset(
        (collaboration or municipality or "", factor, respondent)
        for collaboration, municipality, factor, respondent in rows.order_by().values_list(*columns)
    )


def count_half_settled(study_id: int, hidden: Collection[str] = ()) -> int:
    """Return in how many interviews, but for the hidden ones, something is settled and no agreed coding counts."""
    agreed = ExcerptRecord.objects.filter(interview=OuterRef("excerpt__interview"), coder=AGREED, is_deleted=False)
    rows = SettlementRecord.objects.filter(
        study_id=study_id, excerpt__is_deleted=False, excerpt__interview__is_deleted=False
    )
    rows = rows.exclude(excerpt__interview__key__in=hidden)
    return rows.exclude(Exists(agreed)).order_by().values("excerpt__interview").distinct().count()
