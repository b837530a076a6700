"""Quotation marks, dashes and spaces as the target language sets them."""

from __future__ import annotations

import re

# Opening and closing marks of running text (CLDR's delimiters).
_QUOTES = {
    "en": "“”", "de": "„“", "sv": "””", "pt": "“”", "fr": "«»", "es": "«»", "it": "«»", "nl": "“”", "pl": "„”",
    "da": "”“", "nb": "«»", "fi": "””", "cs": "„“", "sk": "„“", "ru": "«»", "uk": "«»", "el": "«»", "hu": "„”", "ro": "„”",
}  # fmt: skip
_DOUBLE = '"“”„«»‟'
_DOUBLES = re.compile(rf"[{_DOUBLE}]")
_SINGLE_PAIR = re.compile(r"(?<!\w)[‘‚’]([^‘‚’]+)[’‘](?!\w)")
_NARROW = "\u202f"
_SPACED_PERCENT = frozenset({"de", "sv", "fr", "es", "da", "nb", "fi", "cs", "sk", "ru", "uk", "bg"})
_SPACED_DASH = frozenset({"de", "sv", "da", "nb", "fi", "nl", "pl", "pt", "fr", "es", "it"})


def plain(text: str) -> str:
    """`text` with straight quotes and apostrophes, as models know them best."""
    tight = re.sub(rf"(?<=«)[\u00a0{_NARROW}]|[\u00a0{_NARROW}](?=»)", "", text)
    straight = _DOUBLES.sub('"', _SINGLE_PAIR.sub(r'"\1"', tight))
    return re.sub("[‘’‚]", "'", straight)


def quotes(text: str) -> int:
    """How many double quotation marks there are, single pairs counted as double."""
    return len(_DOUBLES.findall(plain(text)))


def finish(output: str, source: str, lang: str) -> str:
    """`output` set in the marks of `lang`; `source` tells which marks open and close."""
    output = re.sub(r"(?<=\w)'(?=\w)", "’", output)
    output = _quoted(output, source, lang)
    if re.search(r"\s[–—]\s|\w—\w", source):
        output = re.sub(r"(?<=\s)-(?=\s)", "–", output)
    if lang in _SPACED_DASH:
        output = re.sub(r"(?<=\w)—(?=\w)", " – ", output).replace(" — ", " – ")
    if lang in _SPACED_PERCENT:
        output = re.sub(r"(?<=\d)[ \u00a0]?%", "\u00a0%", output)
    else:
        output = re.sub(r"(?<=\d)\s%", "%", output)
    return re.sub(r" +([,;.!?…])(?=\s|$)", r"\1", re.sub(r" {2,}", " ", output)).strip()


def _quoted(output: str, source: str, lang: str) -> str:
    pair = _QUOTES.get(lang, "“”")
    opening, closing = pair[0], pair[1]
    kinds = _kinds(source)
    found = list(_DOUBLES.finditer(output))
    if len(kinds) != len(found):
        kinds = _kinds(output)
    inner = _NARROW if lang == "fr" else ""
    for match, opens in reversed(list(zip(found, kinds, strict=True))):
        mark = f"{opening}{inner}" if opens else f"{inner}{closing}"
        output = f"{output[: match.start()]}{mark}{output[match.end() :]}"
    # English puts the comma before the closing quote, all others after it.
    return output if lang == "en" else re.sub(rf",({inner}{re.escape(closing)})(?=\s)", r"\1,", output)


def _kinds(text: str) -> list[bool]:
    """For each double mark of `text`, whether it opens: by what stands around it, else by turns."""
    straight = plain(text)
    kinds: list[bool] = []
    for match in re.finditer('"', straight):
        before, after = straight[: match.start()][-1:], straight[match.end() :][:1]
        opens_here = (not before or before in " \u00a0([–—-/") and bool(after) and not after.isspace()
        closes_here = (not after or after in " \u00a0)].,;:!?–—-/…") and bool(before) and not before.isspace()
        kinds.append(opens_here if opens_here != closes_here else not (kinds and kinds[-1]))
    return kinds


def mended_quotes(output: str, source: str) -> str:
    """`output` with quotation marks given back where the whole source stood in them and the model lost some."""
    bare, said = plain(source).strip(), plain(output).strip()
    whole = bare.startswith('"') and bare.count('"') == bare.endswith('"') + 1
    if not whole or said.count('"') == bare.count('"'):
        return output
    core = said.strip('"')
    return f'"{core}"' if bare.endswith('"') else f'"{core}'
