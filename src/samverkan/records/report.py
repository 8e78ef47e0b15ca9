"""The door of reports: runs and the files they gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samverkan.domain.jobs import JobState
from samverkan.domain.trace import fingerprint
from samverkan.records.history import find_newest_event
from samverkan.records.models.report import RunFileRecord, RunRecord


@dataclass(frozen=True, slots=True)
class RunOrder:
    """What is asked for: a kind of run, in a language, with settings."""

    kind: str
    language: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as pages show it; stale when something has happened in the study since its inputs were read."""

    id: int
    order: RunOrder
    state: JobState
    progress: float
    step: str
    error: str
    created_at: datetime
    finished_at: datetime | None
    fingerprints: Mapping[str, str]
    files: tuple[str, ...]
    is_stale: bool


def add_run(study_id: int, order: RunOrder, job_id: int | None = None, asked_by: int | None = None) -> int:
    """Return the number of a new run that waits for its job."""
    row = RunRecord(
        study_id=study_id,
        job_id=job_id,
        asked_by_id=asked_by,
        kind=order.kind,
        language=order.language,
        settings=dict(order.settings),
    )
    row.save(force_insert=True)
    return row.pk


def begin_run(run_id: int) -> int:
    """Note that a run reads its inputs now, and what was the newest event; return the number of its study."""
    row = RunRecord.objects.get(pk=run_id)
    row.last_event_id = find_newest_event(row.study_id)
    row.state = JobState.RUNNING.value
    row.save(update_fields=["last_event", "state"])
    return row.study_id


def keep_run_progress(run_id: int, progress: float, step: str) -> None:
    """Keep how far a run has come, as a share of the whole."""
    RunRecord.objects.filter(pk=run_id).update(progress=progress, step=step)


def finish_run(run_id: int, files: Mapping[str, bytes], fingerprints: Mapping[str, str], now: datetime) -> None:
    """Keep the files of a run and the fingerprints of its inputs; call it in a transaction."""
    rows = [
        RunFileRecord(run_id=run_id, name=name, content=content, fingerprint=fingerprint(content))
        for name, content in files.items()
    ]
    RunFileRecord.objects.filter(run_id=run_id).delete()
    RunFileRecord.objects.bulk_create(rows)
    RunRecord.objects.filter(pk=run_id).update(
        state=JobState.DONE.value, progress=1.0, step="", fingerprints=dict(fingerprints), finished_at=now
    )


def fail_run(run_id: int, error: str, now: datetime) -> None:
    """Note that a run came to nothing, and what a person can do."""
    RunRecord.objects.filter(pk=run_id).update(state=JobState.FAILED.value, error=error, finished_at=now)


def load_runs(study_id: int) -> tuple[Run, ...]:
    """Return the runs of a study, newest first."""
    rows = RunRecord.objects.filter(study_id=study_id).order_by("-pk")
    newest = find_newest_event(study_id)
    names: dict[int, list[str]] = {}
    for run_id, name in (
        RunFileRecord.objects.filter(run__study_id=study_id).order_by("pk").values_list("run_id", "name")
    ):
        names.setdefault(run_id, []).append(name)
    return tuple(
        Run(
            row.pk,
            RunOrder(row.kind, row.language, row.settings),
            JobState(row.state),
            row.progress,
            row.step,
            row.error,
            row.created_at,
            row.finished_at,
            row.fingerprints,
            tuple(names.get(row.pk, ())),
            row.state == JobState.DONE.value and row.last_event_id != newest,
        )
        for row in rows
    )


def load_run_file(study_id: int, run_id: int, name: str) -> bytes | None:
    """Return a file of a run of this study; None when there is none."""
    rows = RunFileRecord.objects.filter(run_id=run_id, run__study_id=study_id, name=name)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else bytes(content)
