"""Who does the pieces: an executor that may lose its workers, and how a run survives that.

When a process pool breaks, all that was in it is lost with the guilty piece. Each lost piece is tried once more, alone
in a fresh pool of one, where a second death can only be its own.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

import psutil

from pipeline.errors import NoWorkers
from pipeline.nightly.piece import Finished, Piece, failed, work
from pipeline.workers import cores, dismiss, process_pool

Hire = Callable[[int], Executor]
"""Makes an executor of so many workers."""

# A worker with a neural voice and a translation model needs 0.8 GB (FACTS: piper 400 MB, Argos 440 MB).
MEMORY_PER_WORKER = 1024**3
# Pieces handed over for each worker: one in work, one waiting. More would only fill the memory.
AHEAD = 2
# Pieces that a worker does before a fresh one takes its place, for engines in C lose memory: espeak-ng 180 kB with every
# sentence that is not English, which after 1,000 articles were 1.2 GB a worker. Starting one takes a second.
LIFETIME = 100
# Pieces that are lost twice, one after the other and before anything succeeded, until a run gives up.
HOPELESS = 3

_LOST = (BrokenExecutor, CancelledError)
_DIED = (
    "Its worker died twice, out of memory or in a crash of an engine. "
    "Look at the page, try another voice or engine, or give the run fewer --workers."
)
_STUCK = "It took longer than {:.0f} seconds, twice, so its worker was ended. Look at the page, or raise nightly.patience."


def how_many(asked: int) -> int:
    """Workers for this machine: those asked for; else one per core, as far as the memory that is free allows."""
    if asked:
        return asked
    return max(1, min(cores(), psutil.virtual_memory().available // MEMORY_PER_WORKER))


@dataclass(slots=True)
class _Flight:
    piece: Piece
    executor: Executor
    alone: bool
    begun: float | None = None


@dataclass(slots=True)
class _Pools:
    pool: Executor | None = None
    single: Executor | None = None
    retiring: tuple[Executor, ...] = ()

    @property
    def all(self) -> tuple[Executor, ...]:
        return tuple(pool for pool in (self.pool, self.single, *self.retiring) if pool)


@dataclass
class Hands:
    """A context manager around the executors. `patience` is in seconds for one piece."""

    workers: int
    hire: Hire = process_pool
    patience: float = 3600.0
    clock: Callable[[], float] = time.monotonic
    _pools: _Pools = field(default_factory=_Pools, init=False)
    _flights: dict[Future[Finished], _Flight] = field(default_factory=dict, init=False)
    _suspects: deque[Piece] = field(default_factory=deque, init=False)
    _stuck: set[tuple[int, bool]] = field(default_factory=set, init=False)
    _given: int = field(default=0, init=False)
    _deaths: int | None = field(default=0, init=False)
    _stopping: bool = field(default=False, init=False)

    @property
    def busy(self) -> int:
        """How many pieces are in hand."""
        return len(self._flights) + len(self._suspects)

    @property
    def full(self) -> bool:
        return self.busy >= self.workers * AHEAD

    def submit(self, piece: Piece) -> None:
        """Hand a piece over."""
        self._given += 1
        if self._given > LIFETIME * self.workers:
            self._retire()
        self._pools.pool = self._pools.pool or self.hire(self.workers)
        self._launch(piece, self._pools.pool, alone=False)

    def finished(self, timeout: float) -> Iterator[tuple[Piece, Finished]]:
        """What is finished now or within `timeout` seconds, in no order. Raises NoWorkers."""
        self._try_suspect()
        done, _ = wait(self._flights, timeout, FIRST_COMPLETED)
        for future in done:
            yield from self._landed(future, self._flights.pop(future))
        self._end_the_stuck()
        self._end_the_retired()

    def stop(self) -> None:
        """Take back what nobody has begun; what is lost from now on is not tried again."""
        self._stopping = True
        self._suspects.clear()
        self._flights = {future: flight for future, flight in self._flights.items() if not future.cancel()}

    def _launch(self, piece: Piece, executor: Executor, *, alone: bool) -> None:
        try:
            future = executor.submit(work, piece)
        except BrokenExecutor as error:
            # It broke while nobody looked: this piece shares the fate of those in it.
            future = Future()
            future.set_exception(error)
        self._flights[future] = _Flight(piece, executor, alone)

    def _try_suspect(self) -> None:
        if self._suspects and not any(flight.alone for flight in self._flights.values()):
            self._pools.single = self._pools.single or self.hire(1)
            self._launch(self._suspects.popleft(), self._pools.single, alone=True)

    def _landed(self, future: Future[Finished], flight: _Flight) -> Iterator[tuple[Piece, Finished]]:
        piece = flight.piece
        try:
            finished = future.result()
        except _LOST:
            self._replace(flight.executor)
            if self._stopping:
                yield piece, Finished(interrupted=True)
            elif flight.alone:
                yield piece, failed(piece.page, self._verdict(piece))
            else:
                self._suspects.append(piece)
        except NoWorkers:
            if not self._stopping:
                raise
            yield piece, Finished(interrupted=True)
        except Exception as error:  # noqa: BLE001  such as one that cannot be pickled: this piece's trouble alone
            yield piece, failed(piece.page, error)
        else:
            self._deaths = None
            yield piece, finished

    def _verdict(self, piece: Piece) -> str:
        """What is said of a piece that was lost twice. Raises NoWorkers when nothing but deaths was seen so far."""
        if (piece.index, piece.publishes) in self._stuck:
            return _STUCK.format(self.patience)
        if self._deaths is not None:
            self._deaths += 1
            if self._deaths == HOPELESS:
                raise NoWorkers(
                    f"{HOPELESS} workers died before any had done anything, so no article is to blame. "
                    "Run: publish doctor, and: publish nightly --serial"
                )
        return _DIED

    def _end_the_stuck(self) -> None:
        now = self.clock()
        for future, flight in self._flights.items():
            if flight.begun is None and future.running():
                flight.begun = now
            if flight.begun is not None and now - flight.begun > self.patience:
                self._stuck.add((flight.piece.index, flight.piece.publishes))
                self._replace(flight.executor)
                break

    def _retire(self) -> None:
        """What the pool has in hand it may finish; all else goes to a fresh one."""
        pools = self._pools
        retiring = (*pools.retiring, pools.pool) if pools.pool else pools.retiring
        self._pools, self._given = replace(pools, pool=None, retiring=retiring), 1

    def _end_the_retired(self) -> None:
        at_work = {id(flight.executor) for flight in self._flights.values()}
        for pool in self._pools.retiring:
            if id(pool) not in at_work:
                pool.shutdown(wait=False)
        self._pools.retiring = tuple(pool for pool in self._pools.retiring if id(pool) in at_work)

    def _replace(self, broken: Executor) -> None:
        pools = self._pools
        if broken in pools.all:
            dismiss(broken)
        self._pools = _Pools(
            None if pools.pool is broken else pools.pool,
            None if pools.single is broken else pools.single,
            tuple(pool for pool in pools.retiring if pool is not broken),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for executor in self._pools.all:
            if self._flights:
                dismiss(executor)
            else:
                executor.shutdown(wait=True)
