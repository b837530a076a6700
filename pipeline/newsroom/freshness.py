"""What a publication depends on, by name, and whether the last run already made it from exactly that.

Names are for people too (`publish why` shows them): "page", "settings", "version of sv", "edited de text",
"translation to pt", "voice en-joe", "pronunciation of en".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from pipeline import __version__, cache
from pipeline.document import Article, Origin
from pipeline.errors import RostvalError
from pipeline.newsroom.edits import edited
from pipeline.newsroom.ledger import digest
from pipeline.newsroom.outcomes import overall, spoken
from pipeline.newsroom.texts import ARTICLE_FILE, Job, Text, stale_note
from pipeline.newsroom.translations import translation_basis
from pipeline.newsroom.workshop import Workshop
from pipeline.newsroom.writing import PAGE_FILE
from pipeline.report import ArticleOutcome, Status
from pipeline.settings import Settings
from pipeline.speech.engines import engine

VERSION = 1
ABSENT = "absent"

# Of the sections that shape a publication, the settings that do not: they say how fast or from which file. What the
# glossary and the memory say counts by its content, wherever the files lie (translation_basis, the lexicons).
SHAPELESS = {"translate": frozenset({"threads", "memory", "glossary"})}


def ingredients(job: Job) -> dict[str, str]:
    """Everything that the publication depends on, each as a digest. Loads no model, opens no connection."""
    found = {
        "page": digest(job.page.data),
        "program": f"{__version__}/{VERSION}",
        "settings": _settings(job),
        "languages": " ".join(job.languages),
    }
    for lang in job.languages:
        found |= dict(_text_ingredients(lang, job))
        found |= dict(_voice_ingredients(lang, job))
    return found


def _settings(job: Job) -> str:
    """The settings that shape what is made; where it is put and how pages are fetched do not."""
    return job.shop.once("settings", lambda: _settings_digest(job.shop.settings))


def _settings_digest(settings: Settings) -> str:
    sections = {
        name: msgspec.to_builtins(getattr(settings, name))
        for name in ("sites", "translate", "audio", "outputs", "linkedin")
    }
    shaping = {
        section: {name: value for name, value in values.items() if name not in SHAPELESS.get(section, ())}
        for section, values in sections.items()
    }
    return cache.key("settings", VERSION, shaping)


def _text_ingredients(lang: str, job: Job) -> Iterator[tuple[str, str]]:
    content = edited(job.ledger, f"{lang}/{ARTICLE_FILE}")
    if content is not None:
        yield f"edited {lang} text", digest(content)
    version = job.versions.page(lang)
    if version:
        yield f"version of {lang}", digest(version.data)
    elif lang != job.article.lang:
        yield f"translation to {lang}", translation_basis(lang, job.article, job.versions, job.shop)


def _voice_ingredients(lang: str, job: Job) -> Iterator[tuple[str, str]]:
    yield from job.shop.once(f"voices of {lang}", lambda: tuple(_voices_and_lexicon(lang, job.shop)))


def _voices_and_lexicon(lang: str, shop: Workshop) -> Iterator[tuple[str, str]]:
    yield f"pronunciation of {lang}", cache.key("lexicon", VERSION, shop.lexicon(lang).entries)
    try:
        voices = shop.voices(lang) or shop.fallbacks(lang)[:1]
    except RostvalError:
        yield f"voices of {lang}", ABSENT
        return
    yield f"voices of {lang}", " ".join(voice.id for voice in voices)
    for voice in voices:
        yield (
            f"voice {voice.id}",
            cache.key("voice", VERSION, [voice, engine(voice.engine).fingerprint(voice)]),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One ingredient that differs from the last run's: "new", "gone" or "changed"."""

    ingredient: str
    how: str


def changes(past: Mapping[str, str], now: Mapping[str, str]) -> tuple[Change, ...]:
    """What differs between two runs' ingredients, in the order of their names."""
    differing = sorted(name for name in past.keys() | now.keys() if past.get(name) != now.get(name))
    return tuple(Change(name, _how(name in past, name in now)) for name in differing)


def _how(was: bool, is_now: bool) -> str:  # noqa: FBT001  internal, one caller
    if was and is_now:
        return "changed"
    return "new" if is_now else "gone"


def is_fresh(job: Job, basis: dict[str, str]) -> bool:
    """Whether the last run was complete, worked from `basis`, and everything it wrote is still there."""
    past = job.ledger.past
    return past.complete and past.ingredients == basis and job.ledger.is_whole


def _taken_over(text: Article, job: Job) -> Text:
    """A text of the last run, with what is to be said of it until somebody has done something about it."""
    stale = stale_note(text.lang, job) if text.origin is Origin.PERSON else ""
    return Text(text, (stale,) if stale else ())


def standing_notes(job: Job, basis: Mapping[str, str]) -> tuple[str, ...]:
    """What is to be said of an unchanged publication, night after night, until somebody has done something about it."""
    edited_in = (lang for lang in job.languages if f"edited {lang} text" in basis)
    return (*job.notes, *filter(None, (stale_note(lang, job) for lang in edited_in)))


def unchanged(job: Job, basis: dict[str, str]) -> ArticleOutcome | None:
    """The last run's outcome, where it is fresh."""
    ledger, past = job.ledger, job.ledger.past
    if not is_fresh(job, basis) or (publication := ledger.publication) is None:
        return None
    texts = {text.lang: _taken_over(text, job) for text in publication.texts}
    attempts = []
    for edition in publication.editions:
        lang, voice = edition.article.lang, edition.voice.id
        key = past.edition_keys.get(f"{lang} {voice}", "")
        if not ledger.edition(key, lang, voice):
            return None
        attempts.append(spoken(texts[lang], edition, Status.UNCHANGED, key))
    return ArticleOutcome(
        source=job.page.name,
        status=overall(attempts),
        slug=ledger.slug,
        title=job.article.title,
        editions=tuple(attempt.outcome for attempt in attempts),
        notes=job.notes,
        versions=tuple(sorted(job.versions.paths)),
        page=str(ledger.folder / PAGE_FILE),
    )
