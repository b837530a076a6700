"""The gender and number of German nouns, told by a list, by the last part of a compound, or by the ending.

The nouns are in `tables/de.toml` ([genders], [grammar]); the endings after Duden, Die Grammatik ("Genus").
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.speech.reading.language import tables
from pipeline.speech.reading.lazily import Lazy

_LISTS = {name: words.split() for name, words in tables("de").grammar.items()}

# ── gender ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Endings that tell a gender (Duden, Die Grammatik, "Genus"), tried after the list of frequent nouns.
_BY_ENDING = (
    (Lazy(r"(?:ung|heit|keit|schaft|ion|tät|ik|ur|anz|enz|ie|ei|in|age|ade|ette|ose)$"), "f"),
    (
        Lazy(r"(?:chen|lein|ment|tum|um|ma|nis|werk|zeug|haus|jahr|spiel|land|recht|system|mittel)$"),
        "n",
    ),
    (Lazy(r"(?:er|el|ling|ismus|or|ist|ant|ent|eur|tag|monat|markt|plan|grad|satz|bau|zug)$"), "m"),
    (Lazy(r"e$"), "f"),
)
_NOUN = Lazy(
    r"^\s(?:(?!\L<others>\s)\p{Ll}+(?:e|en|er|es|em)\s)?(?!\L<no_nouns>\b)(\p{Lu}[\p{L}-]+)",
    others=list(_LISTS["no_adjectives"]),
    no_nouns=[word.capitalize() for word in _LISTS["no_nouns"]],
)
# The last part of a compound rules its gender; shorter words end too many others, as "Nova" ends "Ivanova".
_SHORTEST_PART = 4


@lru_cache(maxsize=1)
def _counted() -> dict[str, str]:
    """The nouns that numbers stand with, and their genders."""
    return {noun: gender for gender, nouns in tables("de").genders.items() for noun in nouns.split()}


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    names = {"masculine": "m", "feminine": "f", "neuter": "n"}
    return {noun: gender for name, gender in names.items() for noun in _LISTS[name]} | _counted()


def _may_end_others(noun: str) -> bool:
    return len(noun) >= _SHORTEST_PART + noun.endswith("a")


@lru_cache(maxsize=8192)
def _last_part(word: str) -> str:
    """The longest noun of the lists that `word` is or ends with: "Kohle" of "Braunkohle"; "" where there is none."""
    known = _genders()
    if word in known:
        return word
    parts = [part for part in known if _may_end_others(part) and word.endswith(part.lower())]
    return max(parts, key=len, default="")


@lru_cache(maxsize=4096)
def gender(noun: str) -> str:
    """The gender of a noun, "" where it cannot be told."""
    known, last = _genders(), noun.rsplit("-", maxsplit=1)[-1] or noun
    forms = (noun, last, last.removesuffix("s"), last.removesuffix("es"))
    listed = next((known[word] for word in forms if word in known), "")
    if listed:
        return listed
    part = _last_part(last)
    if part:
        return known[part]
    return next((told for ending, told in _BY_ENDING if ending.search(last)), "")


def noun_after(after: str) -> str:
    """The noun that follows, over at most one adjective; a word that begins a sentence is none."""
    noun = _NOUN.match(after)
    return noun.group(1) if noun else ""


def gender_of(after: str) -> str:
    """The gender of the noun that follows; "" where it cannot be told."""
    noun = noun_after(after)
    return gender(noun) if noun else ""


def is_listed(after: str) -> bool:
    """Whether the noun that follows is one of the frequent ones that numbers stand with ("3. Quartal")."""
    return noun_after(after) in _counted()


# ── number ──────────────────────────────────────────────────────────────────────────────────────────────────────

_PLURAL_ENDING = Lazy(
    r"(?:ung|heit|keit|schaft|ion|tät|enz|anz)en$|(?:ier|eur|ling|ment|ikat|ekt|egat)e$|(?:ist|ant|ent|or)en$"
)
_PLURAL_OF_LISTED = ("nen", "en", "er", "n", "e", "s")
_FOREIGN_ENDINGS = ("a", "um", "us", "o", "is")  # for which the plural has -en: "Firmen", "Museen", "Konten"
_NO_UMLAUT = str.maketrans("äöü", "aou")


@lru_cache(maxsize=4096)
def is_plural(noun: str) -> bool:
    """Whether a noun is a plural, as far as the lists and the endings tell.

    "Braunkohle" ends with "Kohle", which is longer than the "Kohl" that it might be the plural of.
    """
    last = noun.rsplit("-", maxsplit=1)[-1]
    if last in _genders():
        return False
    stems = [last.removesuffix(end) for end in _PLURAL_OF_LISTED if last.endswith(end)]
    forms = [form for stem in stems for form in (stem, stem.translate(_NO_UMLAUT))]
    if last.endswith("en"):
        forms += [last.removesuffix("en") + singular for singular in _FOREIGN_ENDINGS]
    listed = [len(_last_part(form)) for form in forms]
    if any(listed) and max(listed) >= len(_last_part(last)):
        return True
    return bool(_PLURAL_ENDING.search(last))


def many_follow(after: str) -> bool:
    """Whether the noun that follows is a plural: "die 19. Weltmeisterschaften"."""
    return is_plural(noun_after(after))
