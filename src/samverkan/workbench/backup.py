"""Back-up and restore of a running workbench: one file, with the database and, only when asked, the keys."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from samverkan import __version__
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, say
from samverkan.records.copying import copy_file, dump_rows, is_sqlite, is_whole, list_migrations, load_rows, put_file

FORMAT: Final = 1
MANIFEST, DATABASE, ROWS = "manifest.json", "database.sqlite3", "rows.jsonl"
HOME: Final = "home/"
LAST: Final = "last-backup.json"
BEFORE: Final = "before-restore-"
QUICKLY: Final = 1
"""To pack more tightly takes three times as long, for a tenth less."""
UNDER_WAY: Final = ".samverkan-"
OWN_FILES: Final = ("samverkan.sqlite3", LAST, BEFORE, UNDER_WAY)
"""How the names of files in the data folder begin that are no keys and no uploads."""


class BackupError(WorkbenchError):
    """A back-up cannot be written here, or cannot be read."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A back-up that was written: its size, whether keys are in it, and the folder where the keys lie."""

    path: Path
    size_bytes: int
    has_keys: bool
    keys_folder: Path


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: from when it is, and where the state before it was kept."""

    made_at: datetime
    kept_before: Path


def back_up(path: Path, *, with_keys: bool = False) -> BackedUp:
    """Write a back-up of the whole workbench while it runs.

    Parameters
    ----------
    path
        A file that is not there yet; only its owner may read it.
    with_keys
        Also take what lies in the data folder: the secret key, and uploads with the names that pseudonyms hide.

    Raises
    ------
    BackupError
        There is such a file already.
    """
    if path.exists():
        raise BackupError(say("{path} is there already. Name another file, or move that one away.", path=str(path)))
    home: Path = settings.SAMVERKAN_HOME
    now = timezone.now()
    with tempfile.TemporaryDirectory(prefix=UNDER_WAY, dir=path.resolve().parent) as place:
        name = DATABASE if is_sqlite() else ROWS
        (copy_file if is_sqlite() else dump_rows)(Path(place) / name)
        made = Path(place) / "made.zip"
        made.touch(mode=0o600)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICKLY) as sink:
            sink.writestr(MANIFEST, json.dumps(_describe(name, now, with_keys=with_keys), indent=1))
            sink.write(Path(place) / name, name)
            for one in _files_of(home) if with_keys else ():
                sink.write(one, HOME + one.relative_to(home).as_posix())
        with made.open("rb") as written:
            os.fsync(written.fileno())
        made.replace(path)
    size = path.stat().st_size
    (home / LAST).write_text(json.dumps({"at": now.isoformat(), "bytes": size}), "utf-8")
    return BackedUp(path, size, with_keys, home)


def restore(path: Path, tell: Callable[[Text], None] = lambda _: None) -> Restored:
    """Set the whole workbench to a back-up while it runs; what was there before is kept in the data folder.

    `tell` hears of each step as it begins. The database is changed in one step, whole or not at all: who breaks off
    before it has changed nothing.

    Raises
    ------
    BackupError
        The file is no whole back-up, comes from a newer version, or from the other kind of database.
    """
    with tempfile.TemporaryDirectory(prefix="samverkan-") as place:
        tell(say("Reading the back-up …"))
        manifest = _unpack(path, Path(place))
        _refuse_what_cannot_come(manifest, path)
        found = Path(place) / manifest["database"]
        if manifest["database"] == DATABASE and not is_whole(found):
            raise BackupError(say("The database in {path} is broken. Take another back-up.", path=str(path)))
        home: Path = settings.SAMVERKAN_HOME
        before = home / f"{BEFORE}{timezone.now():%Y%m%dT%H%M%S%f}.zip"
        tell(say("Keeping what is there now in {path} …", path=str(before)))
        back_up(before)
        tell(say("Putting the back-up in its place …"))
        (put_file if manifest["database"] == DATABASE else load_rows)(found)
        for one in _all_under(Path(place) / HOME):
            _put_back(one, home / one.relative_to(Path(place) / HOME))
    call_command("migrate", verbosity=0, interactive=False)
    return Restored(datetime.fromisoformat(manifest["made_at"]), before)


def find_last_backup() -> tuple[datetime, int] | None:
    """Return when the last back-up was made here and its size in bytes; None when there was none."""
    try:
        found = json.loads((settings.SAMVERKAN_HOME / LAST).read_text("utf-8"))
        return datetime.fromisoformat(found["at"]), int(found["bytes"])
    except (OSError, ValueError, KeyError):
        return None


def _describe(name: str, now: datetime, *, with_keys: bool) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": __version__,
        "made_at": now.isoformat(),
        "database": name,
        "migrations": list_migrations(is_applied=True),
        "has_keys": with_keys,
        "keys_folder": str(settings.SAMVERKAN_HOME),
    }


def _unpack(path: Path, place: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as found:
            manifest: dict[str, Any] = json.loads(found.read(MANIFEST))
            if manifest["format"] != FORMAT or manifest["database"] not in {DATABASE, ROWS}:
                raise BackupError(say("{path} was made by a newer version. Upgrade first.", path=str(path)))
            wanted = [one for one in found.namelist() if one == manifest["database"] or _is_of_home(one)]
            found.extractall(place, wanted)
            if manifest["database"] not in wanted:
                raise KeyError(manifest["database"])
    except FileNotFoundError as error:
        raise BackupError(say("There is no file {path}.", path=str(path))) from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BackupError(say("{path} is no whole back-up of the workbench.", path=str(path))) from error
    return manifest


def _is_of_home(name: str) -> bool:
    return name.startswith(HOME) and ".." not in name.split("/")


def _refuse_what_cannot_come(manifest: dict[str, Any], path: Path) -> None:
    if set(manifest["migrations"]) - set(list_migrations(is_applied=False)):
        raise BackupError(say("{path} was made by a newer version. Upgrade first.", path=str(path)))
    if manifest["database"] == DATABASE and not is_sqlite():
        raise BackupError(
            say(
                "{path} comes from SQLite, and this workbench uses PostgreSQL. Restore it on SQLite, and move each "
                "study with export-study and import-study.",
                path=str(path),
            )
        )


def _files_of(home: Path) -> Iterator[Path]:
    return (one for one in _all_under(home) if not one.relative_to(home).parts[0].startswith(OWN_FILES))


def _all_under(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def _put_back(source: Path, target: Path) -> None:
    """Copy a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, made = tempfile.mkstemp(prefix=UNDER_WAY, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as sink, source.open("rb") as given:
            shutil.copyfileobj(given, sink)
        Path(made).replace(target)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
