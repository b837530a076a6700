"""The seed page rebuilt as HTML in several styles of site, from its labelled lines; nothing of it is kept here.

What a site decides: which tags, where the separators are, whether promos have a box, how related links are listed.
What stays: the lines, their order, and which of them are headings, bullets and separators.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

BULLET = "•"


@dataclass(frozen=True)
class Seed:
    """The seed page's lines (numbered from 1) and their labels."""

    folder: Path

    @cached_property
    def lines(self) -> list[str]:
        return (self.folder / "page.sv.txt").read_text(encoding="utf-8").split("\n")

    @cached_property
    def labels(self) -> Mapping[str, list[int]]:
        labels: Mapping[str, list[int]] = json.loads((self.folder / "lines.json").read_text(encoding="utf-8"))
        return labels

    def text(self, label: str) -> list[str]:
        """The lines of one label as an extractor should give them: bullets and outer spaces gone."""
        return [" ".join(self.lines[n - 1].replace(BULLET, "").split()) for n in self.labels[label]]

    @property
    def title(self) -> str:
        return self.lines[self.labels["headings"][0] - 1]

    def body(self) -> Iterator[tuple[str, str]]:
        """Kind and text of each line from after the title to the site's menus: heading, link, gap, alt, line."""
        headings, optional = set(self.labels["headings"]), set(self.labels["optional_lines"])
        first = self.labels["headings"][0] + 1
        last = max(self.labels["article_lines"]) + 40
        for number in range(first, last):
            line = self.lines[number - 1]
            text = html.escape(" ".join(line.replace(BULLET, "").split()))
            if "\xa0" in line and not line.strip():
                yield "gap", ""
            elif text:
                half = text[: len(text) // 2]
                is_link = line.lstrip().startswith(BULLET)
                kind = (
                    "heading"
                    if number in headings
                    else "alt"
                    if number in optional
                    else "link"
                    if is_link
                    else "line"
                )
                yield kind, half if is_link and half * 2 == text else text

    def menu(self) -> list[str]:
        return [
            html.escape(self.lines[n - 1].replace(BULLET, "").strip())
            for n in self.labels["boilerplate_lines"][-60:]
        ]


def _head(seed: Seed) -> str:
    title = html.escape(seed.title)
    return f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title} - Xpert.Digital</title></head>'


def _menu(seed: Seed, item: str) -> str:
    return "".join(item.format(text) for text in seed.menu())


def _build(seed: Seed, forms: Mapping[str, str]) -> str:
    return "\n".join(forms[kind].format(text) for kind, text in seed.body())


def div_soup(seed: Seed) -> str:
    """No semantic tag at all: divs with names that say nothing, headings by font size."""
    forms = {
        "heading": '<div class="s4"><b>{}</b></div>',
        "line": '<div class="s1">{}</div>',
        "link": '<div class="s2"><a href="/x1"><img src="/i.jpg" alt="{0}"></a><a href="/x1">{0}</a></div>',
        "alt": '<div class="s3"><img src="/p.png" alt="{}"></div>',
        "gap": '<div class="s1">&nbsp;</div>',
    }
    menu = _menu(seed, '<div class="m"><a href="/m">{}</a></div>')
    title = html.escape(seed.title)
    return f'{_head(seed)}<body><div class="a">{menu}</div><div class="b"><div class="s9"><b>{title}</b></div>{_build(seed, forms)}</div><div class="c">{menu}</div></body></html>'


def block_theme(seed: Seed) -> str:
    """A block theme: main, figures, separators as rules, lists of links, headings of two levels."""
    forms = {
        "heading": '<h2 class="wp-block-heading">{}</h2>',
        "line": "<p>{}</p>",
        "link": '<ul class="wp-block-list"><li><a href="https://example.org/a">{}</a></li></ul>',
        "alt": '<figure class="wp-block-image"><img src="/p.png" alt="{}"></figure>',
        "gap": '<hr class="wp-block-separator">',
    }
    menu = _menu(seed, '<li><a href="/m">{}</a></li>')
    title = html.escape(seed.title)
    return f'{_head(seed)}<body><nav><ul>{menu}</ul></nav><main class="wp-site-blocks"><h1 class="wp-block-post-title">{title}</h1><div class="entry-content wp-block-post-content">{_build(seed, forms)}</div></main><footer><ul>{menu}</ul></footer></body></html>'


def table_layout(seed: Seed) -> str:
    """A page of 2003: one table for the layout, fonts for headings, menus in the left cell."""
    forms = {
        "heading": '<p><font size="4"><b>{}</b></font></p>',
        "line": '<p align="justify">{}</p>',
        "link": '<p>&raquo; <a href="/a.htm">{}</a></p>',
        "alt": '<p align="center"><img src="/p.gif" alt="{}"></p>',
        "gap": "<p>&nbsp;</p>",
    }
    menu = _menu(seed, '<a href="/m.htm">{}</a><br>')
    title = html.escape(seed.title)
    return f'{_head(seed)}<body><table><tr><td width="180" valign="top">{menu}</td><td valign="top"><h1>{title}</h1>{_build(seed, forms)}</td></tr><tr><td colspan="2">{menu}</td></tr></table></body></html>'


def sections(seed: Seed) -> str:
    """An article whose separators are section boundaries: each stretch between them is a section of its own."""
    forms = {
        "heading": "<h3>{}</h3>",
        "line": '<p class="paragraph">{}</p>',
        "link": '<div class="linkline"><a href="/a">{}</a></div>',
        "alt": '<picture><img src="/p.webp" alt="{}"></picture>',
        "gap": '</section><section class="part">',
    }
    menu = _menu(seed, '<a class="item" href="/m">{}</a>')
    title = html.escape(seed.title)
    return f'{_head(seed)}<body><header class="top">{menu}</header><article><header><h1>{title}</h1></header><section class="part">{_build(seed, forms)}</section></article><footer class="bottom">{menu}</footer></body></html>'


STYLES: dict[str, Callable[[Seed], str]] = {
    "div-soup": div_soup,
    "block-theme": block_theme,
    "table-layout": table_layout,
    "sections": sections,
}
