"""What a speech engine is to the rest of the house: one method that turns a sentence into sound."""

from __future__ import annotations

from typing import Protocol

from pipeline.edition import Clip, Voice


class Speaker(Protocol):
    """An engine. One object per process, made without loading anything; a voice is loaded when it first speaks.

    `limit` is how many characters one call may hold; longer sentences are cut at clauses before they come here.
    `batch` is how many characters make a task worth handing to another process: an engine a thousand times faster
    than speech takes many sentences at once, a neural one a single sentence. 0 keeps the work in this process.
    """

    name: str
    limit: int
    batch: int

    def voices(self) -> list[Voice]:
        """The voices that need no file of their own, one or more per language."""
        ...

    def fingerprint(self, voice: Voice) -> str:
        """Everything beyond the voice's own settings that shapes the sound: library version, model hash.

        Raises MissingVoice when the library or the model is not there.
        """
        ...

    def load(self, voice: Voice) -> None:
        """Load what `speak` needs, ahead of time. Raises as `speak`."""
        ...

    def speak(self, text: str, voice: Voice) -> Clip:
        """The sound of one sentence, mono and 16-bit, as the engine gives it.

        Raises EngineFailed when there is no sound, MissingVoice when the library or the model is not there,
        Offline when an online engine cannot be reached.
        """
        ...
