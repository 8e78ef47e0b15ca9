"""Sixty people at once on SQLite: no error, no update lost, nothing marked twice."""

import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from serve import Place, Server, Visitor, make_place

pytestmark = pytest.mark.process

N_PEOPLE, N_WRITERS = 60, 6


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    place = make_place(tmp_path_factory.mktemp("crowd") / "home", N_PEOPLE, quote="Vi litar på varandra.")
    with Server(place) as server:
        yield place, server.address


def mark_as_fast_as_one_can(number: int, place: Place, address: str) -> list[int]:
    """Read, press the same code twice at once, as an impatient person does, and see what is new."""
    visitor = Visitor(address, place.sessions[number])
    sent = {"start": str(22 + 22 * number), "end": str(42 + 22 * number), "code": "TRUST"}
    found = [visitor.ask(place.board)[0]]
    with ThreadPoolExecutor(2) as hands:
        twice = [hands.submit(visitor.ask, f"{place.board}mark/", sent, is_script=True) for _ in range(2)]
        found += sorted(one.result()[0] for one in twice)
    return [*found, visitor.ask(f"{place.board}changes/", is_script=True)[0]]


def test_all_mark_and_read_at_once_and_each_mark_stands_once(crowd):
    place, address = crowd

    with ThreadPoolExecutor(N_PEOPLE) as people:
        found = list(people.map(lambda number: mark_as_fast_as_one_can(number, place, address), range(N_PEOPLE)))

    with sqlite3.connect(place.database) as database:
        marks = database.execute("SELECT coder, start FROM records_excerptrecord WHERE start > 0").fetchall()
        told = database.execute("SELECT count(*) FROM records_eventrecord WHERE act = 'mark-excerpt'").fetchone()
    assert found == [[200, 200, 422, 200]] * N_PEOPLE
    assert sorted(marks) == sorted((f"P{number}", 22 + 22 * number) for number in range(N_PEOPLE))
    assert told == (N_PEOPLE,)


def add_to_the_memo(number: int, place: Place, address: str, excerpt: int) -> None:
    """Add one's own word to the memo that all write in; who was too late reads it again."""
    visitor = Visitor(address, place.sessions[number])
    while True:
        _, card, _ = visitor.ask(f"{place.board}excerpts/?x={excerpt}", is_script=True)
        version = re.search(r'name="version" value="(\d+)"', card)[1]
        memo = re.search(r'name="memo" rows="3">([^<]*)</textarea>', card)[1]
        sent = {"excerpt": str(excerpt), "version": version, "memo": f"{memo} w{number}"}
        status, page, _ = visitor.ask(f"{place.board}change/", sent, is_script=True)
        if status == 200:
            return
        assert status == 409, page
        assert "clash" in json.loads(page)["panel"]


def test_no_word_is_lost_when_several_change_the_same_memo(crowd):
    place, address = crowd
    with sqlite3.connect(place.database) as database:
        (excerpt,) = database.execute("SELECT min(id) FROM records_excerptrecord").fetchone()

    with ThreadPoolExecutor(N_WRITERS) as people:
        list(people.map(lambda number: add_to_the_memo(number, place, address, excerpt), range(1, 1 + N_WRITERS)))

    with sqlite3.connect(place.database) as database:
        memo, version = database.execute("SELECT memo, version FROM records_excerptrecord ORDER BY id").fetchone()
    assert sorted(memo.split()) == sorted(f"w{number}" for number in range(1, 1 + N_WRITERS))
    assert version == 1 + N_WRITERS
