"""From what happened to what is reported."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.edition import Edition, Segment, Voice
from pipeline.errors import RostvalError
from pipeline.newsroom.accounting import account, failed
from pipeline.newsroom.texts import Text
from pipeline.report import EditionOutcome, Status


@dataclass(frozen=True, slots=True)
class Attempt:
    """One edition that was tried: its outcome, and the edition with its key where there is one.

    `stands_in`: it is in another voice than the one that should have spoken, and failed.
    """

    outcome: EditionOutcome
    edition: Edition | None = None
    key: str = ""
    stands_in: bool = False

    @property
    def is_final(self) -> bool:
        """Whether the next run has nothing to try again: what failed for want of memory or disk may succeed then."""
        return self.edition is not None and not self.stands_in


def spoken(text: Text, edition: Edition, status: Status, key: str, notes: tuple[str, ...] = ()) -> Attempt:
    """An edition that is there, made now or taken over. Raises AudioError when a sentence is unaccounted for."""
    recording = edition.recording
    outcome = EditionOutcome(
        lang=text.article.lang,
        voice=edition.voice.id,
        status=status,
        origin=text.article.origin,
        engine=text.article.engine,
        seconds=round(recording.seconds, 3),
        loudness=recording.loudness,
        peak=recording.peak,
        files=tuple(filter(None, (recording.file, recording.captions, recording.chapters_file))),
        sentences=account(text.article, edition.segments, recording),
        untranslated=text.untranslated,
        notes=(*text.notes, *notes),
    )
    return Attempt(outcome, edition, key)


def unspoken(
    text: Text, voice: Voice | None, error: RostvalError, segments: tuple[Segment, ...] = ()
) -> Attempt:
    """A text that is there, and a recording that failed: what would have been spoken has failed with it."""
    outcome = EditionOutcome(
        lang=text.article.lang,
        voice=voice.id if voice else "",
        status=Status.FAILED,
        origin=text.article.origin,
        engine=text.article.engine,
        sentences=failed(segments, str(error)),
        untranslated=text.untranslated,
        notes=text.notes,
        error=str(error),
    )
    return Attempt(outcome)


def untold(lang: str, error: RostvalError) -> Attempt:
    """A language whose text could not be made."""
    return Attempt(EditionOutcome(lang, "", Status.FAILED, error=str(error)))


def overall(attempts: list[Attempt]) -> Status:
    """The article's status from its editions': unchanged only if all are, failed if none is there."""
    found = {attempt.outcome.status for attempt in attempts}
    if found <= {Status.UNCHANGED}:
        return Status.UNCHANGED
    return Status.MADE if found & {Status.MADE, Status.UNCHANGED} else Status.FAILED
