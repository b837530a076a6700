"""The pronunciation lexicon: words said otherwise than they are written.

`lexicon.<lang>.tsv` holds one entry a line: word, respelling, IPA; the last may be absent, or the respelling may be
empty where there is IPA. Lines opening with "#" and empty lines are notes. A word in lower case stands for every
case; one with a capital letter is met only as written ("Polish" is not "polish"). A genitive ending may follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

from pipeline.errors import ConfigError

_TOKEN = regex.compile(r"\w+")
_GENITIVE = regex.compile(r"(?:['’:]?(s))?(?!\w|[.@]\w)")
# Inside an address a word is a part of it: "xpert.digital" is read as an address, unless the whole of it is an entry.
_INSIDE = regex.compile(r"\w[.@]?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """How `word` is said: `respelling` in the spelling of the language, `ipa` for engines that take phonemes."""

    word: str
    respelling: str = ""
    ipa: str = ""


@dataclass(frozen=True)
class Lexicon:
    """The entries of one language; of two for the same word the later wins."""

    entries: tuple[Entry, ...] = ()

    def __or__(self, other: Lexicon) -> Lexicon:
        return Lexicon(self.entries + other.entries)

    @cached_property
    def _by_first_token(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by their first token in lower case, the longest word first."""
        table: dict[str, dict[str, Entry]] = {}
        for entry in self.entries:
            first = _TOKEN.search(entry.word)
            if first:
                table.setdefault(first.group().lower(), {})[entry.word] = entry
        return {
            token: tuple(sorted(found.values(), key=lambda entry: -len(entry.word)))
            for token, found in table.items()
        }

    def replace(self, text: str, say: Callable[[Entry], str]) -> str:
        """`text` with every word of the lexicon replaced by what `say` makes of its entry."""
        parts: list[str] = []
        done = 0
        for start, end, entry, ending in self._matches(text):
            if start >= done:
                parts += [text[done:start], say(entry), ending]
                done = end
        return "".join([*parts, text[done:]])

    def _candidates(self, token: str) -> tuple[Entry, ...]:
        """The entries that open with a token, or with it less its genitive ending."""
        table = self._by_first_token
        return table.get(token, ()) + (table.get(token[:-1], ()) if token.endswith("s") else ())

    def _matches(self, text: str) -> Iterator[tuple[int, int, Entry, str]]:
        if not self.entries:
            return
        for token in _TOKEN.finditer(text):
            for entry in self._candidates(token.group().lower()):
                start = token.start() - _TOKEN.search(entry.word).start()  # type: ignore[union-attr]  # indexed by it
                end = start + len(entry.word)
                ending = _GENITIVE.match(text, end)
                inside = _INSIDE.search(text[max(start - 2, 0) : max(start, 0)])
                if start >= 0 and ending and not inside and _same(entry.word, text[start:end]):
                    yield start, ending.end(), entry, ending.group(1) or ""
                    break


def _same(word: str, found: str) -> bool:
    return word == (found.lower() if word == word.lower() else found)


def parse(text: str, name: str = "lexicon") -> Lexicon:
    """The lexicon in `text`. Raises ConfigError, naming `name` and the line, where an entry is not understood."""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            fields = [" ".join(field.split()) for field in line.split("\t")]
            if len(fields) not in (2, 3) or not fields[0] or not any(fields[1:]):
                raise ConfigError(
                    f"{name}, line {number}: an entry is word, tab, respelling, and perhaps tab, IPA. Mend that line."
                )
            if not _TOKEN.search(fields[0]):
                raise ConfigError(
                    f'{name}, line {number}: "{fields[0]}" has no letter or digit, and only words are looked up. '
                    "Remove that line."
                )
            entries.append(Entry(*fields))
    return Lexicon(tuple(entries))


def load(folders: Iterable[Path], lang: str) -> Lexicon:
    """The entries of `lexicon.<lang>.tsv` in `folders`, later folders winning; empty where there is none.

    Raises ConfigError for a line that is not understood, or a file that cannot be read or is not UTF-8.
    """
    lexicon = Lexicon()
    for folder in folders:
        path = folder / f"lexicon.{lang}.tsv"
        try:
            lexicon |= parse(path.read_text(encoding="utf-8-sig"), str(path))
        except FileNotFoundError:
            continue
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path} is not UTF-8. Save it as UTF-8 text.") from error
        except OSError as error:
            raise ConfigError(
                f"Cannot read {path}: {error.strerror}. Give rights to it, or remove it."
            ) from error
    return lexicon


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    """A lexicon of (word, respelling) pairs, as the glossary gives them; a respelling between slashes is IPA."""
    entries = []
    for word, said in pairs:
        ipa = said[1:-1] if len(said) > 2 and said[0] == said[-1] == "/" else ""  # "/a/" is the shortest
        entries.append(Entry(word, "" if ipa else said, ipa))
    return Lexicon(tuple(entries))
