"""The shelf: every voice of this installation, found in folders and in the engines themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from pipeline.edition import Voice, VoiceKind
from pipeline.errors import MissingVoice, UnknownVoice
from pipeline.speech import catalogue
from pipeline.speech.engines import engine
from pipeline.speech.voicefile import Card, model_id, read_card, read_model

# Engines whose own voices fill the gaps: languages without a file, and the online ones.
OWN_VOICES = ("espeak", "gtts")

_ORDER = {kind: place for place, kind in enumerate(VoiceKind)}
_ENGINES_OWN_RANK = 99
_NEAR = 5

_MODELS = "[!.]*.onnx"
_RUN = "Run: "  # what opens a remedy that is a command


class Shelf:
    """Voices from `folders`, and from folders with models in them; of two with the same id the one in the later wins.

    Nothing is loaded.
    Folders that do not exist are empty. Raises ConfigError, on first use, when a voice file is wrong.
    """

    def __init__(self, *folders: Path, engines: Sequence[str] = OWN_VOICES) -> None:
        self._folders = folders
        self._engines = engines

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """Every voice with where it was found and what it lacks; the best first within each language."""
        found: dict[str, Card] = {}
        for name in self._engines:
            for voice in engine(name).voices():
                found[voice.id] = Card(voice, Path(), rank=_ENGINES_OWN_RANK)
        for folder in self._folders:
            for place in _places(folder):
                found |= {card.voice.id: self._with_offer(card) for card in _cards(place)}
        return tuple(sorted(found.values(), key=self._place))

    def _with_offer(self, card: Card) -> Card:
        """A voice whose model the catalogue has is best installed."""
        offered = bool(card.lacking) and not card.lacking.startswith(_RUN) and card.voice.id in self.offers
        return replace(card, lacking=_install(card.voice.id)) if offered else card

    def _place(self, card: Card) -> tuple[str, int, int, int, str]:
        """Neural before embedded before online; then the user's own folders; then the rank in the file."""
        holding = (n for n, folder in enumerate(self._folders) if card.file.is_relative_to(folder))
        later = max(holding, default=-1)
        return (card.voice.lang, _ORDER[card.voice.kind], -later, card.rank, card.voice.id)

    @cached_property
    def _ready(self) -> dict[str, Voice]:
        return {card.voice.id: card.voice for card in self.cards if not card.lacking}

    def all(self) -> tuple[Voice, ...]:
        """Every voice that can speak now (an online one when there is a network), the best of a language first."""
        return tuple(self._ready.values())

    def of(self, lang: str) -> tuple[Voice, ...]:
        """The voices of a language, the best first."""
        return tuple(voice for voice in self.all() if voice.lang == lang)

    def get(self, voice_id: str) -> Voice:
        """The voice of that id. Raises MissingVoice when it lacks something, UnknownVoice when there is none."""
        if voice_id in self._ready:
            return self._ready[voice_id]
        lacking = next((card.lacking for card in self.cards if card.voice.id == voice_id), "")
        if not lacking and voice_id in self.offers:
            lacking = _install(voice_id)
        if lacking:
            raise MissingVoice(f'The voice "{voice_id}" is not installed. {lacking}')
        raise UnknownVoice(f'There is no voice "{voice_id}". {self._advice(voice_id)}')

    def best(self, lang: str) -> Voice:
        """The best installed voice: neural before embedded, never an online one. Raises MissingVoice."""
        offline = [voice for voice in self.of(lang) if voice.kind is not VoiceKind.ONLINE]
        if offline:
            return offline[0]
        offers = [offer.id for offer in self.offers.values() if offer.lang == lang]
        if offers:
            raise MissingVoice(f"No voice for {lang} is installed. {_install(offers[0])}")
        raise MissingVoice(
            f"There is no voice for {lang}. Put a piper model (X.onnx and X.onnx.json) in a voices folder."
        )

    @cached_property
    def offers(self) -> dict[str, catalogue.Offer]:
        """What can be installed, by id."""
        return catalogue.load(*self._folders)

    @cached_property
    def strays(self) -> tuple[Path, ...]:
        """Models that lie in the folders without the configuration that would make a voice of them."""
        places = (place for folder in self._folders for place in _places(folder))
        models = (model for place in places for model in sorted(place.glob(_MODELS)))
        return tuple(model for model in models if not _configured(model))

    def _advice(self, voice_id: str) -> str:
        stray = next(
            (m for m in self.strays if model_id(m.stem, voice_id.partition("-")[0]) == voice_id), None
        )
        if stray:
            return f"{stray} becomes one when its configuration, {stray.name}.json, lies beside it."
        known = [*self._ready, *self.offers]
        near = difflib.get_close_matches(voice_id, known, n=_NEAR, cutoff=0.5)
        lang = voice_id.partition("-")[0]
        same_language = [name for name in known if name.partition("-")[0] == lang][:_NEAR]
        names = near or same_language
        return f"Did you mean {' or '.join(names)}?" if names else "Run: publish voices"


def _install(voice_id: str) -> str:
    return f"{_RUN}publish voices install {voice_id}"


def _places(folder: Path) -> list[Path]:
    """Where voices lie: in folders that were dropped in with their models, and in `folder` itself, which wins."""
    return [*sorted({model.parent for model in folder.glob(f"[!.]*/{_MODELS}")}), folder]


def _cards(folder: Path) -> Iterator[Card]:
    """The voices of one folder: models that no voice file names, then the voice files, which win."""
    files = [path for path in sorted(folder.glob("[!.]*.toml")) if path.name != catalogue.FILE]
    cards = [read_card(path) for path in files]
    taken = {card.voice.model for card in cards}
    for model in sorted(folder.glob(_MODELS)):
        if str(model) not in taken and _configured(model):
            yield read_model(model)
    yield from cards


def _configured(model: Path) -> bool:
    return model.with_name(f"{model.name}.json").is_file()
