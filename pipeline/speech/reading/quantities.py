"""Numbers with what they count: money, units, percentages, magnitudes, and what they are per."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import regex

from pipeline.speech.reading.language import END, Context, Match, Rule, rule, text_before
from pipeline.speech.reading.lazily import Lazy
from pipeline.speech.reading.measures import Noun
from pipeline.speech.reading.numbers import Number
from pipeline.speech.reading.numerals import BEGIN, SIGN, Numerals

# Currencies that may stand before the number: signs and capital codes, not words.
_BEFORE_THE_NUMBER = Lazy(r".*\p{Sc}.*|\p{Lu}{2,3}|kr|Rs\.?|s?Fr\.")
# Units that are no words and mean nothing else, so that they are said without a number too.
_UNMISTAKABLE = Lazy(r".*[²³°/].*|[kMGT]Wh|[kMGT]?Hz")
_REACH = 10  # characters back to such a word
_SINGLE = Lazy(r"(?i)\b(?:per|pro|je|a|ein|eine|einer|en|ett)\s$")
_THOUSAND = frozenset({"tausend", "tusen"})

# English puts a measure before a noun in the singular ("the 20 kg bag"); after these words there is no such noun
# ("the 20 kg of flour").
_DETERMINER = Lazy(
    r"(?i)(?:^|\s)(?:an?|the|this|that|its|their|his|her|our|your|my|each|every|one|another)\s(?:sub[ -])?(?:\d+,\s)?$"
)
_NO_NOUN = (
    "of in to per and or at on by for from is was are were that which away apart a an the "
    "than more less each every this last next with as if but into over under after before ago outside inside up down "
    "annually monthly yearly will would could has had have can may must should went goes now today yesterday worth old "
    "heavier lighter longer shorter faster slower between during since until while when where across within"
)
_NOUN = Lazy(r"\+?\s(?:(?!\L<others>\b)\p{Ll}{2,}|Series\b)|-\p{L}", others=_NO_NOUN.split())
_SUBSTANCE_PER = (
    r"/(?<=(?:\b(?:CO2|CH4|N2O|NOx|H2)(?:-?e(?:q|kv\.?)?|-Äq\.?)?|\d\s\p{L}{2,}"
    r"|\b(?:ton|tonnes?|Tonnen|[Ll]iter|öre|kr|€|EUR|SEK))/)"
    r"(?P<per>k?m[²³]?|kg|[gtlhsd]|ha|[kMGT]?Wh|år|dag|dygn|vecka|månad|kvartal|timme|minut|sekund|Jahr|Tag|Woche|Monat|"
    r"Quartal|Stunde|Minute|year|day|week|month|quarter|hour|minute|capita|[Pp]erson|[Tt]onne|ton|invånare)"
)


@dataclass(frozen=True, slots=True)
class _Quantity:
    """What a match holds: a number or two, a magnitude, a noun, and where it stands."""

    first: Number
    last: Number | None
    magnitude: Noun | None
    noun: Noun | None
    context: Context


class Quantities(Numerals):
    """The rules for the quantities of one language."""

    # ── saying ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _quantity(self, match: Match) -> str:
        """A match of a quantity: sign, number or range, magnitude, unit or currency, and what it is per."""
        found = match.groupdict()
        noun = self.nouns.get(found.get("unit") or found.get("symbol") or "")
        written = found.get("magnitude") or ""
        magnitude = self.table.magnitudes.get(written) or self.table.money_magnitudes.get(written)
        last = self.parsed(found["b"]) if found.get("b") else None
        quantity = _Quantity(self.parsed(found["a"]), last, magnitude, noun, Context.of(match))
        per = self._per(found.get("batch"), found.get("per"), found.get("each"))
        rate = per and (found["per"] in self.table.currencies or not int(quantity.first.whole))
        price = "" if rate else self._price(quantity)
        said = price or (self._hyphened(quantity) if found.get("hyphen") else self._amount(quantity))
        minus = f"{self.words.minus} " if found.get("minus") else ""
        return f"{minus}{self.sign(found.get('sign'))}{said}{per}{_stop(match)}"

    def _amount(self, quantity: _Quantity) -> str:
        number, noun = quantity.last or quantity.first, quantity.noun
        start = f"{self.say(quantity.first)} {self.words.to} " if quantity.last else ""
        if quantity.magnitude:
            large = self._large(number, quantity.magnitude, quantity.context)
            return f"{start}{large} {self._plural(noun, quantity.context)}".rstrip()
        if noun is None:
            return start + self.say(number)
        return start + self._counted(number, noun, quantity.context)

    def _counted(self, number: Number, noun: Noun, context: Context) -> str:
        """The number and the noun in agreement. German and Swedish say 1 by the noun's gender."""
        if number.is_one:
            return f"{self.language.one(noun.gender, context)} {noun.one}"
        return f"{self.say(number)} {self._plural(noun, context)}"

    def _plural(self, noun: Noun | None, context: Context) -> str:
        """The plural, but in English the singular where the measure is an attribute: "a 5 km run"."""
        if noun is None:
            return ""
        after = _NOUN.match(context.after)
        attribute = after and (_DETERMINER.search(context.before) or context.after.startswith("-"))
        return noun.one if self.language.code == "en" and attribute else noun.many

    def _large(self, number: Number, magnitude: Noun, context: Context) -> str:
        if magnitude.one in _THOUSAND and not number.fraction:
            return self.cardinal(int(number.whole) * 1000)
        if number.is_one:
            return f"{self.language.one(magnitude.gender, context)} {magnitude.one}"
        return f"{self.say(number)} {magnitude.many}"

    def _hyphened(self, quantity: _Quantity) -> str:
        """ "5-km" keeps its hyphen."""
        noun = quantity.noun or Noun("", "")
        one = self.language.one("n", Context("", "")) if quantity.first.is_one else ""
        many = noun.one if one or self.language.code == "en" else noun.many
        return f"{one or self.say(quantity.first)}-{many}"

    def _price(self, quantity: _Quantity) -> str:
        """A sum with hundredths, "" for any other quantity."""
        number, noun, nowhere = quantity.first, quantity.noun, Context("", "")
        cent = self.table.cents.get(noun.one) if noun else None
        if not (noun and cent) or quantity.magnitude or quantity.last or len(number.fraction) != 2:
            return ""
        whole, hundredths = Number(str(int(number.whole))), Number(str(int(number.fraction)))
        if not int(hundredths.whole):
            return self._counted(whole, noun, nowhere)
        cents = self._counted(hundredths, cent, nowhere)
        if not int(whole.whole):
            return cents
        said = self._counted(whole, noun, nowhere)
        return self.language.price.format(whole=said, cents=cents, number=self.say(hundredths))

    def _per(self, batch: str | None, written: str | None, each: str | None = None) -> str:
        """ "/h" -> "per hour", "/100 km" -> "per one hundred kilometres"; "je kg" keeps its word."""
        if not written:
            return ""
        word = self.table.per.get(written, written)
        noun = self.nouns.get(written) or Noun(word, word)
        per = each if each == "je" else self.words.per
        return f" {per} {self.cardinal(int(batch))} {noun.many}" if batch else f" {per} {noun.one}"

    def _bare_unit(self, match: Match) -> str:
        """A unit without a number: "per m²" in the singular, "in kWh" in the plural."""
        noun = self.nouns[match["unit"]]
        single = _SINGLE.search(text_before(match, _REACH))
        return (noun.one if single else noun.many) + self._per(None, match["per"])

    def _substance_per(self, match: Match) -> str:
        """ "95 g CO2/km", "5 days/week": a word that is no unit stands before what it is per."""
        return self._per(None, match["per"])

    # ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _lists(self) -> dict[str, Any]:
        currencies = list(self.table.currencies)
        return {
            "symbols": [name for name in currencies if _BEFORE_THE_NUMBER.fullmatch(name)],
            "counted": list(self.nouns),
            "measures": list(self.language.units),
            "large": list(self.table.magnitudes),
            "near_money": list(self.table.money_magnitudes),
            "unmistakable": [name for name in self.nouns if _UNMISTAKABLE.fullmatch(name)],
        }

    def rules(self) -> tuple[Rule, ...]:
        """Money with the sign in front, large numbers, large sums ("5m $"), any other quantity, and units alone."""
        lists = self._lists()
        number, to = self.pattern, regex.escape(self.words.to)
        span = rf"(?:(?:\s?[-–]\s?|\s{to}\s)(?:\L<symbols>\s?)?(?P<b>{number}))?"
        start = rf"{BEGIN}{SIGN}(?P<a>{number}){span}"
        # The list is compiled where it stands first, and called where it stands again: each time takes 5 ms.
        word, again = r"(?P<word>\L<counted>)", "(?&word)"
        unit = rf"(?P<unit>{word})(?![\p{{L}}\p{{N}}]|(?<=[\s\d](?!h)\p{{L}})-\p{{L}}){_per(again, again)}"
        per = _per(word, again)
        in_front = rf"{BEGIN}{SIGN}(?P<symbol>\L<symbols>)(?!(?<=\p{{L}})[-–])\s?(?P<minus>[-–]?)(?P<a>{number}){span}"
        between = r"(?<=\d\s?(?:[%€$£°]|°[CF]|\p{L}{1,4})|[\p{L}²³]\.?)(?:–(?=[€$£]?\d)|-(?=[€$£]\d))|(?<=[%€$£°C])\s–\s(?=[€$£]?\d)|(?<=\p{Lu}\d+)–(?=\p{Lu}\d)"
        patterns = {
            "money": ("symbols", rf"{in_front}(?:[\s-]?(?P<magnitude>\L<large>|\L<near_money>){END})?{per}"),
            "large number": ("large", rf"{start}[\s-]?(?P<magnitude>\L<large>){END}(?:[\s-]?{unit})?"),
            "large sum": (
                "symbols",
                rf"{start}\s?(?P<magnitude>\L<near_money>)\s?(?P<unit>\L<symbols>){END}{per}",
            ),
            "quantity": ("counted", rf"{start}(?:(?P<hyphen>-)|\s)?{unit}"),
        }
        alone = rf"(?<![\p{{L}}\p{{N}}/])(?P<unit>\L<unmistakable>)(?:/(?P<per>\p{{L}}[\p{{L}}²³]*))?{END}"
        rate = rf"(?<![\p{{L}}\p{{N}}/])(?P<unit>\L<symbols>)/(?P<per>\L<measures>){END}"
        return (
            rule("span of quantities", between, f" {self.words.to} "),
            *(
                rule(name, pattern, self._quantity, needs=needs, **lists)
                for name, (needs, pattern) in patterns.items()
            ),
            rule("substance per", _SUBSTANCE_PER + END, self._substance_per, digits=False),
            rule("rate alone", rate, self._bare_unit, digits=False, needs="symbols", **lists),
            rule("unit alone", alone, self._bare_unit, digits=False, **lists),
        )


def _per(word: str, again: str) -> str:
    """ "/h", "/100 km", "per tonne", or nothing; `word` and `again` are the pattern of a unit."""
    slashed = rf"\s?/\s?(?:(?P<batch>10*)\s?)?(?P<per>{word}|\p{{L}}+){END}"
    return rf"(?:{slashed}|\s(?P<each>per|pro|je)\s(?P<per>{again}){END})?"


def _stop(match: Match) -> str:
    """The dot of "5 Std." ends the sentence too where nothing follows."""
    ends = match.group().endswith(".") and not match.string[match.end() :].strip("\"'”’)]»“")
    return "." if ends else ""
