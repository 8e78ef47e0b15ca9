"""Opening the workbench on this machine: its data folder, its key, and its tables."""

import os
import secrets
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say

SETTINGS = "samverkan.settings"
OURS = "records"
"""The app with our tables."""


class SettingError(WorkbenchError):
    """A variable of the environment says what cannot be."""


class DatabaseAwayError(WorkbenchError):
    """The database does not let us in, or is none of ours."""


class NewerTablesError(WorkbenchError):
    """A later version has changed the tables in ways that this one does not know."""


def open_workbench(*, migrate: bool = True) -> None:
    """Make the workbench ready for use in this process; call it before anything with tables is imported.

    The data folder and the secret key are made when they are missing, and tables are brought up to date unless
    `migrate` is false.

    Raises
    ------
    SettingError
        DATABASE_URL names no database, or one whose driver is not installed.
    DatabaseAwayError
        The database does not answer, refuses the password, or is a file of another kind.
    NewerTablesError
        The tables were made by a later version. They are not touched.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    home = _read_home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if "SAMVERKAN_SECRET_KEY" not in os.environ:
        settings.SECRET_KEY = keep_secret_key(home / "secret_key")
    database = settings.DATABASES["default"]
    if migrate and database["ENGINE"].endswith("sqlite3"):
        # SQLite gives its other files the rights of this one.
        Path(database["NAME"]).touch(mode=0o600)
    _reach_database()
    if migrate:
        _refuse_newer_tables()
        call_command("migrate", verbosity=0, interactive=False)


def _read_home() -> Path:
    try:
        home: Path = settings.SAMVERKAN_HOME
    except (ImproperlyConfigured, ValueError):
        # What the error says may hold a part of the password.
        raise SettingError(
            say(
                "DATABASE_URL cannot be read. It looks like postgresql://user:password@host:5432/name or "
                "sqlite:///path; in a password, @ is written %40, / is %2F, : is %3A and % is %25."
            )
        ) from None
    return home


def _reach_database() -> None:
    try:
        django.setup()
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        if "psycopg" not in str(error):
            raise
        raise SettingError(
            say("PostgreSQL's driver is not installed. Install it with: pip install 'samverkan[postgres]'.")
        ) from error
    except DatabaseError as error:
        raise DatabaseAwayError(
            say(
                "The database cannot be used: {reason}. See that it runs, and that DATABASE_URL names it, its user and "
                "its password. Nothing was changed.",
                reason=next(iter(str(error).splitlines()), "").rstrip("."),
            )
        ) from error


def _refuse_newer_tables() -> None:
    loader = MigrationLoader(connection)
    newer = [
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app == OURS and (app, name) not in loader.disk_migrations
    ]
    if newer:
        raise NewerTablesError(
            say(
                "The tables were made by a later version of Samverkan ({steps}). Install that version again, or "
                "restore the back-up that was made before the upgrade. Nothing was changed.",
                steps=", ".join(sorted(newer)),
            )
        )


def keep_secret_key(path: Path) -> str:
    """Return the key in a file that only its owner may read, made the first time.

    Processes that start at once get the same key.
    """
    if not path.exists():
        made = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as sink:
            sink.write(secrets.token_urlsafe(50))
        try:
            # Where another process was first the link fails, and its key is ours too.
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text("ascii").strip()
