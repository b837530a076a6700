"""Executors: the same work in this process, or in a pool of processes.

Work is handed over by value (functions by name, frozen values); a worker loads its engine on first use and keeps it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SerialExecutor(Executor):
    """An Executor that does the work at once, in the caller: for tests, single pieces and debugging."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  the future carries it to whoever asks for the result
            future.set_exception(error)
        return future


def process_pool(workers: int = 0) -> ProcessPoolExecutor:
    """A pool of `workers` processes (0: one per core), started only when work comes.

    Processes are spawned, never forked: engines own threads, and a fork would copy their locks.
    Ctrl-C is the parent's to handle, and no process outlives its parent, however that ends.
    """
    context: Any = multiprocessing.get_context("spawn")
    return _Pool(workers or cores(), mp_context=context, initializer=_serve_parent)


class _Pool(ProcessPoolExecutor):
    """A Ctrl-C goes to every process of the terminal, also to one that has not come as far as its initializer."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with _deaf():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started meanwhile hears no Ctrl-C; this thread hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # for the programs that it starts
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed outright tells nobody; its processes would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def dismiss(executor: Executor) -> None:
    """Let go of an executor whose workers are dead or stuck; a stuck one would keep the program from ending."""
    if isinstance(executor, ProcessPoolExecutor):
        # Python 3.14 names this kill_workers(); before, only the private table knows the processes.
        for process in list((executor._processes or {}).values()):  # noqa: SLF001
            process.kill()
    executor.shutdown(wait=False, cancel_futures=True)
