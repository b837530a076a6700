"""TMX 1.4b, the exchange format of translation memories (LISA's specification, section 3): written and read as streams.

translate-toolkit would do it, but is GPL-3-or-later with a command-line suite of its own and loads whole files;
the part of the format that memories exchange is small. Read leniently (`lang` for `xml:lang`, inline tags dropped,
region codes cut), without DTDs or entities; written strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.errors import TranslationError
from pipeline.files import replacing
from pipeline.languages import is_known, normalise
from pipeline.translate.memory import Unit

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MACHINE = "machine"
_ORIGIN_PROP = "x-rostval-by"
_INLINE_CODE = frozenset({"bpt", "ept", "ph", "it", "ut"})  # native markup, no text of the segment
_ANY = "*all*"


def write(path: Path, units: Iterable[Unit]) -> int:
    """Write `units` to `path`, whole or not at all. Gives how many. Raises OutputError."""
    count = 0
    with (
        replacing(path) as temporary,
        etree.xmlfile(str(temporary), encoding="utf-8") as xml,
    ):
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write(_header())
            with xml.element("body"):
                for count, unit in enumerate(units, 1):  # noqa: B007  the last count is how many there were
                    xml.write(_element(unit), pretty_print=True)
    return count


def _header() -> Any:
    return etree.Element(
        "header",
        {
            "creationtool": "rostval", "creationtoolversion": version("rostval"), "segtype": "sentence", "o-tmf": "rostval",
            "adminlang": "en", "srclang": _ANY, "datatype": "plaintext",
        },
    )  # fmt: skip


def _element(unit: Unit) -> Any:
    attributes = {"srclang": unit.source_lang} | ({"changedate": unit.changed} if unit.changed else {})
    element = etree.Element("tu", attributes)
    prop = etree.SubElement(element, "prop", type=_ORIGIN_PROP)
    prop.text = _MACHINE if unit.machine else "person"
    for lang, text in ((unit.source_lang, unit.source), (unit.target_lang, unit.target)):
        variant = etree.SubElement(element, "tuv", {_XML_LANG: lang})
        etree.SubElement(variant, "seg").text = _xml_text(text)
    return element


def _xml_text(text: str) -> str:
    """XML 1.0 has no control characters."""
    return "".join(sign for sign in text if sign in "\t\n\r" or ord(sign) >= ord(" "))


def read(path: Path) -> Iterator[Unit]:
    """Every pair of the file: from the source language to each other, or both ways where none is the source.

    Texts in languages not known here are passed over. Raises TranslationError for a file that is not TMX.
    """
    srclang = ""
    try:
        with path.open("rb") as stream:
            events = etree.iterparse(
                stream,
                events=("start", "end"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=True,
            )
            _check_root(events, path)
            for event, element in events:
                if element.tag == "header":
                    srclang = element.get("srclang", "")
                elif event == "end" and element.tag == "tu":
                    yield from _units(element, element.get("srclang", srclang))
                    element.clear()
    except (OSError, etree.XMLSyntaxError) as error:
        raise TranslationError(
            f"{path} cannot be read as TMX ({error}). Export it again as TMX 1.4."
        ) from error


def _check_root(events: Any, path: Path) -> None:
    _, root = next(iter(events), (None, None))
    if root is None or root.tag != "tmx":
        raise TranslationError(f"{path} is not a TMX file. Export the memory as TMX 1.4.")


def _units(element: Any, srclang: str) -> Iterator[Unit]:
    texts = _variants(element)
    machine = any(p.get("type") == _ORIGIN_PROP and p.text == _MACHINE for p in element.iter("prop"))
    changed = element.get("changedate", "")
    starts = [lang for lang in texts if srclang == _ANY or not srclang or lang == _lang(srclang)]
    for source in starts:
        for target, text in texts.items():
            if target != source:
                yield Unit(source, target, texts[source], text, "tmx", changed, machine)


def _variants(element: Any) -> dict[str, str]:
    texts: dict[str, str] = {}
    for variant in element.iter("tuv"):
        lang = _lang(variant.get(_XML_LANG) or variant.get("lang") or "")
        segment = variant.find("seg")
        if lang and segment is not None and (text := " ".join(_text(segment).split())):
            texts.setdefault(lang, text)
    return texts


def _lang(tag: str) -> str:
    return normalise(tag) if is_known(tag) else ""


def _text(element: Any) -> str:
    """The text of a segment without native markup; what `hi` and `sub`-less tags enclose stays."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if child.tag in _INLINE_CODE else _text(child), child.tail or ""]
    return "".join(parts)
