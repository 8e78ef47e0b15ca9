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


NO_INPUT = ("people", "report")
"""Rooms whose events leave the inputs of a run as they are: who takes part, and runs themselves."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as pages show it; stale when its inputs have changed since they were read."""

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
    job_id: int | None = None
    asked_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits or goes on."""
        return self.state in {JobState.WAITING, JobState.RUNNING}


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
    row.last_event_id = find_newest_event(row.study_id, without=NO_INPUT)
    row.state = JobState.RUNNING.value
    row.save(update_fields=["last_event", "state"])
    return row.study_id


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


def load_runs(study_id: int) -> tuple[Run, ...]:
    """Return the runs of a study, newest first; one that is not done has come as far as its job."""
    rows = RunRecord.objects.filter(study_id=study_id).select_related("job", "asked_by").order_by("-pk")
    newest = find_newest_event(study_id, without=NO_INPUT)
    names: dict[int, list[str]] = {}
    for run_id, name in (
        RunFileRecord.objects.filter(run__study_id=study_id).order_by("pk").values_list("run_id", "name")
    ):
        names.setdefault(run_id, []).append(name)
    return tuple(_run(row, tuple(names.get(row.pk, ())), newest) for row in rows)


def _run(row: RunRecord, files: tuple[str, ...], newest: int | None) -> Run:
    is_done = row.state == JobState.DONE.value
    told = row if is_done or row.job is None else row.job
    by = row.asked_by
    return Run(
        id=row.pk,
        order=RunOrder(row.kind, row.language, row.settings),
        state=JobState(told.state),
        progress=told.progress,
        step=told.step,
        error=told.error,
        created_at=row.created_at,
        finished_at=told.finished_at,
        fingerprints=row.fingerprints,
        files=files,
        is_stale=is_done and row.last_event_id != newest,
        job_id=row.job_id,
        asked_by=(by.name or by.email) if by else "",
    )


def load_run_file(study_id: int, run_id: int, name: str) -> bytes | None:
    """Return a file of a run of this study; None when there is none."""
    rows = RunFileRecord.objects.filter(run_id=run_id, run__study_id=study_id, name=name)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def empty_run_files(study_id: int) -> int:
    """Remove the files of every run of a study, for they hold quotes; the runs stay. Return how many there were."""
    removed, _ = RunFileRecord.objects.filter(run__study_id=study_id).delete()
    return removed
