"""What a post must not contain, as data: the same rules choose its sentences and check a text that somebody edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.outputs.linkedin.clean import CONTROLS, is_styled, units
from pipeline.outputs.linkedin.standing import BOILERPLATE

POST_LIMIT = 3000  # UTF-16 units
HOOK_LIMIT = 140  # what a phone shows before "see more"
URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+")
HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True, slots=True)
class Fault:
    """The rule that is broken, and what is wrong, to be followed by nothing: a whole clause."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that must not be found; `reason` may hold {0} for what was found."""

    name: str
    pattern: re.Pattern[str]
    reason: str

    def fault(self, text: str) -> Fault | None:
        found = self.pattern.search(text)
        return Fault(self.name, self.reason.format(found.group().strip()[:40])) if found else None


MARKUP = (
    Rule("markdown", re.compile(r"(\*\*|__)(?=\S).+?(?<=\S)\1|(?<!\w)[*_](?=\w)[^*_\n]+(?<=\w)[*_](?!\w)|~~\S.*?\S~~"), 'the emphasis "{0}" would be shown with its signs'),
    Rule("markdown", re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|\[[^\]\n]+\]\[[^\]\n]*\]"), 'the Markdown link "{0}" would be shown with its brackets'),
    Rule("markdown", re.compile(r"^\s{0,3}(?:#{1,6}\s|>\s?|[-*+]\s|```|~~~|(?:[-*_]\s?){3,}$|\|.*\|\s*$)"), 'the Markdown sign "{0}" would be shown as it is'),
    Rule("markdown", re.compile(r"`[^`\n]+`"), 'the code marks of "{0}" would be shown'),
    Rule("html", re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});"), 'the HTML "{0}" would be shown as it is'),
)  # fmt: skip
_IN_SENTENCE = (
    *MARKUP,
    Rule("link", URL, 'the link "{0}" stands inside the text; it belongs at the end'),
    Rule("link", EMAIL, 'the address "{0}" stands inside the text'),
    Rule("hashtag", HASHTAG, 'the hashtag "{0}" stands inside the text'),
    Rule("boilerplate", BOILERPLATE, '"{0}" belongs to the page, not to the article'),
)
_WEAK = (
    Rule("hook-weak", re.compile(rf"^(?:(?:On|In|Since|By|At) )?(?:the )?(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH})\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:19|20)\d\d\b|\d{{1,2}}[./]\d{{1,2}}[./]|\d{{1,2}}[.:]\d\d\b)"), 'it opens with a date ("{0}")'),
    Rule("hook-weak", re.compile(r"^(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+)*, ){2,}(?:and )?[A-Z][\w’-]+|^[A-Z][\w’-]+(?: [A-Z][\w’-]+)*, [A-Z][\w’-]+(?: [A-Z][\w’-]+)* and [A-Z]"), 'it opens with a list of names ("{0}")'),
    Rule("hook-weak", re.compile(r"^(?:This|The|Our|My) (?:latest |new )?(?:article|post|text|report|blog|piece|page|story)\b|^In this\b", re.IGNORECASE), 'it speaks of the article ("{0}") instead of its subject'),
)  # fmt: skip


def in_sentence(text: str) -> Iterator[Fault]:
    """What is wrong inside a sentence of a post."""
    yield from (fault for rule in _IN_SENTENCE if (fault := rule.fault(text)))
    if CONTROLS.search(text):
        yield Fault("control", "a character that cannot be seen is in it")
    if is_styled(text):
        yield Fault(
            "fake-bold",
            "letters that only look bold are spelled out by screen readers and found by no search",
        )


def of_hook(text: str) -> Iterator[Fault]:
    """What makes a first sentence no hook."""
    if units(text) > HOOK_LIMIT:
        yield Fault(
            "hook-long", f"{units(text)} characters; a phone cuts after {HOOK_LIMIT}, in mid-sentence here"
        )
    yield from (fault for rule in _WEAK if (fault := rule.fault(text)))


def tamed(text: str) -> str:
    """A title without what `in_sentence` objects to, so that it can stand in a post."""
    text = re.sub(r"<[^<>]*>|[`*_~|\\#<>{}\[\]]+|!(?=\[)", " ", text)
    text = re.sub(r"&(?=\w{1,8};|#)", "+", EMAIL.sub(" ", URL.sub(" ", text)))
    return re.sub(r"\s+", " ", text).strip(" \t-+>")
