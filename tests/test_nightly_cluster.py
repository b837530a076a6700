"""nightly/cluster.py: a Dask cluster does what a pool does, whether it sees the output folder or not."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nights import night, prepare, statuses

from pipeline.errors import NoWorkers, UsageError
from pipeline.nightly.cluster import _answers, _Executor, cluster
from pipeline.nightly.hands import Hands, Hire
from pipeline.nightly.piece import Finished, Piece

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    """A scheduler and two workers, in threads of this process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0", protocol="tcp"
    ) as local:
        yield local.scheduler_address


@pytest.mark.parametrize("by_value", [False, True], ids=["shared", "by value"])
def test_a_night_on_a_cluster(scheduler: str, tmp_path: Path, *, by_value: bool) -> None:
    prepare(tmp_path)
    with cluster(scheduler, tmp_path / "output") as there:
        assert (there.workers, there.neighbours, there.by_value) == (2, 2, False)
        for expected in ("made", "unchanged"):
            hands = Hands(there.workers, there.hire)
            report = night(tmp_path, hands, {"by_value": by_value})
            assert statuses(report) == [expected, expected]


def test_an_error_in_a_worker_comes_back(scheduler: str, tmp_path: Path) -> None:
    with cluster(scheduler, tmp_path) as there:
        future = there.hire(1).submit(divmod, 1, 0)
        with pytest.raises(ZeroDivisionError):
            future.result()


class Asked:
    """A client whose workers answer so, as Client.run gives it back."""

    def __init__(self, *answers: object) -> None:
        self.answers = answers

    def run(self, *_: object, on_error: str) -> dict[int, object]:
        assert on_error == "return"
        return dict(enumerate(self.answers))


def test_a_worker_that_goes_away_while_it_is_asked_is_none() -> None:
    assert _answers(Asked("0.1", distributed.comm.CommClosedError("closed"), "0.1"), len) == ["0.1", "0.1"]


def test_a_worker_without_us_is_noticed() -> None:
    with pytest.raises(ImportError):
        _answers(Asked("0.1", ModuleNotFoundError("No module named 'pipeline'")), len)


def test_a_scheduler_that_is_gone_is_said(scheduler: str) -> None:
    client = distributed.Client(scheduler)
    client.close()
    with pytest.raises(NoWorkers, match="scheduler is gone"):
        _Executor(client).submit(divmod, 4, 2)


def test_no_scheduler_is_said() -> None:
    with pytest.raises(UsageError, match="no Dask scheduler"), cluster("nonsense://x", Path("output")):
        pass


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_its_piece_a_second_try(tmp_path: Path) -> None:
    """Workers in processes of their own; the first to begin is killed when the first page is done."""
    prepare(tmp_path, 6)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as local,
        cluster(local.scheduler_address, tmp_path / "output") as there,
    ):
        victim = next(iter(local.workers.values())).pid
        killer = Killer(victim, there.workers, there.hire)
        report = night(tmp_path, killer)
    assert killer.killed
    assert statuses(report) == ["made"] * 6


class Killer(Hands):
    """Hands that kill a worker once the first piece is back."""

    def __init__(self, victim: int, workers: int, hire: Hire) -> None:
        super().__init__(workers, hire)
        self.victim = victim
        self.killed = False

    def finished(self, timeout: float) -> Iterator[tuple[Piece, Finished]]:
        for one in super().finished(timeout):
            if not self.killed:
                os.kill(self.victim, signal.SIGKILL)
                self.killed = True
            yield one
