"""From a model by value to a loaded engine: once per process, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from pipeline.errors import BrokenModel, UsageError
from pipeline.progress import Advance
from pipeline.translate.engines.argos import Argos
from pipeline.translate.engines.base import DEFAULT, Decoding, Translator, unheard
from pipeline.translate.engines.ct2 import Ct2
from pipeline.translate.engines.firefox import Firefox
from pipeline.translate.engines.libretranslate import LibreTranslate
from pipeline.translate.engines.toy import Toy
from pipeline.translate.models.model import Model

ENGINES: dict[str, Callable[[Model, int], Translator]] = {
    "argos": lambda model, threads: Argos([model], threads),
    "ct2": lambda model, threads: Ct2([model], threads),
    "firefox": lambda model, _: Firefox([model]),
    "libretranslate": lambda model, _: LibreTranslate([model]),
    "toy": lambda model, _: Toy([model]),
}
# A process keeps this many models in memory: a pivot for three targets, and some to spare.
LOADED = 6
TRIAL = "2026"

_lock = Lock()


@dataclass(frozen=True, slots=True)
class Work:
    """Texts for one model, as they travel to a worker."""

    model: Model
    texts: tuple[str, ...]
    decoding: Decoding = DEFAULT
    threads: int = 0


def engine(model: Model, threads: int = 0) -> Translator:
    """The engine that speaks this model; its files are read at the first translation. Raises UsageError."""
    with _lock:
        return _engine(model, threads)


@lru_cache(maxsize=LOADED)
def _engine(model: Model, threads: int) -> Translator:
    if model.engine not in ENGINES:
        raise UsageError(
            f'There is no translation engine "{model.engine}". Use one of: {", ".join(ENGINES)}.'
        )
    return ENGINES[model.engine](model, threads)


def translate(work: Work, advance: Advance = unheard) -> list[str]:
    """Do the work in this process; `advance` hears of its parts. Raises MissingModel, BrokenModel, TranslationError."""
    speaker = engine(work.model, work.threads)
    return speaker.translate(work.texts, *work.model.pair, work.decoding, advance)


def trial(model: Model) -> None:
    """Load a model and let it say something, to know that it can. Keeps nothing. Raises BrokenModel."""
    said = ENGINES[model.engine](model, 1).translate([TRIAL], *model.pair)
    if len(said) != 1:
        raise BrokenModel(f"The model in {model.location} gives {len(said)} texts for one. Get it again.")


def names() -> Sequence[str]:
    """The engines that can be named."""
    return tuple(ENGINES)
