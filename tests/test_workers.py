"""workers.py: the same contract in this process and in others."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor

import pytest

from pipeline.workers import SerialExecutor, cores, process_pool


@pytest.mark.parametrize("make", [SerialExecutor, lambda: process_pool(1)], ids=["serial", "processes"])
def test_results_and_errors_come_back_through_the_future(make: Callable[[], Executor]) -> None:
    with make() as executor:
        assert executor.submit(divmod, 7, 2).result() == (3, 1)
        assert isinstance(executor.submit(divmod, 7, 0).exception(), ZeroDivisionError)


def test_a_pool_works_in_another_process() -> None:
    with process_pool(1) as executor:
        assert executor.submit(os.getpid).result() != os.getpid()


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
