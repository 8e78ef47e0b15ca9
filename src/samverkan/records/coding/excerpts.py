"""Excerpts in the tables: many at once, and one at a time with the version that was seen."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.comparison.mentions import Mention
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.records.models.coding import CodeRecord, ExcerptRecord
from samverkan.records.models.interviews import InterviewRecord, TranscriptRecord
from samverkan.records.models.study import MunicipalityRecord
from samverkan.records.prepared import Prepared
from samverkan.records.rows import (
    NO_EXTRA,
    add_rows,
    change_row,
    empty_if_none,
    number_of,
    numbers_by_key,
    read_extra,
    write_extra,
)

VALENCES = {"": None, **{one.value: one for one in Valence}}
STATUSES = {"": None, **{one.value: one for one in Status}}
EXCERPT: tuple[str | Cast, ...] = (
    "interview__key",
    "start",
    "end",
    "code__key",
    "coder",
    "valence",
    "concerns__key",
    "status",
    "quote",
    "memo",
    "marked_at",
    # Almost every row has none; reading the JSON of each took a third of the time.
    Cast("extra", TextField()),
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Interviews (keys) in which somebody sees no excerpts but those of one coder: their own."""

    interviews: frozenset[str] = frozenset()
    coder: str = ""

    def hides(self, excerpt: Excerpt) -> bool:
        """Whether an excerpt is one of those that are not seen."""
        return self.hides_mark(excerpt.interview, excerpt.coder)

    def hides_mark(self, interview: str, coder: str) -> bool:
        """Whether what a coder marked in an interview is not seen."""
        return interview in self.interviews and coder != self.coder


NOTHING_HIDDEN: Final = Hidden()
AT_ONCE: Final = 10_000
"""So many numbers stand in one query."""


def add_excerpts(study_id: int, values: Iterable[Excerpt]) -> None:
    """Add excerpts in their order, on the current transcripts; KeyError when something they name is not there."""
    interviews = numbers_by_key(InterviewRecord, study_id)
    codes = numbers_by_key(CodeRecord, study_id)
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    definitions = dict(CodeRecord.objects.filter(study_id=study_id).values_list("key", "definition_number"))
    transcripts = dict(
        TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=True).values_list(
            "interview__key", "pk"
        )
    )
    rows = (
        ExcerptRecord(
            study_id=study_id,
            interview_id=interviews[one.interview],
            transcript_id=transcripts.get(one.interview),
            code_id=codes[one.code],
            concerns_id=number_of(municipalities, one.concerns),
            start=one.start,
            end=one.end,
            quote=one.quote,
            coder=one.coder,
            valence=empty_if_none(one.valence),
            status=empty_if_none(one.status),
            memo=one.memo,
            marked_at=one.marked_at,
            definition_number=definitions[one.code],
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(ExcerptRecord, rows)


def load_excerpts(study_id: int) -> tuple[Excerpt, ...]:
    """Return the excerpts on current transcripts in their order; those that are deleted or in conflict are left out."""
    rows = standing(ExcerptRecord.objects.filter(study_id=study_id)).order_by("pk")
    return tuple(_excerpt(*columns) for columns in rows.values_list(*EXCERPT).iterator(chunk_size=5000))


def load_excerpts_of_interview(interview_id: int, coder: str | None = None) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts on an interview's current transcript, by start; of one coder when one is named."""
    rows = standing(ExcerptRecord.objects.filter(interview_id=interview_id))
    return keep_rows(rows.order_by("start", "pk"), coder)


def load_places(study_id: int, code: str) -> tuple[tuple[int, Mention], ...]:
    """Return each excerpt of a code that stands: its number, and what counting needs; by interview and start."""
    rows = standing(ExcerptRecord.objects.filter(study_id=study_id, code__key=code, code__is_deleted=False))
    columns = ("pk", "interview__key", "start", "coder", "concerns__key", "valence")
    found = rows.order_by("interview_id", "start", "pk").values_list(*columns)
    return tuple(
        (number, Mention(interview, start, code, coder, concerns or "", frozenset({VALENCES[valence]})))
        for number, interview, start, coder, concerns, valence in found
    )


def load_words_of(numbers: Sequence[int]) -> dict[int, str]:
    """Return the interview and the words of excerpts by their numbers: less than all that is known of each."""
    found: dict[int, str] = {}
    for first in range(0, len(numbers), AT_ONCE):
        rows = ExcerptRecord.objects.filter(pk__in=numbers[first : first + AT_ONCE]).order_by()
        columns = rows.values_list("pk", "interview__key", "quote")
        found |= {number: f"{interview} {quote}" for number, interview, quote in columns}
    return found


def load_excerpts_by_number(numbers: Sequence[int]) -> tuple[Kept[Excerpt], ...]:
    """Return these excerpts whole, by interview and start."""
    return keep_rows(ExcerptRecord.objects.filter(pk__in=numbers).order_by("interview_id", "start", "pk"))


def seen(rows: QuerySet[ExcerptRecord], hidden: Hidden) -> QuerySet[ExcerptRecord]:
    """Return the rows of excerpts without those that are hidden."""
    if not hidden.interviews:
        return rows
    return rows.exclude(Q(interview__key__in=hidden.interviews) & ~Q(coder=hidden.coder))


def load_conflicts(study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts that stand on an older version of their transcript and wait for a person."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False, transcript__is_current=False)
    return keep_rows(rows.order_by("interview_id", "start", "pk"))


def load_excerpts_to_review(study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts whose code has changed its meaning since they were marked."""
    rows = standing(ExcerptRecord.objects.filter(study_id=study_id, definition_number__lt=F("code__definition_number")))
    return keep_rows(rows.order_by("code_id", "interview_id", "start", "pk"))


def load_conflicts_to_review(study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts that are to be looked at again once they have a place in their edited transcript."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False, interview__is_deleted=False)
    earlier = rows.filter(transcript__is_current=False, definition_number__lt=F("code__definition_number"))
    return keep_rows(earlier.order_by("pk"))


def standing(rows: QuerySet[ExcerptRecord]) -> QuerySet[ExcerptRecord]:
    """Return the rows of excerpts that stand on the current transcript of an interview that stands."""
    return rows.filter(is_deleted=False, interview__is_deleted=False).exclude(transcript__is_current=False)


def standing_in(study_id: int) -> QuerySet[ExcerptRecord]:
    """Return the excerpts of a study on current transcripts, in no order; a caller leaves out deleted interviews.

    Very many are counted so: nothing is joined, and most often there are no older versions to leave out.
    """
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False).order_by()
    older = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=False)
    return rows.exclude(transcript__in=older.values("pk")) if older.exists() else rows


def keep_rows(rows: QuerySet[ExcerptRecord], coder: str | None = None) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts of rows, in their order, with the numbers of the rows; of one coder when one is named."""
    rows = rows if coder is None else rows.filter(coder=coder)
    return tuple(_keep(columns) for columns in rows.values_list("pk", "version", *EXCERPT))


def _keep(columns: tuple[Any, ...]) -> Kept[Excerpt]:
    return Kept(columns[0], columns[1], _excerpt(*columns[2:]))


def _excerpt(*columns: Any) -> Excerpt:
    interview, start, end, code, coder, valence, concerns, status, quote, memo, marked_at, extra = columns
    return Excerpt(
        interview,
        start,
        end,
        code,
        coder,
        VALENCES[valence],
        concerns or "",
        STATUSES[status],
        quote,
        memo,
        marked_at,
        () if extra == NO_EXTRA else read_extra(json.loads(extra)),
    )


def load_excerpt(excerpt_id: int) -> Kept[Excerpt] | None:
    """Return one excerpt; None when it is deleted or was never there."""
    return next(iter(keep_rows(ExcerptRecord.objects.filter(pk=excerpt_id, is_deleted=False))), None)


MARKS = Prepared(
    lambda interview, start, end: (
        ExcerptRecord.objects.filter(interview_id=interview, start=start, end=end)
        .order_by("-is_deleted", "pk")
        .values_list("code_id", "pk", "is_deleted", "coder")
    ),
    takes=3,
)


def find_marks(interview_id: int, start: int, end: int, coder: str) -> dict[int, tuple[int, bool]]:
    """Return for each code with which a coder has marked just this passage the excerpt's number and whether it stands.

    Of several that were deleted the last is given.
    """
    found = MARKS(interview_id, start, end)
    return {code: (number, not is_deleted) for code, number, is_deleted, who in found if who == coder}


def load_chosen(interview_id: int, numbers: Iterable[int]) -> tuple[Kept[Excerpt], ...]:
    """Return these excerpts of an interview, by start; those that are deleted are left out."""
    rows = standing(ExcerptRecord.objects.filter(interview_id=interview_id, pk__in=list(numbers)))
    return keep_rows(rows.order_by("start", "pk"))


BETWEEN = Prepared(
    lambda interview, start, end: (
        standing(ExcerptRecord.objects.filter(interview_id=interview, start__lt=end, end__gt=start))
        .order_by("start", "pk")
        .values_list("pk", "version", *EXCERPT)
    ),
    takes=3,
)


def load_excerpts_between(interview_id: int, start: int, end: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts on an interview's current transcript that lie over any of `[start, end)`, by start."""
    return tuple(_keep(columns) for columns in BETWEEN(interview_id, start, end))


def add_marks(rows: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """Add excerpts by their columns; return their numbers."""
    made = ExcerptRecord.objects.bulk_create([ExcerptRecord(**columns) for columns in rows])
    return tuple(one.pk for one in made)


CODE_NUMBERS = Prepared(
    lambda study: (
        CodeRecord.objects.filter(study_id=study, is_deleted=False)
        .order_by("position", "pk")
        .values_list("key", "pk", "definition_number")
    )
)
MUNICIPALITY_NUMBERS = Prepared(
    lambda study: MunicipalityRecord.objects.filter(study_id=study).order_by("pk").values_list("key", "pk")
)


def load_numbers(study_id: int) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """Return (number, definition number) of each code by its key, and the number of each municipality by its key."""
    codes = {key: (number, definition) for key, number, definition in CODE_NUMBERS(study_id)}
    return codes, dict(MUNICIPALITY_NUMBERS(study_id))


def find_interview_of_excerpt(excerpt_id: int) -> int | None:
    """Return the interview that an excerpt belongs to, deleted or not; None when there is no such excerpt."""
    return ExcerptRecord.objects.filter(pk=excerpt_id).values_list("interview_id", flat=True).first()


def add_excerpt(interview_id: int, excerpt: Excerpt) -> Kept[Excerpt]:
    """Add one excerpt on the current transcript of an interview.

    Raises CodeRecord.DoesNotExist or MunicipalityRecord.DoesNotExist for what it names in vain, and IntegrityError when
    the coder has marked the same passage with the same code already.
    """
    study_id = InterviewRecord.objects.values_list("study_id", flat=True).get(pk=interview_id)
    transcript = TranscriptRecord.objects.filter(interview_id=interview_id, is_current=True)
    row = ExcerptRecord(
        study_id=study_id,
        interview_id=interview_id,
        transcript_id=transcript.values_list("pk", flat=True).first(),
        **_columns(study_id, excerpt),
    )
    row.save(force_insert=True)
    return Kept(row.pk, row.version, excerpt)


def change_excerpt(excerpt: Kept[Excerpt]) -> Kept[Excerpt]:
    """Set an excerpt's columns to those of its value, if it is still in the version that was seen.

    The interview stays the same. Raises ChangedMeanwhileError with what is there now when somebody else was first.
    """
    study_id = ExcerptRecord.objects.values_list("study_id", flat=True).get(pk=excerpt.id)
    return _change(excerpt, **_columns(study_id, excerpt.value))


def delete_excerpt(excerpt: Kept[Excerpt]) -> Kept[Excerpt]:
    """Delete an excerpt so that it can be restored; raises as `change_excerpt`."""
    return _change(excerpt, is_deleted=True)


def restore_excerpt(excerpt: Kept[Excerpt]) -> Kept[Excerpt]:
    """Bring a deleted excerpt back, by the version that deleting gave it; raises as `change_excerpt`."""
    return _change(excerpt, is_deleted=False)


def _change(excerpt: Kept[Excerpt], **changes: Any) -> Kept[Excerpt]:
    if not change_row(ExcerptRecord, excerpt.id, excerpt.version, changed_at=timezone.now(), **changes):
        raise ChangedMeanwhileError(load_excerpt(excerpt.id))
    return Kept(excerpt.id, excerpt.version + 1, excerpt.value)


def _columns(study_id: int, one: Excerpt) -> dict[str, Any]:
    code, definition = CodeRecord.objects.values_list("pk", "definition_number").get(
        study_id=study_id, key=one.code, is_deleted=False
    )
    concerned = MunicipalityRecord.objects.values_list("pk", flat=True)
    return {
        "code_id": code,
        "definition_number": definition,
        "concerns_id": concerned.get(study_id=study_id, key=one.concerns) if one.concerns else None,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "coder": one.coder,
        "valence": empty_if_none(one.valence),
        "status": empty_if_none(one.status),
        "memo": one.memo,
        "marked_at": one.marked_at,
        "extra": write_extra(one.extra),
    }
