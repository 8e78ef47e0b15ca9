"""The running workbench: web servers and worker side by side, begun and ended together."""

import gc
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import waitress
from django.core.wsgi import get_wsgi_application
from waitress.adjustments import Adjustments

from samverkan.cli.children import Child, end_with_parent, interrupt_on_signals
from samverkan.cli.frame import tell
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.searching import lemma_of
from samverkan.domain.words import say
from samverkan.workbench import jobs
from samverkan.workbench.people.accounts import has_studies
from samverkan.workbench.study.moving import import_study_for

THREADS: Final = 8
MOST_PROCESSES: Final = 4
GARBAGE: Final = (20_000, 20, 50)
"""A page of many excerpts makes many values at once; looking for cycles among them took half of its time."""
PACKAGE: Final = Path(__file__).parent.parent
EXAMPLES: Final = (PACKAGE / "examples", PACKAGE.parent.parent / "examples")
"""Where the examples lie: in the package that was installed, else in the repository."""


class PortTakenError(WorkbenchError):
    """Something else listens there already."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where the workbench is served, and by how many processes: one uses no more than one core."""

    host: str
    port: int
    n_processes: int = 1

    def run(self, *, opens_browser: bool) -> None:
        """Serve until Ctrl-C or SIGTERM, then end the worker and the other servers too.

        Raises
        ------
        PortTakenError
            Something else listens on the port.
        """
        sockets = self._listen()
        interrupt_on_signals()
        with suppress(KeyboardInterrupt), ExitStack() as children:
            self._tell_where(sockets, opens_browser)
            children.callback(Child("samverkan.cli.main", "worker", "--beside").end)
            descriptors = tuple(one.fileno() for one in sockets)
            for _ in range(self.n_processes - 1):
                beside = Child("samverkan.cli.beside", *(str(one) for one in descriptors), keeps=descriptors)
                children.callback(beside.end)
            serve_on(sockets)

    def _tell_where(self, sockets: Sequence[socket.socket], opens_browser: bool) -> None:
        address = f"http://{self.host}:{sockets[0].getsockname()[1]}/"
        tell(say("The workbench is open at {address}. End it with Ctrl-C.", address=address))
        sys.stdout.flush()
        if opens_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()

    def _listen(self) -> list[socket.socket]:
        """Return sockets that listen: all servers take from the same ones."""
        sockets = []
        try:
            for family, _, _, place in Adjustments(host=self.host, port=self.port).listen:
                sockets.append(socket.create_server(place[:2], family=family, backlog=1024))
        except OSError as error:
            raise PortTakenError(
                say("Port {port} is taken. Choose another with --port.", port=str(self.port))
            ) from error
        return sockets


def count_processes() -> int:
    """Return how many servers this machine has the cores for."""
    return 1 if sys.platform == "win32" else min(os.cpu_count() or 1, MOST_PROCESSES)


def serve_on(sockets: Sequence[socket.socket]) -> None:
    """Serve until this process is told to end."""
    application = get_wsgi_application()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    # The word forms take seconds to load: the first who searches need not wait for them.
    threading.Thread(target=lemma_of, args=("samverka",), daemon=True).start()
    server = waitress.create_server(application, sockets=list(sockets), threads=THREADS)
    try:
        server.run()
    finally:
        server.close()


def work_until_told(*, is_beside: bool) -> None:
    """Do jobs until Ctrl-C or SIGTERM; beside a server also until that is gone, however it went."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if is_beside:
        end_with_parent()
    jobs.work(stop)


def load_examples(owner: str) -> None:
    """Take the example studies in for an account that has no study yet."""
    if not owner or has_studies(owner):
        return
    home = next((one for one in EXAMPLES if one.is_dir()), EXAMPLES[0])
    for folder in sorted(path.parent for path in home.glob("*/study.toml")):
        import_study_for(folder, owner)
        tell(say("Example taken in: {name}.", name=folder.name))
