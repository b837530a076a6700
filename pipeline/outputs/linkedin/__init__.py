"""The English text for LinkedIn: a post of the article's own sentences, and the article for LinkedIn's editor.

post.txt        the post, to be pasted
post.api.txt    the same in the Posts API's "little text"
post.json       the request's body, with the article to share
article.html    the whole article for the editor; article.md the same as Markdown
"""

from __future__ import annotations

from pathlib import Path

from pipeline.document import Article
from pipeline.files import write_text
from pipeline.markdown import to_markdown
from pipeline.outputs.linkedin.api import post_json
from pipeline.outputs.linkedin.editor import BODY_LIMIT, for_editor, to_html, translation_note
from pipeline.outputs.linkedin.post import Post, make_post
from pipeline.outputs.linkedin.selection import FEWEST_POINTS
from pipeline.outputs.linkedin.text import LinkedInTexts, PostSentence, Role
from pipeline.settings import LinkedIn

__all__ = ["FILES", "LinkedInTexts", "PostSentence", "Role", "make_texts", "write_linkedin"]

FRONT_MATTER = "---\n"
FILES = ("post.txt", "post.api.txt", "post.json", "article.html", "article.md")


def write_linkedin(english: Article, folder: Path, settings: LinkedIn) -> LinkedInTexts:
    """Write the five files into `folder`, each whole or not at all. Raises OutputError."""
    texts, files = make_texts(english, settings)
    for name, content in files.items():
        write_text(folder / name, content)
    return texts


def make_texts(english: Article, settings: LinkedIn) -> tuple[LinkedInTexts, dict[str, str]]:
    """The post with its traces, and the content of each file by name. Writes nothing."""
    post = make_post(english, settings)
    article = for_editor(english, settings)
    contents = (
        post.plain,
        post.little,
        post_json(english, post, settings),
        to_html(article),
        _body(to_markdown(article)),
    )
    notes = tuple(_notes(english, post, article))
    texts = LinkedInTexts(post.plain, post.sentences, post.hashtags, post.link, article.title, notes)
    return texts, dict(zip(FILES, contents, strict=True))


def _body(markdown: str) -> str:
    """Without the front matter, which nobody pastes."""
    return markdown.split(FRONT_MATTER, 2)[2].lstrip("\n") if markdown.startswith(FRONT_MATTER) else markdown


def _notes(english: Article, post: Post, article: Article) -> list[str]:
    """What a person should know before posting."""
    points = sum(one.role is Role.POINT for one in post.sentences)
    candidates = {
        translation_note(english): True,
        f"only {points} sentences of the article stand alone well enough to be key points": bool(
            post.sentences
        )
        and points < FEWEST_POINTS,
        "no sentence of the article can open a post; write one by hand": not post.sentences,
        "no sentence fits a phone's first 140 characters, so the title opens the post": any(
            one.role is Role.HOOK and one.block < 0 for one in post.sentences
        ),
        f"the article is longer than {BODY_LIMIT} characters, which the editor may refuse": len(article.text)
        > BODY_LIMIT,
        "there is no address of the article to link to; set linkedin.link": not post.link,
    }
    return [note for note, holds in candidates.items() if holds and note]
