"""Hashtags from an article's own terms: what it names often and early, as real words in CamelCase."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from pipeline.document import Article, BlockKind, MarkKind
from pipeline.outputs.linkedin.clean import one_line

LONGEST = 30
_FILE = Path(__file__).parent / "hashtags.toml"
_TERM = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]|\d\S*")
_PERSON = re.compile(r"\b(?:Dr\.? |Mr\.? |Ms\.? |Mrs\.? )?([A-Z][\w’-]+ (?:[A-Z]\. )?[A-Z][\w’-]+)\b")
_ENDINGS = ("ly", "ed", "ing")  # adverbs and most verbs; "recycling" and its like are let in by the title
_AFTER_DETERMINER = re.compile(
    r"\b(?:an?|the|its|their|our|his|her|every|each|of|for|with|per|from|into|without) ([a-z-]{4,})(?! [a-z-]+s\b)"
)
_INNER_CAPITAL = re.compile(r"(?<=[a-z,] )([A-Z][\w-]+)")
TWICE, THRICE = 2, 3  # how often a term must come back


def hashtags(article: Article, limit: int, fixed: Iterable[str] = ()) -> tuple[str, ...]:
    """At most `limit` hashtags without their sign: the fixed ones first, then the article's weightiest terms."""
    own = (camel_case(term) for term in _ranked(article))
    chosen: dict[str, str] = {}
    for tag in [*(tag for word in fixed if (tag := camel_case(word.lstrip("#")))), *own]:
        known = [k for k in chosen if k in tag.lower() or tag.lower() in k]
        if not known and 3 <= len(tag) <= LONGEST:
            chosen[tag.lower()] = tag
    return tuple(chosen.values())[: max(0, limit)]


def camel_case(term: str) -> str:
    """ "district heating" as "DistrictHeating"; capitals inside a word (CO, GmbH) stay."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", one_line(term)))


@cache
def stop_words() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["stop"].split())


def _ranked(article: Article) -> list[str]:
    """Terms of two words that come back, then single words that the title or a heading has and the text repeats."""
    heads = [article.title, *(b.text for b in article.blocks if b.kind is BlockKind.HEADING)]
    body = [b.text for b in article.blocks if b.kind not in {BlockKind.HEADING, BlockKind.CODE}]
    people = _people(article)
    terms = Counter(term for text in [*heads, *body] for term in _terms(text))
    prominent = {_stem(term) for text in [*heads, *_links(article)] for term in _terms(text)}
    spelt = {_stem(term): term for term in reversed(list(terms))}
    counts: Counter[str] = Counter()
    for term, count in terms.items():
        counts[_stem(term)] += count
    nouns = _nouns(body)
    good = [s for s in counts if people.isdisjoint(s.split()) and _worth(s, counts, prominent, nouns)]
    order = sorted(good, key=lambda stem: -_weight(stem, counts, prominent))
    return [spelt[stem] for stem in order]


def _weight(stem: str, counts: Counter[str], prominent: set[str]) -> float:
    """Two words say more than one, so they come first however often one comes back."""
    return 1000.0 * (" " in stem) + counts[stem] * (2.0 if stem in prominent else 1.0)


def _worth(stem: str, counts: Counter[str], prominent: set[str], nouns: set[str]) -> bool:
    if " " in stem:
        return counts[stem] >= (TWICE if stem in prominent else THRICE)
    if stem.endswith(_ENDINGS) and stem not in prominent:
        return False
    return counts[stem] >= (TWICE if stem in prominent else THRICE) and stem in nouns and len(stem) >= 4


def _nouns(texts: Iterable[str]) -> set[str]:
    """Words seen right after an article, a possessive or a preposition, which verbs hardly ever are; and names."""
    text = " ".join(texts)
    return {_stem(word) for word in [*_AFTER_DETERMINER.findall(text), *_INNER_CAPITAL.findall(text)]}


def _terms(text: str) -> Iterator[str]:
    """Words and pairs of words that are no stop words, as written, but without the capital of a sentence's beginning."""
    tokens = [_uncapitalised(match.group(), match.start() == 0) for match in _TERM.finditer(one_line(text))]
    yield from (token for token in tokens if _is_word(token))
    for one, two in pairwise(tokens):
        if _is_word(one) and _is_word(two) and not two.endswith(("ly", "ed")) and not one.endswith("ly"):
            yield f"{one} {two}"


def _uncapitalised(word: str, first: bool) -> str:  # noqa: FBT001  a fact about the word
    return word[:1].lower() + word[1:] if first and word[1:].islower() else word


def _is_word(token: str) -> bool:
    return token[0].isalpha() and len(token) >= 3 and token.lower() not in stop_words()


def _stem(term: str) -> str:
    """Singular and plural, capital or not, are one term."""
    words = term.lower().split()
    last = words[-1]
    if last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return " ".join([*words[:-1], last])


def _people(article: Article) -> frozenset[str]:
    """Words of personal names: authors, and capitalised pairs of which the second part comes back alone."""
    text = " ".join(b.text for b in article.blocks)
    pairs: Sequence[str] = [*article.authors, *(m[1] for m in _PERSON.finditer(text))]
    known = [pair for pair in pairs if pair in article.authors or _comes_back(pair.split()[-1], text)]
    return frozenset(word.lower() for pair in known for word in pair.split())


def _comes_back(name: str, text: str) -> bool:
    return len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1


def _links(article: Article) -> Iterator[str]:
    """What the publisher links is a term of the article."""
    for block in article.blocks:
        yield from (block.text[m.start : m.end] for m in block.marks if m.kind is MarkKind.LINK)
