"""Why a text is not ready for LinkedIn, with the line and the reason. The same rules made the text in the first place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

import msgspec

from pipeline.document import Article
from pipeline.outputs.linkedin import little_text, rules
from pipeline.outputs.linkedin.clean import CONTROLS, cleaned, is_styled, units
from pipeline.outputs.linkedin.editor import BODY_LIMIT, HEADLINE_LIMIT
from pipeline.outputs.linkedin.english import localised, manner_of
from pipeline.outputs.linkedin.figures import unknown
from pipeline.outputs.linkedin.notation import ambiguous
from pipeline.outputs.linkedin.residue import residue
from pipeline.outputs.linkedin.rules import HASHTAG, POST_LIMIT, URL, Fault
from pipeline.outputs.linkedin.standing import is_title, unfinished
from pipeline.sentences import split
from pipeline.settings import LinkedIn

QUOTED = 60  # characters of a line that a finding repeats
_BULLET = re.compile(r"^\s*(?:[•–▪◦‣·]|\d{1,2}[.)])\s+")
# What the editor loses when HTML is pasted.
_DROPPED = re.compile(
    r"<(?:table|t[rdh]|img|figure|figcaption|iframe|video|audio|script|style|form|svg|h[4-6]|sup|sub)\b",
    re.IGNORECASE,
)
_DROPPED_MARKDOWN = re.compile(r"^\s*\|.*\|\s*$|!\[[^\]]*\]\(|^#{4,6} |<small>")
_TAG = re.compile(r"<[^<>]*>|https?://\S+")
_TAGS_ONLY = re.compile(r"(?:#\w+[\s,]*)+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a text is not ready. `line` counts from 1."""

    line: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a text is held against: how many hashtags are allowed, and the article, if it is at hand."""

    hashtags: int = 3
    article: Article | None = None
    english: str = "british"

    @classmethod
    def of(cls, settings: LinkedIn, article: Article | None = None) -> Check:
        """As it is configured, against an article where one is at hand."""
        return cls(settings.hashtags, article, settings.english)


def check_file(name: str, text: str, check: Check) -> list[Finding]:
    """Findings on a file, read as its name says: post.api.txt, post.json, an article's .html or .md, else a post."""
    if name.endswith((".html", ".htm", ".md")):
        return check_article(text, check, html=not name.endswith(".md"))
    if name.endswith(".json"):
        return check_request(text, check)
    return (check_api if ".api." in name else check_post)(text, check)


def check_post(text: str, check: Check) -> list[Finding]:
    """Findings on a post as it is pasted, in the order of its lines."""
    lines = text.split("\n")
    found = [
        *_whole(text, lines, check),
        *_hook(lines),
        *(Finding(i, f.rule, f.reason) for i, line in _prose(lines) for f in _line_faults(line)),
        *_unseen(lines),
        *_figures(lines, check),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.line)


def check_api(little: str, check: Check) -> list[Finding]:
    """Findings on little text: what is escaped too little or too much, and all that holds for the post it shows."""
    parsed = little_text.parse(little)
    escapes = [
        Finding(little.count("\n", 0, offset) + 1, "escape", reason) for offset, reason in parsed.faults
    ]
    return sorted([*escapes, *check_post(parsed.text, check)], key=lambda finding: finding.line)


def check_request(text: str, check: Check) -> list[Finding]:
    """Findings on a post.json: its commentary as little text, and the article that it shares."""
    try:
        body = msgspec.json.decode(text)
        commentary = body["commentary"]
        shared = body.get("content", {}).get("article", {})
    except (msgspec.DecodeError, KeyError, AttributeError, TypeError):
        return [Finding(1, "json", "is no request of the Posts API with a commentary")]
    lacking = [
        f"the article has no {name}" for name in ("title", "source") if shared and not shared.get(name)
    ]
    return [*check_api(str(commentary), check), *(Finding(1, "json", reason) for reason in lacking)]


def check_article(text: str, check: Check, *, html: bool) -> list[Finding]:
    """Findings on an article for the editor: headline, length, and elements that the editor drops."""
    lines = text.split("\n")
    title = re.search(r"<h1>([^<]*)</h1>" if html else r"^# (.*)$", text, re.MULTILINE)
    found = [*_unseen(lines)]
    if not title:
        found.append(Finding(1, "headline", "there is no headline"))
    elif units(unescape(title[1])) > HEADLINE_LIMIT:
        found.append(
            Finding(
                text.count("\n", 0, title.start()) + 1,
                "headline",
                f"is longer than {HEADLINE_LIMIT} characters",
            )
        )
    if units(text) > BODY_LIMIT:
        found.append(
            Finding(
                len(lines),
                "too-long",
                f"{units(text)} UTF-16 units; the editor may refuse more than {BODY_LIMIT}",
            )
        )
    dropped = _DROPPED if html else _DROPPED_MARKDOWN
    for i, line in enumerate(lines, 1):
        found += [
            Finding(i, "dropped", f'"{m.group().strip()}" is dropped by the editor')
            for m in dropped.finditer(line)
        ]
        found += [Finding(i, "foreign", reason) for reason in residue(_TAG.sub("", line))]
    return sorted(
        [*found, *_figures([unescape(_TAG.sub("", line)) for line in lines], check)], key=lambda f: f.line
    )


def fixed(text: str) -> str:
    """`text` without what can be mended unseen: styled letters, control and invisible characters."""
    return cleaned(text)


def _whole(text: str, lines: list[str], check: Check) -> Iterator[Finding]:
    length = units(text.rstrip("\n"))
    if not text.strip():
        yield Finding(1, "empty", "there is no text")
    if length > POST_LIMIT:
        yield Finding(len(lines), "too-long", f"{length} UTF-16 units; LinkedIn takes {POST_LIMIT}")
    tags = [(i, tag) for i, line in enumerate(lines, 1) for tag in HASHTAG.findall(URL.sub("", line))]
    if len(tags) > check.hashtags:
        reason = f"{len(tags)} hashtags; {check.hashtags} are allowed, and more than three cost reach"
        yield Finding(tags[check.hashtags][0], "hashtags", reason)
    yield from (
        Finding(i, "hashtags", f'"#{tag}" is no word')
        for i, tag in tags
        if not re.search(r"[^\W\d_]{2}", tag)
    )


def _hook(lines: list[str]) -> Iterator[Finding]:
    """The first line, up to the end of its first sentence when several stand on it."""
    number, first = next(((i, line) for i, line in enumerate(lines, 1) if line.strip()), (1, ""))
    if not first or URL.fullmatch(first.strip()):
        return
    spans = split(first, "en")
    sentence = first[slice(*spans[0])] if spans else first
    yield from (
        Finding(number, f.rule, f"the hook is weak or cut: {f.reason}") for f in rules.of_hook(sentence)
    )


def _prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that are text: not empty, not hashtags alone, not the link at the end."""
    last = max((i for i, line in enumerate(lines, 1) if line.strip()), default=0)
    for i, line in enumerate(lines, 1):
        bare = _BULLET.sub("", line).strip()
        trailing_link = bool(URL.fullmatch(bare)) and all(_is_tail(rest) for rest in lines[i:last])
        if bare and not trailing_link and not _TAGS_ONLY.fullmatch(bare):
            yield i, line if rules.MARKUP[2].fault(line) else bare


def _is_tail(line: str) -> bool:
    bare = line.strip()
    return not bare or bool(_TAGS_ONLY.fullmatch(bare) or URL.fullmatch(bare))


def _line_faults(line: str) -> Iterator[Fault]:
    yield from rules.in_sentence(line)
    yield from (Fault("foreign", reason) for reason in residue(line))
    reason = unfinished(line)
    if reason and not is_title(line):
        yield Fault("broken", f'"{line if len(line) < QUOTED else line[:QUOTED] + "…"}" {reason}')


def _unseen(lines: list[str]) -> Iterator[Finding]:
    for i, line in enumerate(lines, 1):
        if CONTROLS.search(line):
            yield Finding(i, "control", "a character that cannot be seen is in it")
        if is_styled(line):
            yield Finding(
                i, "fake-bold", next(f.reason for f in rules.in_sentence(line) if f.rule == "fake-bold")
            )


def _figures(lines: list[str], check: Check) -> Iterator[Finding]:
    if check.article is None:
        return
    source = _source(check.article, check.english)
    left_from = manner_of(check.article, check.english).source_lang
    for i, line in enumerate(lines, 1):
        doubtful = ambiguous(line, left_from)
        if doubtful:
            yield Finding(i, "figure", f"{doubtful} can be read in two ways; compare it with the original")
        for figure in unknown(URL.sub("", _BULLET.sub("", line)), source):
            yield Finding(i, "figure", f"{figure} is not in the article")


def _source(article: Article, english: str) -> str:
    """All the article says, as it is and as it is written for the post; its date too."""
    written = localised(article, manner_of(article, english)).text
    days = " ".join(str(day) for day in (article.published, article.modified) if day)
    return f"{article.text}\n{written}\n{article.description}\n{days}"


def summary(findings: Iterable[Finding], name: str) -> list[str]:
    """Each finding as compilers print them: file, line, rule, reason."""
    return [f"{name}:{f.line}: {f.rule}: {f.reason}" for f in findings]
