"""Who does the speaking: worker processes, and the store of what was said before.

A crew outlives an edition, so that workers and their loaded voices serve the next one. It contains crashes: a broken
pool is replaced at once, and work that may have broken it is tried again in quarantine, one process that does nothing
else, where a second crash can only be its own.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, ParamSpec, Self, TypeVar

from pipeline.cache import NoCache, Store
from pipeline.workers import SerialExecutor, cores, dismiss, process_pool

P = ParamSpec("P")
T = TypeVar("T")

Hire = Callable[[int], Executor]
"""Makes an executor of so many workers: a process pool here, a cluster's elsewhere."""


# A neural voice takes 540 MB at its longest sentence; as much again is left to everything else. In bytes.
MEMORY_PER_WORKER = 1_100_000_000

# A job is cancelled when another thread replaces the pool it was in.
_LOST = (BrokenExecutor, CancelledError, TimeoutError)


class WorkerLost(Exception):
    """A worker died or took too long; the pool has been replaced. Never leaves this room."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work handed over, and to whom."""

    future: Future[T]
    executor: Executor


def hands() -> int:
    """How many workers this machine bears: one per processor, as far as the memory goes."""
    if not hasattr(os, "sysconf"):
        return cores()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(cores(), memory // MEMORY_PER_WORKER))


class Crew:
    """A context manager around the executors. `workers` 0 leaves it to `hands`; `patience` is in seconds per job.

    Threads may share a crew: a pool is replaced once, by whoever first finds it broken.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        hire: Hire = process_pool,
        workers: int = 0,
        offline: bool = False,
        patience: float = 300.0,
    ) -> None:
        self.store: Store = store or NoCache()
        self.workers = workers or hands()
        self.offline = offline
        self.patience = patience
        self._hire = hire
        self._pool: Executor | None = None
        self._quarantine: Executor | None = None
        self._lock = threading.Lock()
        self.alone = threading.Lock()  # whoever works alone holds it until the result is there

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Job[T]:
        """Hand work to the pool."""
        with self._lock:
            self._pool = self._pool or self._hire(self.workers)
            return _hand_over(self._pool, work, *args, **kwargs)

    def submit_alone(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Job[T]:
        """Hand work to a process that does nothing else meanwhile."""
        with self._lock:
            self._quarantine = self._quarantine or self._hire(1)
            return _hand_over(self._quarantine, work, *args, **kwargs)

    def submit_here(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Job[T]:
        """Do the work in this process, at once."""
        here = SerialExecutor()
        return Job(here.submit(work, *args, **kwargs), here)

    def result(self, job: Job[T]) -> T:
        """What the work gave or raised. Raises WorkerLost when its process died or overran `patience`."""
        try:
            return job.future.result(timeout=self.patience)
        except _LOST as error:
            self._replace(job.executor)
            raise WorkerLost from error

    def _replace(self, broken: Executor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
            if self._quarantine is broken:
                self._quarantine = None
        dismiss(broken)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for executor in (self._pool, self._quarantine):
            if executor:
                executor.shutdown(wait=True, cancel_futures=True)


def _hand_over(executor: Executor, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Job[T]:
    try:
        return Job(executor.submit(work, *args, **kwargs), executor)
    except BrokenExecutor as error:  # it broke while nobody looked: the job shares the fate of those in it
        lost: Future[T] = Future()
        lost.set_exception(error)
        return Job(lost, executor)
