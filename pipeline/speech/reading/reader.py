"""The reading of a text: what is never said is dropped, then rule after rule, in one order for all languages.

Addresses come before abbreviations, for they hold dots; dates and times before quantities; quantities before years,
for "2000 euro" is no year; plain numbers after all that is more than a number; acronyms after every number is a word.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import ModuleType

import regex

from pipeline.speech.lexicon import Entry, Lexicon
from pipeline.speech.reading import abbreviations, codes, numbers, other, symbols, web
from pipeline.speech.reading.clean import clean, leftovers
from pipeline.speech.reading.language import TIE, Rule
from pipeline.speech.reading.letters import Letters
from pipeline.speech.reading.scripts import without_foreign

VERSION = 10  # of the reading; raise it when any text is read otherwise

# The module of each language that has a grammar here; it is loaded on the first text of that language.
_GRAMMARS = {"en": "english", "de": "german", "sv": "swedish"}

# Where a word of the lexicon stood, while the rules work around it.
_FIRST_PLACE, _LAST_PLACE = 0xE000, 0xF8FF
_PLACE = regex.compile(r"[\uE000-\uF8FF]")
_DIGIT, _DIGITS = regex.compile(r"\d"), regex.compile(r"\d+")
_LOWER_CASE = regex.compile(r"\p{Ll}")
_WORD_IN_CAPITALS = regex.compile(r"\p{Lu}{2,}")
# A text with at least this many words, all in capitals, is a headline and not a row of acronyms.
_HEADLINE = 3


def _grammar(lang: str) -> ModuleType:
    return import_module(f"pipeline.speech.reading.{_GRAMMARS[lang]}")


@lru_cache(maxsize=8)
def rules(lang: str) -> tuple[Rule, ...]:
    """The rules of a language in the order they are tried."""
    grammar = _grammar(lang)
    language, own, quantities = grammar.LANGUAGE, grammar.rules(), grammar.QUANTITIES
    letters = Letters(language)
    return (
        *web.rules(language),
        *own["early"],
        *symbols.early(language),
        *quantities.early_rules(),
        *codes.phone_rules(language),
        *abbreviations.rules(language),
        *own["dates"],
        *own["times"],
        *own["ordinals"],
        *codes.version_rules(language),
        *quantities.fraction_rules(),
        *quantities.rules(),
        *own["years"],
        *own["compounds"],
        *letters.mixture_rules(),
        *quantities.last_rules(),
        *letters.acronym_rules(),
        *symbols.rules(language),
    )


def read(text: str, lang: str, lexicon: Lexicon, *, ipa: bool = False, tie: str = " ") -> str:
    """`text` as it is said in `lang`: plain text, one line, its punctuation kept.

    English, German and Swedish have a grammar of their own and leave no digit; in other languages numbers, percentages
    and the common currencies are said as far as num2words knows the language. Words of the lexicon are said as it says;
    with `ipa`, an entry that has phonemes becomes `[[phonemes]]`. `tie` stands between the letters of a spelled acronym.
    "" where there is nothing to say.
    """
    said: list[str] = []

    def keep(entry: Entry) -> str:
        if len(said) > _LAST_PLACE - _FIRST_PLACE:
            return entry.word
        said.append(f"[[{entry.ipa}]]" if ipa and entry.ipa else entry.respelling or entry.word)
        return chr(_FIRST_PLACE + len(said) - 1)

    text = without_foreign(lexicon.replace(clean(text), keep), lang)
    text = _in_words(text, lang) if lang in _GRAMMARS else other.read(text, lang)
    text = _tidy(text).replace(TIE, tie)
    return _PLACE.sub(lambda match: said[ord(match.group()) - _FIRST_PLACE], text)


def _in_words(text: str, lang: str) -> str:
    text = _lowered_headline(text, lang)
    has_digits = bool(_DIGIT.search(text))
    for rule in rules(lang):
        if has_digits or not rule.digits:
            text = rule.apply(text)
    return _DIGITS.sub(lambda match: f" {_any(match.group(), lang)} ", leftovers(text))


def _any(digits: str, lang: str) -> str:
    """Digits that no rule took."""
    return numbers.digits(digits, lang) if digits.startswith("0") else numbers.cardinal(int(digits), lang)


def _is_headline(text: str, known: frozenset[str]) -> bool:
    """All in capitals, and more words than acronyms; `known` are the short words that are none."""
    words = _WORD_IN_CAPITALS.findall(text)
    return len(words) >= _HEADLINE and 2 * sum(len(word) > 3 or word in known for word in words) >= len(words)


def _lowered_headline(text: str, lang: str) -> str:
    """ "THE BIG DEAL" is shouted, not spelled."""
    if _LOWER_CASE.search(text):
        return text
    letters = Letters(_grammar(lang).LANGUAGE)
    if not _is_headline(text, letters.words):
        return text
    return _WORD_IN_CAPITALS.sub(lambda match: letters.lowered(match.group()), text)


def _tidy(text: str) -> str:
    """Single spaces, none before a comma or a stop, no empty brackets, no doubled commas."""
    text = regex.sub(r"\(\s*\)|\"\s*\"", " ", text)
    text = regex.sub(r"\s+(?=[,;:!?.)](?:\s|$|[^\p{L}\p{N}]))", "", regex.sub(" {2,}", " ", text.strip(" ")))
    text = regex.sub(r",(?:\s*,)+", ",", text)
    return regex.sub(r"^[\s,;:]+|^[-–—]\s|[\s,]+$", "", text)
