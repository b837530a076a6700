"""The phrases that pages write around articles, per language, as data (`phrases/*.toml`), and how a line meets them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "phrases"
LANGUAGES = ("en", "de", "sv")
CLASSES = (
    *(
        "related",
        "share",
        "newsletter",
        "comments",
        "author",
        "tags",
        "advert",
        "navigation",
        "legal",
        "contact",
    ),
    "paywall",
)

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_COUNT = re.compile(r"\W*\d+$")  # "Comments (4)"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BODY = re.compile(r"body|article-|entry", re.IGNORECASE)  # what is also called the body is no furniture
_WORDS = re.compile(r"[a-zäöåü]+")
_CAMEL = re.compile(r"([a-z])([A-Z])")
_SPACES = re.compile(r"\s+")
# A phrase opens a line only when the line is about as short as such lines are; prose may begin the same way.
_OPENING_LENGTH = 140
_CREDIT_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Cues:
    """The phrases of one page's language, with English ones beside them (many sites mix)."""

    whole: dict[str, frozenset[str]]
    opening: dict[str, tuple[str, ...]]
    contained: dict[str, tuple[str, ...]]
    months: dict[str, int]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]

    def says(self, text: str) -> str:
        """The class whose phrase is all that `text` says, "" when there is none."""
        line = _COUNT.sub("", folded(text))
        return next((name for name in CLASSES if line in self.whole[name]), "")

    def opens(self, text: str) -> str:
        """The class whose phrase `text`, a short line, begins with or contains; "" when there is none."""
        if len(text) > _OPENING_LENGTH:
            return ""
        line = _SPACES.sub(" ", text.lower()).lstrip(" \t»›>→▶•|-–—#*[(„\"'")
        return next(
            (
                name
                for name in CLASSES
                if line.startswith(self.opening[name]) or any(p in line for p in self.contained[name])
            ),
            "",
        )

    def is_credit(self, text: str) -> bool:
        """Whether a line names the maker of a picture: "… – Bild: X", "(Foto: X)", "Photo by X", "© X"."""
        return len(text) <= _CREDIT_LENGTH and bool(self.credit.search(text))


def folded(text: str) -> str:
    """A line for comparing: lower case, single spaces, no punctuation or emoji at its edges."""
    return _EDGES.sub("", _SPACES.sub(" ", text.lower()))


@cache
def cues(lang: str) -> Cues:
    """The cues for a page in `lang`: its own where there are any, else all of them; English always."""
    names = dict.fromkeys((lang, "en")) if lang in LANGUAGES else LANGUAGES
    tables = [_load(name) for name in names]
    words = {
        key: _merge(table[key] for table in tables) for key in ("published", "updated", "byline", "credit")
    }
    return Cues(
        whole={c: frozenset(_merge(t[c].get("whole", ()) for t in tables)) for c in CLASSES},
        opening={c: tuple(_merge(t[c].get("opening", ()) for t in tables)) for c in CLASSES},
        contained={c: tuple(_merge(t[c].get("contained", ()) for t in tables)) for c in CLASSES},
        months=_months([_load(name) for name in LANGUAGES]),
        published=_label(words["published"]),
        updated=_label(words["updated"]),
        byline=_label(words["byline"]),
        credit=_credit(words["credit"], _load("en")["agencies"]),
    )


def furniture(element: Any) -> str:
    """The word in an element's class or id by which its author calls it furniture; "" when there is none."""
    attributes = element.attrib
    label = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if _BODY.search(label) or element.tag in _HEADINGS:
        return ""
    words = _WORDS.findall(_CAMEL.sub(r"\1 \2", label).lower())
    return next((word for word in words if word in _furniture()), "")


@cache
def _furniture() -> frozenset[str]:
    return frozenset(_load("names")["furniture"])


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _merge(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(word for words in lists for word in words))


def _months(tables: list[dict[str, Any]]) -> dict[str, int]:
    """Month names and their three-letter forms to numbers, of every language: a date is a date on any page."""
    months: dict[str, int] = {}
    for table in tables:
        for number, name in enumerate(table["months"], start=1):
            months[name] = number
            months.setdefault(name[:3], number)
    return months


def _label(words: list[str]) -> re.Pattern[str]:
    """A label before a date or a name: at the start of its line, or after a sign or a number ("… 2025 / Updated on: …")."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?:^\W*|(?<=[^\w\s])\s?|(?<=\d)\s)(?:{'|'.join(map(re.escape, longest_first))})\s*(?::\s*|\s)",
        re.IGNORECASE,
    )


def _credit(words: list[str], agencies: list[str]) -> re.Pattern[str]:
    """Lines that name a picture's maker: after a label, after a copyright sign, or by the agency's name in brackets."""
    label = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    agency = "|".join(map(re.escape, sorted(agencies, key=len, reverse=True)))
    return re.compile(
        rf"(?:^|[–—|(\[/.•]\s*)(?:{label})\s*(?:[:©/]|\([cC]\)).{{0,120}}$"
        rf"|^\W*(?:©|\([cC]\))\s*\S.{{0,90}}$"
        rf"|[(\[|–/]\s?(?:[^()]{{0,60}}\W)?(?:{agency})(?:\W[^()]{{0,30}})?[)\]]?\.?$"
        rf"|^(?:[^.]{{0,40}}\W)?(?:{agency})$",
        re.IGNORECASE,
    )
