"""`publish translate SOURCE --to LANG`: the translated text on stdout."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, OfflineOption, settings
from pipeline.commands.console import progress, remark
from pipeline.commands.rendering import Format, FormatOption, show_articles
from pipeline.languages import normalise
from pipeline.newsroom.translations import translation
from pipeline.newsroom.versions import Versions, extracted
from pipeline.newsroom.workshop import open_workshop
from pipeline.sources import load


def translate(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a URL, or - for standard input.")],
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="The language to translate into.")],
    output_format: FormatOption = Format.TEXT,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="NAME", help="The translation engine. Default: the best installed."),
    ] = None,
    offline: OfflineOption = False,
    config: ConfigOption = None,
) -> None:
    """Print an article's text in another language, translated on this machine."""
    chosen = settings(config, offline=offline or None, translate={"engine": engine} if engine else None)
    target = normalise(to)
    with open_workshop(chosen, configuration.places(chosen), progress()) as shop:
        page = load(source, chosen.fetch, offline=chosen.offline)
        article = extracted(page, shop).article
        if article.lang == target:
            remark(f"publish: the article is in {target} already")
            show_articles([article], output_format)
            return
        translated, notes = translation(target, article, Versions(page, article, shop), shop)
    show_articles([translated], output_format)
    for note in notes:
        remark(f"publish: {note}")
