"""The door of jobs: ask for one, take one under a lease, tell how far it has come, end it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from samverkan.domain.jobs import JobState
from samverkan.records.models.jobs import JobRecord

OPEN = (JobState.WAITING.value, JobState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the worker and pages see it."""

    id: int
    kind: str
    study_id: int | None
    order: Mapping[str, Any]
    state: JobState
    progress: float
    step: str
    checkpoint: Mapping[str, Any]
    attempts: int
    error: str


def add_job(kind: str, order: Mapping[str, Any], *, study_id: int | None = None, asked_by: int | None = None) -> int:
    """Return the number of a new job that waits for a worker."""
    row = JobRecord(kind=kind, order=dict(order), study_id=study_id, asked_by_id=asked_by)
    row.save(force_insert=True)
    return row.pk


def has_open_job(study_id: int, kind: str) -> bool:
    """Tell whether a job of this kind waits or runs for a study."""
    return JobRecord.objects.filter(study_id=study_id, kind=kind, state__in=OPEN).exists()


def load_job(job_id: int) -> Job:
    """Return a job."""
    return _job(JobRecord.objects.get(pk=job_id))


def take_job(worker: str, now: datetime, until: datetime) -> Job | None:
    """Return the oldest job that nobody holds, leased to the worker until then; None when there is none."""
    free = JobRecord.objects.filter(
        Q(state=JobState.WAITING.value) | Q(state=JobState.RUNNING.value, leased_until__lt=now)
    ).order_by("pk")
    # Most often there is nothing to do, and looking takes no lock from people who write.
    if not free.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        row = free.first()
        if row is None:
            return None
        row.state, row.leased_by, row.leased_until = JobState.RUNNING.value, worker, until
        row.attempts += 1
        row.save(update_fields=["state", "leased_by", "leased_until", "attempts"])
        return _job(row)


def keep_progress(job: Job, worker: str, until: datetime, step: str = "") -> bool:
    """Keep progress and checkpoint and renew the lease; False when the worker no longer holds the job."""
    held = JobRecord.objects.filter(pk=job.id, leased_by=worker, state=JobState.RUNNING.value)
    changes = {"progress": job.progress, "checkpoint": dict(job.checkpoint), "leased_until": until, "step": step}
    return bool(held.update(**changes))


def renew_lease(job_id: int, worker: str, until: datetime) -> bool:
    """Renew the lease and change nothing else; False when the worker no longer holds the job."""
    held = JobRecord.objects.filter(pk=job_id, leased_by=worker, state=JobState.RUNNING.value)
    return bool(held.update(leased_until=until))


def end_job(job_id: int, worker: str, state: JobState, now: datetime, error: str = "") -> bool:
    """End a job; False when the worker no longer holds it."""
    held = JobRecord.objects.filter(pk=job_id, leased_by=worker, state=JobState.RUNNING.value)
    progress = {"progress": 1.0} if state is JobState.DONE else {}
    return bool(held.update(state=state.value, error=error, finished_at=now, leased_until=None, **progress))


def cancel_job(job_id: int, now: datetime) -> bool:
    """Cancel a job that has not ended; False when it has."""
    rows = JobRecord.objects.filter(pk=job_id, state__in=OPEN)
    return bool(rows.update(state=JobState.CANCELLED.value, finished_at=now, leased_until=None))


def _job(row: JobRecord) -> Job:
    return Job(
        row.pk,
        row.kind,
        row.study_id,
        row.order,
        JobState(row.state),
        row.progress,
        row.step,
        row.checkpoint,
        row.attempts,
        row.error,
    )
