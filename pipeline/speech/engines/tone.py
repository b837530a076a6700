"""A tiny engine that hums: a tone per word, the same on every machine, in microseconds. It serves the tests.

Speakers: "" hums; "mute" returns silence; "mortal" kills its own process at the word "die"; "stuck" never
returns from the word "stay". The last three prove that failures of real engines are contained.
"""

from __future__ import annotations

import os
import signal
import threading
import zlib
from array import array

from pipeline.edition import Clip, Voice, VoiceKind

RATE = 16_000
_CHARACTER = RATE // 20  # 50 ms: close to the pace of speech, so that durations look real
_GAP = RATE // 50
_EDGE = RATE // 10  # silence at both ends, as real engines leave it
_AMPLITUDE = 8_000


class Tone:
    """The humming engine."""

    name = "tone"
    limit = 200
    batch = 100

    def voices(self) -> list[Voice]:
        return [
            Voice(id=f"tone-{lang}", engine=self.name, lang=lang, name="Tone", kind=VoiceKind.EMBEDDED)
            for lang in ("de", "en", "sv")
        ]

    def fingerprint(self, voice: Voice) -> str:  # noqa: ARG002  the protocol names it
        return "tone 1"

    def load(self, voice: Voice) -> None:
        """Nothing is needed."""

    def speak(self, text: str, voice: Voice) -> Clip:
        _misbehave(text.lower(), voice.speaker)
        sound = array("h", bytes(2 * _EDGE))
        for word in text.split():
            sound.extend([0] * _samples(len(word), voice) if voice.speaker == "mute" else _hum(word, voice))
            sound.extend([0] * _GAP)
        sound.extend([0] * _EDGE)
        return Clip(sound.tobytes(), RATE)


def _samples(characters: int, voice: Voice) -> int:
    return int(_CHARACTER * characters / voice.rate)


def _hum(word: str, voice: Voice) -> list[int]:
    """A square wave between 100 and 400 Hz whose pitch depends on the word alone."""
    hertz = (100 + zlib.crc32(word.encode()) % 300) * voice.pitch
    half_period = max(1, int(RATE / hertz / 2))
    return [_AMPLITUDE if (i // half_period) % 2 else -_AMPLITUDE for i in range(_samples(len(word), voice))]


def _misbehave(text: str, speaker: str) -> None:
    if speaker == "mortal" and "die" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if speaker == "stuck" and "stay" in text:
        threading.Event().wait()
