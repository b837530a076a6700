"""Words and signs that say what a number counts, by language, as data: magnitudes, currencies, units.

Magnitudes are where languages mislead one another most: German "Billion" is English "trillion".
"""

from __future__ import annotations

import re
from functools import cache

# Powers of ten by language. "mil milhões" and its like are two words, longest first in any pattern made of these.
MAGNITUDES: dict[str, dict[int, str]] = {
    "en": {
        3: "thousand k",
        6: "million millions m mn mln",
        9: "billion billions bn b bln",
        12: "trillion trillions tn",
    },
    "de": {
        3: "tausend tsd.",
        6: "million millionen mio. mio",
        9: "milliarde milliarden mrd. mrd",
        12: "billion billionen bio.",
    },
    "sv": {
        3: "tusen",
        6: "miljon miljoner milj. milj mn",
        9: "miljard miljarder mdr mdr. md",
        12: "biljon biljoner",
    },
    "pt": {
        3: "mil",
        6: "milhão milhões mi",
        9: "bilhão bilhões mil_milhões bi",
        12: "trilhão trilhões bilião biliões",
    },
    "fr": {
        3: "mille",
        6: "million millions",
        9: "milliard milliards md mds",
        12: "billion billions mille_milliards",
    },
    "es": {3: "mil", 6: "millón millones", 9: "mil_millones millardo millardos", 12: "billón billones"},
    "it": {
        3: "mila mille",
        6: "milione milioni mln",
        9: "miliardo miliardi mld",
        12: "bilione bilioni mille_miliardi",
    },
    "nl": {3: "duizend", 6: "miljoen mln", 9: "miljard mld", 12: "biljoen"},
    "pl": {
        3: "tysięcy tysiące tysiąc tys.",
        6: "milion miliony milionów mln",
        9: "miliard miliardy miliardów mld",
        12: "bilion biliony bilionów",
    },
    "da": {
        3: "tusind tusinde",
        6: "million millioner mio.",
        9: "milliard milliarder mia.",
        12: "billion billioner",
    },
    "nb": {3: "tusen", 6: "million millioner mill.", 9: "milliard milliarder mrd.", 12: "billion billioner"},
}

# What is counted, by a canonical name; forms of all languages together, since they do not contradict one another.
_UNITS: dict[str, str] = {
    "EUR": "€ eur euro euros",
    "USD": "$ us$ usd dollar dollars dólar dólares us-dollar us-dollars dollari dolar dolarów",
    "GBP": "£ gbp pound pounds pfund pund libra libras sterling",
    "SEK": "kr sek krona kronor kronen kronas coroa coroas krone kroner corona coronas couronnes",
    "BRL": "r$ brl reais",
    "JPY": "¥ jpy yen iene ienes",
    "CNY": "cny yuan rmb renminbi",
    "CHF": "chf franc francs franken",
    "%": "% percent per_cent prozent procent por_cento pour_cent por_ciento per_cento procento prosent",
    "pp": "percentage_points percentage_point prozentpunkte prozentpunkten prozentpunkt procentenheter procentenhet "
    "pontos_percentuais ponto_percentual points_de_pourcentage puntos_porcentuales punti_percentuali procentpoint",
    "kg": "kg kilo kilos kilogram kilograms kilogramm quilo quilos quilograma quilogramas kilogrammes",
    "g": "g gram grams gramm grama gramas",
    "t": "t ton tons tonne tonnes tonnen tonelada toneladas tonnellate",
    "km": "km kilometre kilometres kilometer kilometers kilometern quilômetro quilômetros quilómetro quilómetros kilómetros",
    "m": "m metre metres meter meters metern metro metros mètre mètres metri",
    "cm": "cm centimetre centimetres centimeter centimeters zentimeter centímetro centímetros",
    "mm": "mm millimetre millimetres millimeter milímetro milímetros",
    "h": "h hour hours stunde stunden timme timmar hora horas heure heures ore uur",
    "min": "minute minutes minuten minut minuter minuto minutos",
    "d": "day days tag tage tagen dag dagar dia dias jour jours giorni dagen",
    "week": "week weeks woche wochen vecka veckor semana semanas semaine semaines weken",
    "month": "month months monat monate monaten månad månader mês meses mois mesi maanden",
    "a": "year years jahr jahre jahren år ano anos ans año años anni jaar",
    "W": "w watt watts", "kW": "kw kilowatt kilowatts", "MW": "mw megawatt megawatts", "GW": "gw gigawatt gigawatts",
    "kWh": "kwh kilowatt_hours kilowattstunden kilowattimmar quilowatts-hora kilowatt-hours quilowatt-hora",
    "MWh": "mwh megawatt_hours megawattstunden megawattimmar megawatt-hours megawatts-hora",
    "GWh": "gwh gigawatt_hours gigawattstunden gigawattimmar gigawatt-hours gigawatts-hora",
    "TWh": "twh terawatt_hours terawattstunden terawattimmar terawatt-hours terawatts-hora",
    "°C": "°c celsius", "°F": "°f fahrenheit", "l": "l litre litres liter liters litern litro litros litri",
    "ha": "ha hectare hectares hektar hectar hectares hectáreas", "m²": "m² m2 square_metres square_meters metros_quadrados mètres_carrés metros_cuadrados metri_quadrati vierkante_meter quadratmeter kvadratmeter",
    "m³": "m³ m3 cubic_metres cubic_meters metros_cúbicos mètres_cubes metri_cubi kubieke_meter kubikmeter", "km/h": "km/h kph", "bar": "bar bars", "V": "volt volts", "A": "ampere amperes",
    "Hz": "hz hertz", "kHz": "khz", "MHz": "mhz", "GHz": "ghz", "GB": "gb gigabyte gigabytes", "TB": "tb terabyte terabytes",
    "MB": "mb megabyte megabytes", "m³/h": "m³/h m3/h", "l/s": "l/s", "‰": "‰", "dB": "db decibel decibels",
}  # fmt: skip

# Signs that stand before a number.
PREFIXES = ("US$", "R$", "€", "$", "£", "¥", "EUR", "USD", "GBP", "SEK", "CHF", "kr")
SYMBOLS = frozenset({"%", "‰", "°C", "°F", "€", "$", "£", "¥"})


@cache
def magnitudes(lang: str) -> dict[str, int]:
    """Word, casefolded -> power of ten. Languages without a table share the English one: symbols travel."""
    table = MAGNITUDES.get(lang, MAGNITUDES["en"])
    return {word.replace("_", " "): power for power, words in table.items() for word in words.split()}


@cache
def units() -> dict[str, str]:
    """Word or sign, casefolded -> canonical unit."""
    return {word.replace("_", " "): unit for unit, words in _UNITS.items() for word in words.split()}


@cache
def units_pattern() -> str:
    """A regular expression for any unit word, longest first."""
    return _alternatives(units())


@cache
def magnitudes_pattern(lang: str) -> str:
    """A regular expression for any magnitude word of a language, longest first."""
    return _alternatives(magnitudes(lang))


def _alternatives(words: dict[str, str] | dict[str, int]) -> str:

    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
