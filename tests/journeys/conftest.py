"""A page that lies in a file, open in a browser that tells of everything it lacks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

DESK = 1440


@pytest.fixture
def messages() -> list[str]:
    """What the browser complains of, and every address it asks for."""
    return []


@pytest.fixture
def open_page(browser: Browser, address: str, messages: list[str]) -> Iterator[Page]:
    """The page at the module's own `address`."""
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: messages.append(message.text))
    page.on("request", lambda request: messages.append(request.url) if request.url != address else None)
    page.goto(address)
    yield page
    context.close()
