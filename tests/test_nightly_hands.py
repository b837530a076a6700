"""nightly/hands.py: a worker that dies or hangs costs its own piece a second try, and nobody else anything."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Page, PageKind
from pipeline.errors import NoWorkers
from pipeline.nightly.hands import LIFETIME, Hands, how_many
from pipeline.nightly.piece import Bench, Finished, Piece
from pipeline.places import Places
from pipeline.settings import Settings

BENCH = Bench("run", Settings(), Places(Path("data"), Path("cache"), ()))


def piece(index: int) -> Piece:
    return Piece(index, Page(f"{index}.html", PageKind.HTML, b""), BENCH)


@dataclass
class Pool(Executor):
    """Breaks with everything in it, as a process pool does, when a deadly piece is among what it holds."""

    deadly: set[int]
    held: dict[int, Future[Any]] = field(default_factory=dict)
    broken: bool = False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002  the base class names them
        if self.broken:
            raise BrokenProcessPool
        future: Future[Any] = Future()
        self.held[args[0].index] = future
        return future

    def work(self) -> None:
        self.broken = bool(self.deadly & self.held.keys())
        for future in self.held.values():
            if not future.running() and not future.set_running_or_notify_cancel():
                continue
            if self.broken:
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result(Finished())
        self.held.clear()

    def begin(self) -> None:
        for future in self.held.values():
            future.set_running_or_notify_cancel()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  Executor's
        self.broken = True
        for future in self.held.values():
            if not future.done():
                future.set_exception(BrokenProcessPool())


@dataclass
class Yard:
    """Where pools are hired; `pools` in the order of hiring."""

    deadly: set[int] = field(default_factory=set)
    pools: list[Pool] = field(default_factory=list)
    now: float = 0.0

    def hire(self, _: int) -> Executor:
        self.pools.append(Pool(self.deadly))
        return self.pools[-1]

    def hands(self, workers: int = 2) -> Hands:
        return Hands(workers, self.hire, patience=10, clock=lambda: self.now)

    def until_done(self, hands: Hands) -> dict[int, str]:
        """Let everything happen; the error of each piece, "" for none."""
        seen: dict[int, str] = {}
        for _ in range(50):
            for pool in self.pools:
                if not pool.broken:
                    pool.work()
            for done, finished in hands.finished(0):
                seen[done.index] = finished.line.error if finished.line else ""
            if not hands.busy:
                break
        return seen


def test_everything_comes_back() -> None:
    yard = Yard()
    with yard.hands() as hands:
        for index in range(3):
            hands.submit(piece(index))
        assert yard.until_done(hands) == {0: "", 1: "", 2: ""}
    assert len(yard.pools) == 1


def test_only_the_deadly_piece_is_lost() -> None:
    yard = Yard(deadly={1})
    with yard.hands() as hands:
        for index in range(3):
            hands.submit(piece(index))
        errors = yard.until_done(hands)
    assert (errors[0], errors[2]) == ("", "")
    assert "died twice" in errors[1]


def test_when_no_worker_lives_no_article_is_blamed() -> None:
    yard = Yard(deadly=set(range(9)))
    with yard.hands() as hands:
        for index in range(3):
            hands.submit(piece(index))
        with pytest.raises(NoWorkers, match="publish doctor"):
            yard.until_done(hands)


def test_workers_that_are_gone_are_no_pieces_fault() -> None:
    yard = Yard()
    with yard.hands() as hands:
        for index in range(2):
            hands.submit(piece(index))
        for future in yard.pools[0].held.values():
            future.set_exception(NoWorkers("The scheduler is gone."))
        with pytest.raises(NoWorkers):
            list(hands.finished(0))
        hands.stop()
        assert all(finished.interrupted for _, finished in hands.finished(0))
        assert not hands.busy


def test_an_error_on_the_way_back_is_that_pieces_own() -> None:
    yard = Yard()
    with yard.hands() as hands:
        hands.submit(piece(0))
        yard.pools[0].held.pop(0).set_exception(TypeError("cannot pickle"))
        assert "cannot pickle" in yard.until_done(hands)[0]


def test_a_pool_that_broke_unseen_is_replaced() -> None:
    yard = Yard()
    with yard.hands() as hands:
        hands.submit(piece(0))
        yard.until_done(hands)
        yard.pools[0].broken = True
        hands.submit(piece(1))
        assert yard.until_done(hands) == {1: ""}


def test_a_stuck_piece_is_ended_after_its_patience() -> None:
    yard = Yard()
    with yard.hands() as hands:
        hands.submit(piece(0))
        for pool in (0, 1):
            yard.pools[pool].begin()
            assert list(hands.finished(0)) == []
            yard.now += 11
            assert list(hands.finished(0)) == []
            if pool == 0:
                assert list(hands.finished(0)) == []
                assert list(hands.finished(0)) == []
        ((_, finished),) = hands.finished(0)
        assert finished.line
        assert "longer than 10 seconds" in finished.line.error


def test_a_stop_takes_back_what_nobody_has_begun_and_tries_nothing_again() -> None:
    yard = Yard(deadly={0})
    with yard.hands() as hands:
        hands.submit(piece(0))
        yard.pools[0].begin()
        hands.submit(piece(1))
        hands.stop()
        yard.pools[0].work()
        assert [(done.index, finished.interrupted) for done, finished in hands.finished(0)] == [(0, True)]
        assert not hands.busy
    assert len(yard.pools) == 1


def used_up(yard: Yard, hands: Hands) -> None:
    """As many pieces done as its workers live for."""
    for index in range(LIFETIME * hands.workers):
        hands.submit(piece(index))
        yard.until_done(hands)


def test_workers_live_for_so_many_pieces_and_finish_what_they_have_in_hand() -> None:
    yard = Yard()
    with yard.hands(workers=1) as hands:
        used_up(yard, hands)
        assert len(yard.pools) == 1
        hands.submit(piece(1000))
        hands.submit(piece(1001))
        assert [len(pool.held) for pool in yard.pools] == [0, 2]
        assert yard.until_done(hands) == {1000: "", 1001: ""}
        assert yard.pools[0].broken
        assert not yard.pools[1].broken


def test_a_piece_that_hangs_in_a_pool_that_is_retiring_is_ended_as_well() -> None:
    yard = Yard()
    with yard.hands(workers=1) as hands:
        used_up(yard, hands)
        hands._given -= 1
        hands.submit(piece(1000))
        yard.pools[0].begin()
        hands.submit(piece(1001))
        assert list(hands.finished(0)) == []
        assert not yard.pools[0].broken
        yard.now += 11
        list(hands.finished(0))
        assert yard.pools[0].broken
        assert yard.until_done(hands) == {1000: "", 1001: ""}


def test_there_is_room_for_two_pieces_a_worker() -> None:
    yard = Yard()
    with yard.hands(workers=1) as hands:
        hands.submit(piece(0))
        assert not hands.full
        hands.submit(piece(1))
        assert hands.full


@pytest.mark.parametrize("asked", [1, 7])
def test_as_many_workers_as_asked_for(asked: int) -> None:
    assert how_many(asked) == asked


def test_there_is_at_least_one_worker() -> None:
    assert how_many(0) >= 1
