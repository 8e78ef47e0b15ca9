"""The door of health: how the database and its jobs are."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from samverkan.domain.jobs import JobState
from samverkan.records.copying import list_migrations
from samverkan.records.models.jobs import JobRecord

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class JobHealth:
    """Jobs that wait, are held by a worker, or failed in the last day; and since when the oldest waits."""

    waiting: int
    running: int
    failed: int
    oldest_waiting: datetime | None


def measure_jobs(now: datetime) -> JobHealth:
    """Return how the jobs are."""
    waiting = JobRecord.objects.filter(state=JobState.WAITING.value)
    return JobHealth(
        waiting=waiting.count(),
        running=JobRecord.objects.filter(state=JobState.RUNNING.value, leased_until__gte=now).count(),
        failed=JobRecord.objects.filter(state=JobState.FAILED.value, finished_at__gte=now - DAY).count(),
        oldest_waiting=waiting.order_by("pk").values_list("created_at", flat=True).first(),
    )


def name_database() -> str:
    """Return the kind of the database and its version."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return f"PostgreSQL {'.'.join(str(part) for part in connection.get_database_version())}"


def has_all_migrations() -> bool:
    """Tell whether the tables are those that the code expects."""
    return list_migrations(is_applied=True) == list_migrations(is_applied=False)
