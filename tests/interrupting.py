"""A command that is interrupted at its work, as by Ctrl-C."""

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

OLD = "old"
TIMES = 60


def leave_old(folder: Path, names: tuple[str, ...]) -> Path:
    """A folder in which such files stand already."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text(OLD, encoding="utf-8")
    return folder


def interrupt_at_work(*arguments: str, after: float) -> int:
    """Begin the command, interrupt it after so many seconds, each second once more, and return how it ended."""
    code = "from samverkan.cli.main import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait = after
            for _ in range(TIMES):
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(wait)
                process.send_signal(signal.SIGINT)
                wait = 1
            raise AssertionError("it did not end")
        finally:
            process.kill()
