"""The door of whole copies: the database out and in again, while others go on reading and writing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from samverkan.records.rows import read_together

LEFT_OUT: Final = ("contenttypes", "auth.permission", "sessions")
"""Tables that are made anew, and log-ins, which a copy need not keep open."""
WHOLE: Final = "ok"


def is_sqlite() -> bool:
    """Tell whether the database is one file."""
    return connection.vendor == "sqlite"


def list_migrations(*, is_applied: bool) -> tuple[str, ...]:
    """Return the names of the migrations of our tables: those the database has had, or those the code knows."""
    loader = MigrationLoader(connection)
    found = loader.applied_migrations if is_applied else loader.disk_migrations
    return tuple(sorted(name for app, name in found or () if app == "records"))


def copy_file(target: Path) -> None:
    """Copy the SQLite database to a file, as it is at one moment.

    All pages are copied in one step: in smaller steps a writer makes it begin anew again and again.
    """
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")


def is_whole(source: Path) -> bool:
    """Tell whether a file is an SQLite database in which nothing is broken."""
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as found:
            return bool(found.execute("PRAGMA integrity_check").fetchone()[0] == WHOLE)
    except sqlite3.DatabaseError:
        return False


def put_file(source: Path) -> None:
    """Set the SQLite database to what a file holds; who has it open sees the new content from their next read on."""
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as found:
        found.backup(connection.connection, pages=-1)
    connection.close()


def dump_rows(target: Path) -> None:
    """Write every row, as it is at one moment, as one JSON object a line; needs no program of the database."""
    with read_together(), target.open("w", encoding="utf-8") as sink:
        call_command("dumpdata", format="jsonl", exclude=list(LEFT_OUT), stdout=sink, verbosity=0)


def load_rows(source: Path) -> None:
    """Set all tables to the rows of a file, whole or not at all; the name ends with .jsonl."""
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
        call_command("loaddata", str(source), verbosity=0)
