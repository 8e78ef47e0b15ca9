"""Where repeated work is done: in this process, in several processes, or on a Dask cluster."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from math import ceil
from multiprocessing import connection
from time import perf_counter
from typing import TypeAlias, TypeVar

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, say
from samverkan.methods.qca.reanalysis import Mapper

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress: TypeAlias = Callable[[int, int], None]
"""Told, after each item of a map, how many of its items are done and how many there are."""

Telling: TypeAlias = Callable[[Text, float], None]
"""Told what is being done and the share of the whole that is done, from 0 to 1."""

TRIAL_SECONDS = 0.3
"""How long a map works in this process before it judges whether more processes would pay."""
WORTH_SECONDS = 5.0
"""Starting processes that import numpy takes a second or two of each: with less work left than this it stays here."""
WORTH_SECONDS_STARTED = 0.2
"""The same when the processes have been started already."""
CHUNK_SECONDS = 0.25
"""A chunk is long enough for its transport not to matter, and short enough for progress to be seen."""
CHUNKS_PER_PROCESS = 4


def be_silent(done: int, total: int) -> None:
    """Tell nobody."""


def tell_nobody(what: Text, share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Working:
    """How the work is done: in how many processes (None: one per processor), or on which Dask scheduler."""

    processes: int | None = None
    scheduler: str | None = None
    progress: Telling = tell_nobody


@contextmanager
def open_mapper(
    processes: int | None = None, scheduler: str | None = None, progress: Progress = be_silent
) -> Iterator[Mapper]:
    """Give a map that keeps the order of its items, and close what it started when the work ends or is interrupted.

    Parameters
    ----------
    processes
        How many processes may work at once; None for one per processor. With 1, or when the work is small, all is
        done in this process.
    scheduler
        The address of a Dask scheduler, as tcp://server:8786: then the work is done on its cluster.
    progress
        Told after each item.

    Raises
    ------
    WorkbenchError
        The number of processes is below 1; Dask is not installed, nobody answers at the address, or its workers do
        not have this version; a process or worker ended in the middle of the work.

    Examples
    --------
    >>> with open_mapper(processes=1) as mapper:
    ...     list(mapper(abs, [-2, 1]))
    [2, 1]
    """
    if processes is not None and processes < 1:
        raise WorkbenchError(say("The number of processes is {n}. Give at least 1.", n=processes))
    with _choose(processes or count_processors(), scheduler) as run:
        yield _Watched(run, progress)


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _choose(processes: int, scheduler: str | None) -> AbstractContextManager[Mapper]:
    if scheduler is not None:
        # Here, not on top, for the extra may be missing.
        from samverkan.workbench.running_on_dask import open_cluster

        return open_cluster(scheduler)
    return _open_pool(processes)


class _Watched:
    """A mapper that tells how far it has come."""

    def __init__(self, mapper: Mapper, progress: Progress) -> None:
        self._mapper = mapper
        self._progress = progress

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        for done, result in enumerate(self._mapper(function, items), start=1):
            self._progress(done, len(items))
            yield result


@contextmanager
def _open_pool(processes: int) -> Iterator[Mapper]:
    pool = _Pool(processes)
    try:
        yield pool
    finally:
        pool.close()


class _Trial:
    """How many items were done in this process, and how long they took."""

    def __init__(self) -> None:
        self.done = 0
        self.seconds = 0.0
        self._first = 0.0

    def take(self, seconds: float) -> None:
        """Add an item."""
        self._first = self._first if self.done else seconds
        self.done += 1
        self.seconds += seconds

    @property
    def each(self) -> float:
        """The seconds per item. The first also pays for what is made ready once: it counts only when it is alone."""
        return (self.seconds - self._first) / (self.done - 1) if self.done > 1 else self.seconds


class _Pool:
    """Maps here as long as that is quick, and then in processes, which are started once and kept."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        trial = _Trial()
        while trial.done < len(items) and not self._is_worth(trial, len(items)):
            started = perf_counter()
            result = function(items[trial.done])
            trial.take(perf_counter() - started)
            yield result
        if trial.done < len(items):
            yield from self._map_in_processes(function, items[trial.done :], trial.each)

    def close(self) -> None:
        """End the processes, those at work too."""
        if self._executor is None:
            return
        # Public as terminate_workers() from Python 3.14; without it an interrupted person waits for the chunk.
        workers = list((self._executor._processes or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
        self._executor = None

    def _is_worth(self, trial: _Trial, total: int) -> bool:
        if self._processes == 1 or not trial.done or trial.seconds < TRIAL_SECONDS:
            return False
        worth = WORTH_SECONDS if self._executor is None else WORTH_SECONDS_STARTED
        return trial.each * (total - trial.done) > worth

    def _map_in_processes(
        self, function: Callable[[Item], Result], items: Sequence[Item], each: float
    ) -> Iterator[Result]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._processes, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare_worker
            )
        fair = ceil(len(items) / (self._processes * CHUNKS_PER_PROCESS))
        chunk = max(1, min(fair, int(CHUNK_SECONDS / max(each, 1e-9))))
        try:
            yield from self._executor.map(function, items, chunksize=chunk)
        except BrokenProcessPool as error:
            raise WorkbenchError(
                say("A process ended in the middle of the work, perhaps for want of memory. Try with --processes 1.")
            ) from error


def _prepare_worker() -> None:
    """Leave Ctrl-C to the process that the person started, and end when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
