"""The pure scripts of the coding pages, run by node."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_does_what_it_says(script):
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no node on this machine")
        pytest.skip("no node on this machine")

    run = subprocess.run([node, "--test", str(script)], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout
