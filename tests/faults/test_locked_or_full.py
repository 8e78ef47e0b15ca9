"""Another process holds the database, or the disk is full: a page that says so, nothing lost, and it goes on after."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from samverkan.settings import read_database
from samverkan.web.shell.trouble import Trouble, find_trouble
from serve import Place, Server, Visitor, make_place

pytestmark = pytest.mark.process

MEMO = "Jämför med vad kommunen sade förra året. Långt svar."
FULL = """
from samverkan import settings
settings.DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA max_page_count={pages};"
"""


@contextmanager
def holding(place: Place) -> Iterator[None]:
    """Hold the right to write, as a back-up that is put back does."""
    database = sqlite3.connect(place.database, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        database.execute("ROLLBACK")
        database.close()


def memo_of(place: Place) -> dict[str, str]:
    """The form of the first excerpt with a memo in it."""
    number, version = ask(place, "SELECT id, version FROM records_excerptrecord ORDER BY id")
    return {"excerpt": str(number), "version": str(version), "memo": MEMO}


def ask(place: Place, question: str):
    with sqlite3.connect(place.database) as database:
        return database.execute(question).fetchone()


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Iterator[tuple[Server, Place]]:
    place = make_place(tmp_path_factory.mktemp("held") / "home", timeout=0.3)
    with Server(place, processes=1) as server:
        yield server, place


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["The workbench is busy", "What you sent has not been saved.", "Wait a moment, then try again.", "Memo"],
        ),
        ("sv", ["Arbetsbänken är upptagen", "Det du skickade har inte sparats.", "Vänta en stund", "Anteckning"]),
    ],
)
def test_a_locked_database_says_so_and_shows_what_was_typed(held, language, words):
    server, place = held
    visitor = Visitor(server.address, place.sessions[0], language)

    with holding(place):
        status, page, headers = visitor.ask(f"{place.board}change/", memo_of(place))

    assert (status, headers["Retry-After"]) == (503, "5")
    assert [word for word in (*words, MEMO, "data-not-saved") if word not in page] == []
    assert ask(place, "SELECT memo FROM records_excerptrecord ORDER BY id") == ("",)


def test_a_locked_database_can_be_read(held):
    server, place = held

    with holding(place):
        status, page, _ = Visitor(server.address, place.sessions[0]).ask(place.board)

    assert (status, "data-reading" in page) == (200, True)


def test_a_script_hears_of_the_lock_and_the_same_mark_goes_through_after_it(held):
    server, place = held
    visitor = Visitor(server.address, place.sessions[0])
    sent = {"start": "22", "end": "42", "code": "TRUST"}

    with holding(place):
        status, page, _ = visitor.ask(f"{place.board}mark/", sent, is_script=True)
    after, _, _ = visitor.ask(f"{place.board}mark/", sent, is_script=True)

    assert (status, json.loads(page)["trouble"], after) == (503, "locked", 200)
    assert "has not been saved" in json.loads(page)["said"]


def test_log_in_says_that_the_workbench_is_busy_and_never_shows_the_password(held):
    server, place = held
    visitor = Visitor(server.address, "")

    with holding(place):
        sent = {"login": "person0@example.org", "password": "a long password for tests"}
        status, page, _ = visitor.ask("/accounts/login/", sent)

    assert status == 503
    assert "a long password" not in page


def test_a_full_disk_says_so_and_all_that_was_saved_can_be_read(tmp_path):
    place = make_place(tmp_path / "home")
    (pages,) = ask(place, "PRAGMA page_count")
    visitor = Visitor("", place.sessions[0])
    answers = []

    with Server(place, before=FULL.format(pages=pages + 1), processes=1) as server:
        visitor.address = server.address
        for start in range(22, 3000, 22):
            sent = {"start": str(start), "end": str(start + 20), "code": "TRUST"}
            answers.append(visitor.ask(f"{place.board}mark/", sent, is_script=True))
            if answers[-1][0] != 200:
                break
        status, page, _ = visitor.ask(f"{place.board}change/", {**memo_of(place), "memo": MEMO * 40})
        read, board, _ = visitor.ask(place.board)
    log = server.log.read_text("utf-8")

    marked = [answer for answer in answers if answer[0] == 200]
    assert (answers[-1][0], json.loads(answers[-1][1])["trouble"]) == (507, "full")
    assert "has not been saved" in json.loads(answers[-1][1])["said"]
    assert (status, "The disk is full" in page, MEMO in page) == (507, True, True)
    assert (read, board.count("data-excerpt=")) == (200, len(marked) + 1)
    assert ask(place, "SELECT count(*) FROM records_eventrecord WHERE act = 'mark-excerpt'") == (len(marked),)
    assert "The disk is full" in log
    assert MEMO not in log
    with Server(place) as again:
        visitor.address = again.address
        assert visitor.ask(f"{place.board}change/", memo_of(place))[0] == 302


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/a.sqlite3", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_reached_is_told_from_a_mistake_of_ours(url):
    away = ConnectionHandler({"default": read_database(url)})["default"]
    here = ConnectionHandler({"default": read_database("sqlite:///:memory:")})["default"]

    with pytest.raises(OperationalError) as unreachable:
        away.ensure_connection()
    with here.cursor() as cursor, pytest.raises(OperationalError) as mistaken:
        cursor.execute("SELECT 1 FROM no_such_table")
    here.close()

    assert find_trouble(unreachable.value) is Trouble.AWAY
    assert find_trouble(mistaken.value) is None
