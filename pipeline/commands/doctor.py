"""`publish doctor`: what works here, what is missing, and the command that mends it."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline import config
from pipeline.audio import ffmpeg
from pipeline.commands.common import ConfigOption, JsonOption, settings
from pipeline.commands.console import say
from pipeline.edition import VoiceKind
from pipeline.errors import ConfigError, OutputError, RostvalError
from pipeline.languages import OWN_NAMES
from pipeline.newsroom.workshop import Workshop, open_workshop
from pipeline.report import EXIT_DONE, EXIT_PARTIAL
from pipeline.speech.engines import engine
from pipeline.translate.routes import best_of_pairs

MAIN_LANGUAGES = ("en", "de", "sv")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `needed`: without it the tool cannot do its main job."""

    what: str
    fine: bool
    detail: str
    mend: str = ""
    needed: bool = False


def doctor(json: JsonOption = False, config_file: ConfigOption = None) -> None:
    """Say what works here, what is missing, and the command that mends it. Opens no connection."""
    chosen = settings(config_file)
    with open_workshop(chosen, config.places(chosen)) as shop:
        findings = list(examine(shop))
    if json:
        say(msgspec.json.format(msgspec.json.encode(findings), indent=2).decode())
    else:
        _show(findings)
    broken = any(finding.needed and not finding.fine for finding in findings)
    raise typer.Exit(EXIT_PARTIAL if broken else EXIT_DONE)


def examine(shop: Workshop) -> Iterator[Finding]:
    """Look at everything a run needs, by using it where that is quick."""
    yield Finding("Python", True, platform.python_version())
    yield _needed("ffmpeg", ffmpeg.version, "pip install --force-reinstall imageio-ffmpeg")
    yield _needed("espeak-ng", _speaks, "pip install --force-reinstall espeakng-loader")
    yield _extra("piper (neural voices)", "piper-tts", "piper", 'pip install "rostval[neural]"')
    yield from _voices(shop)
    yield from _pairs(shop)
    for folder in (shop.settings.output, shop.places.data, shop.places.cache):
        yield _needed(f"write to {folder}", partial(_writes, folder), "Make it writable.")


def _needed(what: str, try_it: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(what, True, try_it(), needed=True)
    except (RostvalError, OSError) as error:
        return Finding(what, False, str(error), mend, needed=True)


def _speaks() -> str:
    espeak = engine("espeak")
    clip = espeak.speak("one two three", espeak.voices()[0])
    return f"{version('espeakng-loader')}, {clip.samples / clip.rate:.1f} s of sound made"


def _extra(what: str, distribution: str, module: str, mend: str) -> Finding:
    if find_spec(module) is None:
        return Finding(what, False, "not installed", mend)
    return Finding(what, True, version(distribution))


def _voices(shop: Workshop) -> Iterator[Finding]:
    """A voice for each main language. One voice file that is wrong hides all of them, so it is said once."""
    try:
        _ = shop.shelf.cards, shop.shelf.offers
    except ConfigError as error:
        yield Finding("voice files", False, str(error), "then run again: publish doctor", needed=True)
        return
    yield from (_voice(shop, lang) for lang in MAIN_LANGUAGES)


def _voice(shop: Workshop, lang: str) -> Finding:
    what = f"voice for {OWN_NAMES[lang]}"
    try:
        best = shop.shelf.best(lang)
    except RostvalError as error:
        return Finding(what, False, str(error), f"publish voices --lang {lang}", needed=True)
    if best.kind is VoiceKind.NEURAL:
        return Finding(what, True, f"{best.id} ({best.kind})")
    offer = next((o.id for o in shop.shelf.offers.values() if o.lang == lang), "")
    mend = f"for a natural voice: publish voices install {offer}" if offer else ""
    return Finding(what, True, f"{best.id} ({best.kind})", mend)


def _pairs(shop: Workshop) -> Iterator[Finding]:
    """The models between the main languages; English is the bridge to everything else."""
    best = best_of_pairs(shop.library.models())
    wanted = [("en", lang) for lang in MAIN_LANGUAGES[1:]] + [(lang, "en") for lang in MAIN_LANGUAGES[1:]]
    for pair in [*wanted, *sorted(set(best) - set(wanted))]:
        name = "-".join(pair)
        if pair in best:
            yield Finding(f"translation {name}", True, best[pair].engine)
        else:
            yield Finding(f"translation {name}", False, "no model", f"publish models install {name}")


def _writes(folder: Path) -> str:
    """Try the nearest folder that exists; nothing is left behind."""
    here = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=here):
            return "yes"
    except OSError as error:
        raise OutputError(f"cannot write to {here}: {error.strerror}") from error


def _show(findings: list[Finding]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what", "found", "what mends it"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        sign = (
            "[green]ok[/green]"
            if finding.fine
            else "[red]no[/red]"
            if finding.needed
            else "[yellow]-[/yellow]"
        )
        table.add_row(sign, *map(escape, (finding.what, finding.detail, finding.mend)))
    Console(soft_wrap=False).print(table)
