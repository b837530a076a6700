"""Figures, units, dates and codes compared between a sentence and its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from pipeline.translate import dates, figures, measures
from pipeline.translate.figures import Figure
from pipeline.translate.protect import Job, prose

_NUM2WORDS = {"nb": "no", "cs": "cz"}  # num2words' own codes
_WORDED_UP_TO = 1000
_ROMAN_UP_TO = 30


def changed_figures(source: str, target: str, job: Job) -> Iterator[tuple[str, str]]:
    """(figure lost, figure that came instead), "" where there is none of one kind.

    A number may turn into its word and back ("3" and "three", "19th" and "XIX"); a year may leave a date.
    """
    before, after = _stated(source, job.source), _stated(target, job.target)
    lost = [v for v in (before - after).elements() if not _said(v, target, job.target)]
    come = [v for v in (after - before).elements() if not _said(v, source, job.source)]
    for index in range(max(len(lost), len(come))):
        yield (
            _shown(lost[index]) if index < len(lost) else "",
            _shown(come[index]) if index < len(come) else "",
        )


def _stated(text: str, lang: str) -> Counter[Decimal]:
    return Counter(figure.value for figure in figures.figures(prose(text), lang))


def _shown(value: Decimal) -> str:
    return f"{value:f}"


def _said(value: Decimal, text: str, lang: str) -> bool:
    """Whether `text` says the number in words, in Roman numerals, or inside a code ("Q1" for the 1st quarter)."""
    if value != value.to_integral_value() or not 0 <= value <= _WORDED_UP_TO:
        return False
    number, lowered = int(value), text.casefold()
    if 0 < number <= _ROMAN_UP_TO and re.search(rf"\b{_roman(number)}\b", text):
        return True
    codes = (text[start:end] for start, end in figures.codes(text, lang))
    return any(re.search(rf"(?<!\d){number}(?!\d)", code) for code in codes) or any(
        re.search(rf"(?<!\w){re.escape(word)}", lowered) for word in _words(number, lang)
    )


@lru_cache(maxsize=4096)
def _words(number: int, lang: str) -> tuple[str, ...]:
    from num2words import num2words

    said = []
    for to in ("cardinal", "ordinal"):
        try:
            said.append(str(num2words(number, lang=_NUM2WORDS.get(lang, lang), to=to)).casefold())
        except (NotImplementedError, IndexError, KeyError):
            continue
    # Gender and ending vary: "um/uma", "erste/ersten"; the stem is enough from four letters on.
    stems = [word[:-1] if len(word) > 3 else word for word in said if word and not word[:1].isdigit()]
    return (*stems, *_MORE_WORDS.get(lang, {}).get(number, ()))


def _num2words(number: int, lang: str, to: str) -> str:
    """The number in words, "" where num2words does not speak the language."""
    from num2words import num2words

    try:
        return str(num2words(number, lang=_NUM2WORDS.get(lang, lang), to=to)).casefold()
    except (NotImplementedError, IndexError, KeyError):
        return ""


# Words for small numbers that num2words does not give.
_MORE_WORDS: dict[str, dict[int, tuple[str, ...]]] = {
    "en": {1: ("a ", "once", "single"), 2: ("both", "twice", "double", "half", "couple"), 12: ("dozen",)},
    "de": {1: ("ein",), 2: ("beide", "doppel", "zwei"), 12: ("dutzend",)},
    "sv": {1: ("en ", "ett "), 2: ("båda", "dubbel", "andra"), 12: ("dussin",)},
    "pt": {1: ("um", "primeir"), 2: ("dois", "duas", "ambos", "ambas", "dobro"), 12: ("dúzia",)},
}


_COUNTED = range(2, 21)
_PAIR = 2  # "two" is "both", "a pair", "double", "second": it may leave without a trace
_HALF_HOURS = re.compile(r"\bhal[vb]\s\w+|\bhalf past \w+|\w+ e meia")  # "halv tio" is half past nine


def changed_number_words(source: str, target: str, job: Job) -> Iterator[str]:
    """Numbers in words ("three") that are gone, and what stands there instead ("quatro"), if anything."""
    before, after = _counted(source, job.source), _counted(target, job.target)
    lost = [
        n
        for n in before - after
        if not _said(Decimal(n), target, job.target) and not _in_digits(n, target, job.target)
    ]
    come = [
        n
        for n in after - before
        if not _said(Decimal(n), source, job.source) and not _in_digits(n, source, job.source)
    ]
    for number, other in zip_longest(sorted(lost), sorted(come)):
        if number is not None and (other is not None or number > _PAIR):
            yield f"{number} became {other or '–'}"


def _counted(text: str, lang: str) -> set[int]:
    words = set(re.findall(r"\w+", _HALF_HOURS.sub(" ", text.casefold())))
    return {number for number in _COUNTED if words & set(_cardinals(number, lang))}


@lru_cache(maxsize=1024)
def _cardinals(number: int, lang: str) -> tuple[str, ...]:
    whole = {"pt": {2: ("duas",)}}.get(lang, {}).get(number, ())
    said = _num2words(number, lang, "cardinal")
    return (said, *whole) if said else whole


def _in_digits(number: int, text: str, lang: str) -> bool:
    return Decimal(number) in _stated(text, lang)


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


def changed_units(source: str, target: str, job: Job) -> Iterator[tuple[str, str, str]]:
    """(value, unit before, unit after) for figures that kept their value and lost their meaning."""
    before = _units(figures.figures(source, job.source))
    after = _units(figures.figures(target, job.target))
    for value in before.keys() & after.keys():
        lost, come = before[value] - after[value], after[value] - before[value]
        if lost and come:
            yield _shown(value), "/".join(lost), "/".join(come)


_CURRENCIES = frozenset({"EUR", "USD", "GBP", "SEK", "JPY", "CNY", "CHF", "BRL"})
_OTHER_MEANINGS = frozenset(
    {"coroa", "coroas", "corona", "coronas", "libra", "libras", "pound", "pounds", "pund", "kr"}
)


def invented_currencies(source: str, target: str, lang: str) -> set[str]:
    """Currencies that the translation speaks of and the source does not ("four cents" as "quatro centavos de dólar")."""
    return (
        _currencies(target) - _currencies(source) - {figure.unit for figure in figures.figures(source, lang)}
    )


def _currencies(text: str) -> set[str]:
    words = re.findall(r"US\$|R\$|[€$£¥]|[^\W\d_]+(?:-Dollar)?", text)
    named = (
        measures.units().get(word, "") for word in map(str.casefold, words) if word not in _OTHER_MEANINGS
    )
    return {unit for unit in named if unit in _CURRENCIES}


# How a sign in a unit is said in words, by stems across languages.
_SIGN_STEMS = {
    "³": ("cub", "kub", "cúb"),
    "²": ("quad", "kvad", "squar", "carr", "cuad"),
    "°": ("grad", "grau", "degr"),
}


def lost_unit_signs(source: str, target: str, job: Job) -> Iterator[str]:
    """Units with signs (m³/h, °C) of which the translation has neither the sign nor its word."""
    for figure in figures.figures(source, job.source):
        for sign, stems in _SIGN_STEMS.items():
            if (
                sign in figure.unit
                and sign not in target
                and not any(stem in target.casefold() for stem in stems)
            ):
                yield f"{figure.digits} {figure.unit}"


def _units(found: list[Figure]) -> dict[Decimal, Counter[str]]:
    units: dict[Decimal, Counter[str]] = {}
    for figure in found:
        if figure.unit:
            units.setdefault(figure.value, Counter())[figure.unit] += 1
    return units


def changed_dates(source: str, target: str, job: Job) -> Iterator[str]:
    """Dates and times of day of the source that the translation does not state."""
    before = Counter((day.year, day.month, day.day) for day in dates.days(source, job.source))
    after = Counter((day.year, day.month, day.day) for day in dates.days(target, job.target))
    for year, month, day in (before - after).elements():
        yield "-".join(f"{part:02d}" for part in (year, month, day) if part)
    hours = Counter(clock.minutes for clock in dates.clocks(source))
    for minutes in (hours - Counter(clock.minutes for clock in dates.clocks(target))).elements():
        if not _hour_said(minutes, target, job.target):
            yield f"{minutes // 60}:{minutes % 60:02d}"


def _hour_said(minutes: int, target: str, lang: str) -> bool:
    """A full hour may be a plain number ("às 18", "at 6")."""
    hours = {Decimal(minutes // 60), Decimal(minutes // 60 % 12 or 12)}
    return minutes % 60 == 0 and any(figure.value in hours for figure in figures.figures(target, lang))


def lost_codes(source: str, target: str, job: Job) -> list[str]:
    """Codes of the source that the target lacks; "Q1" may become "1st quarter", so a code may leave as a figure."""
    flat = re.sub(r"[\s-]", "", target.casefold())
    return [
        code
        for start, end in figures.codes(source, job.source)
        if re.sub(r"[\s-]", "", (code := source[start:end]).casefold()) not in flat
        and not _as_figure(code, target, job)
    ]


def _as_figure(code: str, target: str, job: Job) -> bool:
    quarter = re.fullmatch(r"[A-Z](\d)", code)
    if quarter is None:
        return False
    number = Decimal(quarter.group(1))
    found = figures.figures(target, job.target)
    return any(figure.value == number for figure in found) or _said(number, target, job.target)
