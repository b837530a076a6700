"""Languages without a grammar here: numbers, percentages and currencies by num2words and a few words from CLDR."""

from __future__ import annotations

import regex

from pipeline.speech.reading import numbers

# Percent sign, decimal mark in words, minus, euro and dollar as counted (CLDR, unit and currency display names).
_WORDS = {
    "pt": ("por cento", "vírgula", "menos", "euros", "dólares"),
    "fr": ("pour cent", "virgule", "moins", "euros", "dollars"),
    "es": ("por ciento", "coma", "menos", "euros", "dólares"),
    "it": ("per cento", "virgola", "meno", "euro", "dollari"),
    "nl": ("procent", "komma", "min", "euro", "dollar"),
    "da": ("procent", "komma", "minus", "euro", "dollar"),
    "nb": ("prosent", "komma", "minus", "euro", "dollar"),
    "fi": ("prosenttia", "pilkku", "miinus", "euroa", "dollaria"),
    "pl": ("procent", "przecinek", "minus", "euro", "dolarów"),
    "cs": ("procent", "celá", "minus", "eur", "dolarů"),
    "ro": ("la sută", "virgulă", "minus", "euro", "dolari"),
    "ca": ("per cent", "coma", "menys", "euros", "dòlars"),
    "hu": ("százalék", "egész", "mínusz", "euró", "dollár"),
    "tr": ("yüzde", "virgül", "eksi", "avro", "dolar"),
}
_POINT_IS_DECIMAL = frozenset({"zh", "ja", "ko", "he", "th", "hi"})
_NUMBER = regex.compile(
    r"(?P<symbol>[€$]\s?)?(?P<sign>(?<![^\s(])-)?(?P<number>\d{1,3}(?:[ .,'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?P<unit>\s?[%€$])?"
)


def read(text: str, lang: str) -> str:
    """`text` with its numbers in words where num2words knows `lang`; digits stay where it does not."""
    percent, mark, minus, euro, dollar = _WORDS.get(lang, ("%", "", "-", "€", "$"))
    units = {"%": percent, "€": euro, "$": dollar}
    decimal = "." if lang in _POINT_IS_DECIMAL else ","

    def say(match: regex.Match[str]) -> str:
        number = numbers.parse(match["number"], decimal)
        said = number.words(lang, mark) if mark or not number.fraction else match["number"]
        unit = units.get((match["symbol"] or match["unit"] or "").strip(), "")
        return " ".join(part for part in (minus if match["sign"] else "", said, unit) if part)

    return _NUMBER.sub(say, text)
