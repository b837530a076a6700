"""A Dask cluster as an executor. Every worker has the same Röstval, the same voices and models at the same paths.

The scheduler has the same Röstval as well: Dask's unpacks what it hands on, and would drop what it does not know.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.errors import ConfigError, NoWorkers, UsageError
from pipeline.nightly.hands import Hire

PATIENCE = 30.0  # seconds for the scheduler, and for the first worker


@dataclass(frozen=True, slots=True)
class Cluster:
    """`by_value`: some worker does not see the output folder, so files travel. `neighbours`: workers of one host, at most."""

    workers: int
    hire: Hire
    by_value: bool
    neighbours: int


@contextmanager
def cluster(address: str, output: Path) -> Iterator[Cluster]:
    """The cluster of the scheduler at `address`. Raises ConfigError without the library, UsageError without a cluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError("--dask needs the library distributed. Run: pip install 'rostval[dask]'") from error
    try:
        client: Any = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]  # distributed carries no types here
    except (OSError, ValueError) as error:  # its TimeoutError is an OSError
        raise UsageError(f"There is no Dask scheduler at {address}: {error}. Check the address.") from error
    with client:
        hosts = _hosts(client, address)
        yield Cluster(
            sum(hosts.values()),
            lambda _: _Executor(client),
            not _all_see(client, output),
            max(hosts.values()),
        )


def _hosts(client: Any, address: str) -> Counter[str]:
    """How many workers each host has."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise UsageError(
            f"The cluster at {address} has no workers. Start some: dask worker {address}"
        ) from error
    versions = _versions(client, address)
    if versions != {__version__}:
        raise UsageError(
            f"The scheduler and the workers at {address} have Röstval {', '.join(sorted(versions))}, and this is "
            f"{__version__}. Install the same version everywhere."
        )
    return Counter(worker["host"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())


def _versions(client: Any, address: str) -> set[str]:
    """Röstval's versions on the scheduler and the workers. Raises UsageError where it is not installed."""
    try:
        return {client.run_on_scheduler(_version), *_answers(client, _version)}
    except ImportError as error:
        raise UsageError(
            f"The cluster at {address} lacks Röstval on its scheduler or on a worker ({error}). "
            f"Install version {__version__} on all its machines."
        ) from error


def _answers(client: Any, question: Any, *given: Any) -> list[Any]:
    """What each worker answers. One that goes away while it is asked is none. Raises ImportError."""
    answers = list(client.run(question, *given, on_error="return").values())
    for answer in answers:
        if isinstance(answer, ImportError):
            raise answer
    return [answer for answer in answers if not isinstance(answer, Exception)]


def _version() -> str:
    return __version__


def _all_see(client: Any, output: Path) -> bool:
    """Whether every worker finds in the output folder what is put there now."""
    output.mkdir(parents=True, exist_ok=True)
    sign = output.resolve() / f".new-{uuid.uuid4().hex}"
    sign.touch()
    try:
        return all(_answers(client, _exists, str(sign)))
    finally:
        sign.unlink()


def _exists(path: str) -> bool:
    return Path(path).exists()


class _Executor(Executor):
    """Dask reruns a piece whose worker died by itself, three times by default; only then it is lost."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand work over; not pure, since what it does is write. Raises NoWorkers where the scheduler is gone."""
        given: Future[Any] = Future()
        try:
            task = self._client.submit(fn, *args, **kwargs, pure=False)
        except Exception as error:
            if self._client.status == "running":
                raise
            raise NoWorkers(_GONE) from error
        given.set_running_or_notify_cancel()
        task.add_done_callback(lambda done: _pass_on(done, given, self._client))
        return given

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  Executor's
        """Nothing to do: the cluster is not ours to end, and the client is closed by who opened it."""


_GONE = "The Dask scheduler is gone. Start it again, and the run: it goes on from there."


def _pass_on(done: Any, given: Future[Any], client: Any) -> None:
    if done.status == "finished":
        given.set_result(done.result())
        return
    error = done.exception() if done.status == "error" else None
    lost = error is None or type(error).__name__ in {"KilledWorker", "CancelledError"}
    if lost and client.status in {"closing", "closed"}:
        given.set_exception(NoWorkers(_GONE))
    else:
        given.set_exception(BrokenProcessPool(str(error or done.status)) if lost else error)
