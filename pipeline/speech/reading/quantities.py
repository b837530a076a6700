"""Numbers with what they count: money, units, percentages, magnitudes, ranges; fractions; plain numbers."""

from __future__ import annotations

import math

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import Context, Language, Match, Rule
from pipeline.speech.reading.measures import Noun
from pipeline.speech.reading.numbers import Number

_THOUSAND = {"thousand", "tausend", "tusen"}
_EDGE = r"(?<![\p{L}\p{N}_])(?<!\p{N}[.,:/])"
_SIGN = r"(?P<sign>(?:(?<![^\s(\[„“\"'»/])(?:[-–+](?=[\d$€£.])|[±~≈∼<>≤≥]\s?)){0,2})"
# After these words an English measure is no attribute: "the 20 kg of flour", against "the 20 kg bag".
_NO_NOUN = regex.compile(
    r"\s(?!(?:of|in|to|per|and|or|at|on|by|for|from|is|was|are|were|that|which|long|wide|high|tall|deep|thick|away|apart|"
    r"a|an|the|than|more|less|each|every|this|last|next|with|as|if|but|into|over|under|after|before|ago|outside|inside|up|"
    r"down|annually|monthly|yearly|will|would|could|has|had|have|can|may|must|should|went|goes|now|today|yesterday|"
    r"worth|old|heavier|lighter|longer|shorter|faster|slower|between|during|since|until|while|when|where|across|within)\b)\p{Ll}{2,}"
)
# Currencies that may stand before the number: signs and capital codes, not words.
_BEFORE_THE_NUMBER = regex.compile(r".*\p{Sc}.*|\p{Lu}{2,3}|kr|Rs\.?|s?Fr\.")
_DETERMINER = regex.compile(r"(?i)(?:^|\s)(?:an?|the|this|that|its|their|his|her|our|your|my|each|every|one|another)\s$")


def _used(pattern: str, lists: dict[str, list[str]]) -> dict[str, list[str]]:
    """The named lists that `pattern` names: regex refuses others."""
    return {name: words for name, words in lists.items() if f"\\L<{name}>" in pattern}


def _stop(match: Match) -> str:
    """The dot of "5 Std." ends the sentence too where nothing follows."""
    return "." if match.group().endswith(".") and not match.string[match.end() :].strip("\"'”’)]»“") else ""


class Quantities:
    """The rules for the quantities of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.table = language.tables
        self.words = language.tables.words
        self.nouns = {**language.units, **self.table.currencies}
        self.magnitudes = self.table.magnitudes
        self.number = numbers.pattern(self.table.decimal, self.table.groups + " ")

    # ── saying ──────────────────────────────────────────────────────────────────────────────────────────────────

    def parsed(self, text: str) -> Number:
        return numbers.parse(text, self.table.decimal)

    def say(self, number: Number) -> str:
        return number.words(self.language.code, self.words.comma)

    def sign(self, signs: str) -> str:
        names = {
            "-": self.words.minus, "–": self.words.minus, "+": self.words.plus, "±": self.words.plus_minus,
            "~": self.words.about, "≈": self.words.about, "∼": self.words.about, "<": self.words.less,
            ">": self.words.more, "≤": self.words.at_most, "≥": self.words.at_least,
        }  # fmt: skip
        return "".join(f"{names[sign]} " for sign in signs if sign in names)

    def counted(self, number: Number, noun: Noun, context: Context) -> tuple[str, str]:
        """The number and the noun in agreement. German and Swedish say 1 by the noun's gender."""
        if number.is_one:
            return self.language.one(noun.gender, context), noun.one
        return self.say(number), noun.one if self._attribute(context) else noun.many

    def _attribute(self, context: Context) -> bool:
        """ "a 5 km run", "the 5-km run": English puts the singular."""
        if self.language.code != "en":
            return False
        if regex.match(r"-\p{L}", context.after):
            return True
        return bool(_NO_NOUN.match(context.after) and _DETERMINER.search(context.before))

    # ── what a match holds ──────────────────────────────────────────────────────────────────────────────────────

    def quantity(self, match: Match) -> str:
        """A match of a quantity: sign, number or range, magnitude, unit or currency, and what it is per."""
        found = match.groupdict()
        written = found.get("unit") or found.get("symbol") or ""
        noun = self.nouns.get(written)
        context = Context.of(match)
        magnitude = self._magnitude(found)
        first, last = self.parsed(found["a"]), self.parsed(found["b"]) if found.get("b") else None
        price = self._price(first, noun) if noun and not (magnitude or last or found.get("per")) else ""
        said = price or self._amount((first, last), magnitude, noun, context)
        if found.get("hyphen") and noun and not price:
            said = f"{self.say(first)}-{noun.one if self.language.code == 'en' else noun.many}"
        said = f"{self.sign(found.get('sign') or '')}{said}{self._per(found.get('batch'), found.get('per'))}"
        return said + _stop(match)

    def _magnitude(self, found: dict[str, str | None]) -> Noun | None:
        written = found.get("magnitude") or ""
        return self.magnitudes.get(written) or self.table.money_magnitudes.get(written)

    def _amount(
        self, ends: tuple[Number, Number | None], magnitude: Noun | None, noun: Noun | None, context: Context
    ) -> str:
        first, last = ends
        number = last or first
        start = f"{self.say(first)} {self.words.to} " if last else ""
        if magnitude:
            return start + self._large(number, magnitude, noun, context)
        if noun is None:
            return start + self.say(number)
        said, thing = self.counted(number, noun, context)
        return f"{start}{said} {thing}"

    def _large(self, number: Number, magnitude: Noun, noun: Noun | None, context: Context) -> str:
        if magnitude.one in _THOUSAND and not number.fraction and self.language.code != "en":
            head = numbers.cardinal(int(number.whole) * 1000, self.language.code)
        elif number.is_one:
            head = f"{self.language.one(magnitude.gender, context)} {magnitude.one}"
        else:
            head = f"{self.say(number)} {magnitude.many}"
        if noun is None:
            return head
        return f"{head} {noun.one if self._attribute(context) else noun.many}"

    def _price(self, number: Number, noun: Noun) -> str:
        """A sum with hundredths, "" for any other quantity."""
        cent = self.table.cents.get(noun.one)
        if not cent or len(number.fraction) != 2:
            return ""
        hundredths = Number(str(int(number.fraction)))
        whole = " ".join(self.counted(Number(number.whole), noun, Context("", "")))
        if not int(hundredths.whole):
            return whole
        small = " ".join(self.counted(hundredths, cent, Context("", "")))
        if not int(number.whole):
            return small
        return self.language.price.format(whole=whole, cents=small, number=self.say(hundredths))

    def _per(self, batch: str | None, written: str | None) -> str:
        """ "/h" -> "per hour", "/100 km" -> "per one hundred kilometres"."""
        if not written:
            return ""
        noun = self.nouns.get(written) or Noun(written, written)
        if batch:
            return f" {self.words.per} {numbers.cardinal(int(batch), self.language.code)} {noun.many}"
        return f" {self.words.per} {noun.one}"

    def fraction(self, match: Match) -> str:
        """ "3/4", "2 1/2"; what is no fraction in lowest terms is a ratio or left alone."""
        whole, over, under = match["whole"], int(match["over"]), int(match["under"])
        written = f"{over}/{under}"
        if whole is None and written in self.table.fractions:
            return self.table.fractions[written]
        if not 0 < over < under or math.gcd(over, under) != 1 or under > 20:  # larger ones are seldom fractions
            return match.group()
        part = self.language.fraction(over, under)
        if whole is None:
            return part
        return self._mixed(int(whole), (over, under), part)

    def _mixed(self, whole: int, fraction: tuple[int, int], part: str) -> str:
        code = self.language.code
        if fraction == (1, 2):
            if code == "de":
                return f"{'ein' if whole == 1 else numbers.cardinal(whole, code)}{self.words.half}"
            one = self.language.one("c", Context("", "")) if whole == 1 else numbers.cardinal(whole, code)
            return f"{one} {self.words.half}"
        article = "a" if code == "en" and fraction[0] == 1 else ""
        part = part.replace("one ", f"{article} ", 1) if article else part
        return f"{numbers.cardinal(whole, code)} {self.words.and_} {part}"

    def plain(self, match: Match) -> str:
        """A number alone, or a range of them; "3-1" counts down and is a score."""
        first = self.parsed(match["a"])
        sign = self.sign(match["sign"] or "")
        gap = " " if regex.match(r"\p{L}", match.string[match.end() :]) else ""
        if not match["b"]:
            if first.is_one and regex.match(r"\s\p{L}", match.string[match.end() :]):
                return sign + self.language.one("?", Context.of(match))
            return f"{sign}{self._alone(match['a'])}{gap}"
        last = self.parsed(match["b"])
        joint = f"{self.words.to} " if first.value < last.value else self.words.score
        return f"{sign}{self.say(first)} {joint}{self.say(last)}{gap}"

    def _alone(self, written: str) -> str:
        """ "2.1" without a unit is a section or a version where the comma is the decimal mark."""
        number = self.parsed(written)
        pointed = self.table.decimal == "," and regex.fullmatch(r"\d+\.\d{1,2}", written)
        return number.words(self.language.code, self.words.point if pointed else self.words.comma)

    def ratio(self, match: Match) -> str:
        return f"{self.say(self.parsed(match['a']))} {self.words.ratio} {self.say(self.parsed(match['b']))}"

    def bare_unit(self, match: Match) -> str:
        """A unit without a number: "per m²" in the singular, "in kWh" in the plural."""
        noun = self.nouns[match["unit"]]
        single = regex.search(r"(?i)\b(?:per|pro|je|a|ein|eine|einer|en|ett)\s$", match.string[: match.start()])
        return (noun.one if single else noun.many) + self._per(None, match["per"])

    # ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────

    def rules(self) -> tuple[Rule, ...]:
        """Money with the sign in front, then any other quantity. Years and plain numbers come later."""
        symbols = [name for name in self.table.currencies if _BEFORE_THE_NUMBER.fullmatch(name)]
        counted, large = list(self.nouns), list(self.magnitudes)
        near_money = list(self.table.money_magnitudes)
        lists = {"symbols": symbols, "counted": counted, "large": large, "near_money": near_money}
        to = regex.escape(self.words.to)
        span = rf"(?:(?P<dash>\s?[-–]\s?|\s{to}\s)(?:\L<symbols>\s?)?(?P<b>{self.number}))?"
        start = rf"{_EDGE}{_SIGN}(?P<a>{self.number}){span}"
        per = (
            r"(?:\s?/\s?(?:(?P<batch>\d+)\s?)?(?P<per>\L<counted>|\p{L}+)(?![\p{L}\p{N}])"
            r"|\s(?:per|pro|je)\s(?P<per>\L<counted>)(?![\p{L}\p{N}]))?"
        )
        unit = rf"(?P<unit>\L<counted>)(?![\p{{L}}\p{{N}}]|(?<=[\s\d]\p{{L}})-\p{{L}}){per}"
        magnitude = r"(?P<magnitude>\L<large>)(?![\p{L}\p{N}])"
        money = (
            rf"{_EDGE}{_SIGN}(?P<symbol>\L<symbols>)\s?(?P<minus>[-–]?)(?P<a>{self.number}){span}"
            rf"(?:[\s-]?(?P<magnitude>\L<large>|\L<near_money>)(?![\p{{L}}\p{{N}}]))?{per}"
        )
        patterns = {
            "span of quantities": r"(?<=\d\s?(?:[%€$£]|°C|\p{L}{1,4}))\s?(?:–|-(?=[€$£]))\s?(?=[€$£]?\d)",
            "money": money,
            "large number": rf"{start}[\s-]?{magnitude}(?:[\s-]?{unit})?",
            "large sum": rf"{start}\s?(?P<magnitude>\L<near_money>)\s?(?P<unit>\L<symbols>)(?![\p{{L}}\p{{N}}]){per}",
            "quantity": rf"{start}(?:(?P<hyphen>-)|\s)?{unit}",
        }
        says = {"money": self._signed, "span of quantities": lambda _: f" {self.words.to} "}
        return tuple(
            Rule(name, regex.compile(pattern, **_used(pattern, lists)), says.get(name, self.quantity))
            for name, pattern in patterns.items()
        )

    def _signed(self, match: Match) -> str:
        minus = f"{self.words.minus} " if match["minus"] else ""
        return minus + self.quantity(match)

    def last_rules(self) -> tuple[Rule, ...]:
        """Ratios, plain numbers and ranges, units alone: what is left when years and codes are said."""
        span = rf"(?:(?P<dash>\s?[-–]|\s–\s)(?P<b>{self.number})(?![\p{{L}}\p{{N}}]))?"
        unmistakable = [name for name in self.nouns if regex.search(r"[²³°/]|^[kMGT]Wh|^[kMGT]?Hz$", name)]
        unit = r"(?<![\p{L}\p{N}/])(?P<unit>\L<units>)(?:/(?P<per>\p{L}[\p{L}²³]*))?(?![\p{L}\p{N}])"
        return (
            Rule("ratio", regex.compile(r"(?<![\p{L}\p{N}:.,])(?P<a>\d{1,3})\s?:\s?(?P<b>\d{1,3})(?![\p{L}\p{N}:]|[.,]\d)"), self.ratio),
            Rule("number", regex.compile(rf"{_EDGE}{_SIGN}(?P<a>{self.number}){span}"), self.plain),
            Rule("bare unit", regex.compile(unit, units=unmistakable), self.bare_unit, digits=False),
        )  # fmt: skip

    def fraction_rules(self) -> tuple[Rule, ...]:
        whole = r"(?:(?P<whole>\d{1,3})\s)?"
        end = r"(?![\p{L}\p{N}/]|[.,]\d)"
        return (Rule("fraction", regex.compile(rf"{_EDGE}{whole}(?P<over>\d{{1,2}})/(?P<under>\d{{1,2}}){end}"), self.fraction),)
