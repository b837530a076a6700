"""`publish say TEXT`: a text spoken into a sound file, or shown as it would be spoken."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, OfflineOption, QuietOption, settings
from pipeline.commands.console import progress
from pipeline.commands.console import say as show
from pipeline.commands.speaking import as_spoken, speak_to
from pipeline.edition import Voice
from pipeline.errors import UsageError
from pipeline.languages import OWN_NAMES, normalise
from pipeline.newsroom.workshop import Workshop, open_workshop

STANDARD_INPUT = "-"


def say(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say; - reads standard input.")],
    voice: Annotated[
        str, typer.Option("--voice", metavar="ID", help="Who says it; default: the best installed of --lang.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Default: the voice's language.")] = "",
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The sound file; its suffix is the format. Folders that are missing are made.",
        ),
    ] = Path("speech.mp3"),
    explain: Annotated[
        bool, typer.Option("--explain", help="Only print the text as it would be spoken, on one line.")
    ] = False,
    offline: OfflineOption = False,
    quiet: QuietOption = False,
    config: ConfigOption = None,
) -> None:
    """Say a text into a sound file, or show how it would be said."""
    words = sys.stdin.read() if text == STANDARD_INPUT else text
    chosen = settings(config, offline=offline or None)
    with open_workshop(chosen, configuration.places(chosen), progress(quiet=quiet)) as shop:
        if explain:
            show(as_spoken(words, _language(lang, voice, shop), shop))
            return
        speak_to(output, words, _voice(voice, lang, shop), shop)
    if not quiet:
        show(str(output))


def _language(lang: str, voice: str, shop: Workshop) -> str:
    if lang and not voice:
        return normalise(lang)
    return _voice(voice, lang, shop).lang


def _voice(voice: str, lang: str, shop: Workshop) -> Voice:
    """The voice that was asked for by id or by language. Raises UsageError, UnknownVoice, MissingVoice."""
    if not voice and not lang:
        raise UsageError("Who is to say it? Name a voice with --voice ID, or a language with --lang LANG.")
    if not voice:
        return shop.shelf.best(normalise(lang))
    found = shop.shelf.get(voice)
    if lang and found.lang != normalise(lang):
        raise UsageError(
            f'The voice "{voice}" speaks {OWN_NAMES[found.lang]}, not {OWN_NAMES[normalise(lang)]}. '
            f"Leave out --lang or --voice."
        )
    return found
