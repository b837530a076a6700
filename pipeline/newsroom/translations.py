"""Machine translation for a publication: from which text, by which models, and what a person corrected before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from pipeline import cache
from pipeline.document import Article
from pipeline.errors import MissingModel
from pipeline.newsroom.versions import Versions
from pipeline.newsroom.workshop import Workshop
from pipeline.progress import Advance
from pipeline.settings import Translate
from pipeline.translate import VERSION, Desk, Translation, learn, translate
from pipeline.translate.models.supply import Supply
from pipeline.translate.routes import Interpreter, ensure_route, interpreter, route

ABSENT = "absent"
ENGINES = ("firefox", "argos", "ct2")  # those whose models are kept here
ROUTE = "route"
UNREACHABLE = 99  # more models than any chain has


def translation(
    target: str, original: Article, versions: Versions, shop: Workshop
) -> tuple[Article, tuple[str, ...]]:
    """The article in `target`, and notes on it. Missing models are installed on the spot where that is allowed.

    Raises MissingModel and the other translation errors.
    """
    source = best_source(target, original, versions, shop)
    _ensure_models(source.lang, target, shop)
    with shop.progress.task(f"{source.lang} to {target}, sentences") as advance:
        made = translate(source, target, _desk(shop, advance))
    return made.article, tuple(_notes(made, source, original))


def _ensure_models(source: str, target: str, shop: Workshop) -> None:
    """Install what is missing of the route, once tried: a network that is not there is not waited for again in a run."""
    patience = msgspec.structs.replace(shop.settings.models, retries=min(shop.settings.models.retries, 1))
    offline = shop.settings.offline or shop.models_are_out_of_reach
    supply = Supply(shop.library, patience, offline, shop.progress, shop.settings.fetch.proxy)
    try:
        ensure_route(source, target, supply, shop.settings.translate)
    except MissingModel as missing:
        shop.models_are_out_of_reach = shop.models_are_out_of_reach or missing.__cause__ is not None
        raise
    shop.forget(ROUTE)  # a model may have come


def _notes(made: Translation, source: Article, original: Article) -> Iterator[str]:
    if source.lang != original.lang:
        yield f"translated from the publisher's own {source.lang} version"
    if made.retried:
        yield f"the gate sent {made.retried} sentences back to be translated another way"
    yield from made.notes


def best_source(target: str, original: Article, versions: Versions, shop: Workshop) -> Article:
    """The text to translate from: the original, unless a version of the publisher's needs fewer models to get there.

    Each model on the way costs meaning, so a direct translation of a person's words beats a pivot.
    """
    best, fewest = original, _models_between(original.lang, target, shop)
    for lang in versions.languages:
        if (
            lang != target
            and _models_between(lang, target, shop) < fewest
            and (version := versions.get(lang))
        ):
            best, fewest = version, _models_between(lang, target, shop)
    return best


def _models_between(source: str, target: str, shop: Workshop) -> int:
    return shop.once((ROUTE, "length", source, target), lambda: _count_models(source, target, shop))


def _count_models(source: str, target: str, shop: Workshop) -> int:
    settings = shop.settings.translate
    if settings.engine in ("", *ENGINES):
        try:
            return len(route(source, target, shop.library.models(), settings.engine))
        except MissingModel:
            return UNREACHABLE
    return 1


def translation_basis(target: str, original: Article, versions: Versions, shop: Workshop) -> str:
    """A digest of everything that shapes the translation but the original page itself. Loads no model."""
    source = best_source(target, original, versions, shop)
    made_by = shop.once((ROUTE, "maker", source.lang, target), lambda: _maker(source.lang, target, shop))
    corrections = shop.corrections(source.lang, target)
    text = source if source is not original else None
    material = [made_by, text, corrections]
    if text is None:
        return shop.once(
            (ROUTE, "basis", source.lang, target),
            lambda: cache.key("translation", VERSION, [*material, shop.glossary.terms]),
        )
    return cache.key("translation", VERSION, [*material, shop.glossary.terms])


def _maker(source: str, target: str, shop: Workshop) -> str:
    """The fingerprint of the models that lead from one language to another."""
    try:
        return interpreter(source, target, shop.library, shop.settings.translate).fingerprint
    except MissingModel:
        return ABSENT


def learn_from(corrected: Article, target: str, original: Article, versions: Versions, shop: Workshop) -> int:
    """Remember where a person's text differs from the machine's; give how many sentences. 0 where no machine can tell."""
    source = best_source(target, original, versions, shop)
    try:
        machine = translate(source, target, _desk(shop)).article
    except MissingModel:
        return 0
    return learn(source, machine, corrected, shop.memory)


def _desk(shop: Workshop, advance: Advance | None = None) -> Desk:
    settings = shop.settings.translate

    def interpreters(source: str, target: str) -> Sequence[Interpreter]:
        return _ways(source, target, shop, settings)

    desk = Desk(interpreters, shop.memory, shop.glossary, settings.beam)
    return replace(desk, advance=advance) if advance else desk


def _ways(source: str, target: str, shop: Workshop, settings: Translate) -> list[Interpreter]:
    """The best way, then other engines' ways, for sentences that the first cannot do; an engine named stays alone."""
    ways = [interpreter(source, target, shop.library, settings, shop.processes)]
    others = () if settings.engine else ENGINES
    for engine in others:
        try:
            other = interpreter(
                source, target, shop.library, msgspec.structs.replace(settings, engine=engine), shop.processes
            )
        except MissingModel:
            continue
        if other.engine != ways[0].engine:
            ways.append(other)
    return ways
