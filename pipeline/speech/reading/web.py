"""Addresses, hashtags and handles: "xpert dot digital" rather than punctuation and paths."""

from __future__ import annotations

import regex

from pipeline.speech.reading.language import Language, Match, Rule, rule
from pipeline.speech.reading.letters import spell

# Top-level domains that a bare name may end in and still be taken for an address (IANA's list is far longer, and full
# of words). Two-letter ones are met in lower case only, and are spelled.
_WORDS = "com org net info digital gov edu biz app dev tech online shop blog news cloud site store media agency energy int mil"
_CODES = "de se eu uk ch at nl dk no fi fr it es pt pl us io ai tv me co be cz ie is jp cn in br ca au nu"
# Endings of files and of libraries named after one ("Node.js").
_FILES = "js|ts|py|csv|pdf|html|xml|json|docx?|xlsx?|pptx?|png|jpe?g|txt"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?"
_HOST = rf"(?:{_LABEL}\.)+(?:(?i:{_WORDS.replace(' ', '|')})|{_CODES.replace(' ', '|')})(?![\p{{L}}\p{{N}}]|\.[\p{{L}}\p{{N}}])"
_REST = r"[^\s<>\"”“»)\]]*[^\s<>\"”“»)\].,;:!?']"
_URL = rf"(?:https?://|ftp://|www\.){_REST}|(?<![\p{{L}}\p{{N}}@.]|[\p{{L}}\p{{N}}]-){_HOST}(?:/{_REST})?"
_MAIL = r"(?:mailto:)?(?P<user>[\p{L}\p{N}._%+-]+)@(?P<host>[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)"
_SCHEME = regex.compile(r"^[a-z]+://(?:[^/@\s]*@)?", regex.IGNORECASE)
_STEP = regex.compile(r"[\p{L}-]{2,20}")
# Longer paths are for machines: only the host is said.
_LONGEST_PATH = 2
_JOINTS = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}|\d)|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_|(?<=\d)(?=\p{L})")


def rules(language: Language) -> tuple[Rule, ...]:
    words = language.tables.words

    def host(name: str) -> str:
        labels = (
            name.lower().removeprefix("www.").split(".")
            if name.lower().startswith("www.")
            else name.split(".")
        )
        last = labels[-1]
        labels[-1] = last.lower() if last.lower() in _WORDS.split() else spell(last.upper())
        return f" {words.dot} ".join(labels)

    def url(match: Match) -> str:
        """The host, and a short path of words."""
        name, _, path = regex.split(r"[?#]", _SCHEME.sub("", match.group()))[0].partition("/")
        steps = [step for step in path.split("/") if step]
        plain = len(steps) <= _LONGEST_PATH and all(_STEP.fullmatch(step) for step in steps)
        return f" {words.slash} ".join([host(name.partition(":")[0]), *(steps if plain else [])])

    def mail(match: Match) -> str:
        user = match["user"].replace(".", f" {words.dot} ").replace("_", f" {words.low_line} ")
        return f"{user} {words.at} {host(match['host'])}"

    def tag(match: Match) -> str:
        return f"{words.hashtag} {_JOINTS.sub(' ', match.group(1))}"

    def handle(match: Match) -> str:
        return f"at {_JOINTS.sub(' ', match.group(1))}"

    def file(match: Match) -> str:
        return f" {words.dot} {spell(match['kind'].upper())}"

    return (
        rule("mail", _MAIL, mail, digits=False),
        rule("address", _URL, url, digits=False),
        rule("file", rf"(?<=[\p{{L}}\p{{N}}])\.(?P<kind>{_FILES})(?![\p{{L}}\p{{N}}])", file, digits=False),
        rule("hashtag", r"(?<![\p{L}\p{N}&])#(\p{L}[\p{L}\p{N}_]*)", tag, digits=False),
        rule("handle", r"(?<![\p{L}\p{N}])@(\p{L}[\p{L}\p{N}_]*)", handle, digits=False),
    )
