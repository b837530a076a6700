"""Signs between words: read where they mean a word, dropped where they only separate."""

from __future__ import annotations

import regex

from pipeline.speech.reading.language import Language, Match, Rule

_AND_OR = regex.compile(r"(?i)(and|und|och|er|sie|he|she|his|her|han|hon|der|die)/(\p{L}+)")


def rules(language: Language) -> tuple[Rule, ...]:
    """What remains of signs when numbers, addresses and acronyms are said."""
    words = language.tables.words
    signs = {
        "&": words.and_, "+": words.plus, "=": words.equals, "×": words.times, "≈": words.about, "~": words.about,
        "±": words.plus_minus, "<": words.less, ">": words.more, "≤": words.at_most, "≥": words.at_least, "@": words.at,
        "§": words.section, "÷": words.ratio,
    }  # fmt: skip
    units = {"%": language.units["%"].many, "°": language.units["°"].many, "‰": language.units["‰"].many}
    units |= {sign: noun.many for sign, noun in language.tables.currencies.items() if regex.fullmatch(r"\p{Sc}", sign)}
    spoken = signs | units

    def slash(match: Match) -> str:
        """ "and/or" runs on; other alternatives get a breath."""
        return f"{match['a']} {match['b']}" if _AND_OR.match(match.group()) else f"{match['a']}, {match['b']}"

    return (
        Rule("slash between phrases", regex.compile(r"\s/\s"), lambda _: ", ", digits=False),
        Rule("slash", regex.compile(r"(?P<a>\b\p{L}+)/(?P<b>\p{L}+)"), slash, digits=False),
        Rule("joined by &", regex.compile(r"\s?&amp;\s?"), lambda _: f" {words.and_} ", digits=False),
        Rule("arrow", regex.compile(r"\s?(?:[→➔➜⇒↦➝]|-+>|=+>)\s?"), lambda _: ", ", digits=False),
        Rule("sign", regex.compile(r"\s?(?<!\p{Ll})\L<signs>\s?|\s?\L<signs>\s?", signs=list(spoken)), lambda m: f" {spoken[m.group().strip()]} ", digits=False),
        Rule("square", regex.compile(r"(?<=\p{L})²"), lambda _: f" {words.squared}", digits=False),
        Rule("cube", regex.compile(r"(?<=\p{L})³"), lambda _: f" {words.cubed}", digits=False),
        Rule("separator", regex.compile(r"\s?[|\\]\s?|(?<=\p{L})_(?=\p{L})"), lambda m: " " if "_" in m.group() else ", ", digits=False),
        Rule("hyphen between words", regex.compile(r"\s[-–—]+\s"), lambda _: " – ", digits=False),
        Rule("mark", regex.compile(r"[*_^`#{}\[\]<>~=]+"), lambda _: " ", digits=False),
    )  # fmt: skip


def early(language: Language) -> tuple[Rule, ...]:
    """Powers of numbers, before the numbers are said."""
    return (Rule("power", regex.compile(r"(?<=[\p{N}\p{L}])\^-?\d+"), lambda m: _power(m.group()[1:], language)),)


def _power(exponent: str, language: Language) -> str:
    words = language.tables.words
    if exponent in {"2", "3"}:
        return f" {words.squared if exponent == '2' else words.cubed}"
    return f" {words.power} {exponent}"
