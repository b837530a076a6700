"""Which paragraph says when an article was published and by whom: "Published on: … / Updated on: … – Author: …".

It is part of the text and is shown, but a listener has the author and the date from the player. It is known by the
article's own data and not by its labels, so that it is found in every language that it was translated into.
"""

from __future__ import annotations

import re

from pipeline.document import Article, Block, BlockKind

_PLACES = 4  # among the first blocks: title and lead stand above it at most
_LENGTH = 200  # characters
_OTHER_WORDS = 12  # labels and months: "Publicerad den", "augusti", "Uppdaterad den", "augusti", "Författare"
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*$")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


def is_byline(article: Article, index: int) -> bool:
    """Whether the block there names an author and a day of publication or change, and says little else."""
    block = article.blocks[index]
    if index >= _PLACES or not article.authors or not _is_line(block):
        return False
    named = [name for name in article.authors if name and name in block.text]
    numbers = {int(number) for number in _NUMBER.findall(block.text)}
    days = [day for day in (article.published, article.modified) if day]
    if not named or not any({day.day, day.year} <= numbers for day in days):
        return False
    rest = block.text
    for name in named:
        rest = rest.replace(name, " ")
    return len(_WORD.findall(rest)) <= _OTHER_WORDS


def _is_line(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(block.text) <= _LENGTH
        and not _SENTENCE.search(block.text.rstrip())
    )
