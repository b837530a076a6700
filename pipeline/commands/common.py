"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import config
from pipeline.languages import normalise
from pipeline.settings import Settings

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings to use instead of ./publish.toml.")
]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help="Never use the network, not even to fetch a model.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print failures only.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="The output folder. Default: ./output.")
]
LanguagesOption = Annotated[
    str,
    typer.Option(
        "--lang", metavar="LANG,…", help="Languages, separated by commas; default: the article's own."
    ),
]


def languages(text: str) -> tuple[str, ...]:
    """ "en,de, sv-SE" as ("en", "de", "sv"), each once. Raises UnknownLanguage."""
    return tuple(dict.fromkeys(normalise(part) for part in text.split(",") if part.strip()))


def settings(config_file: Path | None, **flags: Any) -> Settings:
    """Settings with the flags that were given (those that are not None) on top. Raises ConfigError."""
    return config.load(config_file, {name: value for name, value in flags.items() if value is not None})
