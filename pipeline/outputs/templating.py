"""The one Jinja environment: everything is escaped, a missing name is an error, styles and scripts are inlined."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.outputs.policy import content_security_policy

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

# What a page's script and style are made of, in order.
SCRIPTS = {"page": ("base.js", "places.js", "page.js", "controls.js"), "library": ("base.js", "library.js")}
STYLES = {"page": ("base.css", "page.css"), "library": ("base.css", "library.css")}

# Says "there is a script" before the first paint, so that what only works with one is not shown without it.
EARLY_SCRIPT = 'document.documentElement.classList.add("js")'


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # `tojson` escapes < > & ' for HTML whatever these are.
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    return environment


def asset(*names: str) -> str:
    """The text of style sheets or scripts that are written into a page."""
    return "\n\n".join((TEMPLATES / name).read_text(encoding="utf-8").strip() for name in names)


def render(name: str, context: Mapping[str, Any]) -> str:
    """The page `name` (`name`.html.jinja with its styles and scripts) for this context."""
    style = asset(*STYLES[name])
    # One function around all of them: their names are each other's, and nobody else's.
    script = f'(() => {{\n"use strict";\n\n{asset(*SCRIPTS[name])}\n}})();'
    return (
        _environment()
        .get_template(f"{name}.html.jinja")
        .render(
            context,
            style=style,
            script=script,
            early_script=EARLY_SCRIPT,
            policy=content_security_policy([EARLY_SCRIPT, script], [style]),
        )
    )
