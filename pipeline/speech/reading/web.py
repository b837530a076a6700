"""Addresses, file names, hashtags and handles: "xpert dot digital" rather than punctuation and paths."""

from __future__ import annotations

import regex

from pipeline.speech.reading.codes import spell
from pipeline.speech.reading.language import Language, Match, Rule

# Top-level domains that a bare name may end in and still be taken for an address (IANA's list is far longer, and full
# of words). Two-letter ones are met in lower case only and are spelled.
_WORDS = "com org net info digital gov edu biz app dev tech online shop blog news cloud site store media agency energy int mil"
_CODES = "de se eu uk ch at nl dk no fi fr it es pt pl us io ai tv me co be cz ie is jp cn in br ca au"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?"
_HOST = rf"(?:{_LABEL}\.)+(?:(?i:{_WORDS.replace(' ', '|')})|{_CODES.replace(' ', '|')})"
_URL = rf"(?:https?://|ftp://|www\.)[^\s<>\"”“»)\]]*[^\s<>\"”“»)\].,;:!?']|(?<![\p{{L}}\p{{N}}@.]){_HOST}(?![\p{{L}}\p{{N}}]|\.[\p{{L}}\p{{N}}])(?:/[^\s<>\"”“»)\]]*[^\s<>\"”“»)\].,;:!?'])?"
_MAIL = r"(?:mailto:)?(?P<user>[\p{L}\p{N}._%+-]+)@(?P<host>[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)"
# Longer paths are for machines: only the host is said.
_LONGEST_PATH = 2
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}|\d)|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_|(?<=\d)(?=\p{L})")
_TAG_OF_WORDS = regex.compile(r"/([\p{L}-]{2,20})(?=/|$)")


def rules(language: Language) -> tuple[Rule, ...]:
    words = language.tables.words

    def host(name: str) -> str:
        labels = regex.sub(r"^www\.", "", name, flags=regex.IGNORECASE).split(".")
        last = labels[-1]
        labels[-1] = last if last.lower() in _WORDS.split() else spell(last.upper())
        return f" {words.dot} ".join(label.replace("-", " - ").replace(" - ", "-") for label in labels)

    def url(match: Match) -> str:
        bare = regex.sub(r"^[a-z]+://(?:[^/@\s]*@)?", "", match.group(), flags=regex.IGNORECASE)
        name, _, path = regex.split(r"[?#]", bare)[0].partition("/")
        name = name.partition(":")[0]
        steps = [step for step in path.split("/") if step]
        plain = len(steps) <= _LONGEST_PATH and all(regex.fullmatch(r"[\p{L}-]{2,20}", step) for step in steps)
        said = [host(name), *(steps if plain else [])]
        return f" {words.slash} ".join(said)

    def mail(match: Match) -> str:
        user = regex.sub(r"[._]", f" {words.dot} ", match["user"])
        return f"{user} {words.at} {host(match['host'])}"

    def tag(match: Match) -> str:
        return f"{words.hashtag} {_CAMEL.sub(' ', match.group(1))}"

    def handle(match: Match) -> str:
        return f"at {_CAMEL.sub(' ', match.group(1))}"

    return (
        Rule("mail", regex.compile(_MAIL), mail, digits=False),
        Rule("address", regex.compile(_URL), url, digits=False),
        Rule("hashtag", regex.compile(r"(?<![\p{L}\p{N}&])#(\p{L}[\p{L}\p{N}_]*)"), tag, digits=False),
        Rule("handle", regex.compile(r"(?<![\p{L}\p{N}])@(\p{L}[\p{L}\p{N}_]*)"), handle, digits=False),
    )
