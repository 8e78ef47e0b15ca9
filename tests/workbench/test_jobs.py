"""A worker does each job once, and begins again what another worker left."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.jobs import JobState
from samverkan.domain.words import say
from samverkan.records.jobs import take_job
from samverkan.workbench import jobs

pytestmark = pytest.mark.django_db
DONE: list[object] = []


def count_up(task: jobs.Task) -> None:
    begun = task.job.checkpoint.get("done", 0)
    for step in range(begun, 3):
        DONE.append(step)
        task.reach((step + 1) / 3, "counting", {"done": step + 1})


def refuse(task: jobs.Task) -> None:
    raise WorkbenchError(say("Nothing can be counted here."))


def break_down(task: jobs.Task) -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    DONE.clear()
    for name in ("count_up", "refuse", "break_down"):
        monkeypatch.setitem(jobs.KINDS, name, f"{__name__}:{name}")
    monkeypatch.setattr(jobs, "_work_of", lambda kind: globals()[kind])


def test_a_job_is_done_and_tells_so():
    job_id = jobs.ask("count_up", {})

    assert jobs.do_next("w", timezone.now())

    assert (jobs.show(job_id).state, DONE) == (JobState.DONE, [0, 1, 2])
    assert not jobs.do_next("w", timezone.now())


def test_a_job_whose_worker_was_killed_goes_on_from_its_checkpoint():
    job_id = jobs.ask("count_up", {})
    begun = timezone.now() - timedelta(hours=1)
    killed = jobs.Task(take_job("killed", begun, begun + jobs.LEASE), "killed")
    killed.reach(1 / 3, "counting", {"done": 1})

    jobs.do_next("next", timezone.now() + 2 * jobs.LEASE)

    assert (jobs.show(job_id).state, jobs.show(job_id).attempts, DONE) == (JobState.DONE, 2, [1, 2])
    with pytest.raises(jobs.JobLostError):
        killed.reach(1.0)


def test_a_job_that_kills_each_worker_is_given_up():
    job_id = jobs.ask("count_up", {})
    for attempt in range(jobs.MOST_ATTEMPTS):
        begun = timezone.now() + timedelta(hours=attempt)
        take_job(f"killed {attempt}", begun, begun + jobs.LEASE)

    jobs.do_next("next", timezone.now() + timedelta(hours=9))

    assert (jobs.show(job_id).state, DONE) == (JobState.FAILED, [])


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("refuse", "Nothing can be counted here."),
        ("break_down", "An error occurred; it has been written to the log."),
    ],
)
def test_a_job_that_fails_says_why_and_the_worker_goes_on(kind, error):
    job_id, after = jobs.ask(kind, {}), jobs.ask("count_up", {})

    jobs.do_next("w", timezone.now())
    jobs.do_next("w", timezone.now())

    assert (jobs.show(job_id).state, jobs.show(job_id).error) == (JobState.FAILED, error)
    assert jobs.show(after).state is JobState.DONE


def test_a_cancelled_job_is_not_done():
    job_id = jobs.ask("count_up", {})
    jobs.cancel(job_id)

    assert not jobs.do_next("w", timezone.now())
    assert jobs.show(job_id).state is JobState.CANCELLED


def test_work_that_nobody_knows_cannot_be_asked_for():
    with pytest.raises(KeyError):
        jobs.ask("paint", {})


def test_a_lease_that_cannot_be_renewed_while_the_database_is_locked_is_tried_again(monkeypatch):
    answers = iter([OperationalError("database is locked"), True, False])
    renewed = threading.Event()

    def renew(*_given):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        renewed.set()
        return answer

    monkeypatch.setattr(jobs, "renew_lease", renew)
    monkeypatch.setattr(jobs, "RENEW_SECONDS", 0.01)
    task = jobs.Task(jobs.show(jobs.ask("count_up", {})), "w")

    with jobs._renewed(task):
        assert renewed.wait(10)
        assert task.is_lost.wait(10)
