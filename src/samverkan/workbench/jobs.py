"""Long work: a worker takes jobs one after the other, each under a lease, from where the last worker left it."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Final

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.jobs import JobState
from samverkan.domain.words import ENGLISH, say
from samverkan.records.jobs import Job, add_job, cancel_job, end_job, keep_progress, load_job, renew_lease, take_job

LEASE: Final = timedelta(seconds=60)
RENEW_SECONDS: Final = 15.0
PAUSE_SECONDS: Final = 1.0
MOST_ATTEMPTS: Final = 3
KINDS: Final[dict[str, str]] = {
    "evaluation": "samverkan.workbench.report.runs:evaluate",
    "index-interviews": "samverkan.workbench.interviews.searching:index_interviews",
}
"""Where the work of each kind of job lies: `module:function`, a function that takes a Task. Imported when it is done.

A kind whose worker is killed is begun again with the last checkpoint, so its work must bear being done twice.
"""

log = logging.getLogger(__name__)

LOST = say("The background process was cut off each time it tried this.")
BROKEN = say("An error occurred; it has been written to the log.")
"""What a job says when nobody can mend it: kept as English templates, and read in the language of the page."""


class JobLostError(Exception):
    """The job was cancelled, or its lease ran out and another worker has it: stop, and keep nothing more."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job in the hands of its worker."""

    job: Job
    worker: str
    is_lost: threading.Event = field(default_factory=threading.Event, repr=False)

    def reach(self, progress: float, step: str = "", checkpoint: Mapping[str, Any] | None = None) -> None:
        """Keep how far the work has come, as a share of 1, and what it would begin again from.

        Raises
        ------
        JobLostError
            The job is no longer this worker's.
        """
        kept = self.job.checkpoint if checkpoint is None else checkpoint
        now = replace(self.job, progress=min(max(progress, 0.0), 1.0), checkpoint=kept)
        if self.is_lost.is_set() or not keep_progress(now, self.worker, timezone.now() + LEASE, step):
            raise JobLostError


def ask(kind: str, order: Mapping[str, Any], *, study_id: int | None = None, by: int | None = None) -> int:
    """Return the number of a new job; the worker takes it within seconds.

    Raises
    ------
    KeyError
        There is no such kind of work.
    """
    KINDS[kind]
    return add_job(kind, order, study_id=study_id, asked_by=by)


def show(job_id: int) -> Job:
    """Return how far a job has come."""
    return load_job(job_id)


def cancel(job_id: int) -> bool:
    """Cancel a job that has not ended; False when it has."""
    return cancel_job(job_id, timezone.now())


def name_worker() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def work(stop: threading.Event, *, worker: str = "", pause: float = PAUSE_SECONDS) -> None:
    """Do jobs until `stop` is set; the one at hand is finished first."""
    name = worker or name_worker()
    while not stop.is_set():
        close_old_connections()
        try:
            found = do_next(name, timezone.now())
        except OperationalError:
            # The database is locked, full or away: whatever was at hand keeps its lease, and is taken again after it.
            log.warning("no database", exc_info=True)
            found = False
        if not found:
            stop.wait(pause)


def do_next(worker: str, now: datetime) -> bool:
    """Do the oldest job that nobody holds; False when there is none."""
    job = take_job(worker, now, now + LEASE)
    if job is None:
        return False
    if job.attempts > MOST_ATTEMPTS:
        end_job(job.id, worker, JobState.FAILED, timezone.now(), LOST.template)
        return True
    task = Task(job, worker)
    with _renewed(task):
        state, error = _do(task)
    if state is not None:
        end_job(job.id, worker, state, timezone.now(), error)
    return True


def _do(task: Task) -> tuple[JobState | None, str]:
    try:
        _work_of(task.job.kind)(task)
    except JobLostError:
        return None, ""
    except WorkbenchError as error:
        return JobState.FAILED, error.in_language(str(task.job.order.get("language", ENGLISH)))
    except OperationalError:
        raise
    except Exception:
        # A bug in one job must not end the worker; the job says so, the log says where.
        log.exception("job failed", extra={"job": task.job.id})
        return JobState.FAILED, BROKEN.template
    return JobState.DONE, ""


def _work_of(kind: str) -> Callable[[Task], None]:
    module, function = KINDS[kind].split(":")
    found: Callable[[Task], None] = getattr(import_module(module), function)
    return found


@contextmanager
def _renewed(task: Task) -> Iterator[None]:
    """Renew the lease now and then while the work goes on, for work that has nothing to tell for long."""
    ended = threading.Event()
    keeper = threading.Thread(target=_renew, args=(task, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _renew(task: Task, ended: threading.Event) -> None:
    try:
        while not ended.wait(RENEW_SECONDS):
            if not _is_held(task):
                task.is_lost.set()
                break
    finally:
        connection.close()


def _is_held(task: Task) -> bool:
    """Renew the lease; tell whether the job is still ours, which one must presume while the database is locked."""
    try:
        return renew_lease(task.job.id, task.worker, timezone.now() + LEASE)
    except OperationalError:
        log.warning("no database", exc_info=True)
        return True
