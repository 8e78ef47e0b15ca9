"""A server beside the first, on the same sockets: one process uses no more than one core."""

import signal
import socket
import sys
from contextlib import suppress

from samverkan.cli.children import end_with_parent, interrupt_on_signals
from samverkan.workbench.opening import open_workbench


def main() -> None:
    """Serve on the sockets whose descriptors are the arguments, until the process that began this one ends."""
    interrupt_on_signals()
    # Ctrl-C goes to all processes of a terminal, and the first tells this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(KeyboardInterrupt):
        end_with_parent()
        open_workbench(migrate=False)
        from samverkan.cli.service import serve_on  # tables can be imported only now

        serve_on([socket.socket(fileno=int(one)) for one in sys.argv[1:]])


if __name__ == "__main__":
    main()
