"""Uploads that are on their way to being interviews, and what is decided for the forms in them; no name is here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.records.models.interviews import ProposalRecord, UploadRecord, UploadState
from samverkan.records.models.study import StudyRecord
from samverkan.records.rows import add_rows

__all__ = ["UploadState"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way. `token` names its folder; `order` is what was asked for it; `error` what is wrong with it."""

    token: str
    state: str
    uploaded_by: int | None
    uploaded_at: datetime
    size_bytes: int
    order: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    interview_id: int | None = None
    proposals: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided, or still only proposed, for the form with a number in an upload."""

    upload_id: int
    number: int
    kind: Kind
    verdict: Verdict
    replacement: str
    count: int
    is_decided: bool
    decided_by: int | None = None
    decided_at: datetime | None = None


def add_upload(study_id: int, upload: Upload) -> int:
    """Return the number of a new upload."""
    row = UploadRecord(
        study_id=study_id,
        token=upload.token,
        state=upload.state,
        uploaded_by_id=upload.uploaded_by,
        uploaded_at=upload.uploaded_at,
        size_bytes=upload.size_bytes,
        order=dict(upload.order),
    )
    row.save(force_insert=True)
    return row.pk


def load_uploads(study_id: int, states: Iterable[UploadState]) -> tuple[Kept[Upload], ...]:
    """Return the uploads in these states, in the order in which they came."""
    return _kept(UploadRecord.objects.filter(study_id=study_id, state__in=[one.value for one in states]))


def find_upload(study_id: int, upload_id: int) -> Kept[Upload] | None:
    """Return an upload of this study; None when there is none."""
    return next(iter(_kept(UploadRecord.objects.filter(study_id=study_id, pk=upload_id))), None)


def _kept(rows: QuerySet[UploadRecord]) -> tuple[Kept[Upload], ...]:
    counts = {
        one["upload"]: (one["all"], one["decided"])
        for one in ProposalRecord.objects.filter(upload__in=rows)
        .values("upload")
        .order_by("upload")
        .annotate(all=Count("pk"), decided=Count("pk", filter=Q(is_decided=True)))
    }
    return tuple(
        Kept(
            row.pk,
            row.version,
            Upload(
                row.token,
                row.state,
                row.uploaded_by_id,
                row.uploaded_at,
                row.size_bytes,
                row.order,
                row.error,
                row.interview_id,
                *counts.get(row.pk, (0, 0)),
            ),
        )
        for row in rows.order_by("pk")
    )


def change_upload(upload: Kept[Upload], **changes: Any) -> None:
    """Set columns of an upload; ChangedMeanwhileError when somebody else was first."""
    rows = UploadRecord.objects.filter(pk=upload.id, version=upload.version)
    if not rows.update(version=upload.version + 1, **changes):
        now = UploadRecord.objects.filter(pk=upload.id)
        raise ChangedMeanwhileError(next(iter(_kept(now)), None))


def remove_upload(upload_id: int) -> None:
    """Remove an upload with its proposals."""
    UploadRecord.objects.filter(pk=upload_id).delete()


def list_tokens() -> frozenset[str]:
    """Return the tokens of all uploads whose files are still needed."""
    rows = UploadRecord.objects.exclude(state=UploadState.TAKEN_IN.value)
    return frozenset(rows.values_list("token", flat=True))


def lock_uploads(study_id: int) -> None:
    """Wait until nobody else decides for the uploads of this study; call it in a transaction."""
    StudyRecord.objects.select_for_update().filter(pk=study_id).values_list("pk", flat=True).first()


def replace_proposals(study_id: int, upload_id: int, proposals: Iterable[Decided]) -> None:
    """Set the proposals of an upload to these."""
    ProposalRecord.objects.filter(upload_id=upload_id).delete()
    add_rows(ProposalRecord, (_row(study_id, one) for one in proposals))


def add_proposal(study_id: int, proposal: Decided) -> Kept[Decided]:
    """Add one proposal to an upload, under the next number."""
    _row(study_id, proposal).save(force_insert=True)
    return load_proposals(proposal.upload_id)[-1]


def next_number(upload_id: int) -> int:
    """Return the number that the next proposal of an upload has."""
    highest = ProposalRecord.objects.filter(upload_id=upload_id).aggregate(highest=Max("number"))["highest"]
    return 0 if highest is None else highest + 1


def _row(study_id: int, one: Decided) -> ProposalRecord:
    return ProposalRecord(
        study_id=study_id,
        upload_id=one.upload_id,
        number=one.number,
        kind=one.kind.value,
        verdict=one.verdict.value,
        replacement=one.replacement,
        count=one.count,
        is_decided=one.is_decided,
        decided_by_id=one.decided_by,
        decided_at=one.decided_at,
    )


def load_proposals(upload_id: int) -> tuple[Kept[Decided], ...]:
    """Return the proposals of an upload by their numbers."""
    rows = ProposalRecord.objects.filter(upload_id=upload_id).order_by("number")
    return tuple(
        Kept(
            row.pk,
            row.version,
            Decided(
                row.upload_id,
                row.number,
                Kind(row.kind),
                Verdict(row.verdict),
                row.replacement,
                row.count,
                row.is_decided,
                row.decided_by_id,
                row.decided_at,
            ),
        )
        for row in rows
    )


def change_proposal(proposal: Kept[Decided]) -> None:
    """Set what is decided for a form; ChangedMeanwhileError when somebody else was first."""
    one = proposal.value
    rows = ProposalRecord.objects.filter(pk=proposal.id, version=proposal.version)
    changed = rows.update(
        version=proposal.version + 1,
        verdict=one.verdict.value,
        replacement=one.replacement,
        is_decided=one.is_decided,
        decided_by_id=one.decided_by,
        decided_at=one.decided_at,
    )
    if not changed:
        now = {kept.id: kept for kept in load_proposals(one.upload_id)}
        raise ChangedMeanwhileError(now.get(proposal.id))
