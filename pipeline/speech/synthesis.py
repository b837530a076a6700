"""Segments -> clips: every sentence spoken once, in order, by as many processes as there are.

The cache keeps one clip a sentence. Key material: the spoken text, what of the voice shapes its sound, and the
engine's fingerprint; so a changed pause, name or licence redoes nothing. Value: the rate as four little-endian
bytes, then the PCM.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import cache
from pipeline.edition import Clip, Segment, Voice, VoiceKind
from pipeline.errors import EngineFailed, Offline
from pipeline.progress import Advance
from pipeline.speech.clauses import clauses
from pipeline.speech.crew import Crew, Job, WorkerLost
from pipeline.speech.engines import engine
from pipeline.speech.sound import amplify, join, trim

STAGE = "speech"
VERSION = 1  # of the sound; raise it when the same sentence comes out otherwise

# Jobs in flight for each worker: enough that the others do not wait while the first in line is a long sentence.
_AHEAD = 6

_RATE_BYTES = 4


@dataclass(slots=True)
class _Task:
    """Neighbouring segments that are spoken together; `job` brings the clips that the store did not have."""

    segments: list[Segment]
    names: list[str]
    clips: list[Clip | None]
    job: Job[list[Clip]] | None = None

    @property
    def missing(self) -> list[str]:
        return [s.spoken for s, clip in zip(self.segments, self.clips, strict=True) if clip is None]


def synthesise(
    segments: Iterable[Segment], voice: Voice, crew: Crew, advance: Advance | None = None
) -> Iterator[tuple[Segment, Clip]]:
    """The sound of every segment that is spoken, in order, as it comes; few are held at a time.

    Each clip has a fixed small margin of silence around it (`sound.MARGIN_MS`). `advance` is told seconds of sound:
    those made, and those expected in all, reckoned from the pace so far.
    Raises EngineFailed when the engine crashes twice at a sentence or gives no sound for it, MissingVoice when the
    voice's model or library is not there, Offline when an online voice is needed and may not be used.
    """
    spoken = [segment for segment in segments if not segment.skipped and segment.spoken]
    pace = _Pace(sum(len(segment.spoken) for segment in spoken), advance)
    for segment, clip in _in_order(spoken, voice, crew):
        pace.tell(len(segment.spoken), clip)
        yield segment, clip


def _in_order(spoken: Sequence[Segment], voice: Voice, crew: Crew) -> Iterator[tuple[Segment, Clip]]:
    speaker = engine(voice.engine)
    here = speaker.batch == 0
    groups = _groups(spoken, speaker.batch)
    names = _Names(voice, speaker.fingerprint(voice))
    ahead: deque[_Task] = deque()
    try:
        for group in groups:
            ahead.append(_begin(group, names, voice, crew))
            if here or len(ahead) > _AHEAD * crew.workers:
                yield from _finish(ahead.popleft(), voice, crew)
        while ahead:
            yield from _finish(ahead.popleft(), voice, crew)
    finally:
        for task in ahead:
            if task.job:
                task.job.future.cancel()


def _groups(spoken: Sequence[Segment], batch: int) -> Iterator[list[Segment]]:
    """Neighbours of together about `batch` characters; never fewer than one."""
    group: list[Segment] = []
    characters = 0
    for segment in spoken:
        if group and characters + len(segment.spoken) > batch:
            yield group
            group, characters = [], 0
        group.append(segment)
        characters += len(segment.spoken)
    if group:
        yield group


class _Names:
    """The store's names of a voice's sentences."""

    def __init__(self, voice: Voice, fingerprint: str) -> None:
        self._sound = {
            "engine": voice.engine,
            "speaker": voice.speaker,
            "lang": voice.lang,
            "rate": voice.rate,
            "pitch": voice.pitch,
            "gain_db": voice.gain_db,
            "fingerprint": fingerprint,
        }

    def of(self, spoken: str) -> str:
        return cache.key(STAGE, VERSION, {"spoken": spoken, **self._sound})


def _begin(group: list[Segment], names: _Names, voice: Voice, crew: Crew) -> _Task:
    keys = [names.of(segment.spoken) for segment in group]
    task = _Task(group, keys, [_stored(crew.store.get(key)) for key in keys])
    if not task.missing:
        return task
    if voice.kind is VoiceKind.ONLINE and crew.offline:
        raise Offline(
            f"The voice {voice.id} speaks online, and --offline forbids it. Choose an installed voice."
        )
    submit = crew.submit if engine(voice.engine).batch else crew.submit_here
    task.job = submit(speak, task.missing, voice)
    return task


def _finish(task: _Task, voice: Voice, crew: Crew) -> Iterator[tuple[Segment, Clip]]:
    made = _made(task, voice, crew)
    for segment, name, stored in zip(task.segments, task.names, task.clips, strict=True):
        clip = stored or next(made)
        if stored is None:
            crew.store.put(name, clip.rate.to_bytes(_RATE_BYTES, "little") + clip.pcm)
        yield segment, clip


def _made(task: _Task, voice: Voice, crew: Crew) -> Iterator[Clip]:
    if task.job is None:
        return
    try:
        yield from crew.result(task.job)
    except WorkerLost:
        for text in task.missing:
            yield _again(text, voice, crew)


def _again(text: str, voice: Voice, crew: Crew) -> Clip:
    """A second try, alone: whoever's sentence broke the pool is found out here."""
    try:
        return crew.result(crew.submit_alone(speak, [text], voice))[0]
    except WorkerLost as error:
        raise EngineFailed(
            f'{voice.engine} crashed or hung twice at "{text[:60]}" with the voice {voice.id}. '
            "Choose another voice with --voice, or reword the sentence in the edition's article.md."
        ) from error


def _stored(value: bytes | None) -> Clip | None:
    if value is None:
        return None
    return Clip(value[_RATE_BYTES:], int.from_bytes(value[:_RATE_BYTES], "little"))


def speak(texts: Sequence[str], voice: Voice) -> list[Clip]:
    """The finished clip of each text. Runs in a worker, which keeps its engine and voice. Raises as `synthesise`."""
    return [_speak(text, voice) for text in texts]


def _speak(text: str, voice: Voice) -> Clip:
    speaker = engine(voice.engine)
    pieces = [_piece(piece, voice) for piece in clauses(text, speaker.limit)]
    return amplify(join(pieces), voice.gain_db)


def _piece(text: str, voice: Voice) -> Clip:
    clip = trim(engine(voice.engine).speak(text, voice))
    if not clip.samples:
        raise EngineFailed(
            f'{voice.engine} made no sound of "{text[:60]}" with the voice {voice.id}. '
            "Choose another voice with --voice, or reword the sentence in the edition's article.md."
        )
    return clip


class _Pace:
    """Seconds of sound made and expected, for a progress bar."""

    def __init__(self, characters: int, advance: Advance | None) -> None:
        self._all = characters
        self._advance = advance
        self._done = 0
        self._seconds = 0.0

    def tell(self, characters: int, clip: Clip) -> None:
        self._done += characters
        self._seconds += clip.samples / clip.rate
        if self._advance:
            self._advance(self._seconds, self._seconds * self._all / self._done)
