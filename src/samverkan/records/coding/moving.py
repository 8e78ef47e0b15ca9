"""Excerpts when a transcript has been edited: the sure ones move on, the others wait for a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.records.coding.excerpts import load_conflicts, load_excerpt
from samverkan.records.models.coding import ExcerptRecord
from samverkan.records.models.interviews import TranscriptRecord


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where an excerpt stands: its row, `[start, end)` in code points, and whether it is deleted."""

    id: int
    start: int
    end: int
    is_deleted: bool = False


def load_anchored(transcript_id: int) -> tuple[Anchored, ...]:
    """Return where the excerpts on a version of a transcript stand, the deleted ones too, so that all can be undone."""
    rows = ExcerptRecord.objects.filter(interview_id=_interview_of(transcript_id), transcript_id=transcript_id)
    return tuple(Anchored(*one) for one in rows.order_by("pk").values_list("pk", "start", "end", "is_deleted"))


def _interview_of(transcript_id: int) -> int:
    return TranscriptRecord.objects.values_list("interview_id", flat=True).get(pk=transcript_id)


def move_excerpts(transcript_id: int, places: Iterable[Anchored]) -> int:
    """Put excerpts on another version of their transcript, each at its place; return how many there were."""
    found = {one.id: one for one in places}
    rows = list(ExcerptRecord.objects.filter(pk__in=found).order_by("pk"))
    now = timezone.now()
    for row in rows:
        place = found[row.pk]
        row.start, row.end, row.transcript_id = place.start, place.end, transcript_id
        row.version += 1
        row.changed_at = now
    ExcerptRecord.objects.bulk_update(rows, ["start", "end", "transcript_id", "version", "changed_at"], batch_size=200)
    return len(rows)


def find_conflict(study_id: int, excerpt_id: int) -> tuple[Kept[Excerpt], int, int] | None:
    """Return an excerpt that waits for a place, the version that it stands on, and its interview; None otherwise."""
    old = ExcerptRecord.objects.filter(pk=excerpt_id, study_id=study_id, transcript__is_current=False)
    row = old.values_list("transcript_id", "interview_id").first()
    excerpt = load_excerpt(excerpt_id)
    return None if row is None or excerpt is None else (excerpt, row[0] or 0, row[1])


def list_conflicts(study_id: int) -> tuple[tuple[Kept[Excerpt], int, int], ...]:
    """Return the excerpts that wait for a place, each with its interview and the version that it stands on."""
    waiting = load_conflicts(study_id)
    rows = ExcerptRecord.objects.filter(pk__in=[one.id for one in waiting])
    where = {
        pk: (interview, int(transcript or 0))
        for pk, interview, transcript in rows.values_list("pk", "interview_id", "transcript_id")
    }
    return tuple((one, *where[one.id]) for one in waiting)


def place_excerpt(excerpt: Kept[Excerpt], transcript_id: int) -> None:
    """Put an excerpt where its value says, on this version; ChangedMeanwhileError when somebody else was first.

    Raises IntegrityError when the same coder has marked that passage with the same code already.
    """
    rows = ExcerptRecord.objects.filter(pk=excerpt.id, version=excerpt.version, is_deleted=False)
    changed = rows.update(
        version=excerpt.version + 1,
        start=excerpt.value.start,
        end=excerpt.value.end,
        quote=excerpt.value.quote,
        transcript_id=transcript_id,
        changed_at=timezone.now(),
    )
    if not changed:
        raise ChangedMeanwhileError(load_excerpt(excerpt.id))
