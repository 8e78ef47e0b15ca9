"""What does the coding board cost: opened and marked on a large study, and painted in a real browser?

Run: .venv/bin/python benchmarks/workbench_board.py [interviews] [excerpts]
Server figures are processor time of this process, the mean of many. Browser figures are Chromium's own main-thread
time and wall time of one page with 57,000 characters and 3,000 excerpts; without Chromium they are left out.
"""

import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from read_study_folder import make_study

HOME = tempfile.TemporaryDirectory(prefix="samverkan-benchmark-")
os.environ["SAMVERKAN_HOME"] = str(Path(HOME.name) / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "samverkan.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["SAMVERKAN_SECRET_KEY"] = "only for this benchmark"
REPEATS = 20
LENGTH, MARKS, PORT = 57_000, 3_000, 8179
WORDS = (
    "vi litar på varandra men tekniken var ett hinder och det tog lång tid innan nämnden såg att kostnaden var rättvis"
)
SELECT = """async () => {
  const text = document.querySelectorAll('[data-text]')[3];
  const range = document.createRange();
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode();
  range.setStart(node, 0); range.setEnd(node, Math.min(node.length, 6 + Math.floor(Math.random() * 30)));
  getSelection().removeAllRanges(); getSelection().addRange(range);
  await new Promise(requestAnimationFrame);
  const option = document.querySelectorAll('[data-code]')[Math.floor(Math.random() * 20)];
  const start = performance.now();
  option.click();
  await new Promise(requestAnimationFrame);
  await new Promise(done => setTimeout(done));
  const painted = performance.now() - start;
  const said = document.querySelector('[data-said]');
  await new Promise(done => { const watch = new MutationObserver(() => { watch.disconnect(); done(); });
    watch.observe(said, {childList: true}); setTimeout(done, 3000); });
  await new Promise(requestAnimationFrame);
  return [painted, performance.now() - start];
}"""


def timed(name: str, act: Callable[[], Any], repeats: int = REPEATS) -> Any:
    """Do an act once to warm up, then print the mean processor time that it takes."""
    result = act()
    start = time.process_time()
    for _ in range(repeats):
        result = act()
    print(f"{name:<62} {1000 * (time.process_time() - start) / repeats:>8.1f} ms")
    return result


def main(n_interviews: int, n_excerpts: int) -> None:
    """Print the table."""
    from samverkan.workbench.opening import open_workbench

    open_workbench()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from samverkan.records.coding import load_kept_codes
    from samverkan.records.interviews import load_kept_interviews, load_transcript
    from samverkan.workbench.coding import marking
    from samverkan.workbench.people.accounts import make_first_account
    from samverkan.workbench.study.moving import import_study

    settings.ALLOWED_HOSTS = ["*"]
    folder = Path(HOME.name) / "study"
    make_study(folder, n_interviews, n_excerpts)
    actor = make_first_account("ann@example.org", "a long password for benchmarks")
    study_id = import_study(folder, by=actor)
    interview = load_kept_interviews(study_id)[n_interviews // 2].id
    text = load_transcript(interview).value.text
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor))
    address = f"/s/{study_id}/coding/{interview}/"
    print(f"{n_interviews:,} interviews, {n_excerpts:,} excerpts; this interview: {len(text):,} characters")
    page = timed("open the board (whole request, HTML made)", lambda: client.get(address))
    print(f"  {page.content.count(b'data-excerpt'):,} excerpts, {len(page.content) / 1000:,.0f} kB")
    draw = random.Random(1)

    def place() -> dict[str, Any]:
        start = draw.randrange(len(text) - 300)
        return {"start": start, "end": start + draw.randrange(20, 280), "code": code}

    code = load_kept_codes(study_id)[0].value.id
    timed("mark an excerpt: the act", lambda: mark(marking, actor, study_id, interview, place()))
    timed(
        "mark an excerpt: whole request with its turn and its card",
        lambda: client.post(f"{address}mark/", place(), headers={"HX-Request": "true"}),
    )
    tag = client.get(f"{address}changes/")["ETag"]
    timed("ask whether anything is new: 304", lambda: client.get(f"{address}changes/", headers={"If-None-Match": tag}))
    timed("open the codebook page", lambda: client.get(f"/s/{study_id}/coding/codebook/"))
    dense = fill(study_id, interview, actor)
    timed("open the board of 57,000 characters with 3,000 excerpts", lambda: client.get(dense), 5)
    if shutil.which("chromium"):
        in_browser(dense, client.cookies[settings.SESSION_COOKIE_NAME].value)


def mark(marking: Any, actor: int, study_id: int, interview: int, place: dict[str, Any]) -> None:
    """Mark one passage."""
    marking.mark_excerpt(actor, study_id, interview, (place["start"], place["end"]), (place["code"],))


def fill(study_id: int, interview: int, actor: int) -> str:
    """Give an interview a text of 57,000 characters with 3,000 excerpts; return the address of its board."""
    from django.utils import timezone

    from samverkan.domain.coding.excerpts import Excerpt
    from samverkan.domain.interviews.transcript import Spoken, join_turns
    from samverkan.records.coding import add_excerpts, load_kept_codes
    from samverkan.records.interviews import add_transcript_version, load_interview

    draw = random.Random(2)
    words = WORDS.split()
    turns, length = [], 0
    while length < LENGTH:
        said = " ".join(draw.choice(words) for _ in range(draw.randrange(20, 110))) + "."
        turns.append(Spoken(said.capitalize(), f"R{len(turns) % 2}"))
        length += len(said) + 2
    text = join_turns(turns)
    add_transcript_version(interview, text, timezone.now(), actor)
    key = load_interview(interview).value.id
    codes = [one.value.id for one in load_kept_codes(study_id)]
    places = {}
    while len(places) < MARKS:
        start = draw.randrange(len(text.text) - 400)
        end = start + draw.randrange(10, 300)
        places[start, end, draw.choice(codes), f"K{draw.randrange(5)}"] = text.text[start:end]
    add_excerpts(
        study_id, [Excerpt(key, *place[:2], place[2], place[3], quote=quote) for place, quote in places.items()]
    )
    return f"/s/{study_id}/coding/{interview}/"


def in_browser(address: str, session: str) -> None:
    """Print what Chromium needs for the dense board."""
    import waitress
    from django.core.wsgi import get_wsgi_application
    from playwright.sync_api import sync_playwright

    server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=PORT, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{PORT}"}])
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(f"http://127.0.0.1:{PORT}{address}")
        page.wait_for_selector("[data-ready]")
        page.wait_for_timeout(1500)
        show_parts("Chromium, whole load", devtools)
        before = task_time(devtools)
        wall = page.evaluate(REPAINT)
        print(f"{'Chromium: all turns made anew, main thread':<62} {task_time(devtools) - before:>8.1f} ms")
        print(f"{'Chromium: all turns made anew, wall':<62} {wall:>8.1f} ms")
        page.evaluate(SELECT)
        found = [page.evaluate(SELECT) for _ in range(8)]
        print(f"{'Chromium: select → shown as coded (median)':<62} {sorted(one[0] for one in found)[4]:>8.1f} ms")
        print(
            f"{'Chromium: select → coded, with the server (median)':<62} {sorted(one[1] for one in found)[4]:>8.1f} ms"
        )
        frames = sorted(page.evaluate(SCROLL))
        print(f"{'Chromium: frame while scrolling, p95':<62} {frames[int(len(frames) * 0.95)]:>8.1f} ms")
        browser.close()
    server.close()


REPAINT = """async () => {
  const reading = document.querySelector('[data-reading]');
  const html = reading.innerHTML;
  reading.replaceChildren();
  await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done));
  const start = performance.now();
  reading.innerHTML = html;
  await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done));
  return performance.now() - start;
}"""
SCROLL = """async () => {
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (let step = 0; step < 120; step += 1) {
    scrollBy(0, 180);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""


def task_time(devtools: Any) -> float:
    """Return the main-thread time of a page so far, in milliseconds."""
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(found["TaskDuration"])


def show_parts(name: str, devtools: Any) -> None:
    """Print the main-thread time of a page by its parts."""
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    for part in ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration"):
        print(f"{name + ': ' + part:<62} {1000 * found[part]:>8.1f} ms")


if __name__ == "__main__":
    main(*(int(one) for one in (sys.argv[1:] or ("1000", "200000"))))
