"""What a large study costs in the workbench, beside Taguette, in one run: `python benchmarks/workbench.py [--quick]`.

1,000 interviews of 8,400 words, 200,000 excerpts, 5 coders, 40 codes: opening, marking, a code, the codebook, the
matrix, searching, taking in and giving back; then one interview of 57,000 characters with 3,000 excerpts in Chromium.
`--only server pages search tables browser taguette` asks for some; DATABASE_URL names another database than SQLite.

Server figures are processor time of this process, the least of some times; a PostgreSQL server's own work is only in
the time on the clock beside it. Browser figures are told by their names (`workbench_browser.py`). What is promised
stands in the last column. Sixty people at once: `workbench_people.py`.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from workbench_browser import measure_in_browser
from workbench_pages import measure_every_page, number_rows
from workbench_peer import measure_taguette, write_study
from workbench_study import make_dense, make_study

HOME = tempfile.TemporaryDirectory(prefix="samverkan-benchmark-")
os.environ["SAMVERKAN_HOME"] = str(Path(HOME.name) / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "samverkan.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["SAMVERKAN_SECRET_KEY"] = "only for this benchmark"
PARTS = ("server", "pages", "search", "tables", "browser", "taguette")
INTERVIEWS, QUICK = 1_000, 20
REPEATS = 7
SEARCHES: tuple[tuple[str, dict[str, str]], ...] = (
    ("samverkar", {}),
    ("kommunernas drift", {}),
    ("det", {}),
    ('"det är"', {}),
    ('"det är inte vi"', {}),
    ('"gemensamma nämnden"', {}),
    ("finnsinte", {}),
    ("samverkar", {"code": "C7"}),
    ('"gemensamma nämnden"', {"code": "C7"}),
    ("samverkar", {"municipality": "M3"}),
    ("samverkar", {"role": "host"}),
    ("finnsinte", {"role": "host"}),
    ("samverkar eller finnsinte", {}),
    ("det -är", {}),
    ("", {"code": "C7"}),
    ("-det", {"code": "C7"}),
)
CODE = "C7"
PAGES = {
    "open the overview": "",
    "open the list of interviews": "interviews/",
    "open the matrix: factors": "comparison/matrix/",
    "open the matrix: gains, by member": "comparison/matrix/?kind=gain&rows=member",
    "open the matrix: one coder": "comparison/matrix/?coder=K1",
    "open a cell of the matrix": f"comparison/cell/?case=NORD&code={CODE}",
    "send the matrix as CSV": "comparison/matrix/file/",
    "open the scores": "coding/scores/",
    "compare two coders, who share every tenth interview": "coding/agreement/",
    "open gains and costs": "gains/",
    "open the history": "history/",
    "open the evaluations": "report/",
}


@dataclass
class Bench:
    """The study that is measured, and who looks at it."""

    study_id: int
    actor: int
    interviews: list[int]
    codes: dict[str, int]
    client: Any
    session: str
    rng: random.Random = field(default_factory=lambda: random.Random(1))

    def address(self, path: str) -> str:
        """Return the address of a page of the study."""
        return f"/s/{self.study_id}/{path}"

    def get(self, path: str) -> Any:
        """Return the answer to a whole request, which must be right."""
        answer = self.client.get(self.address(path))
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return answer


def timed(name: str, act: Callable[[], Any], *, promised: float = 0, repeats: int = REPEATS) -> Any:
    """Do an act some times, the first to warm up, and print the least time that it took."""
    spent, on_clock, result = [], [], None
    for place in range(repeats + (repeats > 1)):
        start, start_on_clock = time.process_time(), time.perf_counter()
        result = act()
        if place or repeats == 1:
            spent.append(1000 * (time.process_time() - start))
            on_clock.append(1000 * (time.perf_counter() - start_on_clock))
    tell(name, min(spent), min(on_clock), promised)
    return result


def tell(name: str, spent: float, on_clock: float | None = None, promised: float = 0) -> None:
    """Print one line."""
    clock = f"{on_clock:>10.1f}" if on_clock is not None else " " * 10
    print(f"{name:<72}{spent:>10.1f}{clock}{f'   < {promised:,.0f}' if promised else ''}", flush=True)


def open_bench(n_interviews: int, *, is_searched: bool) -> Bench:
    """Return an invented study in the tables, known to the search where that is asked, and an owner who looks at it."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    from samverkan.domain.people import StudyRole
    from samverkan.records.coding import load_kept_codes
    from samverkan.records.interviews import index_some, load_kept_interviews
    from samverkan.records.people import add_account
    from samverkan.records.study import add_participant

    settings.ALLOWED_HOSTS = ["*"]
    study_id = timed("make the study in the tables", lambda: make_study(n_interviews), repeats=1)
    actor = add_account("bench@example.org", "a long password for a benchmark")
    add_participant(study_id, actor, StudyRole.OWNER, "K0")
    if is_searched:
        timed("let the search know its interviews", lambda: index_some(study_id, n_interviews), repeats=1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor))
    return Bench(
        study_id,
        actor,
        [one.id for one in load_kept_interviews(study_id)],
        {one.value.id: one.id for one in load_kept_codes(study_id)},
        client,
        client.cookies[settings.SESSION_COOKIE_NAME].value,
    )


def measure_server(bench: Bench) -> None:
    """Print what each page and act costs."""
    from samverkan.workbench.coding import marking

    interview = bench.interviews[len(bench.interviews) // 2]
    board = f"coding/{interview}/"
    page = timed("open an interview: whole request, 200 excerpts", lambda: bench.get(board), promised=50)
    n_shown = page.content.count(b' id="x')
    print(f"    {n_shown:,} excerpts shown, {len(page.content) / 1000:,.0f} kB")

    def place() -> tuple[int, int]:
        start = bench.rng.randrange(40_000)
        return start, start + bench.rng.randrange(40, 280)

    def post() -> Any:
        start, end = place()
        sent = {"start": start, "end": end, "code": f"C{bench.rng.randrange(40)}"}
        return bench.client.post(bench.address(f"{board}mark/"), sent, headers={"HX-Request": "true"})

    act = partial(marking.mark_excerpt, bench.actor, bench.study_id, interview)
    timed("mark an excerpt: the act", lambda: act(place(), (f"C{bench.rng.randrange(40)}",)), promised=20)
    timed("mark an excerpt: whole request with its turn and its card", post)
    tag = bench.client.get(bench.address(f"{board}changes/"))["ETag"]
    asked = partial(bench.client.get, bench.address(f"{board}changes/"), headers={"If-None-Match": tag})
    timed("ask whether anything is new: 304", asked)
    code = bench.codes[CODE]
    timed(
        "excerpts of one code, first page: whole request", lambda: bench.get(f"coding/codebook/{code}/"), promised=100
    )
    every = "excerpts of one code, all, as CSV: whole request"
    sent = timed(every, lambda: bench.get(f"coding/codebook/{code}/file/"), promised=2000, repeats=3)
    print(f"    {len(sent.content) / 1000:,.0f} kB")
    timed("open the codebook", lambda: bench.get("coding/codebook/"))
    measure_pages(bench)


def measure_pages(bench: Bench) -> None:
    """Print what each page costs that sums up the whole study, and the matrix from all its excerpts beside it."""
    from samverkan.domain.comparison.informants import leading_excerpts
    from samverkan.domain.comparison.matrix import build_matrices
    from samverkan.domain.report.people import place_people
    from samverkan.records.coding import load_excerpts, load_scores
    from samverkan.records.framework import gather_frame

    def load_everything() -> Any:
        marked, judged = load_excerpts(bench.study_id), load_scores(bench.study_id)
        evidence = replace(gather_frame(bench.study_id), excerpts=marked, scores=judged)
        people, excerpts = place_people(evidence)[1], leading_excerpts(evidence.excerpts)
        return build_matrices(evidence.study, evidence.codebook, people, evidence.scores, excerpts)

    for name, path in PAGES.items():
        timed(name, partial(bench.get, path), promised=300, repeats=3)
    timed("the matrix from every excerpt with its quote, as before, without a page", load_everything, repeats=2)


def measure_every(bench: Bench) -> None:
    """Print what each page of the study costs, with its queries."""
    numbers = number_rows(bench.study_id, bench.interviews[len(bench.interviews) // 2], bench.codes[CODE])
    for one in measure_every_page(bench.client, bench.study_id, numbers):
        tell(f"page {one.name}: {one.n_queries} queries, {one.size_kb:,.0f} kB", one.spent_ms, promised=300)


def measure_search(bench: Bench) -> None:
    """Print what each search costs."""
    from samverkan.workbench.interviews.searching import Filters, search_interviews

    for words, filters in SEARCHES:
        act = partial(search_interviews, bench.actor, bench.study_id, words, Filters(**filters))
        found = timed(f"search {words} {' '.join(filters.values())}", act, promised=50)
        print(f"    {found.count} turns{' or more' if found.is_more else ''}")


def measure_tables(bench: Bench) -> None:
    """Print what it costs to gather everything, to give it back as a folder, and to take that in again."""
    from samverkan.workbench.study.moving import export_study, import_study, load_evidence

    folder = Path(HOME.name) / "back"
    timed("gather the evidence", lambda: load_evidence(bench.study_id), repeats=1)
    timed("export the study as a folder", lambda: export_study(bench.study_id, folder), repeats=1)
    timed("import the study from the folder", lambda: import_study(folder, by=bench.actor), repeats=1)


def measure_browser(bench: Bench) -> None:
    """Print what Chromium needs for 3,000 excerpts, in turns and in one giant turn."""
    boards = {}
    for name, interview in zip(("turns", "one giant turn"), bench.interviews, strict=False):
        make_dense(bench.study_id, interview, bench.actor, has_turns=name == "turns")
        boards[name] = bench.address(f"coding/{interview}/")
        timed(f"{name}: open 57,000 characters with 3,000 excerpts", partial(bench.client.get, boards[name]))
    promised = {
        "all turns painted, main thread": 100,
        "select → coded and kept, with the server, wall (median)": 50,
        "frame while scrolling, p95, wall": 50,
    }

    def show(what: str, spent: float) -> None:
        tell(f"Chromium, {what}", spent, promised=promised.get(what.partition(": ")[2], 0))

    if not measure_in_browser(boards, bench.session, show):
        print("Chromium is not installed; nothing was measured in a browser")


def measure_peer(bench: Bench) -> None:
    """Print what Taguette needs for the same."""
    from samverkan.records.coding import load_excerpts
    from samverkan.records.interviews import load_kept_interviews, load_transcripts

    numbers = {one.value.id: one.id for one in load_kept_interviews(bench.study_id)}
    texts = {numbers[key]: one.text for key, one in load_transcripts(bench.study_id).items()}
    marks = [(numbers[one.interview], one.start, one.end, one.code) for one in load_excerpts(bench.study_id)]
    folder = Path(HOME.name) / "peer"
    folder.mkdir()
    write_study(folder / "study.sqlite3", texts, marks)
    found = measure_taguette(folder, folder / "study.sqlite3", bench.interviews[len(texts) // 2], CODE)
    for name, spent in found.items():
        tell(f"Taguette 1.5.2: {name}", spent)
    if not found:
        print("Taguette 1.5.2 could not be installed or did not answer")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} interviews instead of {INTERVIEWS:,}")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these parts")
    asked = parser.parse_args()
    from samverkan.workbench.opening import open_workbench

    open_workbench()
    from django.db import connection

    n_interviews = QUICK if asked.quick else INTERVIEWS
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(f"{n_interviews:,} interviews, {connection.vendor}; load {load:.1f} on {cores} cores as it begins")
    print(f"{'milliseconds':<72}{'processor':>10}{'clock':>10}   promised")
    bench = open_bench(n_interviews, is_searched="search" in asked.only)
    measures = (measure_server, measure_every, measure_search, measure_tables, measure_peer, measure_browser)
    for part, measure in zip(("server", "pages", "search", "tables", "taguette", "browser"), measures, strict=True):
        if part in asked.only:
            measure(bench)
    print(f"load {os.getloadavg()[0]:.1f} as it ends")


if __name__ == "__main__":
    main()
