"""What is not said at all: emoji, invisible characters, footnote marks, look-alike letters and foreign digits."""

from __future__ import annotations

import unicodedata

import regex

_DROPPED = regex.compile(
    r"[\p{Extended_Pictographic}--[©®™↔↕↩↪‼⁉ℹ]]|\p{Regional_Indicator}|[\p{Cf}\p{Co}\p{Cs}\p{Cn}]"
    r"|[\U000E0000-\U000E007F\uFE00-\uFE0F\u20E3\u20DD\u20E0]|[©®™℠•◦▪●○■□▶►‣⁃✓✔✗✘★☆※†‡¶]|\p{Emoji_Modifier}|(?<=\p{L}[.!?])[₀-₉]+",
    regex.VERSION1,
)
_CONTROL = regex.compile(r"[\x00-\x1f\x7f]+")
_SPACE = regex.compile(r"[\s\p{Z}\p{Cc}]+")
# Look-alikes that Unicode's own compatibility mapping turns into plain letters and digits: mathematical alphabets,
# full-width forms, ligatures, circled and bracketed digits, Roman numerals.
_ALIKE = regex.compile(
    "[\U0001d400-\U0001d7ff\uff01-\uff5e\ufb00-\ufb06\u2460-\u24ff\u2160-\u2188\u2776-\u2793\u3200-\u33ff]"
    "|(?<=\\d)[ⁿᵃᵈᵉʰʳˢᵗ]{2}"  # "2ⁿᵈ"
)
_FOREIGN_DIGIT = regex.compile(r"[\p{N}--[0-9⁰¹²³⁴-⁹₀-₉\u00bc-\u00be\u2150-\u215e]]", regex.VERSION1)
_FRACTION = regex.compile(r"(?:(\d)\s?)?([\u00bc-\u00be\u2150-\u215e])")
_SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# A superscript number after a word of three letters or a punctuation mark is a footnote; so is a number in brackets
# that follows a word without a space.
_FOOTNOTE = regex.compile(
    r"(?<=\p{L}{3}|[.,;:!?”“\")])[¹²³⁰⁴-⁹]+|(?<=\S)\s?\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\w|citation needed)\]"
)
# A letter that the one who quotes put in: "[T]he rule".
_INSERTED = regex.compile(r"(?<!\w)\[(\p{L})\](?=\p{L})")
# Signs in a row that stand alone draw a line: "+++", "***".
_RULE = regex.compile(r"(?<!\S)[-+*=~#_–—.]{2,}(?!\S)|(?<!\S)(?<!\d )(?:[*#_]|~(?! \d))(?!\S)")
_EXPONENT = regex.compile(r"(?<=\d)([⁻]?[⁰¹²³⁴-⁹]+)")
_BLACKBOARD = regex.compile(r"[⁰¹²³⁴-⁹]+")
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "–", "―": "—", "−": "-", "⁄": "/", "∕": "/", "·": "·"})


def clean(text: str) -> str:
    """`text` with single spaces, ASCII digits, and nothing in it that cannot be said. m² and m³ keep their signs."""
    if text.isascii():
        text = _CONTROL.sub(" ", text)
        return _spaced(_without_notes(text))
    text = unicodedata.normalize("NFC", text)
    text = _ALIKE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    text = _FOREIGN_DIGIT.sub(_ascii_number, text)
    text = _FRACTION.sub(_plain_fraction, text)
    text = _SPACE.sub(" ", text)
    text = _DROPPED.sub("", text).translate(_SUBSCRIPT).translate(_DASHES)
    text = _without_notes(text)
    return _spaced(_EXPONENT.sub(lambda m: f"^{m.group(1).translate(_SUPERSCRIPT)}", text))


def _without_notes(text: str) -> str:
    """Without footnote marks and drawn lines, and with inserted letters joined to their words."""
    return _RULE.sub("", _FOOTNOTE.sub("", _INSERTED.sub(r"\1", text)))


def _ascii_number(match: regex.Match[str]) -> str:
    """A digit of another script as ours; a sign for a larger number or a fraction as a number, dropped if it has none."""
    value = unicodedata.numeric(match.group(), -1.0)
    return str(int(value)) if value >= 0 and value.is_integer() else ""


def _plain_fraction(match: regex.Match[str]) -> str:
    """ "1½" -> "1 1/2"."""
    numerator, _, denominator = unicodedata.normalize("NFKC", match.group(2)).partition("⁄")
    return f"{match.group(1)} {numerator}/{denominator}" if match.group(1) else f"{numerator}/{denominator}"


def _spaced(text: str) -> str:
    """Without doubled spaces, and none before a mark: but "1 : 3" is a ratio, and "step 1: 3 eggs" is none."""
    return (
        regex.sub(r" (?=[,;:!?.](?:\s|$))(?!(?<=\d ): \d)", "", " ".join(text.split()))
        if "  " in text or " " in text
        else text
    )


def leftovers(text: str) -> str:
    """The last superscripts as plain digits, for the rule that leaves no digit unsaid."""
    return _BLACKBOARD.sub(lambda m: f" {m.group().translate(_SUPERSCRIPT)} ", text)
