"""A post: its sentences, hashtags and link put together, as plain text and as the API wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.document import Article
from pipeline.outputs.linkedin import little_text
from pipeline.outputs.linkedin.clean import CONTROLS, units
from pipeline.outputs.linkedin.english import manner_of
from pipeline.outputs.linkedin.hashtags import hashtags
from pipeline.outputs.linkedin.rules import POST_LIMIT
from pipeline.outputs.linkedin.selection import choose
from pipeline.outputs.linkedin.text import PostSentence, Role
from pipeline.settings import LinkedIn

BULLET = "• "


@dataclass(frozen=True, slots=True)
class Post:
    """What a post is made of, in its order: sentences, hashtags, and the link last."""

    sentences: tuple[PostSentence, ...]
    hashtags: tuple[str, ...] = ()
    link: str = ""

    @property
    def plain(self) -> str:
        """As it is pasted: an empty line between the parts, a bullet before each point."""
        tags = " ".join(f"#{tag}" for tag in self.hashtags)
        return _joined([*self._lines, tags, self.link])

    @property
    def little(self) -> str:
        """As the Posts API's `commentary`."""
        tags = " ".join(map(little_text.hashtag, self.hashtags))
        return _joined([*map(little_text.escape, self._lines), tags, little_text.address(self.link)])

    @property
    def _lines(self) -> list[str]:
        return [BULLET * (one.role is Role.POINT) + one.text for one in self.sentences]


def _joined(parts: Sequence[str]) -> str:
    text = "\n\n".join(part for part in parts if part)
    return f"{text}\n" if text else ""


def make_post(article: Article, settings: LinkedIn) -> Post:
    """The post of an article in English, at most 3,000 UTF-16 units as plain text."""
    manner = manner_of(article, settings.english)
    parts = choose(article, settings.style, manner)
    tags = hashtags(article, settings.hashtags, settings.fixed_hashtags)
    post = Post(tuple(parts), tags, web_address(settings.link or article.url))
    while units(post.plain) > POST_LIMIT and post.sentences:
        post = _shorter(post)
    return post


def _shorter(post: Post) -> Post:
    """Without its link if that alone is too long, else without its last sentence."""
    if units(post.link) > POST_LIMIT // 2:
        return Post(post.sentences, post.hashtags)
    return Post(post.sentences[:-1], post.hashtags, post.link)


def web_address(link: str) -> str:
    """`link` if it is an http or https address with a host, else ""."""
    link = link.strip()
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    sound = parts.scheme in {"http", "https"} and parts.hostname and "." in parts.hostname.strip(".")
    clean = not CONTROLS.search(link) and not any(c.isspace() or c in '<>"“”' for c in link)
    return link if sound and clean else ""
