"""Units of measurement of a language, made from its base units and the SI prefixes (SI brochure, 9th edition)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Noun(msgspec.Struct, frozen=True, array_like=True):
    """A countable word. `gender`: m, f, n in German; c (common), n in Swedish; "" where it does not matter."""

    one: str
    many: str
    gender: str = ""


# Symbols in use; a symbol is a prefix or none, and a base.
_SYMBOLS = """
km cm mm µm μm nm dm m  kg mg µg μg g  kt Mt Gt t  ml cl dl hl l L  ms µs ns s  kW MW GW TW mW W  kWh MWh GWh TWh Wh
kWp MWp GWp  kV MV mV V  mA kA A  mAh Ah  kVA MVA VA  kHz MHz GHz THz Hz  kB KB MB GB TB PB  kbit Mbit Gbit Tbit bit
kb Mb Gb Tb  kJ MJ GJ  hPa kPa MPa GPa Pa  mbar bar  kN MN  kcal cal  kΩ MΩ Ω  km² m² cm² mm² km³ m³ cm³ mm³
"""
_PREFIXES = {
    "k": "kilo",
    "K": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
    "h": "hecto",
    "d": "deci",
}
_PREFIXES |= {"c": "centi", "m": "milli", "µ": "micro", "μ": "micro", "n": "nano"}
_POWERS = {"²": "2", "³": "3"}


def units(
    bases: Mapping[str, Noun], prefixes: Mapping[str, str], *, capital: bool = False
) -> dict[str, Noun]:
    """Every symbol in use and its noun. `prefixes` are the language's own where they differ ("micro" -> "mikro");
    `capital` where nouns have a capital letter: "Kilometer". "m2" is taken for "m²".
    """
    found = {}
    longest_first = sorted(bases, key=len, reverse=True)
    for symbol in _SYMBOLS.split():
        base = next((b for b in longest_first if symbol.endswith(b)), "")
        if base:
            prefix = _PREFIXES.get(symbol[: -len(base)], "")
            found[symbol] = _prefixed(bases[base], prefixes.get(prefix, prefix), capital=capital)
            if symbol[-1] in _POWERS:
                found[symbol[:-1] + _POWERS[symbol[-1]]] = found[symbol]
    return found


def _prefixed(noun: Noun, prefix: str, *, capital: bool) -> Noun:
    """ "square metre" takes its prefix before the last word, "Quadratmeter" before its root."""
    if not prefix:
        return noun
    one, many = (_join(word, prefix, capital=capital) for word in (noun.one, noun.many))
    return Noun(one, many, noun.gender)


def _join(word: str, prefix: str, *, capital: bool) -> str:
    for root in ("Quadrat", "Kubik", "kvadrat", "kubik", "square ", "cubic "):
        if word.startswith(root):
            return root + prefix + word.removeprefix(root)
    return f"{prefix.capitalize()}{word.lower()}" if capital else prefix + word
