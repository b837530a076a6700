"""`publish cache`: what is kept between runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import msgspec
import typer

from pipeline import cache_care, config
from pipeline.cache import Cache
from pipeline.cache_care import Care
from pipeline.commands.common import ConfigOption, JsonOption, settings
from pipeline.commands.console import say
from pipeline.settings import Settings

MEGABYTE = 1_000_000

app = typer.Typer(help="What is kept between runs. It may be deleted at any time.", no_args_is_help=True)


@app.command()
def stats(json: JsonOption = False, config_file: ConfigOption = None) -> None:
    """Say where the cache is, how much it holds and how much it may hold."""
    chosen = settings(config_file)
    cache = _cache(chosen)
    held, limit = cache_care.stats(cache), chosen.cache.max_bytes
    if json:
        say(msgspec.json.encode({"folder": str(cache.root), **asdict(held), "max_bytes": limit}).decode())
    else:
        say(f"{cache.root}: {held.entries} entries, {_size(held.bytes)} of {_size(limit)}")


@app.command()
def prune(
    to: Annotated[
        float | None,
        typer.Option("--to", metavar="MB", min=0, help="Keep this much. Default: cache.max_bytes."),
    ] = None,
    config_file: ConfigOption = None,
) -> None:
    """Drop what was not used for longest, until the cache is within its bounds."""
    chosen = settings(config_file)
    limit = chosen.cache.max_bytes if to is None else round(to * MEGABYTE)
    _done("dropped", lambda cache: cache_care.prune(cache, limit), chosen)


@app.command()
def verify(config_file: ConfigOption = None) -> None:
    """Read every entry and drop those that are damaged."""
    _done("damaged and dropped", cache_care.verify, settings(config_file))


def _cache(chosen: Settings) -> Cache:
    return Cache(config.places(chosen).cache)


def _done(word: str, care: Callable[[Cache], Care], chosen: Settings) -> None:
    done = care(_cache(chosen))
    say(f"{done.entries} entries {word}, {_size(done.bytes)}")


def _size(count: int) -> str:
    return f"{count / MEGABYTE:.1f} MB"
