"""`samverkan serve` on a fresh machine: it makes what it needs, answers, and ends its worker with itself."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
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


def test_a_weak_password_is_refused(fresh):
    done = subprocess.run([*SERVE, *ADMIN[:3], "short"], env=fresh, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "12" in done.stderr
