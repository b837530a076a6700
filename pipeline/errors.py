"""Everything that can go wrong, as one tree. Every message is one sentence or two: what is wrong, what to do next.

RostvalError
├── UsageError             the command or the configuration is wrong                    (exit 2)
│   ├── ConfigError        publish.toml or an environment variable
│   ├── UnknownLanguage
│   ├── UnknownVoice
│   └── WrongVoice         a voice was asked for that does not speak the article's language
├── SourceError            a source cannot be read
│   ├── FetchError         over the network
│   │   └── Unreachable    now, but perhaps not later
│   └── NoArticle          read, but there is no article in it
│       └── Paywalled      only a teaser is there
├── TranslationError
│   ├── MissingModel       names the command that installs it
│   └── BrokenModel
├── SpeechError
│   ├── MissingVoice       names the command that installs it
│   └── EngineFailed       the engine crashed or said nothing
├── AudioError             ffmpeg failed, or a recording does not add up
├── OutputError            a file or folder cannot be written
├── InstallError           a model or voice cannot be installed
│   └── ChecksumMismatch
├── Offline                a network is needed and --offline forbids it
├── NoWorkers              no worker of a night stays alive
├── ScheduleFailed         the machine refused to schedule or unschedule nights
└── Busy                   another run holds the output folder

Adapters translate foreign exceptions at their own boundary, with `raise … from` keeping the cause.
"""

from __future__ import annotations


class RostvalError(Exception):
    """The root. `str(error)` is fit to be shown to a person."""


class UsageError(RostvalError):
    """The command line or the configuration asks for something impossible."""


class ConfigError(UsageError):
    """publish.toml or an environment variable holds something that is not understood."""


class UnknownLanguage(UsageError):
    """Not a language code this tool knows."""


class UnknownVoice(UsageError):
    """No installed voice has that id."""


class WrongVoice(UsageError):
    """A voice was asked for that speaks none of the languages to be published."""


class SourceError(RostvalError):
    """A source cannot be read."""


class FetchError(SourceError):
    """A URL refused, failed, was too large or took too long."""


class Unreachable(FetchError):
    """A server may well answer at another time: after `retry_after` seconds, if it said so."""

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NoArticle(SourceError):
    """The source was read, but holds no article text."""


class Paywalled(NoArticle):
    """Only a teaser is there; the rest is behind a paywall."""


class TranslationError(RostvalError):
    """A translation cannot be made."""


class MissingModel(TranslationError):
    """No installed chain of models leads from one language to the other."""


class BrokenModel(TranslationError):
    """A model's files cannot be loaded."""


class SpeechError(RostvalError):
    """Text cannot be spoken."""


class MissingVoice(SpeechError):
    """No voice of that language is installed."""


class EngineFailed(SpeechError):
    """The engine crashed, hung or returned no sound."""


class AudioError(RostvalError):
    """A recording cannot be made or does not add up."""


class OutputError(RostvalError):
    """Something cannot be written below the output folder."""


class InstallError(RostvalError):
    """A model or voice cannot be installed."""


class ChecksumMismatch(InstallError):
    """A download is not the file the catalogue promised."""


class Offline(RostvalError):
    """A network would be needed, and --offline forbids it."""


class NoWorkers(RostvalError):
    """Workers die before they have done anything, so that no article is to blame."""


class ScheduleFailed(RostvalError):
    """The machine refused to schedule or unschedule nights."""


class Busy(RostvalError):
    """Another run is at work on the same output folder."""
