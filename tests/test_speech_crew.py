"""speech/crew.py: who does the work, and what happens when a worker is lost."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from pipeline.speech import crew as crew_module
from pipeline.speech.crew import Crew, WorkerLost, hands
from pipeline.workers import process_pool


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stay() -> None:
    threading.Event().wait()


def pid_of(crew: Crew) -> int:
    return crew.result(crew.submit(os.getpid))


def test_a_machine_with_many_processors_and_little_memory_gets_few_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sixteen neural workers in 4 GB would be killed one after another."""
    monkeypatch.setattr(crew_module, "cores", lambda: 16)
    assert 1 <= hands() <= 16
    monkeypatch.setattr(crew_module, "MEMORY_PER_WORKER", 10**15)
    assert Crew().workers == 1


def test_workers_are_kept_between_jobs_and_quarantine_is_another_process() -> None:
    with Crew(workers=1) as crew:
        here, pool = crew.result(crew.submit_here(os.getpid)), pid_of(crew)
        assert here == os.getpid()
        assert pid_of(crew) == pool
        assert crew.result(crew.submit_alone(os.getpid)) not in (here, pool)


def test_no_process_starts_before_there_is_work() -> None:
    made: list[int] = []

    def hire(workers: int) -> Executor:
        made.append(workers)
        return process_pool(workers)

    with Crew(hire=hire, workers=1):
        assert made == []


def test_an_error_of_the_work_is_the_works_own() -> None:
    with Crew(workers=1) as crew, pytest.raises(ZeroDivisionError):
        crew.result(crew.submit(divmod, 1, 0))


def test_a_dead_worker_is_replaced() -> None:
    with Crew(workers=1) as crew:
        before = pid_of(crew)
        with pytest.raises(WorkerLost):
            crew.result(crew.submit(die))
        assert pid_of(crew) != before


def test_work_handed_to_a_pool_that_broke_unseen_shares_its_fate() -> None:
    with Crew(workers=1) as crew:
        os.kill(pid_of(crew), signal.SIGKILL)
        lost = 0
        while lost == 0:  # the pool notices a moment later; until then it may still take work
            try:
                crew.result(crew.submit(os.getpid))
            except WorkerLost:
                lost += 1
        assert pid_of(crew) > 0


def test_a_stuck_worker_is_killed() -> None:
    with Crew(workers=1, patience=0.5) as crew, pytest.raises(WorkerLost):
        crew.result(crew.submit(stay))


def test_threads_that_find_the_same_pool_broken_replace_it_once() -> None:
    made: list[Executor] = []

    def hire(workers: int) -> Executor:
        made.append(process_pool(workers))
        return made[-1]

    with Crew(hire=hire, workers=1) as crew:
        jobs = [crew.submit(die) for _ in range(3)]

        def collect(number: int) -> bool:
            with pytest.raises(WorkerLost):
                crew.result(jobs[number])
            return True

        with ThreadPoolExecutor(3) as threads:
            assert all(threads.map(collect, range(3)))
        assert pid_of(crew) > 0
        assert len(made) == 2
