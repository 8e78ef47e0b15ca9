"""A page for the pictures."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    one = browser.new_page(viewport={"width": 760, "height": 900})
    yield one
    one.close()
