"""Days, months and hours as English writes them short: "Mon, Wed and Fri", "Jan to Mar", "0800 GMT", "1:43.2".

Each rule rewrites what is written into what the common rules read, or says it outright. Source: New Hart's Rules.
"""

from __future__ import annotations

from pipeline.speech.reading.language import EDGE, END, START, Match, Rule, rule, tables

_TABLES = tables("en")
_WEEKDAYS = _TABLES.weekdays
_MONTHS = dict(zip(range(1, 13), _TABLES.months.split(), strict=True))
_SHORT_MONTHS = {short: _MONTHS[number] for short, number in _TABLES.months_short.items()}
_ALL_MONTHS = _SHORT_MONTHS | {name: name for name in _MONTHS.values()}


def rules() -> tuple[Rule, ...]:
    """They come before the common rules, for what they rewrite would be split there."""
    return (*_calendar_rules(), *_clock_rules())


# ── days and months ─────────────────────────────────────────────────────────────────────────────────────────────


def _weekday(match: Match) -> str:
    return _WEEKDAYS[match["short"]]


def _month(match: Match) -> str:
    return _SHORT_MONTHS[match["short"]]


def _months(match: Match) -> str:
    """ "Jan to Mar" -> "January to March"."""
    return f"{_ALL_MONTHS[match['first']]}{match['joint']}{_ALL_MONTHS[match['last']]}"


def _month_in_digits(match: Match) -> str:
    """ "03/2026" -> "March 2026"."""
    return f"{_MONTHS[int(match['month'])]} {match['year']}"


def _calendar_rules() -> tuple[Rule, ...]:
    goes_on = r"(?=,|\s\p{Ll})"  # a dot before a word in lower case ends no sentence
    dated = r"(?=,?\s(?:the\s)?(?:\L<months>\b|\d))"
    in_month = r"(?<=\b(?i:in|since|during|until|early|late|last|next|this)\s|\b(?i:mid|early|late)-)"
    month = r"(?P<short>\L<short>)"
    last = rf"(?:\.{goes_on}|{END}(?!\s?[\d-]|\s\p{{Lu}}))"
    months = (
        rf"{START}(?:(?P<first>\L<months>)\.?(?P<joint>\s(?:to|through|until)\s)(?P<last>\L<months>)"
        rf"|(?P<first>\L<short>)\.?(?P<joint>\s(?:and|or)\s)(?P<last>\L<short>)){last}"
    )
    no_number = r"(?<!\b(?i:n[or]\.?|nos\.?|number|issue|case|order|vol\.?)\s)"
    lists = {"short": list(_SHORT_MONTHS)}
    days = [*_WEEKDAYS, *_WEEKDAYS.values()]
    joint = r"(?:,|,?\s(?:and|or))\s"
    return (
        rule(
            "weekday with a dot",
            rf"{START}(?P<short>\L<days>)\.(?:{goes_on}|{dated})",
            _weekday,
            digits=False,
            needs="days",
            days=list(_WEEKDAYS),
            months=[*_SHORT_MONTHS, *_MONTHS.values()],
        ),
        rule(
            "list of weekdays",
            rf"{START}(?P<short>\L<short>)(?={joint}\L<days>{END})|(?<={START}\L<days>{joint})(?P<short>\L<short>){END}(?!\.\s\d)",
            _weekday,
            digits=False,
            needs="short",
            short=list(_WEEKDAYS),
            days=days,
        ),
        rule("months", months, _months, digits=False, needs="months", months=list(_ALL_MONTHS), **lists),
        rule("month with a dot", rf"{START}{month}\.{goes_on}", _month, digits=False, needs="short", **lists),
        rule("in a month", rf"{in_month}{month}{END}(?!-|\.(?:\p{{L}}|\s?\d)|['’]|\s[\p{{Lu}}\d])", _month, digits=False, needs="short", **lists),
        rule("month in digits", rf"{no_number}(?<![\p{{N}}/.,-])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\p{{N}}/])", _month_in_digits),
    )  # fmt: skip


# ── hours ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _colon(match: Match) -> str:
    """ "0800" -> "08:00"."""
    return f"{match['hour']}:{match['minute']}"


def _stopped(match: Match) -> str:
    """ "1:43.2" -> "1 minute 43.2 seconds"."""
    minutes = match["minutes"]
    return f"{minutes} minute{'' if minutes == '1' else 's'} {match['seconds'].removeprefix('0')} seconds"


def _clock_rules() -> tuple[Rule, ...]:
    zone = r"(?=\s(?:GMT|UTC|CET|CEST|BST|EST|EDT|PST|Zulu)\b)"
    clock = r"(?P<hour>[01]?\d|2[0-4])"
    due = r"(?:due|arriv\p{L}+|depart\p{L}*|leav\p{L}+)\s(?:in\s\p{Lu}\p{L}+\s)?at"
    leaves = r"(?=\s(?:(?:train|bus|ferry|express|service|departure)\b|from\s\p{Lu}))"
    at = r"(?i:at|by|from|until|till|since|before|after)"
    return (
        rule("military hour", rf"{EDGE}(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d){zone}", _colon),
        rule(
            "stopped time",
            rf"(?<!\b(?i:scale|ratio)(?:\sof)?\s){EDGE}(?P<minutes>[1-9]\d?):(?P<seconds>[0-5]\d\.\d{{1,3}}){END}(?![.:]\d)",
            _stopped,
        ),
        rule(
            "departure",
            rf"(?<=\b[Tt]he\s){clock}\.(?P<minute>[0-5]\d){leaves}|(?<=\b{due}\s){clock}\.(?P<minute>[0-5]\d){END}(?!\.\d)",
            _colon,
        ),
        rule(
            "noon",
            rf"(?<=\b(?i:noon|midnight))\s?[-–]\s?(?=\d{{1,2}}(?:[:.]\d\d)?(?:\s?[ap]\.?m|{END}))",
            " to ",
        ),
        rule(
            "clock in hours",
            rf"(?<=\b{at}\s\d{{1,2}}:[0-5]\d)\s?(?:h|hrs){END}|(?<={EDGE}\d\d:[0-5]\d)\s?hrs{END}",
            "",
        ),
        rule("duration in hours", rf"(?<={EDGE}\d{{1,2}}:[0-5]\d)\s?(?:h|hrs?){END}", " hours"),
    )
