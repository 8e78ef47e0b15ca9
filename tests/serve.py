"""The workbench as a real process on a database of its own, and people who come to it; for the tests of faults."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import urlencode, urlsplit

TESTS = Path(__file__).parent
TIMEOUT = 90
MAKE = """
import json, sys
from samverkan.workbench.opening import open_workbench
open_workbench()
from django.contrib.auth import get_user_model
from django.test import Client
from keep import keep_interview
from make import make_excerpt, make_transcript
from samverkan.domain.people import StudyRole
from samverkan.records.people import add_account
from samverkan.records.study import add_participant
n_people, text, quote = int(sys.argv[1]), sys.argv[2], sys.argv[3]
marked = make_excerpt(start=0, end=len(quote), quote=quote, coder="P0", memo="")
study_id, interview_id = keep_interview(transcripts={"I1": make_transcript(("R1", text))}, excerpts=(marked,))
sessions = []
for number in range(n_people):
    email = f"person{number}@example.org"
    add_participant(study_id, add_account(email, "a long password for tests"), StudyRole.OWNER, f"P{number}")
    visitor = Client()
    visitor.force_login(get_user_model().objects.get(email=email))
    sessions.append(visitor.cookies["sessionid"].value)
print(json.dumps([study_id, interview_id, sessions]))
"""


@dataclass
class Place:
    """A data folder with a study in it; `sessions` are those of people who have logged in."""

    home: Path
    study_id: int
    interview_id: int
    sessions: list[str]
    timeout: float = 20

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.home / "samverkan.sqlite3"

    @property
    def board(self) -> str:
        """The path of the interview's board."""
        return f"/s/{self.study_id}/coding/{self.interview_id}/"

    @property
    def environment(self) -> dict[str, str]:
        """What the server's process is told."""
        return environment_of(self.home, self.timeout)


def environment_of(home: Path, timeout: float = 20) -> dict[str, str]:
    """The environment of a machine with this data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMVERKAN_", "DATABASE_URL"))}
    url = f"sqlite:////{str(home / 'samverkan.sqlite3').lstrip('/')}?timeout={timeout}"
    return {
        **kept,
        "SAMVERKAN_HOME": str(home),
        "SAMVERKAN_LANGUAGE": "en",
        "DATABASE_URL": url,
        "PYTHONPATH": str(TESTS),
    }


def make_place(home: Path, n_people: int = 1, text: str = "", quote: str = "", timeout: float = 20) -> Place:
    """A study with one interview, one excerpt of the first person on `quote`, and people who are logged in."""
    text = text or "Vi litar på varandra. " * 200
    command = [sys.executable, "-c", MAKE, str(n_people), text, quote or text[:9]]
    made = subprocess.run(command, env=environment_of(home), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return Place(home, *json.loads(made.stdout.splitlines()[-1]), timeout)


class Server:
    """`samverkan serve` in processes of its own; use it with `with`."""

    def __init__(self, place: Place, port: int = 0, *, before: str = "", processes: int = 2) -> None:
        self.place = place
        run = f"{before}\nfrom samverkan.cli.main import main\nmain(prog_name='samverkan')"
        options = ["serve", "--no-browser", "--port", str(port), "--processes", str(processes)]
        self.log = place.home / "server.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", run, *options],
                env=place.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        found = (_find_address(line) for line in self.process.stdout or ())
        self.address = next((one for one in found if one), "")
        assert self.address, self.log.read_text("utf-8")

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.address).port or 0

    def kill(self) -> None:
        """End all of its processes as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(TIMEOUT)

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(TIMEOUT)


def _find_address(line: str) -> str:
    found = re.search(r"open at (http://\S+)/\.", line)
    return found[1] if found else ""


@dataclass
class Visitor:
    """Somebody with a browser without scripts."""

    address: str
    session: str
    language: str = "en"
    token: str = field(default="x" * 32)

    def ask(
        self, path: str, sent: dict[str, str] | None = None, *, is_script: bool = False
    ) -> tuple[int, str, dict[str, str]]:
        """Ask for a page or send a form; the status, the page and the headers."""
        cookies = f"sessionid={self.session}; csrftoken={self.token}; django_language={self.language}"
        headers = {"Cookie": cookies, "X-CSRFToken": self.token}
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if is_script:
            headers["HX-Request"] = "true"
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=TIMEOUT)
        try:
            body = None if sent is None else urlencode(sent)
            line.request("GET" if body is None else "POST", path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode(), dict(answer.headers)
        finally:
            line.close()
