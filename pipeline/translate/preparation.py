"""A sentence made ready for a model, and the model's answer made into a sentence again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.abbreviations import abbreviations
from pipeline.translate import casing, edges, masks, protect, typography
from pipeline.translate.casing import Case
from pipeline.translate.edges import Edged
from pipeline.translate.masks import Item, Masked, Shape, Style
from pipeline.translate.protect import Firmness, Job

_ENDS = ".!?…:"
_QUOTES = "\"'”’“»«"
_CLOSERS = "\"'”’“»«)] "
# A translation this long in proportion was not cut off: the model only left out the last mark.
_COMPLETE = 0.8


@dataclass(frozen=True, slots=True)
class Prepared:
    """What goes to the model (`masked.text`), and what is needed to finish its answer."""

    edged: Edged
    masked: Masked
    case: Case


def prepare(text: str, job: Job, firmness: Firmness, shape: Shape) -> Prepared:
    """Edges off, capitals lowered, quotes straightened, protected parts masked."""
    edged = edges.trim(text, ordinals=abbreviations(job.source).ordinals)
    kind = casing.case(edged.core, job.source)
    if kind is Case.TITLE and text not in job.headings:
        kind = Case.PLAIN  # a list of names, not a heading
    lowered = casing.lower(edged.core, kind, job.book)
    if len(lowered) != len(edged.core):  # letters that change length with case, such as "İ"
        kind, lowered = Case.PLAIN, edged.core
    found = [
        _upper(item) if kind is Case.UPPER else item for item in protect.items(edged.core, job, firmness)
    ]
    masked = masks.mask(lowered, found, shape)
    again = _again(masked, job, shape) if any(item.style is Style.PLAIN for item in found) else masked
    return Prepared(edged, Masked(typography.plain(again.text), again.tokens), kind)


def _upper(item: Item) -> Item:
    """In a line of capitals a name stays in capitals; addresses keep their own letters."""
    is_name = bool(item.sent) and item.style is Style.NAME
    return replace(item, output=item.output.upper(), sent=item.sent.capitalize()) if is_name else item


def _again(masked: Masked, job: Job, shape: Shape) -> Masked:
    """Amounts put into words may hold a number with marks, which is a mask in its turn ("3.5 billion dollars")."""
    inner = [item for item in protect.marked_numbers(masked.text, job) if item.style is Style.FIGURE]
    second = masks.mask(masked.text, sorted(inner, key=lambda item: item.start), shape)
    return Masked(second.text, masked.tokens + second.tokens)


def finish(prepared: Prepared, output: str, job: Job) -> str | None:
    """The sentence in the target language; None where a mask did not come back as it went."""
    core = prepared.edged.core
    said = masks.unmask(casing.restore(output.strip(), prepared.case, core), prepared.masked.tokens)
    if said is None or not said:
        return None
    said = typography.mended_quotes(_ended(said, core), core)
    said = typography.finish(said, core, job.target)
    if core.rstrip(_CLOSERS)[-1:] not in _ENDS and said.endswith(".") and not said.endswith(".."):
        said = said[:-1]  # models end headings and table cells with a full stop
    if len(core.split()) == 1:
        said = _without_article(said, job.target)
    if core[:1].isupper() and said[:1].islower():
        said = said[:1].upper() + said[1:]
    return f"{prepared.edged.before}{said}{prepared.edged.after}"


# Models put an article before a word that stands alone ("Ano" -> "The Year").
_ARTICLES = {
    "en": "the|an?",
    "de": "der|die|das",
    "pt": "os?|as?",
    "fr": "l[ea]s?",
    "es": "el|l[ao]s?",
    "it": "il|lo|la|le|gli",
}


def _without_article(said: str, lang: str) -> str:
    article = _ARTICLES.get(lang)
    match = re.fullmatch(rf"(?:{article})\s(\w+)", said, re.IGNORECASE) if article else None
    return match.group(1) if match else said


def _ended(said: str, core: str) -> str:
    """`said` with the source's last mark where the model dropped no more than that, or set it after the quote."""
    core_end, said_end = core.rstrip(), said.rstrip()
    mark = core_end.rstrip(_CLOSERS)[-1:]
    if core_end[-1:] in _QUOTES and said_end[-1:] == mark and said_end[-2:-1] in _QUOTES:
        return f"{said_end[:-2]}{mark}{said_end[-2]}"
    bare = said.rstrip(_CLOSERS)
    if mark not in (".", "!", "?", "…") or bare[-1:] in _ENDS or len(said) < _COMPLETE * len(core):
        return said
    return f"{bare}{mark}{said[len(bare) :]}"
