"""The signs that a pattern cannot do without: where a text lacks one, the pattern is neither compiled nor tried.

Of two hundred rules most want a colon, a slash, a dash; a sentence has few of these. To compile them all takes longer than
to read ten pages, and to find the signs a thirtieth of that. What is uncertain counts as nothing: a sign too few only costs
time. tests/test_speech_reading_required.py holds it against every pattern and every case of the quality sets.
"""

from __future__ import annotations

import re

Needed = tuple[str, ...]
"""Of each of these strings the text must have one character."""

# While a pattern is taken apart, every atom of it is one character: a sign itself, the code of one that was escaped
# or of a set of signs, or this for whatever is no sign.
_ATOM = "A"
_ESCAPED_FROM, _SETS_FROM, _LAST = 0xE000, 0xE100, 0xF8FF

_CLASS = re.compile(r"\\[pP]\{[^}]*\}|\\L<\w+>|\\[a-zA-Z0-9]")
_ESCAPED = re.compile(r"\\([\x00-\xff])")
_SIGNS = re.compile(r"\[([^\w\s\^\[\]-][^\w\s\[\]-]*-?|-[^\w\s\[\]-]+)\]")
_SET = re.compile(r"\[\^?\]?[^\]]*\]")
_OPTIONAL = re.compile(r".(?:[?*]|\{0?,\d*\})[?+]?")
_REPEATED = re.compile(r"\{[\d,]+\}[?+]?|(?<=.)\+[?+]?")
_GROUP = re.compile(
    r"\((\?(?:P<\w+>|P=\w+|[:>]|<?[=!]|[a-zA-Z]+(?::|(?=\))))?)?([^()]*)\)([?*]|\{0?,\d*\})?[?+]?"
)


def required_signs(pattern: str) -> Needed:
    """Signs without which `pattern` matches nowhere; letters, digits and spaces are not looked at."""
    sets: list[str] = []

    def coded(match: re.Match[str]) -> str:
        sets.append(match[1])
        return chr(_SETS_FROM + len(sets) - 1)

    atoms = _ESCAPED.sub(lambda match: chr(_ESCAPED_FROM + ord(match[1])), _CLASS.sub(_ATOM, pattern))
    atoms = _without_groups(_SET.sub(_ATOM, _SIGNS.sub(coded, atoms)))
    if any(mark in atoms for mark in "|()[]"):
        return ()
    certain = _REPEATED.sub("", _OPTIONAL.sub("", atoms))
    return tuple(dict.fromkeys(_signs(atom, sets) for atom in certain if _is_sign(atom)))


def _without_groups(atoms: str) -> str:
    """Groups from within: the certain is kept, what may be absent and what has alternatives is not."""
    before = ""
    while before != atoms:
        before, atoms = atoms, _GROUP.sub(_group, atoms)
    return atoms


def _group(match: re.Match[str]) -> str:
    head, body, optional = match.groups(default="")
    if optional or head.endswith("!"):
        return ""
    return _ATOM if "|" in body else _OPTIONAL.sub("", body)


def _is_sign(atom: str) -> bool:
    return not (atom.isalnum() or atom.isspace() or atom in "^$.")


def _signs(atom: str, sets: list[str]) -> str:
    place = ord(atom)
    if _SETS_FROM <= place <= _LAST:
        return "".join(_signs(one, sets) for one in sets[place - _SETS_FROM])
    return chr(place - _ESCAPED_FROM) if _ESCAPED_FROM <= place < _SETS_FROM else atom
