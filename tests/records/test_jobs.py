"""A job is done once, also when a worker is killed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from keep import NOON, keep_account, keep_study
from samverkan.domain.history import Event
from samverkan.domain.jobs import JobState
from samverkan.records.history import add_event, empty_events, find_newest_event, load_event, load_events
from samverkan.records.jobs import add_job, cancel_job, end_job, keep_progress, load_job, take_job
from samverkan.records.report import RunOrder, add_run, begin_run, finish_run, load_run_file, load_runs

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_job_is_held_by_one_worker_at_a_time():
    job_id = add_job("evaluate", {"language": "sv"})

    first, second = take_job("a", NOON, NOON + MINUTE), take_job("b", NOON, NOON + MINUTE)

    assert (first.id, first.order, first.state, first.attempts) == (job_id, {"language": "sv"}, JobState.RUNNING, 1)
    assert second is None


def test_a_job_whose_worker_was_killed_goes_on_from_its_checkpoint():
    add_job("evaluate", {})
    held = take_job("a", NOON, NOON + MINUTE)
    keep_progress(replace(held, progress=0.5, checkpoint={"done": 3}), "a", NOON + 2 * MINUTE)

    again = take_job("b", NOON + 3 * MINUTE, NOON + 4 * MINUTE)

    assert (again.id, again.progress, again.checkpoint, again.attempts) == (held.id, 0.5, {"done": 3}, 2)
    assert not end_job(held.id, "a", JobState.DONE, NOON + 3 * MINUTE)
    assert end_job(held.id, "b", JobState.DONE, NOON + 3 * MINUTE)
    assert (load_job(held.id).state, load_job(held.id).progress) == (JobState.DONE, 1.0)


def test_jobs_are_taken_in_the_order_in_which_they_were_asked_for():
    first, second = add_job("a", {}), add_job("b", {})

    assert [take_job("w", NOON, NOON + MINUTE).id for _ in range(2)] == [first, second]


def test_a_cancelled_job_is_taken_by_nobody_and_its_worker_is_told():
    add_job("evaluate", {})
    held = take_job("a", NOON, NOON + MINUTE)

    assert cancel_job(held.id, NOON)
    assert not keep_progress(held, "a", NOON + MINUTE)
    assert take_job("b", NOON + 9 * MINUTE, NOON + 10 * MINUTE) is None


def test_a_run_is_stale_once_something_has_happened_in_the_study():
    study_id = keep_study()
    add_event(study_id, Event(NOON, None, "mark-excerpt", "coding"))
    run_id = add_run(study_id, RunOrder("evaluation", "sv", {"seed": 1}))
    begin_run(run_id)
    finish_run(run_id, {"report.html": b"<p>"}, {"study.toml": "abc"}, NOON)
    (fresh,) = load_runs(study_id)

    add_event(study_id, Event(NOON, None, "mark-excerpt", "coding"))

    (stale,) = load_runs(study_id)
    assert (fresh.is_stale, stale.is_stale) == (False, True)
    assert (fresh.files, fresh.order, fresh.state) == (
        ("report.html",),
        RunOrder("evaluation", "sv", {"seed": 1}),
        JobState.DONE,
    )
    assert load_run_file(study_id, run_id, "report.html") == b"<p>"
    assert load_run_file(study_id + 1, run_id, "report.html") is None


def test_the_log_keeps_before_and_after_and_comes_newest_first():
    study_id, account = keep_study(), keep_account()
    first = Event(NOON, account, "mark-excerpt", "coding", "excerpt:1", None, {"start": 1})
    second = Event(NOON, account, "change-excerpt", "coding", "excerpt:1", {"start": 1}, {"start": 2})
    numbers = [add_event(study_id, one) for one in (first, second)]

    assert [one.value for one in load_events(study_id)] == [second, first]
    assert [one.value for one in load_events(study_id, older_than=numbers[1])] == [first]
    assert find_newest_event(study_id) == numbers[1]


def test_an_emptied_event_keeps_the_fact_and_no_content():
    study_id = keep_study()
    event_id = add_event(study_id, Event(NOON, None, "mark-excerpt", "coding", "excerpt:1", None, {"quote": "words"}))

    emptied = empty_events(study_id, ("excerpt:1",))

    assert emptied == 1
    assert load_event(event_id).value == Event(NOON, None, "mark-excerpt", "coding", "excerpt:1", is_emptied=True)
