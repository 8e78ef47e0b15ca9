"""Walking through the workbench in a real browser; only for the journeys."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from keep import PASSWORD

DESK, LAPTOP, PHONE = 1440, 1024, 390
LONG = 8000


@contextmanager
def open_browser(browser: Browser, language: str = "sv", width: int = DESK, theme: str = "light") -> Iterator[Page]:
    """A page in a browser of its own; anything that it complains of fails the journey."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=f"{language}-SE", color_scheme=theme, accept_downloads=True
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    yield page
    context.close()
    assert complaints == []


def log_in(page: Page, url: str, email: str, password: str = PASSWORD) -> None:
    """Log in, from wherever the log-in page is shown."""
    if "/accounts/login/" not in page.url:
        page.goto(f"{url}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click("main .form button.button")


def drag(page: Page, words: str) -> None:
    """Select words with the mouse, from the first letter to the last, once the page stands still."""
    page.wait_for_selector("[data-ready]")
    box = None
    while box != (box := box_of(page, words)):
        page.wait_for_timeout(100)
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, box[1], steps=3)
    page.mouse.move(box[2], box[3], steps=3)
    page.mouse.up()


def box_of(page: Page, words: str) -> list[float]:
    """Where on the screen the words begin and end."""
    box: list[float] = page.evaluate(
        """words => {
          const text = [...document.querySelectorAll('[data-text]')].find(one => one.textContent.includes(words));
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const at = text.textContent.indexOf(words);
          const place = units => { let left = units; walker.currentNode = text;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              if (left <= node.length) return [node, left]; left -= node.length; } };
          const range = document.createRange();
          range.setStart(...place(at)); range.setEnd(...place(at + words.length));
          const boxes = [...range.getClientRects()].filter(one => one.width > 0);
          const first = boxes[0], last = boxes[boxes.length - 1];
          return [first.left + 1, first.top + first.height / 3, last.right - 1, last.top + last.height / 3];
        }""",
        words,
    )
    return box


def faults_of(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page as it stands."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def is_too_wide(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def picture(page: Page, folder: Path, name: str) -> None:
    """Keep a picture of the whole page, for looking at; of a very long one its beginning."""
    folder.mkdir(parents=True, exist_ok=True)
    is_short = bool(page.evaluate(f"document.documentElement.scrollHeight < {LONG}"))
    page.screenshot(path=str(folder / f"{name}.png"), full_page=is_short)
