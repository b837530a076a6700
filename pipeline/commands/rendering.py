"""How articles and decisions are printed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from pipeline.commands.console import say
from pipeline.document import Article
from pipeline.extract import Extraction
from pipeline.markdown import to_markdown


class Format(StrEnum):
    """How a text is printed."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"


FormatOption = Annotated[
    Format, typer.Option("--format", help="Plain text, Markdown with front matter, or JSON.")
]


def show_articles(articles: Sequence[Article], output_format: Format) -> None:
    """Print articles; as JSON one document: an object for one article, a list for several."""
    if not articles:
        return
    if output_format is Format.JSON:
        values = articles[0] if len(articles) == 1 else list(articles)
        say(msgspec.json.format(msgspec.json.encode(values), indent=2).decode())
        return
    say("\n".join(_rendered(article, output_format) for article in articles))


def _rendered(article: Article, output_format: Format) -> str:
    return to_markdown(article) if output_format is Format.MARKDOWN else f"{article.text}\n"


def show_decisions(extractions: Sequence[Extraction]) -> None:
    """Print every block of each page, green where kept, red where dropped, with the reason."""
    console = Console(soft_wrap=True, highlight=False)
    for extraction in extractions:
        for decision in extraction.decisions:
            sign, style = ("+", "green") if decision.kept else ("-", "red")
            line = Text.assemble(
                (f"{sign} ", style), (f"{decision.kind:<11}", "dim"), (decision.reason, style)
            )
            console.print(line.append(f"\t{decision.text}"))
