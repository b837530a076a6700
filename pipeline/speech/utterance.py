"""What a worker does: the engine's own sound of each sentence, clause by clause.

It loads the engine and nothing else of the house, neither its store nor numpy: for an edit of one sentence the start of
a worker is what takes longest. What is done to the sound afterwards (`sound.py`) is done by whoever asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.edition import Clip, Voice
from pipeline.speech.clauses import clauses
from pipeline.speech.engines import engine

Utterance = list[Clip]
"""A sentence as the engine gives it: a clip for each piece that it takes at a time."""


def load(voice: Voice) -> None:
    """Load what `utter` needs, ahead of time. Raises as `utter`."""
    engine(voice.engine).load(voice)


def utter(texts: Sequence[str], voice: Voice) -> list[Utterance]:
    """Each text, spoken. The process keeps its engine and voice. Raises EngineFailed, MissingVoice, Offline."""
    speaker = engine(voice.engine)
    return [[speaker.speak(piece, voice) for piece in clauses(text, speaker.limit)] for text in texts]
