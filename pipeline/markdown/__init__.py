"""Articles as Markdown and back, nothing lost: CommonMark with GFM tables under YAML front matter.

What Markdown has no sign for is written as inline HTML that every renderer understands: a caption is `<small>`,
text in another language `<span lang="de">`, and emphasis that stars cannot express (inside a word, beside
punctuation) `<strong>` and `<em>`. Canonical form of a block's marks: sorted, and no two of the same kind and value
that touch (`tidy`); an article in canonical form comes back equal.
"""

from pipeline.markdown.marks import tidy
from pipeline.markdown.reader import from_markdown
from pipeline.markdown.writer import to_markdown

__all__ = ["from_markdown", "tidy", "to_markdown"]
