"""The gate: whether a translated sentence still says what the source says, as far as a machine can tell.

Each check looks at one thing that models have been seen to spoil and yields the faults it finds. A fault that changes a
fact is hard: no sentence passes with one. A soft one only makes another attempt worth while.
Thresholds were set on tests/quality/integrity.tsv (good pairs and planted faults), whose floors are in floors.toml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.sentences import split
from pipeline.translate import facts, leftovers, names, protect, typography, wordlists
from pipeline.translate.edges import EMOJI
from pipeline.translate.protect import Job

_DOUBLED_UNIT = re.compile(r"\d\s*([^\W\d_]{1,20}|[%‰°€$£])\s+\1(?!\w)")


class FaultKind(StrEnum):
    """What is wrong with a translation."""

    EMPTY = "empty"
    FIGURE = "figure"
    UNIT = "unit"
    DATE = "date"
    PROTECTED = "protected"
    NAME = "name"
    REPETITION = "repetition"
    UNTRANSLATED = "untranslated"
    LENGTH = "length"
    UNFINISHED = "unfinished"
    INVENTED = "invented"
    GARBLED = "garbled"
    QUOTES = "quotes"
    NEGATION = "negation"


# Quotes are no fact, and languages negate in too many ways ("nothing but" is "only") for a machine to be sure.
_SOFT = frozenset({FaultKind.QUOTES, FaultKind.NEGATION})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `detail` is fit for a report: the figure, the name, the ratio."""

    kind: FaultKind
    detail: str = ""

    @property
    def hard(self) -> bool:
        return self.kind not in _SOFT

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}" if self.detail else str(self.kind)


@dataclass(frozen=True)
class Pairing:
    """A source sentence and what was made of it."""

    source: str
    target: str
    job: Job = field(default_factory=lambda: Job("en", "de"))


Check = Callable[[Pairing], Iterator[Fault]]


def check(pairing: Pairing) -> tuple[Fault, ...]:
    """Every fault of a translated sentence, in the order of the checks; () for a sound one."""
    if pairing.source.strip() and not pairing.target.strip():
        return (Fault(FaultKind.EMPTY),)
    return tuple(fault for rule in CHECKS for fault in rule(pairing))


def _figures(pair: Pairing) -> Iterator[Fault]:
    for missing, extra in facts.changed_figures(pair.source, pair.target, pair.job):
        yield Fault(FaultKind.FIGURE, f"{missing or '–'} became {extra or '–'}")
    for word in facts.changed_number_words(pair.source, pair.target, pair.job):
        yield Fault(FaultKind.FIGURE, word)


def _units(pair: Pairing) -> Iterator[Fault]:
    for value, before, after in facts.changed_units(pair.source, pair.target, pair.job):
        yield Fault(FaultKind.UNIT, f"{value} {before} became {after}")
    for currency in facts.invented_currencies(pair.source, pair.target, pair.job.source):
        yield Fault(FaultKind.UNIT, f"{currency} was not there")
    for sign in facts.lost_unit_signs(pair.source, pair.target, pair.job):
        yield Fault(FaultKind.UNIT, sign)


def _dates(pair: Pairing) -> Iterator[Fault]:
    for lost in facts.changed_dates(pair.source, pair.target, pair.job):
        yield Fault(FaultKind.DATE, lost)


def _protected(pair: Pairing) -> Iterator[Fault]:
    wanted = Counter([*protect.addresses(pair.source), *protect.emoji(pair.source)])
    found = pair.job.glossary.find(pair.source, pair.job.source, pair.job.target)
    wanted += Counter(term.output for term in found)
    flat = pair.target.casefold()
    for text, count in wanted.items():
        if flat.count(text.casefold()) < count:
            yield Fault(FaultKind.PROTECTED, text)
    for code in facts.lost_codes(pair.source, pair.target, pair.job):
        yield Fault(FaultKind.PROTECTED, code)


def _names(pair: Pairing) -> Iterator[Fault]:
    terms = pair.job.glossary.find(pair.source, pair.job.source, pair.job.target)
    found = [
        name
        for name in protect.kept_names(pair.source, pair.job)
        if not any(term.start <= name.start < term.end for term in terms)
    ]
    lost = names.lost(found, pair.target, pair.source) if _same_script(pair.job) else []
    garbled = names.garbled(pair.source, pair.target) if _same_script(pair.job) else []
    for name in dict.fromkeys([*lost, *garbled]):
        yield Fault(FaultKind.NAME, name)


# Languages that write names in letters of their own, so that none can be compared.
_OTHER_SCRIPTS = frozenset({"ar", "bg", "el", "he", "hi", "ja", "ko", "ru", "sr", "th", "uk", "zh"})


def _same_script(job: Job) -> bool:
    return not {job.source, job.target} & _OTHER_SCRIPTS


def _new_names(pair: Pairing) -> Iterator[Fault]:
    """Names that the source does not have, beyond those that may stand for its own."""
    if pair.source in pair.job.headings or pair.job.source == "de" or not _same_script(pair.job):
        return
    new = names.invented(names.names(pair.target, pair.job.target, heading=False), pair.source)
    capitals = len(re.findall(r"(?<!^)\b[A-ZÅÄÖÜÉ]", pair.source))
    if len(new) > capitals:
        yield Fault(FaultKind.INVENTED, " ".join(new))


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST_PHRASE = 6


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _repetition(pair: Pairing) -> Iterator[Fault]:
    """A phrase said twice on end where the source does not, or the same word three times."""
    phrase = _repeated(_words(pair.target))
    if phrase and not _repeated(_words(pair.source)):
        yield Fault(FaultKind.REPETITION, phrase)
    doubled = _DOUBLED_UNIT.search(
        pair.target
    )  # "63 km km": a mask that brought its unit to one already there
    if doubled and not _DOUBLED_UNIT.search(pair.source):
        yield Fault(FaultKind.REPETITION, doubled.group())
    stutter = re.search(r"([^\d\s.…])\1{4,}", pair.target)
    if stutter and stutter.group() not in pair.source:
        yield Fault(FaultKind.REPETITION, stutter.group())


def _repeated(words: list[str]) -> str:
    middle = len(words) // 2
    if middle > 1 and words[:middle] == words[middle:]:
        return " ".join(words[:middle])
    for size in range(1, _LONGEST_PHRASE + 1):
        times = 3 if size == 1 else 2
        for start in range(len(words) - size * times + 1):
            phrase = words[start : start + size]
            follows = (
                words[start + size * turn : start + size * (turn + 1)] == phrase for turn in range(1, times)
            )
            if all(follows) and not all(word.isdigit() for word in phrase):
                return " ".join(phrase)
    return ""


def _untranslated(pair: Pairing) -> Iterator[Fault]:
    left = leftovers.find(protect.prose(pair.source), protect.prose(pair.target), pair.job)
    if left:
        yield Fault(FaultKind.UNTRANSLATED, left)


# Shortest and longest translation, as shares of the source's length, by the source's length in characters: a short
# text may well double ("AI" becomes "inteligência artificial"), a long one never halves.
# Seen on 500 sound pairs between en, de, sv, pt: 0.84-1.83, 0.69-1.95, 0.64-1.56, 0.76-1.29.
_RATIOS = ((20, 0.4, 3.0), (45, 0.55, 2.2), (90, 0.6, 1.75), (10**9, 0.68, 1.55))
# How many characters a script needs for what Latin letters say with one.
_DENSITY = {"zh": 0.35, "ja": 0.5, "ko": 0.55, "th": 0.9, "he": 0.8, "ar": 0.85}


_CLAUSE = re.compile(r"[,;:]\s|\s[–—-]\s")
_CLAUSE_DROPPED = 0.72  # of the source's length, where the translation has fewer clauses as well


def _length(pair: Pairing) -> Iterator[Fault]:
    size = len(pair.source)
    low, high = next((low, high) for limit, low, high in _RATIOS if size < limit)
    ratio = len(pair.target) / size * _DENSITY.get(pair.job.source, 1.0) / _DENSITY.get(pair.job.target, 1.0)
    clauses = len(_CLAUSE.findall(pair.source)) - len(_CLAUSE.findall(pair.target))
    if not low <= ratio <= high or (clauses > 0 and ratio < _CLAUSE_DROPPED):
        yield Fault(FaultKind.LENGTH, f"{ratio:.2f} of the source")


_END = re.compile(r"[.!?…。！？।؟;:][\"'”’“»«)\]\s]*$")


def _unfinished(pair: Pairing) -> Iterator[Fault]:
    """The source ends with a mark, the translation in the middle of nowhere."""
    source, target = _core(pair.source), _core(pair.target)
    if _END.search(source) and not _END.search(target):
        yield Fault(FaultKind.UNFINISHED, target[-20:])


def _core(text: str) -> str:
    return re.sub(rf"(?:\s|{EMOJI}|#\w+|\[\d+\])+$", "", text)


def _invented(pair: Pairing) -> Iterator[Fault]:
    """More sentences than the source has, or a parenthesis of the model's own."""
    more = len(split(pair.target, pair.job.target)) - len(split(pair.source, pair.job.source))
    if more > 0 and len(pair.target) > len(pair.source):
        yield Fault(FaultKind.INVENTED, f"{more} more sentences")
    if pair.target.count("(") > pair.source.count("("):
        yield Fault(FaultKind.INVENTED, "(…)")


_GARBLED = re.compile(r"\ufffd|▁|<unk>|⁇|__|\"\"|“”|„“|”” |\b(?:X|Zq|ID)\d\b")


def _garbled(pair: Pairing) -> Iterator[Fault]:
    """Signs of a model that stumbled: replacement characters, empty quotes, masks, words with dots or hyphens inside."""
    match = _GARBLED.search(pair.target)
    if match and match.group() not in pair.source:
        yield Fault(FaultKind.GARBLED, match.group())
    if (
        pair.source.count("?")
        and not pair.target.rstrip('"”“»’)! ').endswith("?")
        and pair.source.endswith("?")
    ):
        yield Fault(FaultKind.GARBLED, "a question became a statement")


def _quotes(pair: Pairing) -> Iterator[Fault]:
    before, after = typography.quotes(pair.source), typography.quotes(pair.target)
    if before != after:
        yield Fault(FaultKind.QUOTES, f"{before} marks became {after}")


def _negation(pair: Pairing) -> Iterator[Fault]:
    """A "not" in the source and none in the translation."""
    denies = wordlists.NEGATIONS.get(pair.job.source, frozenset())
    denied = wordlists.NEGATIONS.get(pair.job.target)
    if denied is None or not denies & _spoken(pair.source):
        return
    if not (denied | wordlists.HALF_NEGATIONS[pair.job.target]) & _spoken(pair.target):
        yield Fault(FaultKind.NEGATION, "not")


def _spoken(text: str) -> set[str]:
    plain = re.sub(r"\bno\.\s?\d", " ", text.casefold().replace("’", "'").replace("n't", " n't "))
    return set(re.findall(r"n't\b|[^\W_]+", plain))


CHECKS: tuple[Check, ...] = (
    _figures, _units, _dates, _protected, _names, _new_names, _repetition, _untranslated, _length, _unfinished, _invented, _garbled, _quotes, _negation,
)  # fmt: skip
