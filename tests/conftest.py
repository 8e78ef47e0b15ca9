"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from databases import choose_database

REPOSITORY = Path(__file__).parent.parent
# Django reads its settings once, before any test.
NO_DATABASE = choose_database()


def pytest_configure() -> None:
    """Let Django read its settings now that the environment names the database; pytest-django does the rest."""
    assert settings.DATABASES


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
