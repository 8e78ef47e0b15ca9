"""The logs of a server that everything happened to: no name, address, password, title or quote stands in them."""

import json
import sqlite3

import pytest

from serve import Server, Visitor, make_place

pytestmark = pytest.mark.process

QUOTE = "Karin Ek litar på Bengt Alm"
SECRETS = (
    QUOTE,
    "Karin",
    "Bengt Alm",
    "person0@example.org",
    "person0",
    "stranger@example.org",
    "a long password",
    "wrong-password",
    "Hemlig anteckning",
    "intervju-karin.txt",
    "sökord-om-karin",
    "19800101-1239",
)
BROKEN = """
from samverkan.domain.interviews import searching
def broken(*given, **named):
    raise ValueError(f"{given} {named} Karin 19800101-1239")
searching.read_query = broken
"""


def test_nothing_that_people_are_called_or_say_stands_in_the_logs(tmp_path):
    place = make_place(tmp_path / "home", text=f"{QUOTE}. Alltid?", timeout=0.3)
    number, version = 1, 1
    with Server(place, before=BROKEN, processes=1) as server:
        visitor, stranger = Visitor(server.address, place.sessions[0]), Visitor(server.address, "")
        memo = {"excerpt": str(number), "version": str(version), "memo": "Hemlig anteckning om Karin"}
        login = {"login": "person0@example.org", "password": "wrong-password"}
        study = f"/s/{place.study_id}"
        statuses = [
            visitor.ask(place.board)[0],
            visitor.ask(f"{place.board}mark/", {"start": "0", "end": "8", "code": "TRUST"}, is_script=True)[0],
            visitor.ask(f"{study}/interviews/search/?q=s%C3%B6kord-om-karin")[0],
            visitor.ask(f"{study}/Karin-19800101-1239/")[0],
            visitor.ask("/s/999/?name=Karin&mail=person0@example.org")[0],
            visitor.ask(f"{study}/interviews/upload/start/", {"name": "intervju-karin.txt", "size": "-1"})[0],
            visitor.ask(f"{place.board}change/", memo)[0],
            visitor.ask(f"{place.board}change/", memo)[0],
            Visitor(server.address, place.sessions[0], token="").ask(f"{place.board}change/", memo)[0],
            *[stranger.ask("/accounts/login/", login)[0] for _ in range(6)],
            stranger.ask("/accounts/login/", {**login, "login": "stranger@example.org"})[0],
        ]
        holder = sqlite3.connect(place.database, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        statuses.append(visitor.ask(f"{place.board}change/", {**memo, "version": "2", "memo": "Karin"})[0])
        holder.close()
    log = server.log.read_text("utf-8")

    assert {200, 302, 400, 403, 404, 409, 500, 503} <= set(statuses)
    assert [secret for secret in SECRETS if secret.casefold() in log.casefold()] == []
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"The workbench is busy", "ValueError"} <= {line["what"] for line in lines} | {
        line.get("error", "") for line in lines
    }
