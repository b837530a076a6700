"""Whether an English sentence can be understood without the ones around it.

Rules are patterns with the reason a person would give. They look at words only, so they err on the strict side: an
article has many sentences, and a post needs five.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.outputs.linkedin.sentence import Sentence

_CONNECTIVE = re.compile(
    r"(?:However|But|Yet|And|So|Still|Therefore|Thus|Moreover|Furthermore|In addition|Nevertheless|Nonetheless|Besides|"
    r"Indeed|In fact|Of course|In return|As a result|Accordingly|Consequently|Even so|Oddly|Hence|For example|"
    r"For instance|By contrast|In contrast|Admittedly|Then)(?:,\s+|\s+(?=(?:the|a|an|[A-Z]|\w+s)\b))"
)
_NOT_CONNECTIVE = re.compile(
    r"(?:So far|So long|So many|So much|Still (?:life|lifes)|Then[- ]|Yet to|And yet)\b"
)
_TIME = r"(?:year|month|week|morning|evening|summer|autumn|fall|winter|spring|time|century|decade|quarter|way round)s?"
_PREPOSITION = "At|In|On|Since|For|From|By|After|Before|During|With|Within|Until|Under|Over|Despite|Without|Through|According to"
_PRONOUN = "he|she|they|it"
_VERB = (
    "is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|does|do|did|came|come|comes|went|goes|"
    "said|says|got|gets|took|takes|made|makes|work|works|worked|remain|remains|began|want|wants|think|thinks|need|needs"
)
_PERSON = re.compile(
    r"\b(?:[Aa]nyone|[Aa]nybody|[Nn]obody|[Ww]hoever|[Ss]omeone|[Ss]omebody|[Ee]veryone|[Ee]verybody|[Ww]ho|man|woman|person|"
    r"\w*(?:director|manager|engineer|chief|founder|owner|chair\w*|minister|mayor|professor|head|captain|president|farmer|"
    r"worker|driver|baker|researcher|scientist|teacher|apprentice|spokes\w+))\b"
)
_NO_NAMES = """
january february march april may june july august september october november december monday tuesday wednesday thursday
friday saturday sunday since in at on for from by after before during with within until under last this today now once
when if while as although because even over about around only just still
"""
_DATE_WORDS = frozenset(_NO_NAMES.split())
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that a sentence must not match, and why."""

    pattern: re.Pattern[str]
    reason: str


def _rule(pattern: str, reason: str, flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), reason)


POINTS_BACK = "opens with a word that points at the sentence before"
OPENS_WITH_IT = 'opens with an "it" that the post does not explain'
NAMED_ELSEWHERE = 'has a "{}" that is named elsewhere'
# What the sentence right before it may settle.
LEANING = frozenset(
    {
        POINTS_BACK,
        OPENS_WITH_IT,
        *(NAMED_ELSEWHERE.format(word) for word in ("he", "she", "it", "they", "his", "her", "its", "their")),
    }
)

RULES: tuple[Rule, ...] = (
    _rule(
        r"[“\"]?(?:This|That|These|Those|He|She|They|His|Hers?|Its|Their|Theirs|Him|Them|Such|Here|Both|Neither|Either|"
        r"Another|Others?|Everything else|Nobody else)\b(?! who\b)",
        POINTS_BACK,
    ),
    _rule(
        r"[“\"]?It\b(?! (?:is|was|has been|will be|may be|seems|takes|turns out|turned out|pays|remains)\b(?: \w+){1,2}? (?:that|to|who|whether|for)\b)",
        OPENS_WITH_IT,
    ),
    _rule(r"There (?:is|are|was|were) (?:now|also|still|only|just|another|one|even)\b", "goes on from the sentence before"),
    _rule(
        r"(?:However|But|Yet|And|Or|Nor|Also|Too|Hence|Thus|Therefore|Then|Meanwhile|Instead|Otherwise|Moreover|"
        r"Furthermore|Likewise|Similarly|Conversely|Afterwards?|Later|Nevertheless|Besides|Rather|Elsewhere|Still|So)\b(?! far\b)",
        "opens with a connective",
    ),
    _rule(
        r"(?:Since then|After that|Until then|By then|At the same time|At (?:that|this|the present)|Before that|In (?:this|that|these|return)|"
        r"Not so|Not any ?more|To this end|On the other hand|The (?:other|others|rest|latter|former|same|second|third|fourth|fifth|"
        r"last|next)\b|The first (?:one|two|three|four|few|is|was)|A (?:second|third|fourth|fifth) (?!of\b)|Even then|"
        r"From then|Now (?:it|they|he|she)|In other words|More than that|Above all|In short|What(?:'|’)s more|No wonder|Hardly|"
        r"Yes\b|No[,.]|Nothing\b|Not really|Partly|Mostly|Especially|Including|Into|Plus|Because\b|Which\b|Than\b|Like\b|Meaning\b)",
        "takes up something said before",
    ),
    _rule(r"Of the \w+ (?:that|which)\b", "counts something named before"),
    _rule(r"(?s).*\b(?:finds?|found|calls?|called) (?:this|that) \w+(?:ing|ful|ed|able)\b|.*\b(?:did|do|does|says?|said|knows?|knew|wants?|thinks?|likes?) (?:this|that|so)[.,?!]", 'points back with "that" or "this"'),
    _rule(r"(?:\w+ ){0,2}(?:days?|weeks?|months?|years?|hours?|decades?) (?:later|earlier|before)\b", "counts from a time named before"),
    _rule(
        rf"(?:Some|Most|Many|Each|None|All|Few|A few|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Half|Enough|More|\d+)"
        rf" (?:of (?:them|these|those|it)\b|(?:{_VERB})\b|in two|fewer|more\b)",
        "counts something named before",
    ),
    _rule(rf"(?:{_PREPOSITION})\b(?: [^\s,;:“”]+){{1,6}}?,? (?:{_PRONOUN})\b", "has a pronoun for a subject that is named elsewhere"),
    _rule(rf"(?:If|When|While|Once|As|Although|Because|Whether|Unless|Where)\s+(?:{_PRONOUN}|this|that|these)\b", "opens with a pronoun that is named elsewhere"),
    _rule(rf"[^,;:“”]{{0,30}}\b(?:this|these|those)\b(?! {_TIME}\b| who\b)", 'points back with "this" or "these"'),
    _rule(
        rf"(?s).*\b(?:at|for|in|of|after|before|by|to|with|on|since|from|than|like|under|behind) (?:that|this|these|those)\b(?! {_TIME}\b| who\b| of\b)",
        'points back with "that" or "this"',
    ),
    _rule(r"(?:In|At|On|For|With|Inside|Under) (?:\w+ ){0,3}(?:that|such) \w+", 'points back with "that" or "such"'),
    _rule(r"(?s).*\b(?:therefore|moreover|furthermore|likewise|accordingly|the former|the latter|the reason why|since then|until then|by then|then put|then went|then came|then [a-z]+ed|instead(?! of))\b", "follows from something said before"),
    _rule(r"(?s).*(?:^|[,–] ?)(?:though|however|too|then|meanwhile|for one|in fact|by the way)(?:[,.–]| –)", "answers something said before"),
    _rule(r"(?s).*\b(?:as follows|see (?:below|above|also)|(?:the|this) (?:table|chart|figure|graph|diagram|map|photo|picture)s? (?:shows?|below|above)|(?:shown|described|mentioned) (?:above|below))\b", "speaks of something on the page", re.IGNORECASE),
    _rule(r"(?s).*[:;,–—-]$", "is not finished"),
    _rule(r"(?s).*[”\"»],? (?:(?:he|she|they) \w+|(?:says?|said|adds?|added|asks?|asked) (?:he|she|they))\b", "quotes somebody who is named elsewhere"),
    _rule(r"(?s).*[”\"»,] (?:he|she|they) (?:says?|said|adds?|added|admits?|admitted|thinks?|calls?|explains?)\b", "quotes somebody who is named elsewhere"),
)  # fmt: skip

BOILERPLATE = re.compile(
    r"\b(?:read (?:more|also|on)|subscribe|newsletter|click here|sign up|all rights reserved|follow us|share this|"
    r"sponsored|contact us|cookies?|privacy policy|published on|last updated|image source|photo credit)\b|©|📢|"
    r"^(?:photo|image|picture|source|author|caption|advertisement|tags?|by line|update)\s?:",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…][”’\"')\]»]*$")
_STARTS = re.compile(r"[A-Z0-9“\"'‘«€$£ÅÄÖÉ]")
FEWEST_WORDS = 4


def without_connective(text: str) -> int:
    """How many characters of a connective to leave out at the start ("But the harbour …"); 0 for none."""
    found = None if _NOT_CONNECTIVE.match(text) else _CONNECTIVE.match(text)
    return found.end() if found else 0


def leans(text: str, sentence: Sentence) -> str:
    """Why `text` (the sentence, or it without its connective) does not stand alone; "" when it does."""
    if sentence.foreign:
        return "is not translated"
    if sentence.before.rstrip("”\"’'").endswith("?"):
        return "answers the question before it"
    if sentence.before.rstrip().endswith(":"):
        return "belongs to what announces it"
    return broken(text) or pointing(text)


def broken(text: str) -> str:
    """Why `text` is no whole sentence; "" when it is one."""
    short = len(re.findall(r"\w+", text)) < FEWEST_WORDS
    return unfinished(text) or ("is too short to be one" if short else "")


def unfinished(text: str) -> str:
    """Why `text` does not begin or end as sentences do; "" when it does."""
    checks: tuple[tuple[Callable[[str], object], str], ...] = (
        (_ENDS.search, "has no full stop"),
        (_STARTS.match, "does not begin as a sentence"),
        (lambda t: t.count("(") == t.count(")") and t.count("[") == t.count("]"), "has an open bracket"),
        (_quotes_close, "has an open quotation"),
    )
    return next((reason for sound, reason in checks if not sound(text)), "")


def is_title(line: str) -> bool:
    """A line without any full stop that begins with a capital reads as a headline."""
    return line[:1].isupper() and not re.search(r"[.!?…:;,]$", line) and not _open(line)


def _open(line: str) -> bool:
    return line.count("(") != line.count(")") or line.count("“") != line.count("”")


def _quotes_close(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def pointing(text: str) -> str:
    """Why a whole sentence needs another one; "" when it does not."""
    found = next((rule.reason for rule in RULES if rule.pattern.match(text)), "")
    return found or _unnamed(text) or _unattributed(text)


def _unnamed(text: str) -> str:
    """He or she, it or they, before anything they could stand for."""
    outside = _QUOTED.sub(lambda quote: "“" + "_" * (len(quote.group()) - 2) + "”", text)
    for found in re.finditer(r"\b(?:he|she|him|his|her|hers|they|them|their|its?)\b", outside):
        before = outside[: found.start()]
        if found.group() == "it" and _EXPLETIVE.match(outside, found.start()):
            continue
        named = _person(before) if found.group() in _PERSONAL else _thing(before)
        if not named:
            return NAMED_ELSEWHERE.format(found.group())
    return ""


_PERSONAL = frozenset({"he", "she", "him", "his", "her", "hers"})
_EXPLETIVE = re.compile(
    r"it (?:is|was|has been|will be|may be|seems|takes|turns out|turned out|pays|remains)\b"
)
_FULL_NAME_FIRST = re.compile(r"[A-Z][\w’-]+ [A-Z][\w’-]+\b")


def _person(before: str) -> bool:
    return bool(_names(before) or _PERSON.search(before))


def _thing(before: str) -> bool:
    """At least one noun phrase of its own: an article, a name or a plural, but no person with nothing else."""
    bare = re.sub(r"\b[Tt]he [\w-]+ of $", "", before)
    if re.fullmatch(r"[A-Z][\w’-]+ [A-Z][\w’-]+(?: \w+){0,2} ", before):
        return False
    noun = r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Ee]very|[Ee]ach|[Nn]o) [\w-]+|\d+ [a-z-]+s\b|\b[a-z]{3,}s\b"
    return bool(re.search(noun, bare)) or bool(_names(bare)) or len(re.findall(r"\b[a-z]{5,}\b", bare)) >= 2


def _names(before: str) -> bool:
    """A capitalised word that is no date; the first word of the sentence only as part of a name."""
    words = [word for word in re.findall(r"\b[A-Z][\w’'-]+", before) if word.lower() not in _DATE_WORDS]
    first = re.match(r"[“\"]?([A-Z][\w’'-]+)", before)
    opens_with_one = bool(first and words[:1] == [first[1]])
    return len(words) > opens_with_one or bool(_FULL_NAME_FIRST.match(before)) or bool(_COMPANY.match(before))


_COMPANY = re.compile(
    r"(?!What|Who|Which|Where|How|Why|When)[A-Z][\w’-]+ (?:has|is|was|will|had|now|uses?|says?|said|makes?|plans?|wants?)\b"
)


def _unattributed(text: str) -> str:
    """A quotation must say whose it is."""
    quotes = _QUOTED.findall(text)
    if not quotes or len(_QUOTED.sub("", text).split()) >= 2:
        return ""
    return "quotes somebody without a name"
