"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from databases import choose_database

REPOSITORY = Path(__file__).parent.parent
# Django reads its settings once, before any test.
NO_DATABASE = choose_database()
# Playwright runs a loop in this thread, and Django takes any loop for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure() -> None:
    """Let Django read its settings now that the environment names the database; pytest-django does the rest."""
    assert settings.DATABASES
    settings.PASSWORD_HASHERS = ["hashing.QuickArgon2"]
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        # A file, as in the product: who finds a table of a database in memory locked is refused instead of waiting.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = settings.SAMVERKAN_HOME / "tests.sqlite3"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database, so that just these run again on PostgreSQL."""
    for item in items:
        used = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if used or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a PostgreSQL that is not there; with CI=true that fails."""
    if NO_DATABASE and item.get_closest_marker("database"):
        if os.environ.get("CI") == "true":
            pytest.fail(NO_DATABASE)
        pytest.skip(NO_DATABASE)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference figures and trial data beside the repository; in CI they must be there."""
    folder = Path(os.environ.get("SAMVERKAN_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        message = f"no reference data at {folder}; set SAMVERKAN_SHARED"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all; without it such tests are skipped, except in CI, where it must be there."""
    path = which("chromium")
    if path is None:
        message = "no Chromium on this machine; install it with: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
