"""`publish linkedin SOURCE`: the English text for LinkedIn."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, OfflineOption, settings
from pipeline.commands.console import progress, say
from pipeline.document import Article
from pipeline.newsroom.translations import translation
from pipeline.newsroom.versions import Versions, extracted
from pipeline.newsroom.workshop import Workshop, open_workshop
from pipeline.outputs.linkedin import write_linkedin
from pipeline.sources import load

LANGUAGE = "en"


def linkedin(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a URL, or - for standard input.")],
    offline: OfflineOption = False,
    config: ConfigOption = None,
) -> None:
    """Make the English text for LinkedIn and print the post."""
    chosen = settings(config, offline=offline or None)
    with open_workshop(chosen, configuration.places(chosen), progress()) as shop:
        article = english(source, shop)
    with TemporaryDirectory() as folder:
        say(write_linkedin(article, Path(folder), chosen.linkedin).post)


def english(source: str, shop: Workshop) -> Article:
    """The article in English: as it is, as the publisher's own version, or translated."""
    page = load(source, shop.settings.fetch, offline=shop.settings.offline)
    article = extracted(page, shop).article
    versions = Versions(page, article, shop)
    if article.lang == LANGUAGE:
        return article
    return versions.get(LANGUAGE) or translation(LANGUAGE, article, versions, shop)[0]
