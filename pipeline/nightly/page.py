"""A night's report as a page of its own: no script, nothing loaded, everything escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.nightly.account import NightReport
from pipeline.nightly.summary import sums
from pipeline.outputs.policy import content_security_policy
from pipeline.report import Status, clock

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = Path(__file__).parent / "report.html.jinja"
STYLE = Path(__file__).parent / "report.css"


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["clock"] = clock
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def to_html(report: NightReport) -> str:
    """The report as one HTML document, which lies in output/reports/."""
    style = STYLE.read_text(encoding="utf-8").strip()
    return _template().render(
        report=report,
        sums=sums(report),
        failures=report.failures,
        remarks=report.remarks,
        held=[article for article in report.articles if article.quarantined],
        made=[article for article in report.articles if article.status is Status.MADE],
        failed=Status.FAILED,
        style=style,
        policy=content_security_policy([], [style]),
    )
