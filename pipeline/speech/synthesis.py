"""Segments -> takes: every sentence spoken once, in order, by as many processes as there are.

The cache keeps one clip a sentence, and a take of one that is there leaves it there until it is asked for. Key
material: the spoken text, what of the voice shapes its sound, and the engine's fingerprint; so a changed pause, name or
licence redoes nothing. Value: the rate as four little-endian bytes, then the PCM.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import cache
from pipeline.edition import Clip, Segment, Take, Voice, VoiceKind
from pipeline.errors import EngineFailed, Offline
from pipeline.progress import Advance
from pipeline.speech.crew import Crew, Job, WorkerLost
from pipeline.speech.engines import engine
from pipeline.speech.sound import amplify, join, trim
from pipeline.speech.utterance import Utterance, load, utter

STAGE = "speech"
VERSION = 1  # of the sound; raise it when the same sentence comes out otherwise

# Jobs in flight for each worker: enough that the others do not wait while the first in line is a long sentence.
_AHEAD = 6

_RATE_BYTES = 4

# Until a voice has said something: that of a radio reader.
_SECONDS_PER_CHARACTER = 1 / 15


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A take that was just made."""

    name: str
    made: Clip

    @property
    def at_hand(self) -> bool:
        return True

    def clip(self) -> Clip:
        return self.made


@dataclass(frozen=True, slots=True)
class _Kept:
    """A take that waits in the store; should it be gone or damaged when it is asked for, it is made anew."""

    name: str
    spoken: str
    voice: Voice
    crew: Crew

    @property
    def at_hand(self) -> bool:
        return False

    def clip(self) -> Clip:
        kept = self.crew.store.get(self.name)
        if kept is not None:
            return Clip(kept[_RATE_BYTES:], int.from_bytes(kept[:_RATE_BYTES], "little"))
        clip = _alone(self.spoken, self.voice, self.crew)
        _keep(self.name, clip, self.crew)
        return clip


@dataclass(slots=True)
class _Task:
    """Neighbouring segments that are spoken together; `job` brings the clips that the store does not have."""

    segments: list[Segment]
    names: list[str]
    kept: list[bool]
    job: Job[list[Utterance]] | None = None

    @property
    def missing(self) -> list[str]:
        return [s.spoken for s, kept in zip(self.segments, self.kept, strict=True) if not kept]


class Preparation:
    """A worker starts and loads the voice while there is still something else to do: `begin` as often as you like.

    What fails is told when the voice speaks.
    """

    def __init__(self, voice: Voice, crew: Crew) -> None:
        self._voice, self._crew = voice, crew
        self._due = bool(engine(voice.engine).batch) and crew.workers > 1

    def begin(self) -> None:
        if self._due:
            self._crew.submit(load, self._voice)
        self._due = False


def synthesise(
    segments: Iterable[Segment], voice: Voice, crew: Crew, advance: Advance | None = None
) -> Iterator[tuple[Segment, Take]]:
    """The sound of every segment that is spoken, in order, as it comes; few new clips are held at a time.

    Each clip has a fixed small margin of silence around it (`sound.MARGIN_MS`). `advance` is told seconds of sound:
    those made, and those expected in all, reckoned from the pace so far.
    Raises EngineFailed when the engine crashes twice at a sentence or gives no sound for it, MissingVoice when the
    voice's model or library is not there, Offline when an online voice is needed and may not be used.
    """
    spoken = [segment for segment in segments if not segment.skipped and segment.spoken]
    pace = _Pace(sum(len(segment.spoken) for segment in spoken), advance)
    for segment, take in _in_order(spoken, voice, crew):
        pace.tell(len(segment.spoken), take)
        yield segment, take


def _in_order(spoken: Sequence[Segment], voice: Voice, crew: Crew) -> Iterator[tuple[Segment, Take]]:
    speaker = engine(voice.engine)
    here = speaker.batch == 0
    groups = _groups(spoken, speaker.batch)
    names = _Names(voice, speaker.fingerprint(voice))
    ahead: deque[_Task] = deque()
    jobs = 0  # what is kept costs nothing to be ahead of
    try:
        for group in groups:
            ahead.append(_begin(group, names, voice, crew))
            jobs += ahead[-1].job is not None
            while ahead and (here or jobs > _AHEAD * crew.workers):
                jobs -= ahead[0].job is not None
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
    task = _Task(group, keys, [crew.store.has(key) for key in keys])
    if task.missing:
        _allow(voice, crew)
        submit = crew.submit if engine(voice.engine).batch else crew.submit_here
        task.job = submit(utter, task.missing, voice)
    return task


def _allow(voice: Voice, crew: Crew) -> None:
    if voice.kind is VoiceKind.ONLINE and crew.offline:
        raise Offline(
            f"The voice {voice.id} speaks online, and --offline forbids it. Choose an installed voice."
        )


def _finish(task: _Task, voice: Voice, crew: Crew) -> Iterator[tuple[Segment, Take]]:
    made = _made(task, voice, crew)
    for segment, name, kept in zip(task.segments, task.names, task.kept, strict=True):
        if kept:
            yield segment, _Kept(name, segment.spoken, voice, crew)
        else:
            clip = next(made)
            _keep(name, clip, crew)
            yield segment, _Fresh(name, clip)


def _keep(name: str, clip: Clip, crew: Crew) -> None:
    crew.store.put(name, clip.rate.to_bytes(_RATE_BYTES, "little") + clip.pcm)


def _made(task: _Task, voice: Voice, crew: Crew) -> Iterator[Clip]:
    if task.job is None:
        return
    try:
        utterances = crew.result(task.job)
    except WorkerLost:
        yield from (_alone(text, voice, crew) for text in task.missing)
        return
    for utterance, text in zip(utterances, task.missing, strict=True):
        yield _clip(utterance, text, voice)


def _alone(text: str, voice: Voice, crew: Crew) -> Clip:
    """One sentence, by itself, whatever other threads want: whoever's broke the pool is found out here."""
    _allow(voice, crew)
    submit = crew.submit_alone if engine(voice.engine).batch else crew.submit_here
    try:
        with crew.alone:
            utterance = crew.result(submit(utter, [text], voice))[0]
    except WorkerLost as error:
        raise EngineFailed(
            f'{voice.engine} crashed or hung twice at "{text[:60]}" with the voice {voice.id}. '
            "Choose another voice, or reword the sentence in the edition's article.md."
        ) from error
    return _clip(utterance, text, voice)


def _clip(utterance: Utterance, text: str, voice: Voice) -> Clip:
    """What the engine said of a sentence, as it is kept."""
    pieces = [trim(piece) for piece in utterance]
    if not all(piece.samples for piece in pieces):
        raise EngineFailed(
            f'{voice.engine} made no sound of "{text[:60]}" with the voice {voice.id}. '
            "Choose another voice, or reword the sentence in the edition's article.md."
        )
    return amplify(join(pieces), voice.gain_db)


class _Pace:
    """Seconds of sound made and expected, for a progress bar. What is kept counts at the pace of what is new."""

    def __init__(self, characters: int, advance: Advance | None) -> None:
        self._all = characters
        self._advance = advance
        self._done = 0
        self._fresh = 0
        self._seconds = 0.0

    def tell(self, characters: int, take: Take) -> None:
        self._done += characters
        if isinstance(take, _Fresh):
            self._fresh += characters
            self._seconds += take.made.samples / take.made.rate
        if self._advance:
            pace = self._seconds / self._fresh if self._fresh else _SECONDS_PER_CHARACTER
            self._advance(self._done * pace, self._all * pace)
