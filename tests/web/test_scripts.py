"""The thinking of the scripts, tested by node."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.test.mjs")), ids=lambda path: path.name)
def test_node_finds_nothing(path):
    node = shutil.which("node")
    if node is None:
        message = "no node on this machine; install it with: apt-get install nodejs"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    done = subprocess.run([node, "--test", str(path)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
