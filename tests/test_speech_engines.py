"""speech/engines: one contract, held by every adapter; then what each does in trouble."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import multiprocessing
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import loopback_google as google
import pytest
from tiny_piper import configuration, write_voice

from pipeline.edition import Clip, Voice, VoiceKind
from pipeline.errors import ConfigError, EngineFailed, MissingVoice, Offline
from pipeline.languages import OWN_NAMES
from pipeline.speech.engines import NAMES, engine
from pipeline.speech.engines.base import Speaker
from pipeline.speech.engines.espeak import Espeak
from pipeline.speech.engines.gtts import Gtts
from pipeline.speech.engines.piper import Piper, finished
from pipeline.speech.engines.tone import Tone
from pipeline.speech.utterance import utter

SHORT = "The mill closed."
LONG = "The mill closed in the spring, and nobody bought the machines that were left in the hall."

ESPEAK = Voice("en-test", "espeak", "en", "Test", VoiceKind.EMBEDDED, speaker="en+f2")
TONE = Voice("tone-en", "tone", "en", "Tone", VoiceKind.EMBEDDED)

needs_piper = pytest.mark.skipif(
    not importlib.util.find_spec("piper"), reason="piper-tts is not installed: pip install 'rostval[neural]'"
)


def piper_voice(folder: Path) -> Voice:
    return Voice("en-tiny", "piper", "en", "Tiny", VoiceKind.NEURAL, model=str(write_voice(folder)))


@pytest.fixture
def server() -> Iterator[google.Google]:
    with google.serving() as running:
        yield running


@pytest.fixture(params=["espeak", "gtts", pytest.param("piper", marks=needs_piper), "tone"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Speaker, Voice]:
    """Each engine with a voice of its own."""
    if request.param == "gtts":
        server: google.Google = request.getfixturevalue("server")
        return Gtts(server.url, interval=0), google.VOICE
    make: dict[str, Callable[[], tuple[Speaker, Voice]]] = {
        "espeak": lambda: (Espeak(), ESPEAK),
        "piper": lambda: (Piper(), piper_voice(tmp_path)),
        "tone": lambda: (Tone(), TONE),
    }
    return make[request.param]()


def loudest(clip: Clip) -> int:
    return max(abs(sample) for sample in array("h", clip.pcm))


def test_an_engine_has_the_name_it_is_found_by(pair: tuple[Speaker, Voice]) -> None:
    speaker, voice = pair
    assert type(engine(voice.engine)) is type(speaker)
    assert speaker.name == voice.engine in NAMES
    assert speaker.limit > 0
    assert speaker.batch >= 0


def test_own_voices_are_well_formed(pair: tuple[Speaker, Voice]) -> None:
    speaker, _ = pair
    voices = speaker.voices()
    assert len({voice.id for voice in voices}) == len(voices)
    for voice in voices:
        assert voice.id.isascii()
        assert voice.id.replace("-", "").isalnum()
        assert voice.engine == speaker.name
        assert voice.lang in OWN_NAMES


def test_speech_is_mono_16_bit_sound_as_long_as_the_text(pair: tuple[Speaker, Voice]) -> None:
    speaker, voice = pair
    short, long = speaker.speak(SHORT, voice), speaker.speak(LONG, voice)
    assert len(short.pcm) % 2 == 0
    assert 8_000 <= short.rate <= 48_000
    assert short.samples > short.rate / 5
    assert long.samples > 2 * short.samples
    assert loudest(short) > 1_000


def test_the_same_text_gives_the_same_bytes_whatever_was_said_before(pair: tuple[Speaker, Voice]) -> None:
    speaker, voice = pair
    first = speaker.speak(SHORT, voice)
    speaker.speak(LONG, voice)
    assert speaker.speak(SHORT, voice) == first


def test_a_fingerprint_is_stable(pair: tuple[Speaker, Voice]) -> None:
    speaker, voice = pair
    assert speaker.fingerprint(voice) == speaker.fingerprint(replace(voice, name="Other", rate=1.2)) != ""


def test_an_unknown_engine_is_named_with_those_that_exist() -> None:
    with pytest.raises(ConfigError, match=r'no speech engine "siri".*espeak'):
        engine("siri")


# espeak-ng


def test_espeak_speaks_every_language_it_offers() -> None:
    """A voice listed is a voice that speaks: each says its own language's name."""
    silent = [v.lang for v in Espeak().voices() if loudest(Espeak().speak(OWN_NAMES[v.lang], v)) < 1_000]
    assert silent == []
    assert {v.lang for v in Espeak().voices()} >= {"en", "de", "sv", "pt", "fr", "nb", "zh"}


def test_espeak_obeys_rate_and_pitch() -> None:
    plain = Espeak().speak(LONG, ESPEAK)
    assert Espeak().speak(LONG, replace(ESPEAK, rate=1.5)).samples < 0.8 * plain.samples
    assert Espeak().speak(LONG, replace(ESPEAK, pitch=1.5)).pcm != plain.pcm


def test_espeak_refuses_a_variant_it_would_silently_ignore() -> None:
    with pytest.raises(MissingVoice, match=r'no variant "f22".*f2'):
        Espeak().speak(SHORT, replace(ESPEAK, speaker="en+f22"))


def test_espeak_refuses_an_unknown_language() -> None:
    with pytest.raises(MissingVoice, match='no language "xx"'):
        Espeak().speak(SHORT, replace(ESPEAK, speaker="xx"))


def test_espeak_takes_markup_and_phoneme_signs_as_text() -> None:
    """Neither SSML nor [[phonemes]] is switched on: what an article holds is said, not obeyed."""
    plain = Espeak().speak("a b", ESPEAK)
    assert Espeak().speak('a <break time="9s"/> b', ESPEAK).samples < plain.samples + 5 * plain.rate


def test_threads_may_share_espeak() -> None:
    """The library dies when two threads drive it; the adapter lets them take turns."""
    alone = Espeak().speak(SHORT, ESPEAK)
    start = threading.Barrier(4)

    def speak(_: int) -> Clip:
        start.wait()
        return Espeak().speak(SHORT, ESPEAK)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(speak, range(4))) == [alone] * 4


# piper


@needs_piper
def test_piper_says_what_mends_it_when_a_model_is_gone(tmp_path: Path) -> None:
    voice = piper_voice(tmp_path)
    Path(voice.model).unlink()
    with pytest.raises(MissingVoice, match="Put it there, or choose another voice"):
        Piper().speak(SHORT, voice)
    with pytest.raises(MissingVoice, match="Put it there, or run: publish voices install en-tiny"):
        Piper().fingerprint(replace(voice, source="https://example.org/tiny.onnx"))


@needs_piper
def test_a_changed_model_has_another_fingerprint(tmp_path: Path) -> None:
    one, other = piper_voice(tmp_path / "a"), piper_voice(tmp_path / "b")
    assert Piper().fingerprint(one) == Piper().fingerprint(other)
    Path(other.model).write_bytes(Path(other.model).read_bytes() + b"\0")
    assert Piper().fingerprint(one) != Piper().fingerprint(other)


@needs_piper
def test_a_model_that_is_not_the_installed_one_is_refused(tmp_path: Path) -> None:
    voice = piper_voice(tmp_path)
    installed = replace(voice, sha256=hashlib.sha256(Path(voice.model).read_bytes()).hexdigest())
    assert Piper().fingerprint(installed) == Piper().fingerprint(voice)
    Path(voice.model).write_bytes(Path(voice.model).read_bytes() + b"\0")
    with pytest.raises(EngineFailed, match="Put the right one there, or correct that line"):
        Piper().fingerprint(installed)
    fetched = replace(installed, source="https://example.org/tiny.onnx")
    with pytest.raises(EngineFailed, match="or run: publish voices install en-tiny"):
        Piper().fingerprint(fetched)


@needs_piper
@pytest.mark.parametrize("damage", [b"", b"not a model", b"\x08"], ids=["empty", "text", "cut"])
def test_a_damaged_model_is_an_error_of_ours(damage: bytes, tmp_path: Path) -> None:
    voice = piper_voice(tmp_path)
    Path(voice.model).write_bytes(damage)
    with pytest.raises(EngineFailed, match=r"cannot be loaded.*Put a sound one there"):
        Piper().speak(SHORT, voice)


@needs_piper
def test_a_voice_whose_phonemizer_goes_online_is_refused(tmp_path: Path) -> None:
    voice = piper_voice(tmp_path)
    config = configuration() | {"phoneme_type": "pinyin"}
    Path(f"{voice.model}.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(EngineFailed, match="pinyin"):
        Piper().speak(SHORT, voice)


@needs_piper
def test_a_sound_the_model_was_not_taught_is_left_out_without_a_word_of_pipers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert Piper().speak("A [[ɧ]] b.", piper_voice(tmp_path)).samples
    assert caplog.records == []


@needs_piper
def test_a_speaker_the_model_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingVoice, match=r'no speaker "anna".*leave speaker empty'):
        Piper().speak(SHORT, replace(piper_voice(tmp_path), speaker="anna"))


@needs_piper
def test_piper_reports_to_nobody(tmp_path: Path, empty_home: Path) -> None:
    """onnxruntime would leave a device id and events to send in the home folder, unless told before it loads."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        assert fresh.submit(utter, [SHORT], piper_voice(tmp_path)).result()[0][0].samples > 0
    assert list(empty_home.rglob("*")) == []


@needs_piper
@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("The mill closed.", "The mill closed."),
        ("Why?", "Why?"),
        ("He said “no.”", "He said “no.”"),
        ("A heading", "A heading."),
        ("Three things:", "Three things."),
        ("And then …", "And then."),
        ("In [[ɡøːtɛ]], and in [[ɡøːtɛ]].", "In [[ɡøːtɛ,]] and in [[ɡøːtɛ.]]"),
        ("On to [[ɡøːtɛ]]", "On to [[ɡøːtɛ.]]"),
        ("", "."),
    ],
)
def test_every_sentence_ends_with_a_mark_that_the_model_hears(text: str, heard: str) -> None:
    assert finished(text) == heard


# gTTS


def test_google_is_asked_for_at_most_100_characters_at_a_time(server: google.Google) -> None:
    Gtts(server.url, interval=0).speak(LONG * 3, google.VOICE)
    assert len(server.said) > 2
    assert max(len(text) for text in server.said) <= 100
    assert "".join("".join(server.said).split()).count("machines") == 3


def test_a_busy_google_is_asked_again(server: google.Google) -> None:
    server.refusals = [429, 503]
    assert Gtts(server.url, interval=0).speak(SHORT, google.VOICE).samples > 0
    assert server.said == [SHORT] * 3


def test_a_google_that_stays_busy_is_given_up(server: google.Google) -> None:
    server.refusals = [429] * 10
    with pytest.raises(EngineFailed, match="status 429"):
        Gtts(server.url, interval=0).speak(SHORT, google.VOICE)
    assert len(server.said) == 4


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>Sign in</html>", b'[["jQ1olc"', google._answer(b""), google._answer(b"not an mp3" * 50)],
    ids=["nothing", "a page", "a broken answer", "empty sound", "no sound"],
)
def test_an_answer_without_sound_is_an_error(body: bytes, server: google.Google) -> None:
    server.body = body
    with pytest.raises(EngineFailed, match="Google"):
        Gtts(server.url, interval=0).speak(SHORT, google.VOICE)


def test_a_connection_that_breaks_is_tried_again(server: google.Google) -> None:
    server.drops = 2
    assert Gtts(server.url, interval=0).speak(SHORT, google.VOICE).samples
    assert server.said == [SHORT] * 3


def test_one_that_always_breaks_is_given_up(server: google.Google) -> None:
    server.drops = 99
    with pytest.raises(Offline, match="cannot be reached"):
        Gtts(server.url, interval=0).speak(SHORT, google.VOICE)
    assert len(server.said) == 4


def test_no_network_is_said_so() -> None:
    with google.serving() as closed:
        url = closed.url
    with pytest.raises(Offline, match=r"cannot be reached.*installed voice"):
        Gtts(url, interval=0).speak(SHORT, google.VOICE)


def test_requests_are_throttled(server: google.Google) -> None:
    """Three requests take at least two intervals."""
    begin = time.monotonic()
    Gtts(server.url, interval=0.05).speak(LONG * 2, google.VOICE)
    assert len(server.said) >= 3
    assert time.monotonic() - begin >= 0.1


def test_punctuation_alone_is_not_sent(server: google.Google) -> None:
    with pytest.raises(EngineFailed, match="nothing to say"):
        Gtts(server.url, interval=0).speak("…!", google.VOICE)
    assert server.said == []
