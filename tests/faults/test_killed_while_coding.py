"""All processes are killed while people mark: what was answered is there, and nothing is half there."""

import http.client
import json
import os
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from serve import Server, Visitor, make_place

pytestmark = pytest.mark.process

N_PEOPLE, N_MARKS, BEFORE = 3, 12, 6
LINUX = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes the way Linux shows them")


def mark_until_done(number, place, where, answered):
    """Mark one passage after the other, each sent again until the server answers, as the board does."""
    for turn in range(N_MARKS):
        start = 22 * (turn * N_PEOPLE + number)
        sent = {"start": str(start), "end": str(start + 20), "code": "TRUST"}
        while True:
            visitor = Visitor(where["address"], place.sessions[number])
            try:
                status, page, _ = visitor.ask(f"{place.board}mark/", sent, is_script=True)
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)
                continue
            is_there = status == 422 and "already" in json.loads(page)["said"]
            assert status == 200 or is_there, page
            answered.append((f"P{number}", start))
            break


def test_what_was_answered_is_there_after_a_kill_and_the_work_goes_on(tmp_path):
    place = make_place(tmp_path / "home", N_PEOPLE, quote="Vi")
    answered: list[tuple[str, int]] = []
    first = Server(place)
    where = {"address": first.address}
    people = [
        threading.Thread(target=mark_until_done, args=(number, place, where, answered)) for number in range(N_PEOPLE)
    ]
    for one in people:
        one.start()
    while len(answered) < BEFORE:
        time.sleep(0.01)

    first.kill()
    seen_before = list(answered)
    with Server(place, first.port) as second:
        assert second.address == where["address"]
        for one in people:
            one.join(120)
        status, page, _ = Visitor(second.address, place.sessions[0]).ask(place.board)

    with sqlite3.connect(place.database) as database:
        whole = database.execute("PRAGMA integrity_check").fetchone()
        marks = database.execute("SELECT coder, start FROM records_excerptrecord WHERE quote <> 'Vi'").fetchall()
        rows = [one for (one,) in database.execute("SELECT after FROM records_eventrecord WHERE act = 'mark-excerpt'")]
        numbers = {one for (one,) in database.execute("SELECT id FROM records_excerptrecord WHERE quote <> 'Vi'")}
    told = [row["id"] for after in rows for row in json.loads(after)["rows"]]
    assert whole == ("ok",)
    assert BEFORE <= len(seen_before) < N_PEOPLE * N_MARKS
    assert sorted(marks) == sorted(set(marks)) == sorted(answered)
    assert sorted(told) == sorted(numbers)
    assert (status, page.count("data-excerpt=")) == (200, N_PEOPLE * N_MARKS + 1)


def children_of(process):
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [number for task in tasks for number in task.read_text().split()]


def wait_until(is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@LINUX
def test_a_worker_or_a_second_server_that_is_killed_is_begun_again(tmp_path):
    place = make_place(tmp_path / "home")
    with Server(place) as server:
        wait_until(lambda: len(children_of(server.process)) == 2)
        before = children_of(server.process)

        for one in before:
            os.kill(int(one), signal.SIGKILL)

        wait_until(lambda: len(set(children_of(server.process)) - set(before)) == 2)


@LINUX
def test_nothing_outlives_a_server_that_is_killed(tmp_path):
    place = make_place(tmp_path / "home")
    server = Server(place)
    wait_until(lambda: len(children_of(server.process)) == 2)
    children = children_of(server.process)

    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()

    def is_gone(number):
        try:
            return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except FileNotFoundError:
            return True

    wait_until(lambda: all(is_gone(one) for one in children))
