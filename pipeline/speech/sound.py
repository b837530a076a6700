"""What is done to an engine's sound before it counts as a clip: edges, level, joints. Integer samples throughout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.edition import Clip

if TYPE_CHECKING:
    import numpy as np

    Samples = np.ndarray[Any, np.dtype[np.int16]]

# What lies this far below the clip's own peak is silence: the soft ends of words ("f", "s", "th") lie above, the
# noise floor of neural voices below.
_SILENCE_DB = -46.0

# Kept around the sound, so that a soft start is whole and the pause of the voice's file is what is heard.
MARGIN_MS = 30

# Between the pieces of a sentence that was too long for the engine: a comma's worth.
JOINT_MS = 120

_LOUDEST = 32_767


def trim(clip: Clip) -> Clip:
    """`clip` with exactly MARGIN_MS of fading silence at both ends; without samples where it holds no sound."""
    import numpy as np

    samples = np.frombuffer(clip.pcm, dtype="<i2")
    span = _sounding(samples)
    if span is None:
        return Clip(b"", clip.rate)
    margin = clip.rate * MARGIN_MS // 1000
    start, end = span
    lead, tail = samples[max(0, start - margin) : start], samples[end : end + margin]
    ramp = np.arange(margin) / margin
    framed = [
        np.zeros(margin - len(lead), dtype="<i2"),
        (lead * ramp[margin - len(lead) :]).astype("<i2"),
        samples[start:end],
        (tail * ramp[::-1][: len(tail)]).astype("<i2"),
        np.zeros(margin - len(tail), dtype="<i2"),
    ]
    return Clip(np.concatenate(framed).tobytes(), clip.rate)


def _sounding(samples: Samples) -> tuple[int, int] | None:
    """From the first to behind the last sample that is no silence; None where all is."""
    import numpy as np

    levels = np.abs(samples.astype(np.int32))
    peak = int(levels.max(initial=0))
    heard = np.flatnonzero(levels > max(1.0, peak * 10 ** (_SILENCE_DB / 20)))
    return (int(heard[0]), int(heard[-1]) + 1) if len(heard) else None


def amplify(clip: Clip, gain_db: float) -> Clip:
    """`clip` louder or softer by `gain_db`; what would go beyond full scale is held there."""
    if not gain_db:
        return clip
    import numpy as np

    louder = np.frombuffer(clip.pcm, dtype="<i2") * 10 ** (gain_db / 20)
    return Clip(np.clip(np.rint(louder), -_LOUDEST, _LOUDEST).astype("<i2").tobytes(), clip.rate)


def join(clips: Sequence[Clip]) -> Clip:
    """The pieces of one sentence, JOINT_MS apart; all have the same rate."""
    rate = clips[0].rate
    joint = bytes(2 * (rate * JOINT_MS // 1000))
    return Clip(joint.join(clip.pcm for clip in clips), rate)
