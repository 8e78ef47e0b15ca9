"""`samverkan import-study` and `export-study`, on a fresh data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from make import EXAMPLES

pytestmark = pytest.mark.process


@pytest.fixture
def samverkan(tmp_path):
    """Run the command in a process of its own, with its own data folder."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SAMVERKAN_SECRET_KEY"}}
    environment = {**kept, "SAMVERKAN_HOME": str(tmp_path / "home"), "SAMVERKAN_LANGUAGE": "en"}

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from samverkan.cli.main import main; main()", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


def test_a_study_goes_in_and_out_on_a_fresh_machine(samverkan, tmp_path):
    came_in = samverkan("import-study", EXAMPLES / "swedish-collaborations")
    went_out = samverkan("export-study", "1", tmp_path / "back")

    assert (came_in.returncode, came_in.stdout) == (0, "The study is in the workbench as number 1.\n")
    assert went_out.stdout == f"The study is written to {tmp_path / 'back'}: 8 files.\n"
    assert (tmp_path / "back" / "study.toml").read_bytes() == (
        EXAMPLES / "swedish-collaborations" / "study.toml"
    ).read_bytes()
    rights = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "home").iterdir()}
    assert rights == {"secret_key": "0o600", "samverkan.sqlite3": "0o600"}


def test_what_can_be_mended_ends_with_status_2(samverkan, tmp_path):
    done = samverkan("export-study", "7", tmp_path / "back")

    assert (done.returncode, done.stderr) == (2, "There is no study 7 in the workbench.\n")
