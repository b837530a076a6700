"""Where sentences begin and end.

sentencex (Wikimedia, MIT, a Rust wheel, 300 languages) proposes; rules over a small table of abbreviations
(`abbreviations.py`) decide where it is known to be wrong, and everywhere in a language whose table is thorough.

Boundaries right on tests/quality/sentences_<lang>.tsv (tests/benchmarks/sentences.py), en de sv:
pysbd .84 .74 .60, sentencesplit .89 .77 .70, syntok .83 .79 .80, nupunkt .90 .73 .64, sentencex alone .84 .83 .63;
the floors of what is here are in tests/quality/floors.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sentencex  # type: ignore[import-untyped]  # it ships no stubs

from pipeline.abbreviations import Abbreviations, abbreviations

_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f]"
_CLOSERS = r"[\"'”’“»«›)\]]"
# A mark that may end a sentence, what closes over it (quotes, brackets, a reference, emoji), and the space after.
_PLACE = re.compile(
    rf"(?<![.!?…‽])(?P<mark>[.!?…‽]++)(?P<closers>{_CLOSERS}*(?:\[\d+\])*(?:\s?{_EMOJI})*)(?P<space>\s+)(?=\S)"
)
_EMOJI_PLACE = re.compile(rf"(?<=[^\W_])(?P<mark>)(?P<closers>(?:\s?{_EMOJI})+)(?P<space>\s+)(?=\S)")
_OPENERS = "\"'“”„‘’«»‹›([–—-•*¿¡ \u00a0"
_NEXT_WORD = re.compile(r"[^\s,;:!?]+")
_LIST_MARK = re.compile(r"(?:[a-z]|\d{1,2})\)\s")
_ROMAN = re.compile(r"[IVXLC]+")
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]|(?:von|van|de|af|da) [^\W\d_a-z]")
_QUOTED = re.compile(r"[“„”\"«»][^“„”\"«»]{1,240}[”“\"»«]")
_GOES_ON = re.compile(r",|\s+[^\W\d_A-ZÅÄÖÜÉ]")
_FULL_WIDTH = "。！？｡।॥؟۔។။"


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a sentence may end: the sentence so far, its last word, the mark, and what follows."""

    sentence: str
    word: str
    mark: str
    rest: str
    table: Abbreviations

    @property
    def next_word(self) -> str:
        match = _NEXT_WORD.match(self.rest.lstrip(_OPENERS))
        return match.group() if match else ""

    @property
    def starts(self) -> bool:
        """What follows is a word that often opens a sentence."""
        return self.next_word.rstrip(".").casefold() in self.table.starters

    @property
    def name(self) -> str:
        """The last word as the tables spell it: the part after a hyphen or an elided article, without quotes or brackets."""
        return re.split(r"-|^\w{1,2}['’]", self.word.strip(_OPENERS).casefold())[-1]


def _lower_case_goes_on(place: _Place) -> bool | None:
    """ "Why now?" she asked."""
    rest = place.rest.lstrip(_OPENERS)
    if _LIST_MARK.match(rest) or _CAMEL.match(rest):
        return None
    return False if rest[:1].islower() else None


def _strong_marks_end(place: _Place) -> bool | None:
    return True if not place.mark.startswith(".") or len(place.mark) > 1 else None


def _numbering_goes_on(place: _Place) -> bool | None:
    """ "1. Open the valve", "Step 1. Open the box", "Part IV. The Harbour"."""
    words = place.sentence.split()
    short = len(words) <= 2 and (len(words) == 1 or words[0][:1].isupper())
    numbered = place.word.isdigit() or _ROMAN.fullmatch(place.word)
    return False if short and numbered else None


def _ordinal_goes_on(place: _Place) -> bool | None:
    """ "am 3. Oktober", "5.–7. Mai", "im II. Quartal"."""
    number = re.split(r"[–/]", place.name)[-1]
    ordinal = (number.isdigit() and len(number) <= 2) or _ROMAN.fullmatch(place.word)
    return False if place.table.ordinals and ordinal and not place.starts else None


def _initial_goes_on(place: _Place) -> bool | None:
    """ "J. R. R. Wilson", "z. B. Kupfer"; but "Plan B. Nobody …"."""
    if len(place.name) != 1 or not place.name.isalpha():
        return None
    after_initial = bool(re.search(r"(?:^|\s)\w\.\s?\w$", place.sentence))
    return place.starts and not after_initial and place.word.strip(_OPENERS).isupper()


def _numbers(place: _Place) -> bool:
    """ "Nr. 5", "Kap. VII", "Hauptstr. 3"."""
    name, following = place.name, place.next_word.rstrip(".")
    if following[:1].isdigit():
        return name in place.table.number or name.endswith(("str", "straße"))
    return len(following) > 1 and bool(_ROMAN.fullmatch(following)) and name in place.table.number


# Behind "9:30 a.m.": the names in use in English.
_TIME_ZONES = frozenset(
    [
        "GMT",
        "UTC",
        "CET",
        "CEST",
        "EET",
        "BST",
        "IST",
        "JST",
        "ET",
        "EST",
        "EDT",
        "CT",
        "CST",
        "CDT",
        "MT",
        "PT",
        "PST",
        "PDT",
        "AEST",
    ]
)


def _abbreviation_goes_on(place: _Place) -> bool | None:
    name, table = place.name, place.table
    if name in table.capital and place.word.strip(_OPENERS)[:1].islower():
        return None
    if name in table.final:
        following = place.next_word.rstrip(".,;)")
        return following.casefold() not in table.open and following not in _TIME_ZONES
    if _numbers(place):
        return False
    if name in table.closing or (name in table.open and name in table.starters):
        return place.starts
    if name in table.open:
        return False
    dotted = re.fullmatch(r"(?:\w{1,3}\.)+\w{1,3}", name) and not re.search(r"\d", name)
    return place.starts if dotted else None


_RULES: tuple[Callable[[_Place], bool | None], ...] = (
    _lower_case_goes_on,
    _strong_marks_end,
    _numbering_goes_on,
    _abbreviation_goes_on,
    _ordinal_goes_on,
    _initial_goes_on,
)


def split(text: str, lang: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, without surrounding spaces, together covering all that is not space.

    `lang` is an ISO 639-1 code; any is accepted. A text without letters is one sentence; an empty one has none.
    """
    spans, start = [], 0
    for end, next_start in _ends(text, lang):
        spans.append((start, end))
        start = next_start
    spans.append((start, len(text)))
    trimmed = [_trim(text, begin, end) for begin, end in spans]
    return [(begin, end) for begin, end in trimmed if begin < end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _ends(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """(end of a sentence, start of the next), in order."""
    proposals: set[int] | None = None
    quotes = _running_quotes(text)
    table = abbreviations(lang)
    start = 0
    for match in _places(text):
        quote = bisect_left(quotes, (match.start(), 0)) - 1  # the last that opens before this place
        if quote >= 0 and match.start() < quotes[quote][1]:
            continue
        verdict = _verdict(text, start, match, table)
        if verdict is None:
            proposals = proposals if proposals is not None or table.thorough else _proposals(text, lang)
            verdict = proposals is None or match.end() in proposals
        if verdict:
            yield match.start("space") if match["space"] else match.end(), match.end()
            start = match.end()


def _places(text: str) -> list[re.Match[str]]:
    found = [*_PLACE.finditer(text), *_EMOJI_PLACE.finditer(text)]
    if any(mark in text for mark in _FULL_WIDTH):
        found += re.finditer(rf"(?P<mark>[{_FULL_WIDTH}])(?P<closers>[」』”）]*)(?P<space>\s*)(?=\S)", text)
    return sorted(found, key=lambda match: match.start())


def _running_quotes(text: str) -> list[tuple[int, int]]:
    """Quotations after which the sentence around them goes on: “We grew. We hired,” said Ms. Ek."""
    return [m.span() for m in _QUOTED.finditer(text) if m.group()[-2] == "," or _GOES_ON.match(text, m.end())]


def _proposals(text: str, lang: str) -> set[int]:
    return {boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(lang, text)}


def _verdict(text: str, start: int, match: re.Match[str], table: Abbreviations) -> bool | None:
    sentence = text[start : match.start()].lstrip()
    word = sentence.rsplit(None, 1)[-1] if sentence else ""
    place = _Place(sentence, word, match["mark"], text[match.end() : match.end() + 40], table)
    if not sentence:
        return False
    if not match["mark"]:  # an emoji in place of a full stop
        return place.next_word[:1].isupper() and (not table.ordinals or place.starts)
    return next((verdict for rule in _RULES if (verdict := rule(place)) is not None), None)
