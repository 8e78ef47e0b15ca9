"""A real browser for the pictures."""

import os
from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Page, sync_playwright


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    path = which("chromium")
    if path is None:
        message = "no Chromium; install it with `apt-get install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 760, "height": 900})
        browser.close()
