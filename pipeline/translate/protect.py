"""Which parts of a sentence a model must not touch, and what they become in the target language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from pipeline.glossary import Glossary
from pipeline.translate import dates, figures, names, numbers, spelling
from pipeline.translate.casing import Casebook
from pipeline.translate.edges import EMOJI
from pipeline.translate.masks import Item, Style
from pipeline.translate.names import Name

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”„«»]*[^\s<>\"“”„«».,;:!?'’)\]]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@-])(?:[a-z0-9][\w-]*\.)+(?:com|org|net|de|se|eu|io|ai|dev|info|gov|edu|pt|br|at|ch|fr|uk|html?|pdf)(?:/[\w./?=&%#-]*[\w/])?(?!\w)"
)
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]*\w|(?<![\w#])#[^\W_]\w+")
_EMOJI_RUN = re.compile(rf"{EMOJI}+")
_MARKED_NUMBER = re.compile(r"^−|\d\D+\d")


class Firmness(IntEnum):
    """How much is taken out of the model's hands."""

    BARE = 0  # nothing
    GENTLE = 1  # what models are known to spoil; amounts and dates are put into plain words
    FIRM = 2  # every figure, date, name and code


@dataclass(frozen=True)
class Job:
    """From which language to which, and what is known: the glossary, how the article writes its words, its headings.

    `ordinary` are capitalised words that turned out to be none of a name's own, being translated like any other.
    """

    source: str
    target: str
    glossary: Glossary = field(default_factory=Glossary)
    book: Casebook = field(default_factory=lambda: Casebook({}))
    headings: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()


def addresses(text: str) -> list[str]:
    """URLs, e-mail addresses, handles and hashtags, as written."""
    return [match.group() for pattern in (_ADDRESS, _HANDLE) for match in pattern.finditer(text)]


def kept_names(text: str, job: Job) -> list[Name]:
    """The names of `text` that a translation must keep."""
    found = names.names(text, job.source, job.book, heading=text in job.headings)
    return [name for name in found if name.text not in job.ordinary]


def prose(text: str) -> str:
    """`text` with addresses overwritten by spaces."""
    for address in addresses(text):
        text = text.replace(address, " " * len(address))
    return text


def emoji(text: str) -> list[str]:
    """Runs of emoji, as written."""
    return _EMOJI_RUN.findall(text)


def items(text: str, job: Job, firmness: Firmness) -> list[Item]:
    """What to mask or rewrite in `text`, in order, without overlaps: earlier rules win over later ones."""
    taken: list[Item] = []
    for rule in _RULES[firmness]:
        for item in rule(text, job):
            if not any(item.start < other.end and other.start < item.end for other in taken):
                taken.append(item)
    return sorted(taken, key=lambda item: item.start)


def _verbatim(text: str, job: Job) -> Iterator[Item]:  # noqa: ARG001  every rule has the same shape
    for pattern in (_ADDRESS, _HANDLE, _EMOJI_RUN):
        for match in pattern.finditer(text):
            yield Item(match.start(), match.end(), match.group(), Style.NAME)


def _terms(text: str, job: Job) -> Iterator[Item]:
    for found in job.glossary.find(text, job.source, job.target):
        yield Item(found.start, found.end, found.output, Style.NAME)


def _special_codes(text: str, job: Job) -> Iterator[Item]:
    """Codes with signs that models flatten: CO₂, m²."""
    for start, end in figures.codes(text, job.source):
        if not text[start:end].isascii():
            yield Item(start, end, text[start:end], Style.NAME)


def _codes(text: str, job: Job) -> Iterator[Item]:
    for start, end in figures.codes(text, job.source):
        yield Item(start, end, text[start:end], Style.NAME)


def _worded_amounts(text: str, job: Job) -> Iterator[Item]:
    """ "$188bn" as "188 billion dollars"; a number with marks goes as a mask, the words around it as words."""
    for figure in figures.figures(text, job.source):
        whole = text[figure.start : figure.end]
        spelled = spelling.currency_words(figure, job.source) if _has_signs(figure, whole) else ""
        if spelled:
            yield Item(figure.start, figure.end, "", Style.PLAIN, f"{figure.digits} {spelled}")
        elif _is_technical(figure):
            output = spelling.write(figure, job.source, job.target) or whole
            yield Item(figure.start, figure.end, output, Style.FIGURE)


def _has_signs(figure: figures.Figure, whole: str) -> bool:
    short = bool(figure.magnitude) and (len(figure.magnitude) <= 3 or figure.magnitude.endswith("."))
    currency = (
        not figure.unit_text.isalpha() or figure.unit_text.isupper() or whole.startswith(figure.unit_text)
    )
    return (bool(figure.unit) and figure.unit not in ("%", "°C") and currency) or short


def _is_technical(figure: figures.Figure) -> bool:
    """A unit written with signs that models flatten: m³/h, °C."""
    return bool(figure.unit_text) and not figure.unit_text.isascii() and not figure.unit_text.isalpha()


def marked_numbers(text: str, job: Job) -> Iterator[Item]:
    """Numbers with decimals or grouped thousands, in the target's notation."""
    for figure in figures.figures(text, job.source):
        if _MARKED_NUMBER.search(figure.digits):
            yield _number(text, figure, job)


def _number(text: str, figure: figures.Figure, job: Job) -> Item:
    """The bare number of a figure, in the target's notation; the words around it stay with the model."""
    bare = figure.digits.removeprefix(numbers.MINUS)
    end = text.index(bare, figure.start) + len(bare)
    start = end - len(bare) - (end - len(bare) > figure.start and figure.digits != bare)
    return Item(start, end, numbers.localise(figure.digits, job.source, job.target), Style.FIGURE)


def _plain_times(text: str, job: Job) -> Iterator[Item]:
    """Numeric dates as words, and hours of the afternoon on the 24-hour clock."""
    for day in dates.days(text, job.source):
        if day.numeric and day.year and day.day:
            yield Item(day.start, day.end, "", Style.PLAIN, dates.write_day(day, job.source))
    for clock in dates.clocks(text):
        if re.search(r"m\.?$", text[clock.start : clock.end].lower()):
            yield Item(clock.start, clock.end, "", Style.PLAIN, dates.write_clock(clock, "en"))


def _fixed_times(text: str, job: Job) -> Iterator[Item]:
    for day in dates.days(text, job.source):
        if day.year and day.day:
            yield Item(day.start, day.end, dates.write_day(day, job.target), Style.FIGURE)
    for clock in dates.clocks(text):
        yield Item(clock.start, clock.end, dates.write_clock(clock, job.target), Style.FIGURE)


def _folded_names(text: str, job: Job) -> Iterator[Item]:
    """Names with letters foreign to the source go in plain letters, which models copy, and come back as they were."""
    for name in kept_names(text, job):
        folded = names.fold(name.text)
        if not name.text.isascii() and name.fixed and folded.isascii() and folded not in text:
            yield Item(name.start, name.end, name.text, Style.NAME, folded)


def _fixed_names(text: str, job: Job) -> Iterator[Item]:
    """Names, those of one person or firm together ("Anna Lindqvist")."""
    start = end = 0
    for name in kept_names(text, job):
        if end and text[end : name.start] != " ":
            yield Item(start, end, text[start:end], Style.NAME)
        start = start if end and text[end : name.start] == " " else name.start
        end = name.end
    if end:
        yield Item(start, end, text[start:end], Style.NAME)


def _fixed_figures(text: str, job: Job) -> Iterator[Item]:
    for figure in figures.figures(text, job.source):
        written = spelling.write(figure, job.source, job.target)
        if written is not None:
            yield Item(figure.start, figure.end, written, Style.FIGURE)
        else:
            yield _number(text, figure, job)


Rule = Callable[[str, Job], Iterator[Item]]

_RULES: dict[Firmness, tuple[Rule, ...]] = {
    Firmness.BARE: (),
    Firmness.GENTLE: (
        _verbatim, _terms, _plain_times, _special_codes, _worded_amounts, marked_numbers, _folded_names,
    ),
    Firmness.FIRM: (_verbatim, _terms, _fixed_times, _codes, _fixed_figures, _fixed_names),
}  # fmt: skip
