"""`publish linkedin SOURCE`: the English text for LinkedIn, made or checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, JsonOption, OfflineOption, settings
from pipeline.commands.console import progress, remark, say
from pipeline.document import Article
from pipeline.errors import SourceError, UsageError
from pipeline.files import write_text
from pipeline.newsroom.texts import ARTICLE_FILE
from pipeline.newsroom.translations import translation
from pipeline.newsroom.versions import Versions, extracted
from pipeline.newsroom.workshop import Workshop, open_workshop
from pipeline.outputs.linkedin import LinkedInTexts, make_texts
from pipeline.outputs.linkedin.lint import Check, Finding, check_file, check_post, fixed, summary
from pipeline.outputs.linkedin.post import web_address
from pipeline.report import EXIT_DONE, EXIT_PARTIAL
from pipeline.settings import LinkedIn, Settings
from pipeline.sources import load

LANGUAGE = "en"


SourceArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="SOURCE|EDITION",
        help="A file, a URL, - for standard input, or an edition's folder such as output/my-article/en.",
    ),
]
StyleOption = Annotated[
    str | None, typer.Option("--style", metavar="brief|full", help="Three points, or up to five.")
]
HashtagsOption = Annotated[
    int | None, typer.Option("--hashtags", metavar="N", min=0, max=10, help="At most so many hashtags.")
]
LinkOption = Annotated[
    str | None, typer.Option("--link", metavar="URL", help="The link at the end. Default: the article's.")
]
AmericanOption = Annotated[bool | None, typer.Option("--american/--british", help="Which English to write.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write post and article into this folder too.")
]
CheckOption = Annotated[
    Path | None,
    typer.Option(
        "--check",
        metavar="FILE",
        help="Check a post or article instead; with SOURCE, its figures against the source too.",
    ),
]
FixOption = Annotated[
    bool,
    typer.Option("--fix", help="With --check: take fake-bold letters and unseen characters out of FILE."),
]


def linkedin(
    source: SourceArgument = None,
    style: StyleOption = None,
    hashtags: HashtagsOption = None,
    link: LinkOption = None,
    american: AmericanOption = None,
    out: OutOption = None,
    check: CheckOption = None,
    fix: FixOption = False,
    json: JsonOption = False,
    offline: OfflineOption = False,
    config: ConfigOption = None,
) -> None:
    """Make or check the English text for LinkedIn: a post of the article's own sentences, ready to be pasted.

    Exit code 0: ready; 1: there is something to mend, and each finding says where and why.
    """
    wanted = {"style": style, "hashtags": hashtags, "link": link, "english": _english(american)}
    flags = {name: value for name, value in wanted.items() if value is not None}
    chosen = settings(config, offline=offline or None, linkedin=flags or None)
    _refuse_contradictions(source, chosen.linkedin, check, fix=fix)
    article = _english_article(source, chosen) if source else None
    if check:
        raise typer.Exit(_check(check, Check.of(chosen.linkedin, article), fix=fix, json=json))
    if article:
        raise typer.Exit(_make(article, chosen.linkedin, out, json=json))


def _english(american: bool | None) -> str | None:  # noqa: FBT001  the flag as typer gives it
    return None if american is None else "american" if american else "british"


def _refuse_contradictions(source: str | None, wanted: LinkedIn, check: Path | None, *, fix: bool) -> None:
    if source is None and check is None:
        raise UsageError("There is nothing to do. Give an article to make a post of, or --check FILE.")
    if fix and check is None:
        raise UsageError("--fix mends a file. Name it with --check FILE.")
    if wanted.link and not web_address(wanted.link):
        raise UsageError(f'"{wanted.link}" is no web address. Write it like https://example.org/article.')


def _make(article: Article, wanted: LinkedIn, out: Path | None, *, json: bool) -> int:
    texts, files = make_texts(article, wanted)
    for name, content in files.items() if out else ():
        write_text(out / name, content)  # type: ignore[operator]  # there is nothing to write without it
    findings = check_post(texts.post, Check.of(wanted, article))
    _show_texts(texts, findings, json=json)
    return EXIT_PARTIAL if findings else EXIT_DONE


def _show_texts(texts: LinkedInTexts, findings: list[Finding], *, json: bool) -> None:
    if json:
        _say_json({**msgspec.to_builtins(texts), "findings": findings})
        return
    say(texts.post)
    for note in texts.notes:
        remark(f"publish: {note}")
    for line in summary(findings, "post"):
        remark(f"publish: {line}")


def _check(file: Path, check: Check, *, fix: bool, json: bool) -> int:
    text = _read(file)
    if fix and fixed(text) != text:
        text = fixed(text)
        write_text(file, text)
        remark(f"publish: {file} is mended")
    findings = check_file(file.name, text, check)
    if json:
        _say_json({"file": str(file), "findings": findings})
    elif findings:
        say("\n".join(summary(findings, str(file))))
    return EXIT_PARTIAL if findings else EXIT_DONE


def _say_json(value: object) -> None:
    say(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"Cannot read {file}: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{file} is not UTF-8 text. Save it as UTF-8.") from error


def _english_article(source: str, chosen: Settings) -> Article:
    with open_workshop(chosen, configuration.places(chosen), progress()) as shop:
        return english(_article_file(source), shop)


def _article_file(source: str) -> str:
    """An edition's folder stands for the text in it."""
    inside = Path(source) / ARTICLE_FILE
    return str(inside) if inside.is_file() else source


def english(source: str, shop: Workshop) -> Article:
    """The article in English: as it is, as the publisher's own version, or translated on this machine."""
    page = load(source, shop.settings.fetch, offline=shop.settings.offline)
    article = extracted(page, shop).article
    if article.lang == LANGUAGE:
        return article
    versions = Versions(page, article, shop)
    version = versions.get(LANGUAGE)
    if version:
        return version
    translated, notes = translation(LANGUAGE, article, versions, shop)
    for note in (*versions.notes, *notes):
        remark(f"publish: {note}")
    return translated
