"""`publish why SOURCE`: what a run would redo, and for which reason."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, LanguagesOption, OutOption, languages, settings
from pipeline.commands.console import say
from pipeline.newsroom.freshness import changes, ingredients, unchanged
from pipeline.newsroom.texts import Job, open_job
from pipeline.newsroom.workshop import open_workshop
from pipeline.sources import load


def why(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a URL, or - for standard input.")],
    lang: LanguagesOption = "",
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Say what a run would redo for an article, and for which reason. Nothing is made."""
    chosen = settings(config, languages=languages(lang) or None, output=out)
    with open_workshop(chosen, configuration.places(chosen)) as shop:
        job = open_job(load(source, chosen.fetch, offline=chosen.offline), shop)
        say("\n".join(_reasons(job)))


def _reasons(job: Job) -> list[str]:
    past, now = job.ledger.past, ingredients(job)
    if not past.ingredients:
        return [f"{job.page.name}: never published here, so everything is made"]
    if unchanged(job, now):
        return [f"{job.page.name}: nothing would be redone"]
    reasons = [f"  {change.ingredient}: {change.how}" for change in changes(past.ingredients, now)]
    reasons += [] if past.complete else ["  the last run did not finish everything"]
    return [
        f"{job.page.name}: would be looked at again, because of",
        *(reasons or ["  a file that is missing"]),
    ]
