"""A piece of work: what a worker is given, what it does, what it gives back. All of it travels by value."""

from __future__ import annotations

import errno
import logging
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.cache import Cache, Store
from pipeline.document import Page
from pipeline.errors import RostvalError
from pipeline.newsroom.versions import extracted
from pipeline.newsroom.workshop import Staff, Workshop
from pipeline.nightly.account import ArticleLine, line
from pipeline.nightly.carried_memory import CarriedMemory
from pipeline.nightly.parcel import Parcel, changed, unpack
from pipeline.nightly.shared_cache import SharedCache
from pipeline.places import Places
from pipeline.progress import NoProgress
from pipeline.publish import publish
from pipeline.report import Status
from pipeline.settings import Settings
from pipeline.speech.crew import Crew
from pipeline.translate.memory import Unit
from pipeline.workers import SerialExecutor, cores

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a run's workers work. `by_value`: they may not see the parent's folders, so pages, texts and files travel.

    `units`: what people corrected in translations, where the workers may not see the memory.
    `neighbours`: how many workers share a machine, each of which then takes its part of the processors.
    """

    run: str
    settings: Settings
    places: Places
    by_value: bool = False
    neighbours: int = 1
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One page: to be read (extracted) only, or to be published.

    `versions` are the language versions that were read for it; `parcel` its folder, where the bench needs it.
    """

    index: int
    page: Page
    bench: Bench
    publishes: bool = False
    versions: Mapping[str, Page | None] | None = None
    parcel: Parcel | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a piece. `line` is None for a page that was read well.

    `extraction` is its JSON, `parcel` the files that were made and `learned` what people had corrected in the texts,
    where they travel by value.
    """

    line: ArticleLine | None = None
    extraction: bytes | None = None
    parcel: Parcel | None = None
    learned: tuple[Unit, ...] = ()
    disk_full: bool = False
    interrupted: bool = False


_NO_MEMORY = (
    "The memory did not suffice. Give the run fewer workers with --workers, or the machine more memory."
)
_OUR_FAULT = "{}: {}. This is a fault in Röstval; please report it, with the source."


def failed(page: Page, error: Exception | str) -> Finished:
    """A piece that came to nothing, and why."""
    if isinstance(error, str):
        return Finished(ArticleLine(page.name, Status.FAILED, error=error))
    if isinstance(error, MemoryError):
        return failed(page, _NO_MEMORY)
    said = str(error) if isinstance(error, RostvalError) else _OUR_FAULT.format(type(error).__name__, error)
    return Finished(ArticleLine(page.name, Status.FAILED, error=said), disk_full=is_disk_full(error))


# Engines such as espeak-ng are not safe in threads, and a Dask worker may have several.
_one_at_a_time = threading.Lock()


def work(piece: Piece) -> Finished:
    """Do a piece. Whatever goes wrong comes back as a line: one article never ends a night."""
    with _one_at_a_time:
        try:
            shop = workshop(piece.bench)
            return _publish(piece, shop) if piece.publishes else _read(piece, shop)
        except RostvalError as error:
            return failed(piece.page, error)
        except Exception as error:  # noqa: BLE001  a fault of ours, or of a library, in one article among many
            _log.exception("%s", piece.page.name)
            return failed(piece.page, error)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error was caused by a full disk or a used-up quota."""
    while error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        error = error.__cause__
    return False


def _read(piece: Piece, shop: Workshop) -> Finished:
    extraction = extracted(piece.page, shop)
    return Finished(extraction=msgspec.json.encode(extraction) if piece.bench.by_value else None)


def _publish(piece: Piece, shop: Workshop) -> Finished:
    if piece.parcel is None:
        return Finished(line(publish(piece.page, shop, piece.versions)))
    with tempfile.TemporaryDirectory(prefix="rostval-") as folder:
        unpack(piece.parcel, Path(folder))
        outcome = publish(piece.page, shop.elsewhere(Path(folder)), piece.versions)
        return Finished(line(outcome), parcel=changed(piece.parcel, Path(folder)), learned=_learned(shop))


def _learned(shop: Workshop) -> tuple[Unit, ...]:
    return shop.memory.taken() if isinstance(shop.memory, CarriedMemory) else ()


_open: dict[str, Workshop] = {}


def workshop(bench: Bench) -> Workshop:
    """This process's workshop of a run; it works here, without further processes. Raises UsageError."""
    if bench.run not in _open:
        _open.clear()  # a Dask worker lives through many runs
        settings = _fair(bench.settings, bench.neighbours)
        crew = Crew(store(settings, bench.places), hire=_alone, workers=1, offline=settings.offline)
        named = settings.translate.memory
        path = Path(named).expanduser() if named else bench.places.memory
        memory = CarriedMemory(path, bench.units) if bench.by_value else None
        staff = Staff(crew, SerialExecutor(), NoProgress(), memory=memory)
        _open[bench.run] = Workshop(settings, bench.places, staff)
    return _open[bench.run]


def _fair(settings: Settings, neighbours: int) -> Settings:
    """With the threads of a translation engine that are one worker's part, unless a person has set how many."""
    if settings.translate.threads:
        return settings
    translate = msgspec.structs.replace(settings.translate, threads=max(1, cores() // neighbours))
    return msgspec.structs.replace(settings, translate=translate)


def _alone(workers: int) -> SerialExecutor:  # noqa: ARG001  the crew names how many it would like
    return SerialExecutor()


def store(settings: Settings, places: Places) -> Store:
    """The cache of a run: the one that a cluster shares, else this machine's."""
    url = settings.nightly.shared_cache
    return SharedCache(url) if url else Cache(places.cache)
