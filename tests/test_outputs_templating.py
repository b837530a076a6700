"""Templates are strict, escape everything, and say what their policy says."""

from __future__ import annotations

from pathlib import Path

import jinja2  # noqa: TID253  a test may load what it tests
import pytest

from pipeline.outputs.templating import SCRIPTS, STYLES, TEMPLATES, _environment, asset, render


def test_a_name_that_is_missing_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("library", {})


def test_text_is_escaped_and_data_cannot_end_its_script() -> None:
    template = _environment().from_string("{{ text }}|{{ data | tojson }}")
    shown = template.render(text="<b>&", data={"å": "</script>"})
    assert shown == '&lt;b&gt;&amp;|{"å":"\\u003c/script\\u003e"}'


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.jinja")), ids=lambda p: p.name)
def test_only_our_own_style_and_scripts_are_marked_safe(path: Path) -> None:
    """`safe` switches escaping off: it may stand only where the policy's hash holds what is shown."""
    marked = [line for line in path.read_text(encoding="utf-8").splitlines() if "| safe" in line]
    assert all(line.startswith(("<style>{{ style | safe }}", "<script>{{ ")) for line in marked)
    assert {line.split("{{ ")[1].split(" ")[0] for line in marked} <= {"style", "script", "early_script"}


@pytest.mark.parametrize(
    "name", sorted({n for names in (*SCRIPTS.values(), *STYLES.values()) for n in names})
)
def test_what_is_inlined_cannot_end_its_element(name: str) -> None:
    assert "</" not in asset(name)
    assert "<!--" not in asset(name)


def test_every_style_and_script_is_used() -> None:
    used = {name for names in (*SCRIPTS.values(), *STYLES.values()) for name in names}
    assert used == {path.name for path in TEMPLATES.iterdir() if path.suffix in {".js", ".css"}}
