"""What the reading rules know of a language: tables (in `tables/<lang>.toml`) and the few functions that need grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import msgspec
import regex

from pipeline.speech.reading import measures
from pipeline.speech.reading.measures import Noun
from pipeline.speech.reading.required import Needed, required_signs

Match = regex.Match[str]

# Between the letters of a spelled acronym, until the reader knows what the engine wants there. Tables write a space.
TIE = "\u00a0"
_RUN, _OPENING = re.compile(r"\w+"), re.compile(r"\w*")
_LETTERS_APART = regex.compile(r"(?<=\b\p{Lu}) (?=\p{Lu}\b)")


@dataclass(frozen=True)
class Rule:
    """What `pattern` finds is said as `say` has it; a word stands for `\\L<name>` that is in the list of that name.

    With `digits` it is tried only on text that holds a digit, with `needs` on text that holds a word of that list, and
    never on text without a sign that the pattern asks for. The pattern is compiled when it is first tried: to compile all
    takes as long as to read ten pages.
    """

    name: str
    source: str
    say: Callable[[Match], str]
    lists: dict[str, list[str]]
    digits: bool = True
    needs: str = ""
    whole: bool = False

    @cached_property
    def _by_opening(self) -> dict[str, list[str]]:
        """The words of the `needs` list by their first letters and digits ("" for those that begin with a sign)."""
        openings: dict[str, list[str]] = {}
        for word in self.lists[self.needs]:
            openings.setdefault(_OPENING.findall(word)[0], []).append(word)
        return openings

    def of_whole_words(self) -> Rule:
        """The same rule, told that no letter or digit stands right before or after the word it needs: far quicker."""
        return replace(self, whole=True)

    def _has_needed(self, text: str) -> bool:
        if not self.whole:
            return any(word in text for word in self.lists[self.needs])
        openings = self._by_opening
        met = openings.keys() & {"", *_RUN.findall(text)}
        return any(word in text for opening in met for word in openings[opening])

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        named: dict[str, Any] = {
            key: words for key, words in self.lists.items() if rf"\L<{key}>" in self.source
        }
        return regex.compile(self.source, **named)

    @cached_property
    def signs(self) -> Needed:
        return required_signs(self.source)

    def _has_signs(self, text: str) -> bool:
        """Loops: with `all` and `any` it takes longer than to try the pattern."""
        for signs in self.signs:
            for sign in signs:
                if sign in text:
                    break
            else:
                return False
        return True

    def apply(self, text: str) -> str:
        if self.signs and not self._has_signs(text):
            return text
        if self.needs and not self._has_needed(text):
            return text
        return self.pattern.sub(self.say, text)


# A word begins and ends; a number begins, that is no part of a longer one, and ends.
START, END = r"(?<![\p{L}\p{N}_])", r"(?![\p{L}\p{N}_])"
EDGE, NUMBER_END = r"(?<![\p{L}\p{N}_.,:/-])", r"(?![\p{L}\p{N}_]|[.,:/]\d)"


def rule(
    name: str,
    pattern: str,
    say: Callable[[Match], str] | str,
    *,
    digits: bool = True,
    needs: str = "",
    **lists: Iterable[str],
) -> Rule:
    r"""A rule for `pattern`, in which `\L<name>` stands for any word of the list so named. `say` may be a fixed text.

    `needs` names a list of which a word is in everything that `pattern` matches, letter by letter.
    """
    named = {key: list(words) for key, words in lists.items()}
    return Rule(name, pattern, _constant(say) if isinstance(say, str) else say, named, digits, needs)


def text_before(match: Match, reach: int = 200) -> str:
    """The text before a match, as far as it can matter: a sentence, in characters. All of it would be slow to look at."""
    return match.string[max(0, match.start() - reach) : match.start()]


def _constant(text: str) -> Callable[[Match], str]:
    return lambda _: text


@dataclass(frozen=True, slots=True)
class Context:
    """Where a number stands: the text before it and the text after it (both may be empty)."""

    before: str
    after: str

    @classmethod
    def of(cls, match: Match) -> Context:
        return cls(match.string[: match.start()], match.string[match.end() :])


class Words(msgspec.Struct, frozen=True, rename={"and_": "and"}):
    """The small words of a reading."""

    minus: str
    plus: str
    point: str  # the dot of a version
    comma: str  # the mark of a decimal fraction
    to: str  # of a range
    ratio: str  # of "2:1"
    score: str  # between the goals of "3–1", with its space
    per: str
    times: str
    divided: str
    by: str  # of "3×5"
    equals: str
    plus_minus: str
    about: str
    less: str
    more: str
    at_most: str
    at_least: str
    and_: str
    at: str  # of an e-mail address
    dot: str  # of a web address
    slash: str
    hashtag: str
    number: str  # "#1"
    version: str
    section: str  # "§"
    squared: str
    cubed: str
    power: str
    low_line: str = "underscore"  # of an e-mail address


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's tables, keyed by what is written. The lists are words parted by spaces."""

    decimal: str
    groups: str
    months: str
    said: str  # acronyms said as words
    spelled: str  # pronounceable, yet spelled
    mixed: str  # in mixed case, and spelled
    not_acronyms: str
    numbered: str  # nouns before a Roman numeral that is a plain number
    regnal: str
    words: Words
    months_short: dict[str, int]
    weekdays: dict[str, str]
    bases: dict[str, Noun]
    units: dict[str, Noun]
    currencies: dict[str, Noun]
    cents: dict[str, Noun]  # by the currency's singular
    magnitudes: dict[str, Noun]
    money_magnitudes: dict[str, Noun]  # only next to a currency
    abbreviations: dict[str, str]
    before_number: dict[str, str]
    fractions: dict[str, str]
    genders: dict[str, str]
    prefixes: dict[str, str] = {}
    adjectives: dict[str, str] = {}  # short ones, which are declined
    per: dict[str, str] = {}  # letters that are a unit after "/" only
    grammar: dict[str, str] = {}  # word lists that the language's own module reads


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tables and its grammar.

    `year` says a year; `one` the number 1 before a noun of a gender ("?": the one that follows) in a context; `fraction`
    a numerator over a denominator in a context, and `mixed` a whole number before those; `price` a currency and its
    hundredths.
    """

    code: str
    tables: Tables
    units: dict[str, Noun]
    year: Callable[[int], str]
    one: Callable[[str, Context], str]
    fraction: Callable[[int, int, Context], str]
    mixed: Callable[[int, int, int, Context], str]
    price: str  # "{whole} and {cents}"


@lru_cache(maxsize=8)
def tables(lang: str) -> Tables:
    """The tables of `tables/<lang>.toml`."""
    source = resources.files("pipeline.speech.reading") / "tables" / f"{lang}.toml"
    text = _LETTERS_APART.sub(TIE, source.read_text(encoding="utf-8"))
    return msgspec.toml.decode(text, type=Tables)


def all_units(table: Tables, *, capital: bool) -> dict[str, Noun]:
    """Every unit of the tables: those listed, and those made of a prefix and a base."""
    return {**measures.units(table.bases, table.prefixes, capital=capital), **table.units}
