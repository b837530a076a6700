"""The body of a Posts API request that shares the article, as far as it can be known without an account.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api

The API reads nothing from the page itself, so title, description and thumbnail are given. Two things are the sender's,
who has an account: `author` is to be added, and the picture's address in `thumbnail` to be replaced by the image URN that
its upload gives.
"""

from __future__ import annotations

from typing import Any

import msgspec

from pipeline.document import Article, BlockKind
from pipeline.outputs.linkedin.clean import one_line, units
from pipeline.outputs.linkedin.english import Manner, manner_of, written
from pipeline.outputs.linkedin.post import Post
from pipeline.outputs.markup import safe_href
from pipeline.sentences import split
from pipeline.settings import LinkedIn

TITLE_LIMIT = 400  # the API's own limits for an article's title and description
DESCRIPTION_LIMIT = 4086


def post_json(article: Article, post: Post, settings: LinkedIn) -> str:
    """The request's body as JSON; without `content` when there is no link to share."""
    body: dict[str, Any] = {
        "commentary": post.little.rstrip("\n"),
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    if post.link:
        body["content"] = {"article": _shared(article, post, settings)}
    return msgspec.json.format(msgspec.json.encode(body), indent=2).decode() + "\n"


def _shared(article: Article, post: Post, settings: LinkedIn) -> dict[str, str]:
    """Plain text: only `commentary` is escaped."""
    manner = manner_of(article, settings.english)
    shared = {
        "source": post.link,
        "title": _cut(_title(article, post, manner), TITLE_LIMIT),
        "description": _cut(written(one_line(_description(article)), manner), DESCRIPTION_LIMIT),
        "thumbnail": safe_href(article.image, article.url),
    }
    return {name: value for name, value in shared.items() if value}


def _title(article: Article, post: Post, manner: Manner) -> str:
    """The article's own; else the post's first sentence, else the address, since the API demands one."""
    first = post.sentences[0].text if post.sentences else ""
    return written(one_line(article.title), manner) or first or post.link


def _description(article: Article) -> str:
    """The article's own; else the first sentence of its first paragraph."""
    if article.description:
        return article.description
    first = next((b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH and b.text), "")
    spans = split(first, article.lang)
    return first[slice(*spans[0])] if spans else ""


def _cut(text: str, limit: int) -> str:
    while units(text) > limit:
        text = text.rpartition(" ")[0] or text[: limit // 2]
    return text
