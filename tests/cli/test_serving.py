"""`samverkan serve` on a fresh machine: it makes what it needs, answers, and ends its worker with itself."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

SERVE = [sys.executable, "-m", "samverkan.cli.main", "serve", "--no-browser", "--port", "0"]
ADMIN = ["--admin", "kim@example.org", "--password", "a long password for tests"]


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine on which nothing has run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMVERKAN_", "DATABASE_URL"))}
    return {**kept, "SAMVERKAN_HOME": str(tmp_path / "home"), "SAMVERKAN_LANGUAGE": "en"}


@pytest.fixture
def begin(fresh):
    """What begins a server that has said where it is, and gives its address; none is left behind."""
    begun = []

    def begin(*options):
        server = subprocess.Popen([*SERVE, *options], env=fresh, stdout=subprocess.PIPE, text=True)
        begun.append(server)
        for line in server.stdout:
            found = re.search(r"open at (http://\S+/)\.", line)
            if found:
                return server, found[1]
        raise AssertionError(f"the server ended with {server.wait()}")

    yield begin
    for server in begun:
        server.kill()
        server.wait()


def children_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes the way Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_fresh_machine_serves_and_all_its_processes_end_together(begin, number):
    server, address = begin(*ADMIN, "--processes", "2")
    with urllib.request.urlopen(f"{address}healthz", timeout=60) as answer:
        health = answer.read()
    beside = children_of(server)

    server.send_signal(number)
    server.wait(60)

    assert health == b"ok\n"
    assert len(beside) == len(("worker", "second server"))
    assert not [one for one in beside if Path(f"/proc/{one}").exists()]


def test_the_second_start_asks_for_no_account(begin):
    first, _ = begin(*ADMIN)
    first.terminate()
    first.wait(60)

    second, _ = begin()
    second.terminate()

    assert second.wait(60) == 0


def test_the_first_account_comes_from_the_environment_too(fresh):
    secret = {"SAMVERKAN_ADMIN": "kim@example.org", "SAMVERKAN_ADMIN_PASSWORD": "short"}

    done = subprocess.run(SERVE, env={**fresh, **secret}, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "12" in done.stderr


def test_a_weak_password_is_refused(fresh):
    done = subprocess.run([*SERVE, *ADMIN[:3], "short"], env=fresh, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "12" in done.stderr


def refusal(environment, **more):
    """What the command says when it does not start."""
    done = subprocess.run(
        [*SERVE, *ADMIN], env={**environment, **more}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_address_of_a_database_that_cannot_be_read_is_told_without_the_password(fresh):
    said = refusal(fresh, DATABASE_URL="postgresql://kim:hem/lig@127.0.0.1/samverkan")

    assert said.startswith("DATABASE_URL cannot be read.")
    assert "hem" not in said
    assert "lig" not in said


def test_a_database_that_does_not_answer_is_told(fresh):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    said = refusal(fresh, DATABASE_URL=f"postgresql://kim:hemligt@127.0.0.1:{port}/samverkan")

    assert said.startswith("The database cannot be used: ")
    assert str(port) in said
    assert "hemligt" not in said


def test_a_file_of_another_kind_is_told_and_stays_as_it_was(fresh, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("Not a database, but a page of notes.\n" * 40, encoding="utf-8")
    before = file.read_bytes()

    said = refusal(fresh, DATABASE_URL=f"sqlite:///{file}")

    assert "file is not a database" in said
    assert file.read_bytes() == before


def test_tables_of_a_later_version_are_not_touched(fresh, begin):
    first, _ = begin(*ADMIN)
    first.terminate()
    first.wait(60)
    file = Path(fresh["SAMVERKAN_HOME"]) / "samverkan.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '9999_later', '2031-01-01 00:00:00')"
        )

    said = refusal(fresh)

    assert "made by a later version of Samverkan (records.9999_later)" in said
