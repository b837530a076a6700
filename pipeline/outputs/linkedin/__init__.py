"""The English text for LinkedIn: a post of the article's own sentences, and the article for LinkedIn's editor."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as html_escape
from pathlib import Path

import msgspec

from pipeline.document import Article, BlockKind
from pipeline.files import write_text
from pipeline.markdown import to_markdown
from pipeline.outputs.linkedin import little_text
from pipeline.outputs.linkedin.text import LinkedInTexts, PostSentence, Role
from pipeline.sentences import split
from pipeline.settings import LinkedIn

__all__ = ["LinkedInTexts", "PostSentence", "Role", "write_linkedin"]

POINTS = 4


def write_linkedin(english: Article, folder: Path, settings: LinkedIn) -> LinkedInTexts:
    """Write post.txt, post.api.txt, post.json, article.html and article.md into `folder`. Raises OutputError."""
    chosen = tuple(_chosen(english))
    link = settings.link or english.url
    lines = [("• " if one.role is Role.POINT else "") + one.text for one in chosen]
    post = "\n\n".join([*lines, *filter(None, [link])]) + "\n"
    commentary = "\n\n".join([*map(little_text.escape, lines), *filter(None, [link])]) + "\n"
    write_text(folder / "post.txt", post)
    write_text(folder / "post.api.txt", commentary)
    write_text(folder / "post.json", msgspec.json.encode({"commentary": commentary}).decode())
    write_text(folder / "article.md", to_markdown(english))
    paragraphs = "\n".join(f"<p>{html_escape(block.text)}</p>" for block in english.blocks)
    write_text(folder / "article.html", f"<h1>{html_escape(english.title)}</h1>\n{paragraphs}\n")
    return LinkedInTexts(post, chosen, link=link)


def _chosen(article: Article) -> Iterator[PostSentence]:
    """The title, then the first sentence of each of the first paragraphs."""
    yield PostSentence(Role.HOOK, -1, 0, len(article.title), article.title, article.title)
    paragraphs = [
        (i, b.text) for i, b in enumerate(article.blocks) if b.kind is BlockKind.PARAGRAPH and b.text
    ]
    for index, text in paragraphs[:POINTS]:
        start, end = split(text, article.lang)[0]
        yield PostSentence(Role.POINT, index, start, end, text[start:end], text[start:end])
