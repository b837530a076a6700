"""espeak-ng, from the wheel `espeakng-loader`, through ctypes: small, instant, a hundred languages.

The library keeps hidden state between sentences (where the flutter of the pitch stands, the seed of the breath
noise), which `espeak_Terminate` does not clear: the same sentence came out a few bytes longer or shorter from call
to call. So it is unloaded after each sentence and loaded afresh, at a cost of about one millisecond, with a fixed
seed: the same text and voice give the same bytes, whatever was said before.
"""

from __future__ import annotations

import ctypes
import functools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.edition import Clip, Voice, VoiceKind
from pipeline.errors import EngineFailed, MissingVoice
from pipeline.languages import OWN_NAMES

# From espeak-ng's public header speak_lib.h.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_RATE, _PITCH = 1, 3
_WORDS_PER_MINUTE, _SLOWEST, _FASTEST = 175, 80, 450
_MIDDLE_PITCH, _HIGHEST_PITCH = 50, 99

_SEED = 1
_CHUNK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

# Languages whose code differs in espeak-ng from ISO 639-1.
_OWN_CODES = {"zh": "cmn"}

# The library is one global machine and dies (SIGFPE) when two threads drive it.
_ONE_AT_A_TIME = threading.Lock()


class Espeak:
    """The espeak-ng engine. A voice's `speaker` is a language with an optional variant: "sv", "en-gb+f2"."""

    name = "espeak"
    limit = 2_000
    batch = 800

    def voices(self) -> list[Voice]:
        """A plain voice for every language that both sides know."""
        known = _languages()
        return [
            Voice(
                id=f"{lang}-espeak",
                engine=self.name,
                lang=lang,
                name="eSpeak",
                kind=VoiceKind.EMBEDDED,
                speaker=_OWN_CODES.get(lang, lang),
                licence="recordings free; engine GPL-3.0-or-later",
                source="https://github.com/espeak-ng/espeak-ng",
            )
            for lang in OWN_NAMES
            if _OWN_CODES.get(lang, lang) in known
        ]

    def fingerprint(self, voice: Voice) -> str:  # noqa: ARG002  the protocol names it
        from importlib.metadata import version  # noqa: PLC0415  25 ms that no worker needs

        return f"espeakng-loader {version('espeakng-loader')}"

    def load(self, voice: Voice) -> None:
        check_speaker(voice)
        with _ONE_AT_A_TIME, _library() as library:
            _start(library)

    def speak(self, text: str, voice: Voice) -> Clip:
        check_speaker(voice)
        sound = bytearray()

        def collect(samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
            if samples and count > 0:
                sound.extend(ctypes.string_at(samples, 2 * count))
            return 0

        callback = _CHUNK(collect)
        with _ONE_AT_A_TIME, _library() as library:
            rate = _start(library)
            library.espeak_SetSynthCallback(callback)
            _tune(library, voice)
            encoded = text.encode("utf-8") + b"\0"
            library.espeak_Synth(encoded, ctypes.c_size_t(len(encoded)), 0, 0, 0, _UTF8, None, None)
        return Clip(bytes(sound), rate)


def check_speaker(voice: Voice) -> None:
    """Raise MissingVoice on a variant that espeak-ng lacks: it would take any name and say nothing about it."""
    _, _, variant = voice.speaker.partition("+")
    if variant and variant not in _variants():
        raise MissingVoice(
            f'espeak-ng has no variant "{variant}", which the voice {voice.id} names. '
            f"Use one of: {', '.join(sorted(_variants()))}."
        )


@contextmanager
def _library() -> Iterator[ctypes.CDLL]:
    from espeakng_loader import get_library_path

    library = ctypes.CDLL(get_library_path())
    try:
        yield library
    finally:
        library.espeak_Terminate()
        _unload(library)


def _unload(library: ctypes.CDLL) -> None:
    handle = library._handle  # noqa: SLF001  the only way to the handle of a CDLL
    if sys.platform == "win32":
        from _ctypes import FreeLibrary  # noqa: PLC0415  exists on this platform only

        FreeLibrary(handle)
    else:
        from _ctypes import dlclose  # noqa: PLC0415  exists on these platforms only

        dlclose(handle)


def _start(library: ctypes.CDLL) -> int:
    """Initialise; gives the sample rate in Hz."""
    rate: int = library.espeak_Initialize(_SYNCHRONOUS, 0, str(_data()).encode(), _DO_NOT_EXIT)
    if rate <= 0:
        raise EngineFailed(
            f"espeak-ng does not start (code {rate}). Reinstall it: pip install -U espeakng-loader."
        )
    library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
    return rate


def _tune(library: ctypes.CDLL, voice: Voice) -> None:
    if library.espeak_SetVoiceByName(voice.speaker.encode()) != 0:
        raise MissingVoice(
            f'espeak-ng has no language "{voice.speaker}". Mend `speaker` in the file of {voice.id}.'
        )
    words = min(max(round(_WORDS_PER_MINUTE * voice.rate), _SLOWEST), _FASTEST)
    pitch = min(max(round(_MIDDLE_PITCH * voice.pitch), 0), _HIGHEST_PITCH)
    library.espeak_SetParameter(_RATE, words, 0)
    library.espeak_SetParameter(_PITCH, pitch, 0)


@functools.cache
def _data() -> Path:
    from espeakng_loader import get_data_path

    return Path(get_data_path())


@functools.cache
def _variants() -> frozenset[str]:
    return frozenset(path.name for path in (_data() / "voices" / "!v").iterdir())


@functools.cache
def _languages() -> frozenset[str]:
    """The languages espeak-ng has: the files below lang/ are named by them, in mixed case ("gmw/en-GB")."""
    return frozenset(p.name.lower() for p in (_data() / "lang").rglob("*") if p.is_file())
