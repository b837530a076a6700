"""CAPITALS and Title Case: models turn them into nonsense, so they are lowered before and given back after.

What a word looks like at rest is learnt from the article itself: a word seen in lower case is a common word,
one seen with a capital inside a sentence is a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TITLE_SHARE = 0.7  # of the longer words of a heading in Title Case
_ACRONYM = 5  # letters; longer ones in capitals are shouted words
_FEW = 3  # words; "NATO" or "ABB OY" alone is a name, not a shout


class Case(StrEnum):
    """How a text is written as a whole."""

    PLAIN = "plain"
    UPPER = "upper"
    TITLE = "title"


@dataclass(frozen=True)
class Casebook:
    """How words are written at rest: lower-case word -> its usual form inside sentences."""

    forms: dict[str, str]

    def at_rest(self, word: str) -> str:
        """A word of a lowered text: as the article writes it elsewhere, else in lower case."""
        return self.forms.get(word.lower(), word.lower())

    def knows(self, word: str) -> bool:
        return word.lower() in self.forms


def learn(texts: Iterable[str]) -> Casebook:
    """Count how words inside sentences are written; texts that are themselves shouted or titled teach nothing."""
    seen: dict[str, Counter[str]] = {}
    for text in texts:
        if case(text, "en") is Case.PLAIN:
            for match in _WORD.finditer(text):
                if _inside(text, match.start()):
                    seen.setdefault(match.group().lower(), Counter())[match.group()] += 1
    return Casebook({lower: _usual(counts) for lower, counts in seen.items()})


def _inside(text: str, start: int) -> bool:
    """Whether a word at `start` stands where lower case would be usual: not after a full stop or a quote."""
    before = text[:start].rstrip("\"'“”„«»([ \u00a0–-")
    return bool(before) and before[-1] not in ".!?:…"


def _usual(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0]


def case(text: str, lang: str) -> Case:
    """What kind of casing a text has. German has no Title Case of its own: its nouns are capital anyway."""
    words = _WORD.findall(text)
    letters = [letter for word in words for letter in word]
    if len(words) >= _FEW and sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
        return Case.UPPER
    if len(words) == 2 and text.isupper() and all(len(word) > _ACRONYM - 1 for word in words):
        return Case.UPPER
    longer = [word for word in words[1:] if len(word) > 3]
    titled = sum(word[0].isupper() for word in longer)
    mostly = len(longer) >= 2 and titled >= _TITLE_SHARE * len(longer)
    wholly = len(words) >= _FEW and all(word[0].isupper() for word in words)
    if lang != "de" and (mostly or wholly) and not text.endswith("."):
        return Case.TITLE
    return Case.PLAIN


def lower(text: str, kind: Case, book: Casebook) -> str:
    """`text` as it would stand inside a paragraph: names and acronyms keep their capitals, as far as they are known."""
    if kind is Case.PLAIN:
        return text
    lowered = _WORD.sub(lambda match: _rest(match.group(), kind, book), text)
    first = next((i for i, letter in enumerate(lowered) if letter.isalpha()), 0)
    return lowered[:first] + lowered[first : first + 1].upper() + lowered[first + 1 :]


def _rest(word: str, kind: Case, book: Casebook) -> str:
    inner_capital = kind is Case.TITLE and not word[1:].islower() and len(word) > 1
    return word if inner_capital else book.at_rest(word)


def restore(output: str, kind: Case, source: str) -> str:
    """The casing given back: capitals for capitals. Title Case becomes sentence case, which most languages set headings in;
    words that came through unchanged are taken for names and keep the capital that `source` gives them.
    """
    if kind is Case.UPPER:
        return output.upper()
    if kind is Case.TITLE:
        capitals = {
            word.lower(): word for word in _WORD.findall(source) if word[0].isupper() and len(word) > 1
        }
        return _WORD.sub(lambda match: capitals.get(match.group(), match.group()), output)
    return output
