"""The running workbench: web server and worker side by side, begun and ended together."""

import os
import signal
import subprocess
import sys
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import waitress
from django.core.wsgi import get_wsgi_application

from samverkan.cli.frame import tell
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say
from samverkan.workbench import jobs
from samverkan.workbench.people.accounts import has_studies
from samverkan.workbench.study.moving import import_study_for

THREADS: Final = 8
GRACE_SECONDS: Final = 10
PACKAGE: Final = Path(__file__).parent.parent
EXAMPLES: Final = (PACKAGE / "examples", PACKAGE.parent.parent / "examples")
"""Where the examples lie: in the package that was installed, else in the repository."""


class PortTakenError(WorkbenchError):
    """Something else listens there already."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where the workbench is served."""

    host: str
    port: int

    def run(self, *, opens_browser: bool) -> None:
        """Serve until Ctrl-C or SIGTERM, then end the worker too.

        Raises
        ------
        PortTakenError
            Something else listens on the port.
        """
        try:
            server = waitress.create_server(get_wsgi_application(), host=self.host, port=self.port, threads=THREADS)
        except OSError as error:
            raise PortTakenError(
                say("Port {port} is taken. Choose another with --port.", port=str(self.port))
            ) from error
        worker = subprocess.Popen([sys.executable, "-m", "samverkan.cli.main", "worker"])
        address = f"http://{self.host}:{server.effective_port}/"
        tell(say("The workbench is open at {address}. End it with Ctrl-C.", address=address))
        sys.stdout.flush()
        if opens_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            server.run()
        finally:
            server.close()
            end(worker)


def work_until_told() -> None:
    """Do jobs until Ctrl-C, SIGTERM, or the server that began it is gone."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_watch_parent, args=(os.getppid(), stop), daemon=True).start()
    jobs.work(stop)


def end(worker: subprocess.Popen[bytes]) -> None:
    """End a worker; one that does not end within some seconds is killed, and its job goes to the next."""
    worker.terminate()
    try:
        worker.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def load_examples(owner: str) -> None:
    """Take the example studies in for an account that has no study yet."""
    if not owner or has_studies(owner):
        return
    home = next((one for one in EXAMPLES if one.is_dir()), EXAMPLES[0])
    for folder in sorted(path.parent for path in home.glob("*/study.toml")):
        import_study_for(folder, owner)
        tell(say("Example taken in: {name}.", name=folder.name))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _watch_parent(parent: int, stop: threading.Event) -> None:
    """Stop when the process that began this one has been killed: a worker must not outlive its server."""
    while not stop.wait(2):
        if os.getppid() != parent:
            stop.set()
