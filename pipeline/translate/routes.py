"""From one language to another: the chain of models, and the interpreter that walks it.

The shortest chain wins; of equally long ones that through English, since its models are the best trained.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline import languages
from pipeline.errors import (
    BrokenModel,
    ConfigError,
    InstallError,
    MissingModel,
    Offline,
    TranslationError,
    UsageError,
)
from pipeline.progress import Advance
from pipeline.settings import Translate
from pipeline.translate.engines import batching, loading
from pipeline.translate.engines.base import DEFAULT, Decoding, unheard
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import PIVOT, Model, Pair
from pipeline.translate.models.supply import Supply
from pipeline.workers import cores, dismiss, process_pool

# Below this many characters a new process costs more (0.3 s to start) than it saves (some 4,000 characters a second).
WORTH_PROCESSES = 4000
# Engines that gain nothing from threads of their own, so their work is dealt to processes.
SINGLE_THREADED = frozenset({"firefox", "toy"})
# Pieces of work for each process: more tell of progress more often, and end more evenly.
PIECES = 4
# Engines that keep no models here; they are used only when named.
VIRTUAL = frozenset({"libretranslate", "toy"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def route(source: str, target: str, models: Iterable[Model], engine: str = "") -> tuple[Model, ...]:
    """The best chain of `models`; () where source is target. `engine` limits it to one engine.

    Raises MissingModel naming the command that helps, UsageError for an engine that does not exist,
    UnknownLanguage.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    if engine and engine not in loading.names():
        raise UsageError(
            f'There is no translation engine "{engine}". Use one of: {", ".join(loading.names())}.'
        )
    if source == target:
        return ()
    best = best_of_pairs(model for model in models if engine in ("", model.engine))
    chain = _shortest(source, target, best)
    if chain is None:
        raise MissingModel(_advice(source, target, best, engine))
    return tuple(best[pair] for pair in chain)


def ensure_route(source: str, target: str, supply: Supply, settings: Translate) -> tuple[Model, ...]:
    """The route, after installing what is missing of it, if that is allowed and offered.

    Raises MissingModel naming the command that helps (and why nothing could be installed), UsageError, ConfigError.
    """
    virtual = _virtual(source, target, settings)
    if virtual:
        _check_offline(virtual[0], supply)
        return virtual
    try:
        return route(source, target, supply.library.models(), settings.engine)
    except MissingModel as missing:
        if supply.offline:
            raise
        try:
            for pair in _to_install(source, target, supply, settings.engine):
                supply.install(pair, settings.engine)
        except (InstallError, Offline, BrokenModel) as error:
            raise MissingModel(f"{missing} (It could not be installed now: {error})") from error
    return route(source, target, supply.library.models(), settings.engine)


def _check_offline(model: Model, supply: Supply) -> None:
    """A server on this machine is no network. Raises Offline for any other."""
    host = urlsplit(model.location).hostname or ""
    if supply.offline and model.engine == "libretranslate" and host not in LOOPBACK:
        raise Offline(
            f"The LibreTranslate server {model.location} is another machine, and --offline forbids using it. "
            "Run again without --offline, or choose another translation engine."
        )


def _to_install(source: str, target: str, supply: Supply, engine: str) -> list[Pair]:
    """The pairs of the shortest chain of installed and offered models that are not here yet. Raises InstallError."""
    here = best_of_pairs(model for model in supply.library.models() if engine in ("", model.engine))
    offered = best_of_pairs(offer.model for offer in supply.offers() if engine in ("", offer.model.engine))
    chain = _shortest(source, target, [*here, *(pair for pair in offered if pair not in here)])
    if chain is None:
        raise InstallError(f"No chain of models from {source} to {target} is offered on the web.")
    return [pair for pair in chain if pair not in here]


def best_of_pairs(models: Iterable[Model]) -> dict[Pair, Model]:
    """The model that is used for each pair, by the catalogue's rank."""
    best: dict[Pair, Model] = {}
    for model in sorted(models, key=catalogue().rank):
        best.setdefault(model.pair, model)
    return best


def _shortest(source: str, target: str, pairs: Iterable[Pair]) -> list[Pair] | None:
    """Breadth first; English is tried before other pivots, then better-ranked pairs before others."""
    steps: dict[str, list[str]] = {}
    for start, end in pairs:
        steps.setdefault(start, []).append(end)
    reached: dict[str, list[Pair]] = {source: []}
    front = [source]
    while front and target not in reached:
        following: list[str] = []
        for here in sorted(front, key=lambda lang: lang != PIVOT):
            for there in steps.get(here, ()):
                if there not in reached:
                    reached[there] = [*reached[here], (here, there)]
                    following.append(there)
        front = following
    return reached.get(target)


def _advice(source: str, target: str, best: dict[Pair, Model], engine: str) -> str:
    wanted = " ".join("-".join(pair) for pair in legs(source, target) if pair not in best)
    option = f" --engine {engine}" if engine in ("argos", "firefox") else ""
    return (
        f"No installed translation model leads from {source} to {target}. "
        f"Run: publish models install {wanted}{option}"
    )


def legs(source: str, target: str) -> list[Pair]:
    """The pairs that models are usually published for: to English and from English."""
    if PIVOT in (source, target):
        return [(source, target)]
    return [(source, PIVOT), (PIVOT, target)]


@dataclass(frozen=True)
class Interpreter:
    """Walks one route. By value apart from the executor; models are loaded at the first text, once per process.

    `threads` are an engine's own (0: one per core). With an executor, engines that use one core only are spread
    over its processes. Where one of those dies (killed, out of memory, a crash in a library), what is missing is
    tried once more in new ones: not in this process, which it might take along.
    """

    route: tuple[Model, ...]
    threads: int = 0
    executor: Executor | None = None

    @property
    def engine(self) -> str:
        """The engines in the order of the route, such as "firefox" or "firefox+argos"."""
        return "+".join(dict.fromkeys(model.engine for model in self.route))

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text might come out differently. Loads no model."""
        return " > ".join(
            loading.engine(model, self._threads).fingerprint(*model.pair) for model in self.route
        )

    def translate(
        self, texts: Sequence[str], decoding: Decoding = DEFAULT, advance: Advance | None = None
    ) -> list[str]:
        """As many texts as came in. Each should be one sentence; blank ones stay blank.

        `advance` hears of texts done on each leg. Raises MissingModel, BrokenModel, TranslationError.
        """
        outputs, count = list(texts), len(texts)
        for number, model in enumerate(self.route):
            told = _leg_of(advance, number * count, count, len(self.route) * count) if advance else unheard
            outputs = self._leg(model, outputs, decoding, told)
        return outputs

    @property
    def _threads(self) -> int:
        return self.threads or cores()

    def _leg(self, model: Model, texts: list[str], decoding: Decoding, advance: Advance) -> list[str]:
        """Each different text once; then every place gets its own."""
        different = list(dict.fromkeys(text for text in texts if text.strip()))
        shares = self._shares(model, different)
        work = [
            loading.Work(model, tuple(different[i] for i in share), decoding, self._threads)
            for share in shares
        ]
        if self.executor is not None and len(work) > 1:
            results = self._dealt(work, self.executor, advance)
        else:
            results = [loading.translate(piece, advance) for piece in work]
        known = {
            different[index]: output
            for share, outputs in zip(shares, results, strict=True)
            for index, output in zip(share, outputs, strict=True)
        }
        return [known.get(text, "") for text in texts]

    def _dealt(self, work: list[loading.Work], executor: Executor, advance: Advance) -> list[list[str]]:
        done: dict[int, list[str]] = {}
        try:
            return _each(work, executor, done, advance)
        except BrokenExecutor:
            fresh = process_pool(self._threads)
        try:
            return _each(work, fresh, done, advance)
        except BrokenExecutor as error:
            raise TranslationError(
                f"The processes that translated with {work[0].model.name} of {work[0].model.engine} died twice, "
                "perhaps for want of memory. Set threads = 1 under [translate] in publish.toml, "
                "or choose another translation engine."
            ) from error
        finally:
            dismiss(fresh)

    def _shares(self, model: Model, texts: list[str]) -> list[list[int]]:
        sizes = [len(text) for text in texts]
        able = self.executor is not None and self._threads > 1 and model.engine in SINGLE_THREADED
        spread = able and sum(sizes) >= WORTH_PROCESSES
        return batching.shares(sizes, self._threads * PIECES if spread else 1)


def _each(
    work: list[loading.Work], executor: Executor, done: dict[int, list[str]], advance: Advance
) -> list[list[str]]:
    """What comes of each piece; those in `done` (by place) are not done again, and others are put there.

    Raises BrokenExecutor when a process died.
    """
    missing = [place for place in range(len(work)) if place not in done]
    results = executor.map(loading.translate, [work[place] for place in missing])
    for place, result in zip(missing, results, strict=True):
        done[place] = result
        advance(len(done), len(work))
    return [done[place] for place in range(len(work))]


def _leg_of(advance: Advance, before: int, texts: int, total: int) -> Advance:
    """What one leg does in its own unit, told as texts of the whole way."""
    return lambda done, whole: advance(before + texts * done / whole, total)


def interpreter(
    source: str, target: str, library: Library, settings: Translate, executor: Executor | None = None
) -> Interpreter:
    """The interpreter of this installation from `source` to `target`.

    `settings.engine` may be "toy" or "toy:<fault>", which need no model, and "libretranslate", which needs a server.
    Raises MissingModel, UsageError, ConfigError.
    """
    chain = _virtual(source, target, settings) or route(source, target, library.models(), settings.engine)
    return Interpreter(tuple(map(library.with_digest, chain)), settings.threads, executor)


def _virtual(source: str, target: str, settings: Translate) -> tuple[Model, ...]:
    """A route of an engine that keeps no models here; () for all others."""
    engine, _, fault = settings.engine.partition(":")
    if source == target or engine not in VIRTUAL:
        return ()
    if engine == "libretranslate" and not settings.libretranslate_url:
        raise ConfigError("The engine libretranslate needs a server: set libretranslate_url in publish.toml.")
    location = settings.libretranslate_url if engine == "libretranslate" else fault
    return (Model(engine, source, target, location=location),)
