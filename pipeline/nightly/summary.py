"""A night's report as a person reads it in the morning: what failed first, then what is new, then the sums."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.nightly.account import ArticleLine, Ended, NightReport
from pipeline.report import Status, clock


def to_text(report: NightReport) -> str:
    """The report as text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: NightReport) -> Iterator[str]:
    if report.failures:
        yield "Failed"
        yield from (f"  {line}" for line in report.failures)
    held = [article for article in report.articles if article.quarantined]
    if held:
        yield "In quarantine"
        yield from (f"  {article.source}: {article.error}" for article in held)
    made = [article for article in report.articles if article.status is Status.MADE]
    if made:
        yield "New or changed"
        yield from (f"  {made_line(article)}" for article in made)
    if report.remarks:
        yield "To know"
        yield from (f"  {line}" for line in report.remarks)
    yield from (f"Note: {note}" for note in report.notes)
    yield sums(report)


def made_line(article: ArticleLine) -> str:
    """One article that was made: its title, and its editions' languages, voices and lengths."""
    editions = ", ".join(
        f"{edition.lang} {edition.voice} {clock(edition.seconds)}"
        for edition in article.editions
        if edition.status is not Status.FAILED
    )
    return f"{article.title} ({editions}) -> {article.page}"


def sums(report: NightReport) -> str:
    """One line: how many articles ended how, in what time."""
    counts = ", ".join(f"{number} {name}" for name, number in report.counts.items() if number)
    text = f"{counts or 'no articles'} in {clock(report.seconds)} with {report.workers}"
    if report.ended is not Ended.COMPLETE:
        text += f"; ended early ({report.ended}), {report.unreached} sources left for the next run"
    return f"{text} -> {report.output}"
