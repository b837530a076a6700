"""Which words of a sentence must survive a translation as they are, and whether they did.

A capitalised word inside a sentence is a name, unless languages are known to translate it: countries, languages,
capitals, months (CLDR's lists, through Babel), common words of institutions, titles, and acronyms that have their own
form in every language. German capitalises every noun, so there only words that cannot be nouns count: a name after
Herr or Frau, a word with inner capitals, a word with letters that German does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from pipeline.abbreviations import abbreviations
from pipeline.translate import measures, wordlists
from pipeline.translate.casing import Case, Casebook, case

_WORD = re.compile(r"(?<!\w)[^\W\d_](?:[\w&]|[-'’.](?=[^\W_]))*")

# The letters beyond a-z that a language's own words use; a word with others is foreign to it, hence a name.
_LETTERS = {
    "en": "", "de": "äöüß", "sv": "åäöé", "pt": "áâãàçéêíóôõúü", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "it": "àèéìîòóù",
    "nl": "áéëïóöü", "da": "æøåé", "nb": "æøåéòô", "fi": "äöå", "pl": "ąćęłńóśźż",
}  # fmt: skip

_TITLED = re.compile(
    r"\b(?:Herrn?|Frau|Dra?\.|Prof\.|Ing\.|Mrs?\.|Ms\.|Sra?\.|Mme|direktör)\s+((?:[A-ZÄÖÜÅ][^\s,.]+\s+)?[A-ZÄÖÜÅ][\w-]+)"
)
_COUPLED = re.compile(r"\s(?:and|och|e|et|y|&)\s([A-ZÅÄÖ][\w-]+)")
_STEM = 4


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end]` must survive.

    `fixed`: it has no form in other languages, being a person's after a title or foreign by its letters.
    """

    start: int
    end: int
    text: str
    fixed: bool = False


def names(text: str, lang: str, book: Casebook | None = None, *, heading: bool = True) -> list[Name]:
    """The words of `text` that a translation must keep, in order.

    In a `heading` in Title Case, and in anything in CAPITALS, only those count that `book` knows as names.
    """
    kind = case(text, lang)
    shouted = kind is Case.UPPER or (heading and kind is Case.TITLE)
    titled = {word for match in _TITLED.finditer(text) for word in match.group(1).split()}
    return [
        Name(
            match.start(),
            match.end(),
            match.group(),
            _is_foreign(match.group(), lang) or match.group() in titled,
        )
        for match in _WORD.finditer(text)
        if _must_stay(text, match, lang, shouted=shouted)
        or _stands_with_a_name(text, match, lang)
        or match.group() in titled
        or (shouted and book is not None and _known_name(match.group(), lang, book))
    ]


def _known_name(word: str, lang: str, book: Casebook) -> bool:
    """A word of a heading in capitals that the article elsewhere writes as a name."""
    form = book.forms.get(word.lower(), "")
    return form[:1].isupper() and lang != "de" and len(form) > 1 and not _is_translated(form, lang)


def _must_stay(text: str, match: re.Match[str], lang: str, *, shouted: bool) -> bool:
    word = re.sub(r"['’](?:s|m|d|t|ve|re|ll)$", "", match.group())
    if not any(letter.isupper() for letter in word) or _is_translated(word, lang) or len(word) == 1:
        return False
    if any(letter.isdigit() for letter in word):  # a code, which others look after
        return False
    if any(letter.isupper() for letter in word[1:]) and not shouted:
        return word.isascii() or not word.isupper()
    if _is_foreign(word, lang) and not word.isupper():
        return True
    if lang == "de" or shouted:
        return False
    return _inside(text, match.start(), lang)


def _stands_with_a_name(text: str, match: re.Match[str], lang: str) -> bool:
    """ "Siemens and ABB …": the first word of a sentence is a name if it is coupled to one."""
    coupled = _COUPLED.match(text, match.end())
    first = not re.search(r"\w", text[: match.start()]) and match.group()[:1].isupper()
    return bool(
        first and coupled and lang != "de" and case(text, lang) is Case.PLAIN
        and not _is_translated(match.group(), lang) and not _is_translated(coupled.group(1), lang)
    )  # fmt: skip


def _inside(text: str, start: int, lang: str) -> bool:
    """Whether a word stands where lower case would be usual; after "Ms." it does, after another full stop not."""
    before = text[:start].rstrip("\"'“”„«»‘’([ \u00a0–-•")
    if not before.endswith("."):
        return bool(before) and before[-1] not in "!?:…"
    words = before[:-1].split()
    return bool(words) and words[-1].casefold() in abbreviations(lang).open


def _is_foreign(word: str, lang: str) -> bool:
    return lang in _LETTERS and any(
        letter.isalpha() and not letter.isascii() and letter not in _LETTERS[lang] for letter in word.lower()
    )


def _is_translated(word: str, lang: str) -> bool:
    parts = word.split("-")
    if len(parts) > 1:
        capital = [part for part in parts if part[:1].isupper() and len(part) > 1]
        return not capital or any(_is_translated(part, lang) for part in capital)  # "X-rays" is no name
    lowered = word.casefold().strip(".")
    if (
        word.replace(".", "") in wordlists.ACRONYMS
        or lowered in wordlists.COMMON
        or lowered in wordlists.EXONYMS
    ):
        return True
    if lowered in measures.units() or lowered in abbreviations(lang).open:
        return True
    known = _cldr(lang)
    return lowered in known or (len(lowered) > _STEM and lowered[:_STEM] in _stems(lang))


@cache
def _cldr(lang: str) -> frozenset[str]:
    """Countries, languages, capitals, months, days in CLDR's words for them."""
    from babel import Locale, UnknownLocaleError  # loaded with the first name
    from babel.core import get_global

    try:
        locale = Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    phrases = [*locale.territories.values(), *locale.languages.values()]
    phrases += [*locale.currencies, *locale.currencies.values()]
    phrases += [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
    phrases += [str(zone).rsplit("/", 1)[-1].replace("_", " ") for zone in get_global("zone_territories")]
    for names_of in (locale.months, locale.days):
        phrases += [
            name for context in names_of.values() for width in context.values() for name in width.values()
        ]
    return frozenset(
        word for phrase in phrases for word in re.findall(r"[\w'’-]{2,}", str(phrase).casefold())
    )


@cache
def _stems(lang: str) -> frozenset[str]:
    """First letters of country and language names, so that "Swedes" and "Europeans" are known with "Sweden"."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    capitals = [name for name in locale.territories.values() if len(name) > _STEM and " " not in name]
    return frozenset(name.casefold()[:_STEM] for name in capitals) | {
        "euro",
        "amer",
        "asia",
        "afri",
        "arab",
        "scan",
    }


_CAPITAL_RUN = re.compile(
    r"[^\W\d_a-zåäöü][\w'’-]*(?:\s(?:of\s|the\s|for\s|de\s|da\s|do\s)*[^\W\d_a-zåäöü][\w'’-]*)+"
)


def is_descriptive(text: str, name: str, missing: Container[str]) -> bool:
    """Whether a name may be part of one made of ordinary words, which is translated whole: "Federal Network Agency".

    It stands beside a word that institutions are called by, or beside others that are `missing` too.
    """
    runs = [match.group().split() for match in _CAPITAL_RUN.finditer(text)]
    return any(
        name in run and any(w.casefold() in wordlists.COMMON or w in missing for w in run if w != name)
        for run in runs
    )


def lost(found: list[Name], target: str, source: str) -> list[str]:
    """Which of `found` are missing from `target`, or came out misspelt."""
    words = [match.group() for match in _WORD.finditer(target)]
    flat = target.casefold()
    return [
        name.text
        for name in found
        if not _survives(_root(name.text), flat) and not _translated(name, words, source)
    ]


def garbled(source: str, target: str) -> list[str]:
    """Capitalised words of `source` whose accented letters came out as something else: Gävle as "Govle" or "G.vle"."""
    return [
        word
        for word in dict.fromkeys(match.group() for match in _WORD.finditer(source))
        if word[0].isupper()
        and not word.isascii()
        and word.casefold() not in wordlists.COMMON
        and _spoilt(word, target)
    ]


def _spoilt(word: str, target: str) -> bool:
    if len(word) < _STEM or word.casefold() in target.casefold():
        return False
    pattern = "".join(re.escape(letter) if letter.isascii() else r"[^\s]?" for letter in word)
    spoilt = re.search(rf"(?<!\w){pattern}", target, re.IGNORECASE)
    return spoilt is not None and fold(word).casefold() not in spoilt.group().casefold()


def _root(word: str) -> str:
    """A name without a genitive ending."""
    return re.sub(r"(?:['’:]s|['’])$", "", word)


def invented(found: list[Name], source: str) -> list[str]:
    """Which of `found` (in a translation) have nothing like them in `source`."""
    words = [match.group() for match in _WORD.finditer(source)]
    flat = source.casefold()
    return [
        name.text
        for name in found
        if not _survives(_root(name.text), flat) and not any(_alike(name.text, word) for word in words)
    ]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, _flat(one), _flat(other), autojunk=False).ratio() >= 0.6


def _survives(name: str, target: str) -> bool:
    plain = name.casefold()
    ways = {plain, plain.removesuffix("s"), plain.rstrip(".")}
    return any(re.search(rf"(?<!\w){re.escape(way)}", target) for way in ways if len(way) > 1)


def _translated(name: Name, words: list[str], source: str) -> bool:
    """Whether another capitalised word of the target is this name in the target's own form (Commission, Comissão).

    One letter off is a misspelling, not a form; so is another beginning.
    """
    if name.fixed or any(letter.isupper() for letter in name.text[1:]):
        return False
    new = [word for word in words if word[0].isupper() and word not in source]
    return any(_kin(_flat(name.text), _flat(word)) for word in new)


def _kin(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    changed = max(len(one), len(other)) - same
    if one == other:
        return True  # only the accents are the target's own: California, Califórnia
    return changed > 1 and one[:3] == other[:3] and matcher.ratio() >= 0.6


def _flat(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_BARE = {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss", "ł": "l", "Ł": "L"}


def fold(word: str) -> str:
    """A name in plain letters, as models copy it: Gävle -> Gavle, Ørsted -> Orsted."""
    plain = "".join(_BARE.get(letter, letter) for letter in word)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
