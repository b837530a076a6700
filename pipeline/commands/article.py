"""`publish SOURCE…`: the whole job."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from pipeline.commands.common import (
    ConfigOption,
    JsonOption,
    LanguagesOption,
    OfflineOption,
    OutOption,
    QuietOption,
    languages,
    settings,
)
from pipeline.commands.console import progress, remark, say
from pipeline.config import places
from pipeline.report import EXIT_NOTHING, RunReport, to_json, to_text
from pipeline.settings import Settings

SOURCES_HELP = "An HTML, text or Markdown file, a URL, a folder of those, or - for standard input."
VOICE_HELP = "A voice to speak with; several with commas or by repeating. Default: the best of each language."

SourcesArgument = Annotated[list[str], typer.Argument(metavar="SOURCE", help=SOURCES_HELP)]
VoiceOption = Annotated[list[str] | None, typer.Option("--voice", metavar="ID,…", help=VOICE_HELP)]
EngineOption = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAME", help="The translation engine. Default: the best installed."),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        "--base-url", metavar="URL", help="Where the output folder is found on the web; feeds need it."
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="mp3|opus|m4b", help="The recordings' format. Default: mp3."),
]


def article(
    sources: SourcesArgument,
    lang: LanguagesOption = "",
    voice: VoiceOption = None,
    out: OutOption = None,
    engine: EngineOption = None,
    base_url: BaseUrlOption = None,
    audio_format: FormatOption = None,
    offline: OfflineOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
    config: ConfigOption = None,
) -> None:
    """Publish articles: text, recording, listening page, feeds and LinkedIn text in each language and voice."""
    chosen = settings(
        config,
        languages=languages(lang) or None,
        output=out,
        offline=offline or None,
        translate={"engine": engine} if engine else None,
        outputs={"base_url": base_url} if base_url else None,
        audio={"format": audio_format} if audio_format else None,
    )
    report = _publish(sources, chosen, _ids(voice or ()), quiet=quiet or json)
    _show(report, json=json, quiet=quiet)
    raise typer.Exit(report.exit_code)


def _ids(given: Iterable[str]) -> tuple[str, ...]:
    """Each voice once, in order; an id holds no comma."""
    parts = (part.strip() for one in given for part in one.split(","))
    return tuple(dict.fromkeys(filter(None, parts)))


def _publish(sources: list[str], chosen: Settings, voices: tuple[str, ...], *, quiet: bool) -> RunReport:
    # Here, because `publish --help` shows this command's options and must not load the house to do so.
    from pipeline.batch import run
    from pipeline.newsroom.workshop import open_workshop

    with open_workshop(chosen, places(chosen), progress(quiet=quiet), voices) as shop:
        return run(sources, shop)


def _show(report: RunReport, *, json: bool, quiet: bool) -> None:
    if json:
        say(to_json(report))
    elif quiet or report.exit_code == EXIT_NOTHING:
        for failure in report.failures:
            remark(f"publish: {failure}")
    else:
        say(to_text(report))
