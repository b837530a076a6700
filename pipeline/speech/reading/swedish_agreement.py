"""Swedish agreement: "en" or "ett", and what else goes by the gender of the noun (Svenska Akademiens grammatik)."""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.speech.reading.language import Context, Match, Rule, rule, tables, text_before
from pipeline.speech.reading.lazily import Lazy


@lru_cache(maxsize=1)
def _neuters() -> frozenset[str]:
    return frozenset(tables("sv").genders["n"].split())


_NEUTER_ENDING = Lazy(
    r"(?:ande|ende|ment|eri|gram|um|skap|tal|år|hus|system|projekt|företag|bolag|verk|program|land|barn|patent|certifikat|"
    r"resultat|objekt|koncept|mandat|kontrakt|område|möte|kontor|nät|fartyg|tåg|lager|hotell|paket|mål|lån|bidrag|språk|"
    r"märke|ämne|minne|medel|nummer|spel|kort|prov|fält|rum|bord|hjul|spår|skott|golv|torn|stånd|villkor|besök|krav|fall|slag)$"
)
# Not every word in -t: "en produkt", "en patient", "en enhet".
_NEUTER_ADJECTIVE = Lazy(
    r"(?:igt|[lnrt]skt|iskt|bart|samt|fullt|löst|[ae]llt|ivt|erat|sett|\b\L<short>)$",
    short=tables("sv").grammar["neuter_adjectives"].split(),
)
# A noun before the number is what is numbered: "Formel 1 och Formel E", "plats 1".
_NUMBERED = Lazy(
    r"\b(?i:plats|formel|nummer|kapitel|del|klass|grupp|liga|nivå|fas|artikel|version|figur|tabell|typ|sidan|punkt|steg|zon|"
    r"etapp|dag|vecka|alternativ|fråga|uppgift|övning|linje|säsong|moment|scenario)\s$|(?<=\S)\s\p{Lu}\p{Ll}+\s$"
)
_NO_NOUN = Lazy(
    r"\s(?:och|eller|samt|är|på|i|går|till|från|för|med|som|har|blev|kom|var|mot|men|vid|om|ska|kan|[a-h])\b"
)
_WORDS_AFTER = Lazy(r"^\s(\p{L}+)(?:\s(\p{Ll}+))?")


def one(gender: str, context: Context) -> str:
    """1 before a noun: "ett" before a neuter, "en" otherwise. Gender "?" is the following word's."""
    if gender != "?":
        return "ett" if gender == "n" else "en"
    if _NUMBERED.search(context.before) or _NO_NOUN.match(context.after):
        return "ett"
    return "ett" if is_neuter_after(context) else "en"


def is_neuter_after(context: Context) -> bool:
    """Whether the noun that follows is neuter, as far as it can be told."""
    word = _WORDS_AFTER.match(context.after)
    return word is not None and _is_neuter(word[1], word[2] or "")


def _is_neuter(word: str, following: str) -> bool:
    """A neuter noun, or an adjective in the neuter before a noun ("nytt hus")."""
    noun = word in _neuters() or _NEUTER_ENDING.search(word)
    return bool(noun or (following and _NEUTER_ADJECTIVE.search(word)))


# ── "så kallad", "eventuell" ────────────────────────────────────────────────────────────────────────────────────

_COMMON_ARTICLES, _NEUTER_ARTICLES = (
    {"en", "någon", "ingen", "varje"},
    {"ett", "något", "inget"},
)
_REACH, _NOUN = 20, 40  # characters back to an article, and on to the end of a noun
_OWNERS = {"min", "din", "sin", "vår", "hans", "hennes", "deras", "dess", "denna", "detta", "dessa"}
_DEFINITE = {"de", "det", "den", "alla"} | _OWNERS
# Endings that no verb has: "de ev. kostnaderna", "ev. kostnader".
_DEFINITE_NOUN = Lazy(r"^\s\p{Ll}{3,}(?:en|et|na)\b")
_PLURAL_NOUN = Lazy(
    r"^\s(?!(?:bero|tro|förlo|heter)\p{Ll}*|\p{Ll}*(?:[ks]tor|[sn]sor|revisor|dator|motor)\b)(?:\p{Ll}{2,}(?:or|ingar|ioner|heter|nader|gifter|elser)|rester|poster|gäster)\b"
)


def agreeing_rules() -> tuple[Rule, ...]:
    """Adjectives that are written short."""
    so_called = r"(?<![\p{L}\p{N}.])(?:[Ss]\.\s?k\.?|[Ss]\s?k\.)(?![\p{L}.])"
    return (
        rule("so-called", so_called, _so_called, digits=False),
        rule("possible", r"(?<![\p{L}\p{N}.])[Ee]v\.(?=\s\p{Ll})", _possible, digits=False),
    )


def _so_called(match: Match) -> str:
    """ "s.k." agrees with the article before it, or with the noun after it."""
    article = _article(match)
    noun = regex.match(r"\s(\p{L}+)", match.string[match.end() :])
    neuter = article in _NEUTER_ARTICLES or (
        noun and noun[1] in _neuters() and article not in _DEFINITE | _COMMON_ARTICLES
    )
    said = "så kallat" if neuter else "så kallad" if article in _COMMON_ARTICLES else "så kallade"
    return _as_written(match, said)


def _possible(match: Match) -> str:
    """ "ev." is an adverb unless an article stands before it, or a plural after it."""
    article, after = _article(match), match.string[match.end() : match.end() + _NOUN]
    plural = article not in _NEUTER_ARTICLES | _COMMON_ARTICLES and _PLURAL_NOUN.match(after)
    if plural or article in _OWNERS or (article in _DEFINITE and _DEFINITE_NOUN.match(after)):
        return _as_written(match, "eventuella")
    return _as_written(match, "eventuell" if article in _COMMON_ARTICLES else "eventuellt")


def _article(match: Match) -> str:
    before = text_before(match, _REACH).rstrip().lower()
    return str(regex.search(r"(\p{L}*)$", before)[1])  # type: ignore[index]  # always matches


def _as_written(match: Match, said: str) -> str:
    return said.capitalize() if match.group()[0].isupper() else said
