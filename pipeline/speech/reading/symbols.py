"""Signs between words: read where they mean a word, dropped where they only separate."""

from __future__ import annotations

import regex

from pipeline.speech.reading.language import TIE, Language, Match, Rule, rule

# Alternatives that run on as one phrase.
_RUNS_ON = regex.compile(r"(?i)(?:and|und|och|er|sie|he|she|his|her|han|hon|der|die)/\p{L}+")
_CURRENCY_SIGN = regex.compile(r"\p{Sc}")


def _signs(language: Language) -> dict[str, str]:
    words = language.tables.words
    units = {sign: language.units[sign].many for sign in "%°‰"}
    money = {
        sign: noun.many for sign, noun in language.tables.currencies.items() if _CURRENCY_SIGN.fullmatch(sign)
    }
    return units | money | {
        "&": words.and_, "+": words.plus, "=": words.equals, "×": words.times, "≈": words.about, "~": words.about,
        "±": words.plus_minus, "<": words.less, ">": words.more, "≤": words.at_most, "≥": words.at_least,
        "@": words.at, "§": words.section, "÷": words.divided,
    }  # fmt: skip


def rules(language: Language) -> tuple[Rule, ...]:
    """What remains of signs when numbers, addresses and acronyms are said."""
    words, spoken = language.tables.words, _signs(language)

    def slash(match: Match) -> str:
        """ "and/or" runs on; other alternatives get a breath."""
        around = (
            f"{match.string[match.start() - 1 : match.start()]}{match.string[match.end() : match.end() + 1]}"
        )
        letters = len(match["a"]) == len(match["b"]) == 1 and TIE not in around
        joint = " " if letters or _RUNS_ON.match(match.group()) else ", "
        return f"{match['a']}{joint}{match['b']}"

    def sign(match: Match) -> str:
        return f" {spoken[match['sign']]} "

    return (
        rule("slash between phrases", r"\s/\s", ", ", digits=False),
        rule("slash", r"(?P<a>\b\p{L}+)/(?P<b>\p{L}+)", slash, digits=False),
        rule("arrow", r"\s?(?:[→➔➜⇒↦➝]|-+>|=+>)\s?", ", ", digits=False),
        rule("sign", r" ?(?P<sign>\L<signs>) ?", sign, digits=False, signs=spoken),
        rule("square", r"(?<=\p{L})²", f" {words.squared}", digits=False),
        rule("cube", r"(?<=\p{L})³", f" {words.cubed}", digits=False),
        rule("low line", r"(?<=\p{L})_(?=\p{L})", " ", digits=False),
        rule("separator", r"\s?[|\\]\s?", ", ", digits=False),
        rule("dash", r"\s[-–—]+\s", " – ", digits=False),
        rule("mark", r"[*_^`#{}\[\]<>~=]+", " ", digits=False),
    )


def early(language: Language) -> tuple[Rule, ...]:
    """Powers of numbers, before the numbers are said."""
    words = language.tables.words
    fixed = {"2": words.squared, "3": words.cubed}

    def power(match: Match) -> str:
        exponent = match.group()[1:]
        return f" {fixed.get(exponent) or f'{words.power} {exponent}'}"

    return (rule("power", r"(?<=[\p{N}\p{L}])\^-?\d+", power),)
