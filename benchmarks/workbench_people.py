"""How long do 60 people at once wait for each page, when the workbench runs on SQLite as `samverkan serve` runs it?

Run: .venv/bin/python benchmarks/workbench_people.py [people] [seconds] [interviews] [pace]
A real server with its worker, a real log-in for each, then each acts once in about `pace` seconds (8: reading and
marking without a rest; 2: faster than anybody reads), between half and one and a half of it; and an open coding board
asks every 2.5 seconds whether anything is new, as its script does. Times are on the clock, in milliseconds, as a
browser would see them; what the people themselves take is in another process than the server. DATABASE_URL names
another database than SQLite.
"""

import http.client
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from workbench_study import make_study

PASSWORD = "a long password for a benchmark"
POLL_SECONDS = 2.5
PACE_SECONDS = 8
ARRIVE_SECONDS = 15.0
WORDS = ("samverkar", "kommunernas drift", '"gemensamma nämnden"', "värdkommunen", "kostnaderna", "litade")
ACTS = (("open an interview", 3), ("mark an excerpt", 5), ("search", 2), ("open the codebook", 1), ("matrix", 1))
PROMISED_MS = 300


@dataclass
class Log:
    """What all have seen; milliseconds by the kind of request."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    marked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, milliseconds: float, error: str = "", n_marked: int = 0) -> None:
        """Take down one request."""
        with self.lock:
            self.waits[kind].append(milliseconds)
            self.marked += n_marked
            if error:
                self.errors.append(f"{kind}: {error}")


@dataclass
class Person:
    """Somebody with a browser: a connection that stays, cookies, the interview that is open, and what is new there."""

    number: int
    address: str
    study_id: int
    interviews: list[int]
    log: Log
    pace: int
    cookies: dict[str, str] = field(default_factory=dict)
    interview: int = 0
    tag: str = ""
    seen: str = ""
    length: int = 0

    def __post_init__(self) -> None:
        """Let each person be the same in every run."""
        self.rng = random.Random(self.number)
        self.line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)

    def ask(self, kind: str, path: str, sent: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Ask for a page, or send a form, and take down how long it took; return the status and the page."""
        all_headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        body = None
        if sent is not None:
            body = urlencode(sent)
            token = self.cookies.get("csrftoken", "")
            all_headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        start = time.perf_counter()
        try:
            self.line.request("POST" if sent is not None else "GET", path, body, all_headers)
            answer = self.line.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            self.log.note(kind, 1000 * (time.perf_counter() - start), repr(error))
            return 0, ""
        waited = 1000 * (time.perf_counter() - start)
        for name, value in re.findall(r"(csrftoken|sessionid)=([^;]+)", str(answer.headers)):
            self.cookies[name] = value
        is_right = answer.status in {200, 302, 304} and ("log" in kind or "/login/" not in page)
        n_marked = int(kind == "mark an excerpt" and answer.status == 200)
        self.log.note(kind, waited, "" if is_right else f"{answer.status} {page[:80]}", n_marked)
        return answer.status, page

    def log_in(self) -> None:
        """Log in as people do; only the sending counts."""
        self.cookies["django_language"] = "en"
        self.ask("open the log-in page", "/accounts/login/")
        self.ask("log in", "/accounts/login/", {"login": email_of(self.number), "password": PASSWORD})

    def open_interview(self) -> None:
        """Open the board of an interview."""
        self.interview = self.rng.choice(self.interviews)
        _, page = self.ask("open an interview", f"/s/{self.study_id}/coding/{self.interview}/")
        found = {name: re.search(rf'data-{name}="([^"]*)"', page) for name in ("tag", "seen")}
        self.tag, self.seen = (one[1] if one else "" for one in found.values())
        self.length = max((int(one) for one in re.findall(r'data-end="(\d+)"', page)), default=500)

    def mark(self) -> None:
        """Mark a passage that nobody has marked before."""
        start = self.rng.randrange(self.length - 401)
        sent = {"start": str(start), "end": str(start + self.rng.randrange(40, 400)), "code": f"C{self.number % 40}"}
        self.ask("mark an excerpt", f"/s/{self.study_id}/coding/{self.interview}/mark/", sent, **{"HX-Request": "true"})

    def poll(self) -> None:
        """Ask what is new, as the board does."""
        path = f"/s/{self.study_id}/coding/{self.interview}/changes/?{urlencode({'seen': self.seen})}"
        status, page = self.ask("is anything new?", path, **{"HX-Request": "true", "If-None-Match": f'"{self.tag}"'})
        if status == 200:
            self.tag, self.seen = (re.search(rf'"{name}": "([^"]*)"', page)[1] for name in ("tag", "seen"))

    def act(self) -> None:
        """Do one of the things that people do."""
        kind = self.rng.choices([one for one, _ in ACTS], [weight for _, weight in ACTS])[0]
        base = f"/s/{self.study_id}"
        if kind == "open an interview":
            self.open_interview()
        elif kind == "mark an excerpt":
            self.mark()
        elif kind == "search":
            self.ask(kind, f"{base}/interviews/search/?{urlencode({'q': self.rng.choice(WORDS)})}")
        else:
            self.ask(kind, f"{base}/coding/codebook/" if kind == "open the codebook" else f"{base}/comparison/matrix/")

    def work(self, until: float) -> None:
        """Come, log in, and work until the hour."""
        time.sleep(self.rng.uniform(0, ARRIVE_SECONDS))
        self.log_in()
        self.open_interview()
        now = time.monotonic()
        next_act, next_poll = now + self.pace * self.rng.uniform(0.5, 1.5), now + POLL_SECONDS
        while (now := time.monotonic()) < until:
            if now >= next_act:
                self.act()
                next_act = time.monotonic() + self.pace * self.rng.uniform(0.5, 1.5)
            if now >= next_poll:
                self.poll()
                next_poll = time.monotonic() + POLL_SECONDS
            time.sleep(max(0.0, min(next_act, next_poll) - time.monotonic()))


def email_of(number: int) -> str:
    """Return the address of a person."""
    return f"person{number}@example.org"


def fill(n_people: int, n_interviews: int) -> tuple[int, list[int]]:
    """Make a study with its people; return its number and those of its interviews."""
    from samverkan.domain.people import StudyRole
    from samverkan.records.interviews import index_some, load_kept_interviews
    from samverkan.records.people import add_account
    from samverkan.records.study import add_participant

    study_id = make_study(n_interviews)
    index_some(study_id, n_interviews)
    for number in range(n_people):
        account = add_account(email_of(number), PASSWORD)
        add_participant(study_id, account, StudyRole.EDITOR, f"P{number}")
    return study_id, [one.id for one in load_kept_interviews(study_id)]


@contextmanager
def serving() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `samverkan serve` and give its address."""
    command = [sys.executable, "-m", "samverkan.cli.main", "serve", "--no-browser", "--port", "0"]
    environment = {**os.environ, "SAMVERKAN_LANGUAGE": "en"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        found = next(found for line in server.stdout or () if (found := re.search(r"open at (http://\S+)/\.", line)))
        yield found[1], server
    finally:
        server.terminate()
        server.wait(30)


def processor_seconds(process: "subprocess.Popen[str]") -> float:
    """Return the processor time of the server with all its processes so far."""
    numbers = [process.pid, *(int(one) for one in children_of(process.pid))]
    stats = [Path(f"/proc/{number}/stat").read_text("ascii").rpartition(")")[2].split() for number in numbers]
    return sum(int(parts[11]) + int(parts[12]) for parts in stats) / os.sysconf("SC_CLK_TCK")


def children_of(number: int) -> list[str]:
    """Return the processes that a process has begun: the worker and the other servers."""
    return [child for task in Path(f"/proc/{number}/task").glob("*/children") for child in task.read_text().split()]


def tell(log: Log) -> None:
    """Print the table."""
    print(f"{'milliseconds on the clock':<28} {'requests':>9} {'p50':>8} {'p95':>8} {'max':>8}")
    everything = [one for kind, found in log.waits.items() for one in found if "log" not in kind]
    for kind, found in [*sorted(log.waits.items()), ("all but logging in", everything)]:
        waits = sorted(found)
        p50, p95 = (waits[int(len(waits) * part)] for part in (0.5, 0.95))
        print(f"{kind:<28} {len(waits):>9} {p50:>8.0f} {p95:>8.0f} {waits[-1]:>8.0f}")
    print(f"errors: {len(log.errors)}; promised: none, and p95 under {PROMISED_MS} ms")
    for one in sorted(set(log.errors))[:10]:
        print(f"  {one}")


def main(n_people: int = 60, seconds: int = 60, n_interviews: int = 60, pace: int = PACE_SECONDS) -> None:
    """Print the table."""
    from samverkan.workbench.opening import open_workbench

    open_workbench()
    study_id, interviews = fill(n_people, n_interviews)
    from django.db import connection

    from samverkan.records.models import ExcerptRecord

    before = ExcerptRecord.objects.count()
    print(f"{n_people} people, an act each in {pace} s; {n_interviews} interviews, {before:,} excerpts", end=", ")
    print(connection.vendor)
    connection.close()
    log = Log()
    with serving() as (address, server):
        until = time.monotonic() + ARRIVE_SECONDS + seconds
        people = [Person(number, address, study_id, interviews, log, pace) for number in range(n_people)]
        threads = [threading.Thread(target=one.work, args=(until,)) for one in people]
        started, spent = time.monotonic(), processor_seconds(server)
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        spent = processor_seconds(server) - spent
        wall = time.monotonic() - started
    tell(log)
    print(f"servers and worker: {spent:.1f} s of processor in {wall:.0f} s, {100 * spent / wall:.0f} % of one core")
    print(f"marked: {log.marked} were answered with success, {ExcerptRecord.objects.count() - before} are there")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
