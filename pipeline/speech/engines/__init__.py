"""Speech engines by name. An engine's module, and with it its library, is loaded when it is first asked for."""

from __future__ import annotations

import functools
import importlib

from pipeline.errors import ConfigError
from pipeline.speech.engines.base import Speaker

_ADAPTERS = {
    "espeak": "pipeline.speech.engines.espeak:Espeak",
    "gtts": "pipeline.speech.engines.gtts:Gtts",
    "piper": "pipeline.speech.engines.piper:Piper",
    "tone": "pipeline.speech.engines.tone:Tone",
}

NAMES = tuple(_ADAPTERS)


@functools.cache
def engine(name: str) -> Speaker:
    """This process's engine of that name. Raises ConfigError when there is none."""
    if name not in _ADAPTERS:
        raise ConfigError(f'There is no speech engine "{name}". Use one of: {", ".join(NAMES)}.')
    module, _, adapter = _ADAPTERS[name].partition(":")
    made: Speaker = getattr(importlib.import_module(module), adapter)()
    return made
