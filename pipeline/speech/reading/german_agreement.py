"""German agreement: the case that the words before ask for, the gender of the noun after, and the endings they give."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import regex

from pipeline.speech.reading.language import Context, tables


class Case(Enum):
    """The cases that matter for numerals (the genitive of 1 is all but unused)."""

    NOMINATIVE = "nominative"
    ACCUSATIVE = "accusative"
    DATIVE = "dative"


_DATIVE = frozenset(
    "mit von nach seit aus bei zu vor ab unter zwischen außer gegenüber in an samt nebst binnen innerhalb neben hinter".split()
)
# Prepositions, and verbs that measure or have: 1 stands in the accusative after them.
_ACCUSATIVE = frozenset(
    "für um ohne gegen durch pro je über auf per entlang bis kostet kosten kostete kosteten dauert dauern dauerte dauerten misst "
    "wiegt zahlt zahlen zahlte zahlten hat haben hatte hatten bekommt bekommen bekam erhält erhalten erhielt spart sparen "
    "braucht brauchen benötigt benötigen verdient verdiente verdienen beträgt betrug fasst liefert gewinnt verliert gewann "
    "verlor umfasst enthält besitzt kauft kaufte verkauft baut sieht gibt gab nimmt nahm macht wartet wartete traf treffen besuchte besuchen empfing krönte wählte".split()
)
# Words between a preposition and its number that change nothing: "nach nur 1 Jahr".
_TRANSPARENT = frozenset(
    "nur etwa rund circa ca. genau fast mindestens höchstens knapp gut ungefähr noch erst schon jeweils maximal weniger mehr "
    "als exakt bereits gerade lediglich insgesamt wieder".split()
)
_MEASURED = regex.compile(r"^\s\p{Lu}\p{Ll}+\s(?:lang|hoch|breit|weit|alt|groß|schwer|entfernt|dick|tief|später|früher|zuvor)\b")


def _last_words(before: str) -> list[str]:
    return regex.findall(r"[\p{L}.]+|[,;:!?()–]", before[-60:])


def case_before(before: str) -> Case:
    """The case that a preposition or a verb right before asks for; the nominative where there is none."""
    for word in reversed(_last_words(before)):
        lowered = word.lower()
        if lowered in _DATIVE:
            return Case.DATIVE
        if lowered in _ACCUSATIVE:
            return Case.ACCUSATIVE
        if lowered not in _TRANSPARENT:
            break
    return Case.NOMINATIVE


_EIN = {
    ("m", Case.NOMINATIVE): "ein", ("m", Case.ACCUSATIVE): "einen", ("m", Case.DATIVE): "einem",
    ("f", Case.NOMINATIVE): "eine", ("f", Case.ACCUSATIVE): "eine", ("f", Case.DATIVE): "einer",
    ("n", Case.NOMINATIVE): "ein", ("n", Case.ACCUSATIVE): "ein", ("n", Case.DATIVE): "einem",
}  # fmt: skip


# A noun before the number is what is numbered: "Kapitel 1 Absatz 2", "Formel 1".
_NUMBERED = regex.compile(r"(?<!^)\p{Lu}\p{Ll}+\s$|^(?:Platz|Formel|Kapitel|Teil|Nummer|Gruppe|Klasse|Liga|Stufe|Phase|Artikel|Version)\s$")


def one(gender: str, context: Context) -> str:
    """1 before a noun: "ein", "eine", "einen", "einem", "einer". Gender "?" is the following noun's; unknown is "eins".

    Percent and the units of measurement are not declined in the dative: "mit ein Prozent".
    """
    numbering = gender == "?" and _NUMBERED.search(context.before)
    gender = gender_of(context.after) if gender == "?" else gender
    if numbering or not gender:
        return "eins"
    case = case_before(context.before)
    if case is Case.NOMINATIVE and _MEASURED.match(context.after):
        case = Case.ACCUSATIVE
    return _EIN[gender, case]


# Endings that tell a gender (Duden, Die Grammatik, "Genus"), tried after the list of frequent nouns.
_BY_ENDING = (
    (regex.compile(r"(?:ung|heit|keit|schaft|ion|tät|ik|ur|anz|enz|ie|ei|in|age|ade|ette|ose)$"), "f"),
    (regex.compile(r"(?:chen|lein|ment|tum|um|ma|nis|werk|zeug|haus|jahr|spiel|land|recht|system|mittel)$"), "n"),
    (regex.compile(r"(?:er|ling|ismus|or|ist|ant|ent|eur|tag|monat|markt|plan|grad|satz|bau|zug)$"), "m"),
    (regex.compile(r"e$"), "f"),
)
_NOUN = regex.compile(
    r"^\s(?:(?!(?:der|die|des|den|dem|das|oder|aber|beim|unter|über|hinter|wegen|gegen|neben|zwischen|einer|eine|einen|einem|"
    r"eines|ihre|ihrer|seine|seiner|werden|wurden|haben|sollen|können|jeder|jede|jedes|oberen|laut)\s)\p{Ll}+(?:e|en|er|es|em)\s)?(\p{Lu}[\p{L}-]+)"
)


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    return {noun: gender for gender, nouns in tables("de").genders.items() for noun in nouns.split()}


@lru_cache(maxsize=4096)
def _gender(noun: str) -> str:
    """The gender of a noun, "" where it cannot be told. The last part of a compound rules."""
    known, last = _genders(), regex.split("-", noun)[-1] or noun
    candidates = [last, last.removesuffix("s"), last.removesuffix("es")]
    found = next((known[word] for word in candidates if word in known), "")
    if found:
        return found
    tail = next((g for word, g in known.items() if len(word) > 3 and last.endswith(word.lower())), "")  # compounds
    return tail or next((gender for ending, gender in _BY_ENDING if ending.search(last)), "")


def is_listed(after: str) -> bool:
    """Whether the noun that follows is one of the frequent ones that numbers stand with ("3. Quartal")."""
    noun = _NOUN.match(after)
    return bool(noun) and noun.group(1) in _genders()


def gender_of(after: str) -> str:
    """The gender of the noun that follows, over at most one adjective; "" where it cannot be told."""
    noun = _NOUN.match(after)
    return _gender(noun.group(1)) if noun else ""


_WEAK_N = regex.compile(r"(?:am|im|vom|zum|zur|beim|dem|den|des|einem|einen|einer|eines|\p{L}+(?:em|en|es))")
_WEAK_E = frozenset("das die ins ans aufs fürs durchs dieses jedes jenes welches diese jede eine keine meine seine ihre unsere deine eure".split())
_STRONG = frozenset("ein kein mein dein sein ihr unser euer".split())
# The first of two ordinals or dates in digits, which rules the second.
_LISTED_BEFORE = regex.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|\p{Lu}\p{Ll}+)?(?:\s?\d{4})?\s?(?:und|oder|bis|sowie|,|–)\s?$")
_DER = frozenset("der dieser jeder jener welcher".split())
# "am Donnerstag, 6. August" is said "am Donnerstag, sechsten August".
_WEEKDAY = regex.compile(r"\b(?:[Aa]m|[Vv]om|[Bb]is|[Zz]um|[Aa]b|[Ss]eit|[Dd]en|[Dd]em)\s\p{L}+(?:tag|woch|abend),\s?$")
_GOVERNING = _DATIVE | frozenset("während wegen trotz statt auf unter über um durch für".split())
_STRONG_ENDING = {"m": "er", "f": "e", "n": "es", "": "e"}
_JOINTS = frozenset("und oder bis sowie , –".split())


def ending(before: str, gender: str, *, day: bool = False) -> str:
    """The ending of an ordinal after `before`, with a noun of `gender`; `day`: it is a day of a month.

    After a definite article it is weak, after "ein" strong in the nominative, without an article strong;
    in a list it is that of the first member ("am 5. und 6. Juni").
    """
    words = _last_words(before)
    last = words[-1].lower() if words else ""
    if last in _JOINTS:
        members = [found for word in words[-4:-1] if (found := regex.fullmatch(r"\p{Ll}+t(e[nrs]?)", word))]
        if members:
            return members[-1].group(1)
    listed = _LISTED_BEFORE.search(before)
    if listed:
        return ending(before[: listed.start()], gender, day=day)
    if last == "," and day and _WEEKDAY.search(before):
        return "en"
    if last in _WEAK_E:
        return "e"
    if last in _STRONG:
        return _STRONG_ENDING[gender or "m"]
    if last in _DER:
        return _after_der(words, gender)
    if last in _GOVERNING or last == "bis":
        return "en" if day or gender != "f" else "er"
    if last and _WEAK_N.fullmatch(last):
        return "en"
    return _STRONG_ENDING[gender]


def _after_der(words: list[str], gender: str) -> str:
    """ "der 6. August" is nominative, "in der 2. Hälfte" dative, "das Ende der 3. Runde" genitive."""
    governed = len(words) > 1 and words[-2].lower() in _GOVERNING
    oblique = governed or (gender == "f" and words[-1] == "der")
    return "en" if oblique else "e"
