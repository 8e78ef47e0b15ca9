"""What the coding board costs Chromium: painted, coded and scrolled, by the main thread's own processor time.

Used by `workbench.py`. Chromium counts with `timeDomain: threadTicks`: what its main thread worked, not how long others
held the processor. Wall time and frames stand beside it; on a busy machine they tell more of the machine.
"""

import shutil
import threading
from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from typing import Any

PORT = 8179
CODED_TIMES = 12
REPAINT_TIMES, LOAD_TIMES, STEPS = 7, 5, 60
PARTS = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")
NEXT_FRAME = "await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done));"
REPAINT = f"""async () => {{
  const reading = document.querySelector('[data-reading]');
  if (!window.turnsHtml) {{
    window.turnsHtml = reading.innerHTML.replace(/<span class="bar-of.*?<\\/span>/g, '');
  }}
  reading.replaceChildren();
  {NEXT_FRAME}
}}"""
REPAINTED = f"""async () => {{
  const start = performance.now();
  document.querySelector('[data-reading]').innerHTML = window.turnsHtml;
  {NEXT_FRAME}
  return performance.now() - start;
}}"""
SELECT = """async (turn) => {
  const text = document.querySelectorAll('[data-text]')[turn];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const find = (at) => {
    const node = nodes.find(one => (at -= one.length) <= 0);
    return [node, node.length + at];
  };
  const from = Math.floor(Math.random() * (text.textContent.length - 80));
  const range = document.createRange();
  range.setStart(...find(from)); range.setEnd(...find(from + 10 + Math.floor(Math.random() * 60)));
  getSelection().removeAllRanges(); getSelection().addRange(range);
  await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame);
}"""
CODED = """async () => {
  const option = document.querySelectorAll('[data-code]')[Math.floor(Math.random() * 20)];
  const said = document.querySelector('[data-said]');
  said.textContent = '';
  const answered = new Promise(done => { const watch = new MutationObserver(() => { if (said.textContent) done(); });
    watch.observe(said, {childList: true}); setTimeout(done, 5000); });
  const start = performance.now();
  option.click();
  await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done));
  const shown = performance.now() - start;
  await answered;
  await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done));
  return [shown, performance.now() - start, said.hasAttribute('data-bad') ? said.textContent : ''];
}"""
SCROLL = """async () => {
  const last = await new Promise(requestAnimationFrame);
  scrollBy(0, 180);
  return await new Promise(requestAnimationFrame) - last;
}"""
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"

Tell = Callable[[str, float], None]
"""Takes what was measured and its milliseconds."""


def measure_in_browser(boards: dict[str, str], session: str, tell: Tell) -> bool:
    """Tell what Chromium needs for each of these boards (name → address); False when there is no Chromium."""
    if shutil.which("chromium") is None:
        return False
    import waitress
    from django.core.wsgi import get_wsgi_application
    from playwright.sync_api import sync_playwright

    server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=PORT, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, address in boards.items():
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{PORT}"}])
            page = context.new_page()
            devtools = context.new_cdp_session(page)
            devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
            show = partial(_name, tell, name)
            load(page, devtools, f"http://127.0.0.1:{PORT}{address}", show)
            coding(page, devtools, show)
            scroll(page, devtools, show)
            paint(page, devtools, show)
            context.close()
        browser.close()
    server.close()
    return True


def _name(tell: Tell, board: str, what: str, spent: float) -> None:
    tell(f"{board}: {what}", spent)


def load(page: Any, devtools: Any, address: str, tell: Tell) -> None:
    """Tell what it takes to load the page, from the first byte to scripts that are ready: the least of some times."""
    found, walls = [], []
    for _ in range(LOAD_TIMES):
        page.goto("about:blank")
        before = spent_on(devtools)
        page.goto(address)
        page.wait_for_selector("[data-ready]")
        page.wait_for_timeout(1000)
        after = spent_on(devtools)
        # Another site gets another process, and counts from nothing.
        is_new = after["TaskDuration"] < before["TaskDuration"]
        found.append(after if is_new else {name: after[name] - before[name] for name in after})
        walls.append(page.evaluate(FIRST_PAINT))
    least = min(found, key=lambda one: one["TaskDuration"])
    tell("elements (number)", page.evaluate("document.querySelectorAll('*').length"))
    tell("whole load, main thread", least["TaskDuration"])
    for part in PARTS:
        tell(f"whole load, {part} in it", least[part])
    tell("first paint, wall", min(walls))


def scroll(page: Any, devtools: Any, tell: Tell) -> None:
    """Tell what steps of 180 pixels take, each with its frame."""
    spent, frames = [], []
    for _ in range(STEPS):
        before = spent_on(devtools)["TaskDuration"]
        frames.append(page.evaluate(SCROLL))
        spent.append(spent_on(devtools)["TaskDuration"] - before)
    tell("frame while scrolling, p95, main thread", quantiles(spent, n=20)[-1])
    tell("frame while scrolling, p95, wall", quantiles(frames, n=20)[-1])
    page.evaluate("scrollTo(0, 0)")


def paint(page: Any, devtools: Any, tell: Tell) -> None:
    """Tell what it takes to make all turns anew from their HTML and paint them: the least of some times."""
    painted, walls = [], []
    for _ in range(REPAINT_TIMES):
        page.evaluate(REPAINT)
        before = spent_on(devtools)["TaskDuration"]
        walls.append(page.evaluate(REPAINTED))
        painted.append(spent_on(devtools)["TaskDuration"] - before)
    tell("all turns painted, main thread", min(painted))
    tell("all turns painted, wall", min(walls))


def coding(page: Any, devtools: Any, tell: Tell) -> None:
    """Tell how long it takes from a choice of a code until the passage is shown, and until it is kept."""
    shown, kept, spent = [], [], []
    for place in range(CODED_TIMES):
        page.evaluate(SELECT, min(3, page.locator("[data-text]").count() - 1))
        before = spent_on(devtools)["TaskDuration"]
        walls = page.evaluate(CODED)
        if walls[2]:
            raise RuntimeError(walls[2])
        if not place:
            continue
        spent.append(spent_on(devtools)["TaskDuration"] - before)
        shown.append(walls[0])
        kept.append(walls[1])
    tell("select → shown as coded, wall (median)", median(shown))
    tell("select → coded and kept, with the server, wall (median)", median(kept))
    tell("select → coded and kept, main thread (median)", median(spent))


def spent_on(devtools: Any) -> dict[str, float]:
    """Return the milliseconds that the main thread has worked so far, in all and by part."""
    found = {one["name"]: float(one["value"]) for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: 1000 * found[name] for name in ("TaskDuration", *PARTS)}
