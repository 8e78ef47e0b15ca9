"""What every test may ask for."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


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
