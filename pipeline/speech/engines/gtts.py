"""Google Translate's voices through gTTS: online, opt-in by naming such a voice, slow on purpose.

gTTS makes the requests; they are sent from here, since its own sending turns the check of certificates off, waits
for ever by default and gives up at the first fault. Nothing is written to a file on the way.
"""

from __future__ import annotations

import base64
import io
import json
import threading
import time
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.edition import Clip, Voice, VoiceKind
from pipeline.errors import EngineFailed, Offline
from pipeline.languages import OWN_NAMES

if TYPE_CHECKING:
    import httpx

SERVER = "https://translate.google.{}"
_PATH = "/_/TranslateWebserverUi/data/batchexecute"

# Google's codes where they differ from ISO 639-1, and languages of ours it does not speak.
_OWN_CODES = {"he": "iw", "nb": "no", "zh": "zh-CN"}
_UNSPOKEN = frozenset({"sl"})

# The name of the speech service within Google's batched calls; gTTS asks it by that name.
_SERVICE = "jQ1olc"

_TIMEOUT = 20.0
_TRIES = 4
_BUSY = (429, 500, 502, 503, 504)


class Gtts:
    """The gTTS engine. A voice's `speaker` is Google's language code, with an optional domain for the accent: "en+co.uk".

    `server` may hold a place for the domain; `interval` is the least time between two requests, in seconds.
    """

    name = "gtts"
    limit = 100  # characters of one request
    batch = 0  # the work is Google's: nothing to spread over processes, and one throttle for all of it

    def __init__(self, server: str = SERVER, interval: float = 1.0) -> None:
        self._server = server
        self._interval = interval
        self._next = 0.0
        self._lock = threading.Lock()

    def voices(self) -> list[Voice]:
        """One voice for every language of ours that Google speaks."""
        return [
            Voice(
                id=f"gtts-{lang}",
                engine=self.name,
                lang=lang,
                name="Google",
                kind=VoiceKind.ONLINE,
                speaker=_OWN_CODES.get(lang, lang),
                licence="Google's terms of service; the text is sent to Google",
                source="https://pypi.org/project/gTTS/",
            )
            for lang in OWN_NAMES
            if lang not in _UNSPOKEN
        ]

    def fingerprint(self, voice: Voice) -> str:  # noqa: ARG002  the protocol names it
        return f"gTTS {version('gTTS')}"

    def load(self, voice: Voice) -> None:
        """Nothing is needed."""

    def speak(self, text: str, voice: Voice) -> Clip:
        from gtts import gTTS

        lang, _, domain = voice.speaker.partition("+")
        try:
            bodies = gTTS(text, lang=lang, lang_check=False).get_bodies()
        except AssertionError as error:  # gTTS's word for a text without words
            raise EngineFailed(f'There is nothing to say in "{text[:60]}".') from error
        url = self._server.format(domain or "com") + _PATH
        sound = b"".join(self._ask(url, body, gTTS.GOOGLE_TTS_HEADERS) for body in bodies)
        return _decode(sound)

    def _ask(self, url: str, body: str, headers: dict[str, str]) -> bytes:
        """The MP3 of one request, tried again while the server is busy or breaks off."""
        import httpx

        lost: Exception | None = None
        answer: httpx.Response | None = None
        for attempt in range(_TRIES):
            self._wait(attempt)
            try:
                answer = httpx.post(url, content=body, headers=headers, timeout=_TIMEOUT)
            except (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError) as error:
                lost = error
                continue
            except httpx.HTTPError as error:
                lost = error
                break
            if answer.status_code not in _BUSY:
                break
        if answer is None:
            raise Offline(
                f"Google's voices cannot be reached ({lost}). Look at the network, or choose an installed voice."
            ) from lost
        return _sound(answer)

    def _wait(self, attempt: int) -> None:
        """Keep the interval between requests, doubled with every refusal."""
        with self._lock:
            pause = self._next - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            self._next = time.monotonic() + self._interval * 2**attempt


def _sound(answer: httpx.Response) -> bytes:
    """The MP3 in the answer: lines of JSON calls, the speech service's holding JSON again, and that base64."""
    try:
        found = next(_payloads(answer.text), "") if answer.status_code == 200 else ""
        sound = base64.b64decode(json.loads(found)[0], validate=True)
    except (ValueError, LookupError, TypeError) as error:
        raise EngineFailed(
            f"Google gave no sound (status {answer.status_code}). Wait an hour, or choose an installed voice."
        ) from error
    return sound


def _payloads(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.startswith("[") and _SERVICE in line:
            yield from (call[2] for call in json.loads(line) if call[1:2] == [_SERVICE])


def _decode(mp3: bytes) -> Clip:
    """MP3 to mono 16-bit PCM. The codec is named, since otherwise pydub asks ffprobe, which the wheel lacks."""
    from imageio_ffmpeg import get_ffmpeg_exe

    with warnings.catch_warnings():
        # pydub warns that there is no ffmpeg on the path (ours is not) and of its own old code.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
        from pydub.exceptions import CouldntDecodeError

    AudioSegment.converter = get_ffmpeg_exe()
    try:
        heard = AudioSegment.from_file(io.BytesIO(mp3), format="mp3", codec="mp3")
    except (CouldntDecodeError, IndexError, OSError) as error:
        raise EngineFailed(
            "Google's answer is not a sound file. Try again, or choose an installed voice."
        ) from error
    mono = heard.set_channels(1).set_sample_width(2)
    return Clip(mono.raw_data, mono.frame_rate)
