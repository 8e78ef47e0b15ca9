"""Long work that a worker does: what is asked for, and how far it has come."""

from enum import StrEnum


class JobState(StrEnum):
    """How far a job or a run has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
