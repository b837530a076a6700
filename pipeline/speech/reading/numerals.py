"""Numbers without a unit: signs, ranges, ratios, fractions, and what a number before a noun agrees with."""

from __future__ import annotations

import math

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import EDGE, END, Context, Language, Match, Rule, rule
from pipeline.speech.reading.measures import Noun
from pipeline.speech.reading.numbers import Number

# Where a quantity may begin: not inside a word, nor behind the mark of a longer number.
BEGIN = r"(?<![\p{L}\p{N}_])(?<!\p{N}[.,:/])"
# A sign right before the number, itself at the start of a word.
SIGN = r"(?P<sign>(?:(?<![^\s(\[„“\"'»/])(?:[-–+](?=[\d$€£.])|[±~≈∼<>≤≥]\s?)){0,2})"
# Larger denominators are seldom those of a fraction.
_LARGEST_DENOMINATOR = 20


class Numerals:
    """The readings of numbers in one language, and the rules for those that stand alone."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.table = language.tables
        self.words = language.tables.words
        self.pattern = numbers.pattern(self.table.decimal, self.table.groups + " ")
        words = self.words
        self._signs = {
            "-": words.minus, "–": words.minus, "+": words.plus, "±": words.plus_minus, "~": words.about,
            "≈": words.about, "∼": words.about, "<": words.less, ">": words.more, "≤": words.at_most, "≥": words.at_least,
        }  # fmt: skip

    def parsed(self, text: str) -> Number:
        return numbers.parse(text, self.table.decimal)

    def cardinal(self, number: int) -> str:
        return numbers.cardinal(number, self.language.code)

    def say(self, number: Number) -> str:
        return number.words(self.language.code, self.words.comma)

    def read(self, text: str) -> str:
        """A number as written, in words."""
        return self.say(self.parsed(text))

    def sign(self, signs: str | None) -> str:
        return "".join(f"{self._signs[sign]} " for sign in signs or "" if sign in self._signs)

    @property
    def nouns(self) -> dict[str, Noun]:
        """Everything that can be counted, by what is written after the number."""
        return {**self.language.units, **self.table.currencies}

    # ── fractions ───────────────────────────────────────────────────────────────────────────────────────────────

    def _fraction(self, match: Match) -> str:
        """ "3/4", "2 1/2"; what is no fraction in lowest terms is left alone."""
        whole, over, under = match["whole"], int(match["over"]), int(match["under"])
        fixed = self.table.fractions.get(f"{match['over']}/{match['under']}")
        if whole is None and fixed and not match["unit"]:
            return fixed
        if not 0 < over < under <= _LARGEST_DENOMINATOR or math.gcd(over, under) != 1:
            return match.group()
        noun = self.nouns[match["unit"]] if match["unit"] else None
        context = Context(
            match.string[: match.start()], f" {noun.one}" if noun else match.string[match.end() :]
        )
        if whole is None:
            return self.language.fraction(over, under, context) + (f" {noun.one}" if noun else "")
        return self.language.mixed(int(whole), over, under, context) + (f" {noun.many}" if noun else "")

    def fraction_rules(self) -> tuple[Rule, ...]:
        parts = r"(?:(?P<whole>\d{1,3})\s)?(?P<over>\d{1,2})/(?P<under>\d{1,2})"
        unit = rf"(?:\s?(?P<unit>\L<units>){END})?(?![\p{{L}}\p{{N}}/]|[.,]\d)"
        return (rule("fraction", BEGIN + parts + unit, self._fraction, units=self.language.units),)

    # ── what stands alone ───────────────────────────────────────────────────────────────────────────────────────

    def _plain(self, match: Match) -> str:
        """A number alone, or a range of them; "3-1" counts down and is a score."""
        first, sign = self.parsed(match["a"]), self.sign(match["sign"])
        gap = " " if regex.match(r"\p{L}", match.string[match.end() :]) else ""
        if match["b"]:
            last = self.parsed(match["b"])
            joint = f"{self.words.to} " if first.value < last.value else self.words.score
            return f"{sign}{self.say(first)} {joint}{self.say(last)}{gap}"
        if first.is_one and regex.match(r"\s\p{L}", match.string[match.end() :]):
            return sign + self.language.one("?", Context.of(match))
        return f"{sign}{self._alone(match['a'])}{gap}"

    def _alone(self, written: str) -> str:
        """ "2.1" without a unit is a section or a version where the comma is the decimal mark."""
        pointed = self.table.decimal == "," and regex.fullmatch(r"\d+\.\d{1,2}", written)
        return self.parsed(written).words(
            self.language.code, self.words.point if pointed else self.words.comma
        )

    def _ratio(self, match: Match) -> str:
        return f"{self.read(match['a'])} {self.words.ratio} {self.read(match['b'])}"

    def early_rules(self) -> tuple[Rule, ...]:
        """Signs of arithmetic between numbers, and the dash that stands for no cents ("25,-")."""
        length = r"(?:\d|\d\s?(?:mm|cm|m|km))"
        cue = r"(?<=\b(?:scale(?: of)?|ratio(?: of)?|skala|förhållandet|Maßstab|Verhältnis(?: von)?)\s)"
        return (
            rule("scale", rf"{cue}(?P<a>\d{{1,4}})\s?:\s?(?P<b>{self.pattern})", self._ratio),
            rule("plus or minus", r"\+/[-–]|\+-(?=\s?\d)", "±"),
            rule("pair of measures", r"(?<=\d)/(?=\d{2,}\s?(?:k?V|mmHg)\b)", ", "),
            rule("no cents", r"(?<=\d)[.,][-–—]{1,2}(?![\p{L}\p{N}])", ""),
            rule("product", r"(?<=\d)\s?[x×]\s?(?=\d+(?:[.,]\d+)?\s?=)", f" {self.words.times} "),
            rule("power of ten", rf"(?<=\d)\s?[x×]\s?(?=10 {self.words.power})", f" {self.words.times} "),
            rule("by", rf"(?<={length})\s?[x×]\s?(?=\d)", f" {self.words.by} "),
            rule("times", r"(?<=\d)\s?[*·]\s?(?=\d)", f" {self.words.times} "),
            rule("quotient", r"(?<=\d)\s?÷\s?(?=\d)", f" {self.words.divided} "),
            rule("tolerance", r"(?<=\d)\s?/(?=[-–+]\d)", ", "),
            rule("difference", r"(?<=\d)\s[-–]\s(?=\d+(?:[.,]\d+)?\s?=)", f" {self.words.minus} "),
        )

    def last_rules(self) -> tuple[Rule, ...]:
        """What is left when quantities, years and codes are said."""
        span = rf"(?:(?:\s?[-–]|\s–\s)(?P<b>{self.pattern}){END})?"
        parts = rf"(?P<a>\d{{1,3}}(?:(?=\s?:)|[.,]\d+(?=:\d)))(?::|\s:\s)(?P<b>{self.pattern})(?![\p{{L}}\p{{N}}]|:\d)"
        return (
            rule("ratio", EDGE + parts, self._ratio),
            rule("number over number", r"(?<=\d)\s?/\s?(?=\d)", "  "),
            rule("number", rf"{BEGIN}{SIGN}(?P<a>{self.pattern}){span}", self._plain),
        )
