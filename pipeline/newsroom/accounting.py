"""The sums behind "nothing lost": every character of the text is in a segment, every segment has a fate."""

from __future__ import annotations

from pipeline.document import Article
from pipeline.edition import TITLE_BLOCK, Recording, Segment
from pipeline.errors import AudioError
from pipeline.report import Fate, Sentence


def account(article: Article, segments: tuple[Segment, ...], recording: Recording) -> tuple[Sentence, ...]:
    """The fate of every sentence. Raises AudioError when the sums do not add up, which would be a fault of ours."""
    _check_text_is_covered(article, segments)
    heard = {cue.segment for cue in recording.cues}
    expected = {segment.id for segment in segments if not segment.skipped}
    if heard != expected:
        raise AudioError(
            f"The recording and the text differ in {len(heard ^ expected)} sentences, so it was not kept. "
            "Please report this, with the source."
        )
    return tuple(_sentence(segment) for segment in segments)


def failed(segments: tuple[Segment, ...], reason: str) -> tuple[Sentence, ...]:
    """The fates when the recording failed: what would have been spoken has failed, for `reason`."""
    return tuple(
        _sentence(segment) if segment.skipped else Sentence(segment.id, segment.shown, Fate.FAILED, reason)
        for segment in segments
    )


def _sentence(segment: Segment) -> Sentence:
    fate = Fate.SKIPPED if segment.skipped else Fate.SPOKEN
    return Sentence(segment.id, segment.shown, fate, segment.skipped)


def _check_text_is_covered(article: Article, segments: tuple[Segment, ...]) -> None:
    texts = {TITLE_BLOCK: article.title} | {i: block.text for i, block in enumerate(article.blocks)}
    covered: dict[int, str] = dict.fromkeys(texts, "")
    for segment in segments:
        covered[segment.block] += segment.shown
    for block, text in texts.items():
        if "".join(covered[block].split()) != "".join(text.split()):
            raise AudioError(
                f'A sentence near "{text[:60]}" would have been lost, so no recording was kept. '
                "Please report this, with the source."
            )
