"""What a run works with, prepared once: settings, voices, lexicons, glossary, models, memory, cache, workers.

Everything heavy comes on first use: a run that finds nothing to do loads no model and starts no process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pipeline import cache, glossary
from pipeline.audio.recording import codec_for
from pipeline.cache import Cache, Store
from pipeline.edition import Voice, VoiceKind
from pipeline.errors import ConfigError, WrongVoice
from pipeline.glossary import Glossary
from pipeline.languages import OWN_NAMES, normalise
from pipeline.outputs.addresses import absolute
from pipeline.places import Places
from pipeline.progress import NoProgress, Progress
from pipeline.settings import Settings
from pipeline.sources import Fetcher
from pipeline.speech import lexicon
from pipeline.speech.crew import Crew
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.voices import Shelf
from pipeline.translate.memory import Memory
from pipeline.translate.models.library import Library
from pipeline.workers import process_pool

T = TypeVar("T")

GLOSSARY = "glossary.tsv"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does the work, and who is told how far it is. No process starts before work comes.

    `fetcher` fetches language versions; without one, each is fetched as a page's own version is (sources).
    `memory` is the translation memory where it is not in a file that the settings or places name.
    """

    crew: Crew
    translators: Executor
    progress: Progress
    fetcher: Fetcher | None = None
    memory: Memory | None = None


class Workshop:
    """A run's tools. `voices` are the ids a person asked for. Use it through `open_workshop`."""

    def __init__(
        self, settings: Settings, places: Places, staff: Staff, voices: tuple[str, ...] = ()
    ) -> None:
        self.settings = settings
        self.places = places
        self.progress = staff.progress
        self.crew = staff.crew
        self.processes = staff.translators
        self.fetcher = staff.fetcher
        self._memory = staff.memory
        self._shown_output = settings.output
        self.store: Store = staff.crew.store
        self.shelf = Shelf(*places.voice_folders)
        self.library = Library(places.models, self.store)
        self.asked = tuple(self.shelf.get(voice) for voice in voices)
        self.models_are_out_of_reach = False  # once a download of a model failed in this run
        self._lexicons: dict[str, Lexicon] = {}
        self._corrections: dict[tuple[str, str], str] = {}
        self._once: dict[Any, Any] = {}
        _check(settings)
        if settings.languages:
            self.check_voices(settings.languages)

    def check_voices(self, languages: tuple[str, ...]) -> None:
        """Raise WrongVoice when a voice was asked for that speaks none of the languages to be published."""
        for voice in self.asked:
            if voice.lang not in languages:
                raise WrongVoice(
                    f'The voice "{voice.id}" speaks {OWN_NAMES[voice.lang]}, which is not among the languages asked for. '
                    f"Add {voice.lang} to --lang, or leave the voice out."
                )

    def once(self, name: Any, make: Callable[[], T]) -> T:
        """What `make` gives, made once in a run: what articles have in common is not looked up for each of them."""
        if name not in self._once:
            self._once[name] = make()
        found: T = self._once[name]
        return found

    def forget(self, kind: str) -> None:
        """Drop what is kept under (kind, …), because it may have changed during the run."""
        self._once = {n: v for n, v in self._once.items() if not (isinstance(n, tuple) and n[0] == kind)}

    def voices(self, lang: str) -> tuple[Voice, ...]:
        """The voices of a language that were asked for by flag or setting; () when that is left to the shelf."""
        asked = tuple(voice for voice in self.asked if voice.lang == lang)
        return asked or tuple(self._set(voice, lang) for voice in self.settings.speech.voices.get(lang, ()))

    def _set(self, voice: str, lang: str) -> Voice:
        found = self.shelf.get(voice)
        if found.lang != lang:
            raise ConfigError(
                f'The setting speech.voices gives {OWN_NAMES[lang]} the voice "{voice}", which speaks '
                f"{OWN_NAMES[found.lang]}. Name another; this lists them: publish voices --lang {lang}"
            )
        return found

    def fallbacks(self, lang: str) -> tuple[Voice, ...]:
        """The voices to try for a language when none was asked for, the best first. Raises MissingVoice."""
        best = self.shelf.best(lang)
        offline = (v for v in self.shelf.of(lang) if v.kind is not VoiceKind.ONLINE)
        return (best, *(v for v in offline if v.engine != best.engine))

    def lexicon(self, lang: str) -> Lexicon:
        """The pronunciations of a language: the lexicons' and the glossary's."""
        if lang not in self._lexicons:
            from_files = lexicon.load(self.places.voice_folders, lang)
            self._lexicons[lang] = from_files | lexicon.from_pairs(self.glossary.sayings(lang))
        return self._lexicons[lang]

    def elsewhere(self, output: Path) -> Workshop:
        """The same workshop, writing into another folder."""
        other = copy(self)
        other.settings = msgspec.structs.replace(self.settings, output=output)
        return other

    def shown(self, path: Path) -> Path:
        """A path below the output folder as readers of the report know it, wherever this workshop writes."""
        output = self.settings.output
        return self._shown_output / path.relative_to(output) if path.is_relative_to(output) else path

    @property
    def memory(self) -> Memory:
        """The translation memory: the one named in the settings, else the user's own."""
        if self._memory:
            return self._memory
        named = self.settings.translate.memory
        return Memory(Path(named).expanduser() if named else self.places.memory)

    def corrections(self, source: str, target: str) -> str:
        """A digest of what people corrected in translations of a pair; the same all through a run."""
        if (source, target) not in self._corrections:
            units = (u for u in self.memory.units() if (u.source_lang, u.target_lang) == (source, target))
            self._corrections[source, target] = cache.key(
                "corrections", 1, [[u.source, u.target] for u in units]
            )
        return self._corrections[source, target]

    @cached_property
    def glossary(self) -> Glossary:
        """The glossaries of the voices folders, then the one named in the settings; later ones win."""
        named = [Path(self.settings.translate.glossary)] if self.settings.translate.glossary else []
        beside = [folder / GLOSSARY for folder in self.places.voice_folders]
        paths = [path for path in beside if path.is_file()] + named
        return reduce(or_, map(glossary.load, paths), Glossary())


def _check(settings: Settings) -> None:
    """What would fail at the end of the work is better said before it. Raises UsageError."""
    codec_for(settings.audio)
    for lang in settings.speech.voices:
        if normalise(lang) != lang:
            raise ConfigError(f'Write the language "{lang}" of speech.voices as "{normalise(lang)}".')
    if settings.outputs.base_url:
        absolute(settings.outputs.base_url)


@contextmanager
def open_workshop(
    settings: Settings, places: Places, progress: Progress | None = None, voices: tuple[str, ...] = ()
) -> Iterator[Workshop]:
    """A workshop, and at the end the workers sent home."""
    with ExitStack() as stack:
        store = Cache(places.cache)
        crew = stack.enter_context(Crew(store, workers=settings.speech.workers, offline=settings.offline))
        processes = stack.enter_context(process_pool())
        yield Workshop(settings, places, Staff(crew, processes, progress or NoProgress()), voices)
