"""The output folder as a web site: types, ranges, safety, and a podcast client at work."""

from __future__ import annotations

import http.client
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import feedparser
import httpx  # noqa: TID253  tests need not start fast
import msgspec
import podcastparser
import publications
import pytest
from site_serving import serving

from pipeline.outputs.listing import Listing
from pipeline.outputs.server import media_type
from pipeline.settings import Outputs

SOUND = f"/{publications.SLUG}/de/{publications.SLUG}.de.thorsten.mp3"


@dataclass(frozen=True)
class Site:
    """A running site, what it serves, and a client."""

    address: str
    output: Path
    client: httpx.Client

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def ask(self, path: str) -> tuple[int, bytes]:
        """The answer to a path sent exactly as it is: no client of ours tidies it."""
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=10)
        connection.putrequest("GET", path, skip_host=False)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("root")
    (root / "secret.txt").write_text("secret", encoding="utf-8")
    output = root / "output"
    folder = output / publications.SLUG
    made = publications.record(publications.publication(), folder)
    (folder / "report.json").write_bytes(msgspec.json.encode({"schema": 1, "listing": Listing.of(made)}))
    (folder / "index.html").write_text("<!doctype html><title>ö</title>", encoding="utf-8")
    (folder / ".new-half.mp3").write_bytes(b"half")
    (output / "way-out.txt").symlink_to(root / "secret.txt")
    with serving(output) as address, httpx.Client(base_url=address) as client:
        yield Site(address, output, client)


def test_a_page_is_found_by_its_folder(site: Site) -> None:
    assert site.get(f"/{publications.SLUG}").headers["location"].endswith("/the-quiet-harbour/")
    answer = site.get(f"/{publications.SLUG}/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "ö" in answer.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.de.x.mp3", "audio/mpeg"),
        ("a.m4b", "audio/mp4"),
        ("a.opus", "audio/ogg"),
        ("a.vtt", "text/vtt"),
        ("a.chapters.json", "application/json+chapters"),
        ("report.json", "application/json"),
        ("feed.de.xml", "application/rss+xml"),
        ("artwork.de.JPG", "image/jpeg"),
        ("article.md", "text/markdown"),
        ("unknown.bin", "application/octet-stream"),
    ],
)
def test_each_file_has_its_type(name: str, kind: str) -> None:
    assert media_type(name) == kind


def test_captions_and_chapters_carry_their_types(site: Site) -> None:
    assert site.get(SOUND.replace(".mp3", ".vtt")).headers["content-type"] == "text/vtt; charset=utf-8"
    chapters = site.get(SOUND.replace(".mp3", ".chapters.json"))
    assert chapters.headers["content-type"] == "application/json+chapters"


def test_a_part_of_a_recording_can_be_asked_for(site: Site) -> None:
    """RFC 9110, section 14; Apple asks for it of every podcast host."""
    whole = (site.output / SOUND[1:]).read_bytes()
    answer = site.get(SOUND, Range="bytes=1000-1999")
    assert (answer.status_code, answer.content) == (206, whole[1000:2000])
    assert answer.headers["content-range"] == f"bytes 1000-1999/{len(whole)}"
    assert site.get(SOUND, Range="bytes=-500").content == whole[-500:]
    assert site.get(SOUND, Range=f"bytes={len(whole)}-").status_code == 416


def test_head_tells_the_size_and_sends_nothing(site: Site) -> None:
    answer = site.client.head(SOUND)
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == (site.output / SOUND[1:]).stat().st_size
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.content == b""


def test_an_unchanged_file_is_not_sent_again(site: Site) -> None:
    first = site.get(SOUND)
    assert site.get(SOUND, **{"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_file_is_sent_with_orders_not_to_guess_its_type(site: Site) -> None:
    assert site.get(SOUND).headers["x-content-type-options"] == "nosniff"
    assert site.get("/feed.de.xml").headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        f"/{publications.SLUG}/../../secret.txt",
        "//secret.txt",
        "/..\\secret.txt",
        "/....//secret.txt",
        "/%00/../secret.txt",
        "/way-out.txt",
        "/feed.../../secret.xml",
        "/feed.%2e%2e%2fsecret.xml",
    ],
)
def test_nothing_outside_the_folder_can_be_reached(site: Site, path: str) -> None:
    status, body = site.ask(path)
    assert status in {400, 404}
    assert b"secret" not in body


def test_an_unfinished_file_is_not_shown(site: Site) -> None:
    assert (site.output / publications.SLUG / ".new-half.mp3").is_file()
    assert site.get(f"/{publications.SLUG}/.new-half.mp3").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_only_reads(site: Site, method: str) -> None:
    assert site.client.request(method, SOUND).status_code == 405
    assert site.client.request(method, "/feed.de.xml").status_code == 405


def test_a_podcast_client_downloads_the_episode(site: Site, tmp_path: Path) -> None:
    """podcast-downloader, which nobody here wrote, in a process of its own, as its users run it."""
    wanted = {"name": "ours", "rss_link": f"{site.address}/feed.de.xml", "path": str(tmp_path)}
    (tmp_path / "client.json").write_bytes(msgspec.json.encode({"podcasts": [wanted]}))
    command = [sys.executable, "-m", "podcast_downloader", "--config", str(tmp_path / "client.json")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    (sound,) = tmp_path.glob("*.mp3")
    assert sound.name == Path(SOUND).name
    assert sound.read_bytes() == (site.output / SOUND[1:]).read_bytes()


def test_what_podcast_parsers_find_can_be_fetched_in_parts(site: Site) -> None:
    """With gpodder's parser and feedparser: sound by range, transcript, chapters, artwork, page."""
    feed = site.get("/feed.de.xml").content
    show = podcastparser.parse(f"{site.address}/feed.de.xml", io.BytesIO(feed))
    (episode,) = show["episodes"]
    (enclosure,) = episode["enclosures"]
    assert site.client.head(enclosure["url"]).headers["content-type"] == enclosure["mime_type"]

    half = enclosure["file_size"] // 2
    first = site.get(enclosure["url"], Range=f"bytes=0-{half - 1}")
    second = site.get(enclosure["url"], Range=f"bytes={half}-", **{"If-Range": first.headers["etag"]})
    assert (first.status_code, second.status_code) == (206, 206)
    assert first.content + second.content == (site.output / SOUND[1:]).read_bytes()

    (entry,) = feedparser.parse(feed).entries
    assert site.get(entry.podcast_transcript["url"]).text.startswith("WEBVTT")
    assert site.get(entry.podcast_chapters["url"]).json()["version"] == "1.2.0"
    assert site.get(show["cover_url"]).content.startswith(b"\xff\xd8")
    assert site.get(episode["link"]).status_code == 200


def test_a_feed_answers_head(site: Site) -> None:
    answer = site.client.head("/feed.de.xml")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "application/rss+xml"


def test_a_feed_speaks_of_the_address_it_was_asked_at(site: Site) -> None:
    answer = site.get("/feed.de.xml", Host="192.168.1.7:8000")
    assert b'enclosure url="http://192.168.1.7:8000/the-quiet-harbour/' in answer.content


@pytest.mark.parametrize("path", ["/feed.fr.xml", "/artwork.fr.jpg", "/feed.xml", "/nothing.html"])
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_a_publisher_s_category_is_kept_when_serving(tmp_path: Path) -> None:
    folder = tmp_path / publications.SLUG
    folder.mkdir()
    listing = Listing.of(publications.publication())
    (folder / "report.json").write_bytes(msgspec.json.encode({"listing": listing}))
    with serving(tmp_path, Outputs(feed_category="Technology", feed_title="Ours")) as address:
        feed = httpx.get(f"{address}/feed.sv.xml").text
    assert 'itunes:category text="Technology"' in feed
    assert "<title>Ours – Svenska</title>" in feed
