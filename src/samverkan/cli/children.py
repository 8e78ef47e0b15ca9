"""Processes beside the server: begun again when they are lost, ended when the server ends or is killed."""

import os
import signal
import subprocess
import sys
import threading
from typing import Final

GRACE_SECONDS: Final = 10
AGAIN_SECONDS: Final = 1.0


class Child:
    """A process of ours that is kept alive: one that ends before it is told to is begun again."""

    def __init__(self, module: str, *arguments: str, keeps: tuple[int, ...] = ()) -> None:
        """Begin it; `keeps` are file descriptors that it gets from this process."""
        self._command = [sys.executable, "-m", module, *arguments]
        self._keeps = keeps
        self._is_ending = threading.Event()
        self._begin()
        threading.Thread(target=self._keep, daemon=True).start()

    def _begin(self) -> None:
        # Nothing is ever written to its standard input, which closes when this process is gone, however it goes.
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, pass_fds=self._keeps)

    def _keep(self) -> None:
        while True:
            self._process.wait()
            if self._is_ending.wait(AGAIN_SECONDS):
                return
            self._begin()

    def end(self) -> None:
        """End it; one that does not end within some seconds is killed."""
        self._is_ending.set()
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def interrupt_on_signals() -> None:
    """Let SIGTERM end this process in order, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _interrupt)


def end_with_parent() -> None:
    """End this process, as SIGTERM does, when the one that began it is gone: for what a Child runs."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
