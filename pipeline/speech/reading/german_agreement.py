"""German agreement: the case that the words before ask for, and the endings it gives.

Word lists are in `tables/de.toml` ([grammar]); rules after Duden, Die Grammatik.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import regex

from pipeline.speech.reading import german_nouns, numbers
from pipeline.speech.reading.german_nouns import gender_of, is_plural, noun_after
from pipeline.speech.reading.language import Context, tables
from pipeline.speech.reading.lazily import Lazy

_LISTS = {name: frozenset(words.split()) for name, words in tables("de").grammar.items()}


class Case(Enum):
    """The cases that matter for numerals."""

    NOMINATIVE = "nominative"
    ACCUSATIVE = "accusative"
    DATIVE = "dative"
    GENITIVE = "genitive"


# How far back words are looked at, in characters: a list of dates, a few words.
_REACH = 80


def _last_words(before: str) -> list[str]:
    return regex.findall(r"[\p{L}.]+|[,;:!?()–]", before[-_REACH:])


# A date between the verb and the number changes nothing: "zahlt ab ersten Mai 1 Cent".
_DATE_BEFORE = Lazy(
    r"\b(?:ab|am|seit|zum|vom|bis)\s(?:dem\s)?(?:\d{1,2}\.|\p{Ll}+ten)\s\p{Lu}\p{Ll}+(?:\s(?:\d{4}|(?:zwei|neun)\p{Ll}+))?\s$"
)


def case_before(before: str) -> Case:
    """The case that a preposition or a verb right before asks for; the nominative where there is none.

    Words such as "nur" between them and the number change nothing: "nach nur 1 Jahr".
    """
    words = [word.lower() for word in _last_words(_DATE_BEFORE.sub("", before[-_REACH:]))]
    for at, lowered in reversed([*enumerate(words)]):
        if lowered in _LISTS["two_way"] and at and words[at - 1] in _LISTS["directing"]:
            return Case.ACCUSATIVE
        if lowered in _LISTS["dative"]:
            return Case.DATIVE
        if lowered in _LISTS["accusative"]:
            return Case.ACCUSATIVE
        if lowered in _LISTS["genitive"]:
            return Case.GENITIVE
        if lowered not in _LISTS["transparent"]:
            break
    return Case.NOMINATIVE


# ── the number 1 ────────────────────────────────────────────────────────────────────────────────────────────────

_EIN = {
    ("m", Case.NOMINATIVE): "ein", ("m", Case.ACCUSATIVE): "einen", ("m", Case.DATIVE): "einem",
    ("f", Case.NOMINATIVE): "eine", ("f", Case.ACCUSATIVE): "eine", ("f", Case.DATIVE): "einer",
    ("n", Case.NOMINATIVE): "ein", ("n", Case.ACCUSATIVE): "ein", ("n", Case.DATIVE): "einem",
    ("m", Case.GENITIVE): "eines", ("f", Case.GENITIVE): "einer", ("n", Case.GENITIVE): "eines",
}  # fmt: skip
# A measure that says how long or heavy is in the accusative ("1 km lang"); so is a masculine noun after an adjective in
# -en without a preposition ("1 alten Wagen").
_ACCUSATIVE_AFTER = Lazy(
    r"^\s\p{Lu}\p{Ll}+\s(?:lang|hoch|breit|weit|alt|groß|schwer|entfernt|dick|tief|später|früher|zuvor)\b|^\s\p{Ll}+en\s\p{Lu}"
)
# "Hier fand 1 Markt statt": what takes place is the subject. "Trotz 1 Fehler": without its -s the noun is in the dative.
_TAKES_PLACE = Lazy(r"^[^.,;!?]{1,80}\sstatt\b")
# A noun before the number is what is numbered: "Kapitel 1 Absatz 2", "Formel 1".
_NUMBERED = Lazy(
    r"(?<!^)\p{Lu}\p{Ll}+\s$|^(?:Platz|Formel|Kapitel|Teil|Nummer|Gruppe|Klasse|Liga|Stufe|Phase|Artikel|Version)\s$"
)


# A word in capitals or an unknown noun is counted all the same: "1 TV".
_CAPITAL = Lazy(r"^\s\p{Lu}")


# Members of a list share its case: "hat 2 Katzen und 1 Hund".
_MEMBERS = Lazy(
    r"(?:\b\d{1,3}\s(?:\p{Ll}+\s)?\p{Lu}[\p{L}-]+(?:,|\s(?:und|oder|sowie))\s(?:auch\s|nur\s)?)+$"
)


def one(gender: str, context: Context) -> str:
    """1 before a noun: "ein", "eine", "einen", "einem", "einer". Gender "?" is the following noun's; unknown is "eins"."""
    numbering = gender == "?" and _NUMBERED.search(context.before[-_REACH:])
    gender = gender_of(context.after) if gender == "?" else gender
    if numbering or not (gender or _CAPITAL.match(context.after)):
        return "eins"
    gender = gender or "n"
    return _EIN[gender, _case_around(gender, context)]


def _case_around(gender: str, context: Context) -> Case:
    case = case_before(_MEMBERS.sub("", context.before[-_REACH:]))
    if case is Case.NOMINATIVE and _ACCUSATIVE_AFTER.match(context.after):
        return Case.ACCUSATIVE
    if case is Case.ACCUSATIVE and _TAKES_PLACE.match(context.after):
        return Case.NOMINATIVE
    if case is Case.GENITIVE and gender != "f" and not noun_after(context.after).endswith("s"):
        return Case.DATIVE
    return case


# ── the endings of ordinals ─────────────────────────────────────────────────────────────────────────────────────

_WEAK_N = Lazy(r"(?:am|im|vom|zum|zur|beim|dem|den|des|einem|einen|einer|eines|\p{L}+(?:em|en|es))")
_WEAK_ADJECTIVE = Lazy(r"\b(?i:das|die|der|ins|ans|aufs|fürs|durchs|dieses|diese)\s\p{Ll}+e$")
_STRONG_ENDING = {"m": "er", "f": "e", "n": "es", "": "e"}
_JOINTS = frozenset({"und", "oder", "bis", "sowie", ",", "–"})
# "am Donnerstag, 6. August" is said "am Donnerstag, sechsten August".
_WEEKDAY = Lazy(r"\b(?i:am|vom|bis|zum|ab|seit|den|dem)\s\p{L}+(?:tag|woch|abend),\s?$")
# The first of two ordinals or dates in digits, which rules the second.
_LISTED_BEFORE = Lazy(
    r"\b\d{1,2}\.\s?(?:\d{1,2}\.|\p{Lu}\p{Ll}+)?(?:\s?\d{4})?\s?(?:und|oder|bis|sowie|,|–)\s?$"
)


def ending(before: str, gender: str, *, day: bool = False, many: bool = False) -> str:
    """The ending of an ordinal after `before`, with a noun of `gender`, `many`: in the plural; `day`: it is a day of a month.

    After a definite article it is weak, after "ein" strong in the nominative, without an article strong;
    in a list it is that of the first member ("am 5. und 6. Juni").
    """
    before = before[-_REACH:]
    listed = _LISTED_BEFORE.search(before)
    if listed:
        return ending(before[: listed.start()], gender, day=day)
    words = _last_words(before)
    last = words[-1].lower() if words else ""
    if many and last in _LISTS["also_plural"]:
        return "en"
    said = _of_first_member(words) if last in _JOINTS else _after_determiner(words, gender)
    if said:
        return said
    if last in _LISTS["governing"] or last == "bis":
        return "en" if day or gender != "f" else "er"
    weak = (day and _WEEKDAY.search(before)) or _WEAK_N.fullmatch(last)
    return "en" if weak else _STRONG_ENDING[gender]


def _of_first_member(words: list[str]) -> str:
    members = [found for word in words[-4:-1] if (found := regex.fullmatch(r"(\p{Ll}+t)(e[nrs]?)", word))]
    return members[-1].group(2) if members and members[-1].group(1) in _ordinal_stems() else ""


@lru_cache(maxsize=1)
def _ordinal_stems() -> frozenset[str]:
    """ "erst", "zweit": other words in -te ("sollte", "heute") rule no ending."""
    return frozenset(numbers.ordinal(number, "de").removesuffix("e") for number in range(1, 101))


def _after_determiner(words: list[str], gender: str) -> str:
    """ "das", "ein", "der" and their like; "" after anything else.

    "der 6. August" is nominative, "in der 2. Hälfte" dative, "das Ende der 3. Runde" genitive.
    """
    last = words[-1].lower() if words else ""
    if last in _LISTS["weak_e"] or _WEAK_ADJECTIVE.search(" ".join(words[-2:])):
        return "e"
    if last in _LISTS["strong"]:
        return _STRONG_ENDING[gender or "m"]
    if last not in _LISTS["like_der"]:
        return ""
    governed = len(words) > 1 and words[-2].lower() in _LISTS["governing"]
    return "en" if governed or (gender == "f" and words[-1] == "der") else "e"


# ── the endings of adjectives ───────────────────────────────────────────────────────────────────────────────────

_STRONG_DATIVE = {"m": "em", "f": "er", "n": "em", "": "em"}
_STRONG_ACCUSATIVE = {"m": "en", "f": "e", "n": "es", "": "e"}
_STRONG_GENITIVE = {"m": "en", "f": "er", "n": "en", "": "er"}
_STRONG = {
    Case.NOMINATIVE: _STRONG_ENDING,
    Case.ACCUSATIVE: _STRONG_ACCUSATIVE,
    Case.DATIVE: _STRONG_DATIVE,
    Case.GENITIVE: _STRONG_GENITIVE,
}


def adjective_ending(before: str, after: str) -> str:
    """The ending of an adjective between `before` and the noun that `after` begins with.

    Weak after an article, mixed after "ein", strong where there is none (Duden, Die Grammatik, "Deklination der Adjektive").
    """
    noun, words, case = noun_after(after), _last_words(before), case_before(before)
    last, gender = words[-1].lower() if words else "", german_nouns.gender(noun)
    no_singular = last in _LISTS["also_plural"] and gender in {"m", "n"} and not noun.endswith("e")
    no_plural = case is Case.GENITIVE and noun.endswith("s")
    if no_singular or (is_plural(noun) and not no_plural) or (noun.endswith("en") and not gender):
        return _ending_of_many(before, last)
    asks_for_case = any(last in _LISTS[asked.value] for asked in Case if asked is not Case.NOMINATIVE)
    if _after_determiner(words, gender) or (_WEAK_N.fullmatch(last) and not asks_for_case):
        return ending(before, gender)
    return _STRONG[case][gender]


def _ending_of_many(before: str, last: str) -> str:
    if last in _LISTS["also_plural"] | _LISTS["like_der"] or _weak_or_dative(before, last):
        return "en"
    return "er" if case_before(before) is Case.GENITIVE else "e"


def _weak_or_dative(before: str, last: str) -> bool:
    return (
        last in {"den", "des", "dem", "zum", "zur", "vom", "im", "am", "beim"}
        or case_before(before) is Case.DATIVE
    )
