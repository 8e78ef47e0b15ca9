"""Repeated work on a Dask cluster; imported only when a scheduler is named."""

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from samverkan import __version__
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say
from samverkan.methods.qca.reanalysis import Mapper

try:
    from distributed import Client, KilledWorker
    from distributed.comm.core import CommClosedError
except ImportError as error:
    raise WorkbenchError(
        say('--scheduler needs Dask, which is not installed. Install it with: pip install "samverkan[distributed]"')
    ) from error

Item = TypeVar("Item")
Result = TypeVar("Result")
ADDRESS = re.compile(r"((tcp|tls|ucx|wss?)://)?[^/\s]+:\d+/?")
ANSWER_SECONDS = 10
"""How long a scheduler may take to answer, and its first worker to come."""
GRACE_SECONDS = 10
"""How much longer to wait for one who took the call and says nothing."""
CHUNKS_PER_THREAD = 8


@contextmanager
def open_cluster(address: str) -> Iterator[Mapper]:
    """Give a map over the workers of the cluster at the address; what is under way is cancelled at the end."""
    with _hush(), closing(_connect(address)) as client:
        _check_workers(client, address)
        yield _Cluster(client, address)


@contextmanager
def _hush() -> Iterator[None]:
    """Keep Dask's logs from the person's screen: what goes wrong is said once, by our own errors."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in names}
    for logger in levels:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)


class _Cluster:
    """Sends chunks of items to the workers and gives the results back in order."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        n_threads = sum(self._client.nthreads().values())
        size = max(1, len(items) // max(1, n_threads * CHUNKS_PER_THREAD))
        chunks = [items[at : at + size] for at in range(0, len(items), size)]
        # pure=False: two maps with equal items must not share, and cancel, each other's futures.
        futures = self._client.map(_Chunk(function), chunks, pure=False)
        try:
            for future in futures:
                yield from self._wait_for(future)
        except (KilledWorker, CommClosedError, CancelledError) as error:
            raise self._lost() from error
        finally:
            self._client.cancel(futures)

    def _wait_for(self, future: Any) -> Any:
        """Return the result; Dask itself would wait for ever when its last worker is gone."""
        while True:
            try:
                return future.result(timeout=ANSWER_SECONDS)
            except TimeoutError as error:
                if future.done():
                    raise
                if not self._client.nthreads():
                    raise self._lost() from error

    def _lost(self) -> WorkbenchError:
        return WorkbenchError(
            say("The cluster at {address} was lost in the middle of the work. See its logs.", address=self._address)
        )


class _Chunk:
    """A function over several items, as one task."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __call__(self, items: Sequence[Any]) -> list[Any]:
        return [self._function(item) for item in items]


def _connect(address: str) -> Any:
    # A client that was given no address cannot be closed again: look first.
    if not ADDRESS.fullmatch(address):
        raise WorkbenchError(
            say('"{address}" is no address of a Dask scheduler. Write it as tcp://server:8786.', address=address)
        )
    try:
        return _connect_within(address, ANSWER_SECONDS + GRACE_SECONDS)
    except (OSError, ValueError) as error:
        raise WorkbenchError(
            say(
                "No Dask scheduler answers at {address}. Start one with `dask scheduler`, or mend the address.",
                address=address,
            )
        ) from error


def _connect_within(address: str, seconds: float) -> Any:
    """Return the client; TimeoutError in time also when what listens there is no scheduler: Dask waits for its word."""
    found: list[Any] = []

    def connect() -> None:
        client: Any = Client
        try:
            found.append(client(address, timeout=ANSWER_SECONDS, set_as_default=False))
        except (OSError, ValueError) as error:
            found.append(error)

    waiting = threading.Thread(target=connect, daemon=True)
    waiting.start()
    waiting.join(seconds)
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _check_workers(client: Any, address: str) -> None:
    """Refuse a cluster without workers, and one that would compute with another version."""
    try:
        client.wait_for_workers(1, timeout=ANSWER_SECONDS)
    except TimeoutError as error:
        raise WorkbenchError(
            say(
                "The Dask scheduler at {address} has no workers. Start one with `dask worker {address}`.",
                address=address,
            )
        ) from error
    if _versions(client) != {__version__}:
        raise WorkbenchError(
            say(
                "The scheduler and the workers at {address} must have version {version} of samverkan. Install it on "
                "each of them, and restart them.",
                address=address,
                version=__version__,
            )
        )


def _versions(client: Any) -> set[object]:
    """Return the versions that scheduler and workers have; an error in place of one that has none."""
    try:
        on_scheduler: object = client.run_on_scheduler(installed_version)
    except ImportError as error:
        return {error}
    return {on_scheduler, *client.run(installed_version, on_error="return").values()}


def installed_version() -> str:
    """Return the version of samverkan where this is run."""
    return __version__
