"""workers.py: the same contract in this process and in others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import psutil
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


ORPHANING = """
import os, time
from pipeline.workers import process_pool
if __name__ == "__main__":
    with process_pool(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""


def test_no_worker_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(ORPHANING)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        worker.wait(timeout=30)  # raises TimeoutExpired when it lives on
    assert not worker.is_running()


INTERRUPTED = """
import os, signal
from pipeline.workers import process_pool
if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    with process_pool(1) as pool:
        waiting = pool.submit(divmod, 7, 2)
        os.killpg(0, signal.SIGINT)
        print(waiting.result())
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups here")
def test_a_worker_that_has_hardly_begun_hears_no_ctrl_c(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(INTERRUPTED)
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, start_new_session=True
    )
    assert (done.stdout, done.stderr) == ("(3, 1)\n", "")
