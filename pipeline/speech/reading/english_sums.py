"""Sums and counts as the English business press shortens them: "$20m–$30m", "500k–600k", "sub-$10m", "a 25bp cut".

Each rule rewrites what is written into what the common rules read, or says it outright.
"""

from __future__ import annotations

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import EDGE, END, START, Match, Rule, rule, tables

CODE = "en"
_CURRENCIES = tables(CODE).currencies
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_LARGE = r"(?:million|billion|trillion|thousand|bn|tn|[mMkKB])"


def rules() -> tuple[Rule, ...]:
    """They come before the common rules, for what they rewrite would be split there."""
    return (*_sum_rules(), *_figure_rules(), *_count_rules(), *_period_rules())


# ── sums ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pair(match: Match) -> str:
    """ "$20m–$30m" -> "$20–30m"."""
    return f"{match['sign']}{match['a']}–{match['b']}"


def _first(match: Match) -> str:
    """ "between $3.5 and $4.5 million": the first sum is one of millions too."""
    return match["number"]


def _currency(match: Match) -> str:
    """ "¥-denominated" -> "yen-denominated"."""
    return f"{_CURRENCIES[match['sign']].one}-"


def _sum_rules() -> tuple[Rule, ...]:
    sign = r"(?P<sign>[€$£])"
    pair = rf"{sign}(?P<a>{_NUMBER})\s?(?P<large>{_LARGE})\s?[-–]\s?(?:(?P=sign))?(?P<b>{_NUMBER})(?=\s?(?P=large){END})"
    second = rf"(?=\s(?:and|to)\s(?P=sign){_NUMBER}\s?{_LARGE}{END})"
    move = r"(?:cuts?|hikes?|rises?|increases?|moves?|reductions?|falls?|drops?|spreads?)"
    return (
        rule("about a sum", rf"{START}ca?\.?\s?(?=[€$£¥]\s?\d)", "around "),
        rule("pair of sums", pair, _pair),
        rule("first of two sums", rf"(?<=\b(?i:between|from)\s){sign}(?P<number>{_NUMBER}){second}", _first),
        rule("sum after a prefix", r"(?<=\b(?i:sub|pre|post|near|mid|multi))-(?=[€$£]\d)", " "),
        rule("currency as a word", r"(?<![\p{L}\p{N}])(?P<sign>[€$£¥])-(?=\p{Ll})", _currency, digits=False),
        rule("move in basis points", rf"(?<=\d)\s?bps?(?=\s{move}\b)", "-basis-point"),
    )


# ── counts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _range(match: Match) -> str:
    """ "3-5x" -> "3 to 5x", "10–12k" -> "10 to 12 thousand"."""
    large = f"{match['b']}{match['sign']}" if match["sign"] in "x×" else f"{match['b']} thousand"
    return f"{match['a']} to {large}"


def _thousands(match: Match) -> str:
    return f"{match['number']} thousand"


def _millions(match: Match) -> str:
    """ "sales of 5.2m" are millions, not metres."""
    return f"{match['number']} million"


def _figures(match: Match) -> str:
    """ "two 6s", "1s and 0s" are figures and "under-18s" ages, not seconds."""
    said = numbers.cardinal(int(match["figure"]), CODE)
    return (
        f"{said.removesuffix('y')}ies"
        if said.endswith("y")
        else f"{said}{'es' if said.endswith('six') else 's'}"
    )


def _count(match: Match) -> str:
    """ "a total of 1750 visitors" is no year."""
    return numbers.cardinal(int(match.group()), CODE)


def _figure_rules() -> tuple[Rule, ...]:
    several = r"(?<=\b(?i:two|three|four|five|six|seven|several|many|straight|double|triple)\s)"
    ages = r"(?<=\b(?i:under|over)(?:-|(?<=\b(?i:the|for|of|among|by)\s\w{4,5})\s))"
    binary = r"(?<=\b0s\s(?:and|or)\s)(?P<figure>1)s|(?<=\b1s\s(?:and|or)\s)(?P<figure>0)s"
    other = r"(?P<figure>1)s(?=\s(?:and|or)\s0s\b)|(?P<figure>0)s(?=\s(?:and|or)\s1s\b)"
    cue = r"(?i:total\sof|there\s(?:are|were)|some|(?:approximate|exact|near)ly|employ(?:s|ed|ing)?)"
    of_years = r"(?:levels|prices|values|figures|terms|dollars|euros|pounds|models|results|targets|goals|versions|vintages|editions)"
    parts = r"(?:inches|miles|seconds|minutes|hours|cups|yards|metres|meters|litres|liters|pounds|ounces)"
    people = r"(?:people|women|men|children|\p{Ll}{2,}[^s\W]s)"
    return (
        rule("figures", rf"(?=\d{{1,2}}s{END})(?:(?:{several}(?P<figure>\d)|{ages}(?P<figure>[1-9]\d))s|{binary}|{other})", _figures),
        rule("count of four digits", rf"(?<=\b{cue}\s)(?:1[1-9]|20)(?!00)\d\d(?=\s(?!{of_years}\b){people}\b)", _count),
        rule("out of", rf"(?<={EDGE}\d{{1,2}})/(?=(?:10|20|100)\s(?!{parts}\b){people}\b)", " out of "),
    )  # fmt: skip


def _count_rules() -> tuple[Rule, ...]:
    screens = r"(?:screens|displays|monitors|videos|televisions|resolutions|races|runs|titles)"
    things = rf"(?=\s(?:people|\p{{Lu}}{{2,}}s|(?!{screens}\b)\p{{Ll}}{{3,}}[^s\W]s)\b)"
    sums = r"sales|revenues?|turnover|profits?|earnings|EBITD?A?|income|loss(?:es)?|costs|proceeds|assets"
    about = rf"(?<=\b(?i:{sums})(?:\sof|:|\swas|\swere)?\s|\((?:19|20)\d\d:\s)"
    span = (
        rf"(?P<a>{_NUMBER})(?:k(?=[-–]{_NUMBER}k))?[-–](?P<b>{_NUMBER})(?P<sign>[xk×])(?![\p{{L}}\p{{N}}×])"
    )
    return (
        rule("range of counts", EDGE + span, _range),
        rule("thousands", rf"{EDGE}(?P<number>{_NUMBER})[kK]{things}", _thousands),
        rule("sum in millions", rf"{about}(?P<number>{_NUMBER})m{END}", _millions),
    )


# ── periods and ratios ──────────────────────────────────────────────────────────────────────────────────────────


def _period_rules() -> tuple[Rule, ...]:
    return (
        rule("until now", r"(?<=\d{4})\s?[-–]\s?(?=(?:present|today|now)\b)", " to "),
        rule("span of quarters", r"(?<=[QH][1-4]\s20\d\d)\s?[-–]\s?(?=[QH][1-4]\b)", " to "),
        rule(
            "ratio of acronyms",
            rf"(?<={START}\p{{Lu}}{{2,5}}):(?=\p{{Lu}}{{2,5}}\sratio)",
            " to ",
            digits=False,
        ),
        rule("rise", r"\s?↑\s?(?=[€$£]?\d)(?<=\p{L}\s↑\s?)", " up "),
        rule("fall", r"\s?↓\s?(?=[€$£]?\d)(?<=\p{L}\s↓\s?)", " down "),
        rule("per annum", rf"(?<=\d\s?(?:%|per\s?cent)\s)pa{END}(?!\.\p{{L}})", "per annum"),
        rule("span of percentages", r"(?<=\d\s?%)-(?=\d{1,3}(?:\.\d+)?\s?%)", " to "),
        rule("part in brackets", r"(?=\([a-z\d]{1,2}\))(?<=\d|\d\([a-z\d]{1,2}\))", " "),
    )
