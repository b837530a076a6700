"""Amounts spelled in words ("$188bn" -> "188 billion dollars"), since models translate words better than signs."""

from __future__ import annotations

from pipeline.translate import measures, numbers
from pipeline.translate.figures import Figure

# How currencies are said in running text, per language; what is not here stays a sign.
_CURRENCIES: dict[str, dict[str, str]] = {
    "en": {"EUR": "euros", "USD": "dollars", "GBP": "pounds", "SEK": "kronor", "JPY": "yen", "CHF": "francs"},
    "de": {"EUR": "Euro", "USD": "Dollar", "GBP": "Pfund", "SEK": "Kronen", "JPY": "Yen", "CHF": "Franken"},
    "sv": {"EUR": "euro", "USD": "dollar", "GBP": "pund", "SEK": "kronor", "JPY": "yen", "CHF": "franc"},
    "pt": {"EUR": "euros", "USD": "dólares", "GBP": "libras", "SEK": "coroas", "JPY": "ienes", "CHF": "francos", "BRL": "reais"},
    "fr": {"EUR": "euros", "USD": "dollars", "GBP": "livres", "SEK": "couronnes", "JPY": "yens", "CHF": "francs"},
    "es": {"EUR": "euros", "USD": "dólares", "GBP": "libras", "SEK": "coronas", "JPY": "yenes", "CHF": "francos"},
    "it": {"EUR": "euro", "USD": "dollari", "GBP": "sterline", "SEK": "corone", "JPY": "yen", "CHF": "franchi"},
    "nl": {"EUR": "euro", "USD": "dollar", "GBP": "pond", "SEK": "kronen", "JPY": "yen", "CHF": "frank"},
}  # fmt: skip
# The plural word of each magnitude, and what joins it to the currency.
_MAGNITUDES: dict[str, dict[int, str]] = {
    "en": {3: "thousand", 6: "million", 9: "billion", 12: "trillion"},
    "de": {3: "tausend", 6: "Millionen", 9: "Milliarden", 12: "Billionen"},
    "sv": {3: "tusen", 6: "miljoner", 9: "miljarder", 12: "biljoner"},
    "pt": {3: "mil", 6: "milhões", 9: "bilhões", 12: "trilhões"},
    "fr": {3: "mille", 6: "millions", 9: "milliards", 12: "billions"},
    "es": {3: "mil", 6: "millones", 9: "mil millones", 12: "billones"},
    "it": {3: "mila", 6: "milioni", 9: "miliardi", 12: "bilioni"},
    "nl": {3: "duizend", 6: "miljoen", 9: "miljard", 12: "biljoen"},
}
_OF = {"pt": "de ", "fr": "de ", "es": "de ", "it": "di "}
_SPACED_PERCENT = frozenset(
    {"de", "sv", "fr", "es", "da", "nb", "fi", "cs", "sk", "ru", "uk", "pl", "bg", "hu", "lt", "lv", "et"}
)
_MILLION = 6


def speaks(lang: str) -> bool:
    """Whether amounts can be spelled in this language."""
    return lang in _MAGNITUDES


def currency_words(figure: Figure, lang: str) -> str:
    """What stands behind the number: "billion dollars"; "" where the language has no words for it here."""
    power = measures.magnitudes(lang).get(figure.magnitude.casefold(), 0)
    return _words(power, figure.unit, lang)


def _words(power: int, unit: str, lang: str) -> str:
    magnitude = _MAGNITUDES.get(lang, {}).get(power, "")
    currency = _CURRENCIES.get(lang, {}).get(unit, "")
    joint = _OF.get(lang, "") if power >= _MILLION and currency else ""
    return f"{magnitude} {joint}{currency}".strip()


def write(figure: Figure, source: str, target: str) -> str | None:
    """The whole figure in `target`: "188 bilhões de dólares", "12,5 m³/h", "36 %". None where words are missing."""
    number = numbers.localise(figure.digits, source, target)
    power = measures.magnitudes(source).get(figure.magnitude.casefold(), 0)
    if power and not speaks(target):
        return None
    if figure.unit in _CURRENCIES["en"] or figure.unit == "BRL":
        words = _words(power, figure.unit, target)
        return f"{number} {words}" if _CURRENCIES.get(target, {}).get(figure.unit) else None
    magnitude = _words(power, "", target)
    counted = f"{number} {magnitude}".strip()
    return _with_unit(counted, figure, target)


def _with_unit(counted: str, figure: Figure, target: str) -> str | None:
    if not figure.unit:
        return counted
    if figure.unit in measures.SYMBOLS:
        space = "\u00a0" if figure.unit != "%" or target in _SPACED_PERCENT else ""
        return f"{counted}{space}{figure.unit}"
    sign = figure.unit_text.strip()
    is_sign = sign == figure.unit or not sign.replace(" ", "").isalpha()
    return f"{counted}\u00a0{sign}" if is_sign else None
