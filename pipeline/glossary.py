"""The publisher's glossary: terms that are kept, translated in one fixed way, or said in one fixed way.

A TSV file whose first line (notes opening with "#" aside) names the columns:

    term          the term as articles write it
    from          the language of the term; empty: it is the same in every language
    keep          "keep": the term stands as it is in every language
    de, sv, …     the term in that language
    say de, …     how it is said in that language; between slashes it is IPA

A term in lower case stands for every case; one with a capital letter is met only as written.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.languages import is_known

SAY = "say "
KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Term:
    """One line: `forms` are its translations and `sayings` its pronunciations, as (language, text)."""

    text: str
    lang: str = ""
    keep: bool = False
    forms: tuple[tuple[str, str], ...] = ()
    sayings: tuple[tuple[str, str], ...] = ()

    def form(self, lang: str) -> str:
        """The term as `lang` writes it, "" where the glossary does not say."""
        if self.keep or self.lang in ("", lang):
            return dict(self.forms).get(lang, self.text)
        return dict(self.forms).get(lang, "")


@dataclass(frozen=True, slots=True)
class Found:
    """A term met in a text: `text[start:end]` is to become `output`."""

    start: int
    end: int
    output: str


@dataclass(frozen=True)
class Glossary:
    """All terms; of two for the same term the later wins."""

    terms: tuple[Term, ...] = ()

    def __or__(self, other: Glossary) -> Glossary:
        merged = {(term.text, term.lang): term for term in self.terms + other.terms}
        return Glossary(tuple(merged.values()))

    def find(self, text: str, source: str, target: str) -> list[Found]:
        """Terms of `text` whose form in `target` is fixed, in order; of overlapping ones the longest."""
        pattern, outputs = self._pattern(source, target)
        if pattern is None:
            return []
        return [
            Found(match.start(), match.end(), _like(match.group(), *outputs[match.group().casefold()]))
            for match in pattern.finditer(text)
        ]

    def version(self, text: str, source: str, target: str) -> str:
        """Names what this glossary asks for in `text`: changes with those terms only, "" where there are none."""
        found = [(text[term.start : term.end], term.output) for term in self.find(text, source, target)]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16] if found else ""

    def sayings(self, lang: str) -> list[tuple[str, str]]:
        """(term as `lang` writes it, how it is said): what the lexicon of `lang` takes from the glossary."""
        said = [(term.form(lang) or term.text, dict(term.sayings).get(lang, "")) for term in self.terms]
        return [(word, saying) for word, saying in said if saying]

    @cached_property
    def _patterns(self) -> dict[tuple[str, str], tuple[re.Pattern[str] | None, dict[str, tuple[str, str]]]]:
        return {}

    def _pattern(self, source: str, target: str) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, str]]]:
        if (source, target) not in self._patterns:
            self._patterns[source, target] = _compile(self.terms, source, target)
        return self._patterns[source, target]


def _compile(
    terms: Iterable[Term], source: str, target: str
) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, str]]]:
    forms = {term.form(source): term.form(target) for term in terms}
    fixed = {word: output for word, output in forms.items() if word and output}
    if not fixed:
        return None, {}
    longest_first = sorted(fixed, key=len, reverse=True)
    alternatives = "|".join(f"(?i:{re.escape(w)})" if w.islower() else re.escape(w) for w in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), {w.casefold(): (w, o) for w, o in fixed.items()}


def _like(found: str, form: str, output: str) -> str:
    """A lower-case term that opens a sentence gives an output that can open one."""
    return output[:1].upper() + output[1:] if found[:1].isupper() and form.islower() else output


def load(path: Path) -> Glossary:
    """The glossary in a file. Raises ConfigError for a missing file, another encoding, or a line not understood."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise ConfigError(
            f"The glossary {path} cannot be read ({error.strerror}). Name an existing file."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"The glossary {path} is not UTF-8. Save it as UTF-8 text.") from error


def parse(text: str, name: str = "glossary") -> Glossary:
    """The glossary in `text`. Raises ConfigError, naming `name` and the line."""
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return Glossary()
    rows = csv.reader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = [field.strip() for field in next(rows)]
    _check_columns(columns, name)
    return Glossary(tuple(_terms(zip(lines[1:], rows, strict=True), columns, name)))


def _check_columns(columns: list[str], name: str) -> None:
    if "term" not in columns:
        raise ConfigError(f'{name}: the first line names the columns, and one must be "term". Add that line.')
    for column in columns:
        if column not in ("term", "from", KEEP) and not is_known(column.removeprefix(SAY)):
            raise ConfigError(f'{name}: "{column}" is no column. Use term, from, keep, de, say de and so on.')


def _terms(
    rows: Iterable[tuple[tuple[int, str], list[str]]], columns: list[str], name: str
) -> Iterator[Term]:
    for (number, _), row in rows:
        fields = {column: field.strip() for column, field in zip(columns, row, strict=False)}
        problem = _problem(fields, len(row) > len(columns))
        if problem:
            raise ConfigError(f"{name}, line {number}: {problem}. Mend that line.")
        yield Term(
            text=fields["term"],
            lang=fields.get("from", ""),
            keep=fields.get(KEEP, "") == KEEP,
            forms=tuple(
                (c, f) for c, f in fields.items() if f and c not in ("term", "from", KEEP) and is_plain(c)
            ),
            sayings=tuple((c.removeprefix(SAY), f) for c, f in fields.items() if f and not is_plain(c)),
        )


def is_plain(column: str) -> bool:
    """Whether a column holds text to be written, not a pronunciation."""
    return not column.startswith(SAY)


def _problem(fields: dict[str, str], too_long: bool) -> str:  # noqa: FBT001  internal, one caller
    if not fields.get("term"):
        return "it has no term"
    if too_long:
        return "it has more fields than there are columns"
    if fields.get(KEEP, "") not in ("", KEEP):
        return f'the column keep holds "{fields[KEEP]}", and may only hold "keep"'
    if fields.get("from") and not is_known(fields["from"]):
        return f'"{fields["from"]}" is not a language code known here'
    return ""
