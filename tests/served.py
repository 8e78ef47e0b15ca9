"""The workbench as a user starts it: `samverkan serve` as a process of its own, on an empty machine."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from keep import PASSWORD

ADMIN = "kim@example.org"
SAMVERKAN = [sys.executable, "-m", "samverkan.cli.main"]
START = ["serve", "--no-browser", "--port", "0", "--admin", ADMIN, "--password", PASSWORD]
END_SECONDS = 30


@dataclass(frozen=True)
class Machine:
    """A machine where the workbench has its data, and where commands are run."""

    environment: dict[str, str]

    def run(self, *words: str | Path) -> str:
        """Run a command of ours and return what it prints; the test fails when it does."""
        done = subprocess.run(
            [*SAMVERKAN, *map(str, words)], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serve(self) -> Iterator[str]:
        """The address of the workbench, which is served until the test is through."""
        server = subprocess.Popen([*SAMVERKAN, *START], env=self.environment, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        try:
            found = (re.search(r"open at (http://\S+)/\.", line) for line in server.stdout)
            yield next(one[1] for one in found if one)
        finally:
            server.terminate()
            server.wait(END_SECONDS)
            server.stdout.close()


def make_machine(home: Path, database_url: str = "") -> Machine:
    """A machine on which nothing has run; with a database of SQLite unless another is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMVERKAN_", "DATABASE_URL"))}
    own = {"SAMVERKAN_HOME": str(home), "SAMVERKAN_LANGUAGE": "en"}
    return Machine({**kept, **own, **({"DATABASE_URL": database_url} if database_url else {})})


@contextmanager
def empty_database(server_url: str) -> Iterator[str]:
    """The URL of an empty database on a PostgreSQL server, dropped when the test is through."""
    name = f"journey_{secrets.token_hex(4)}"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
