"""Opening the workbench on this machine: its data folder, its key, and its tables."""

import os
import secrets
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

SETTINGS = "samverkan.settings"


def open_workbench(*, migrate: bool = True) -> None:
    """Make the workbench ready for use in this process; call it before anything with tables is imported.

    The data folder and the secret key are made when they are missing, and tables are brought up to date unless
    `migrate` is false.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    home: Path = settings.SAMVERKAN_HOME
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if "SAMVERKAN_SECRET_KEY" not in os.environ:
        settings.SECRET_KEY = keep_secret_key(home / "secret_key")
    django.setup()
    database = settings.DATABASES["default"]
    if migrate and database["ENGINE"].endswith("sqlite3"):
        # SQLite gives its other files the rights of this one.
        Path(database["NAME"]).touch(mode=0o600)
    if migrate:
        call_command("migrate", verbosity=0, interactive=False)


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
