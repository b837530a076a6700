"""output/ as a small web site: byte ranges, HEAD, caching and path safety are Starlette's; types and feeds are ours.

Feeds are made anew for the address the listener asked at, so that a phone on the same network can subscribe whatever
`base_url` the published feeds carry.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.outputs.feeds import CHAPTERS_TYPE, draw_artwork, feed, feed_languages
from pipeline.outputs.listing import dated, read_listings
from pipeline.settings import Outputs

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.staticfiles import StaticFiles

# By the end of the name, first match; the system's own table is not asked, since it differs from machine to machine.
MEDIA_TYPES = (
    (".chapters.json", CHAPTERS_TYPE),
    (".html", "text/html"),
    (".mp3", "audio/mpeg"),
    (".m4b", "audio/mp4"),
    (".m4a", "audio/mp4"),
    (".opus", "audio/ogg"),
    (".ogg", "audio/ogg"),
    (".vtt", "text/vtt"),
    (".xml", "application/rss+xml"),
    (".json", "application/json"),
    (".jpg", "image/jpeg"),
    (".png", "image/png"),
    (".md", "text/markdown"),
    (".txt", "text/plain"),
)
OTHER_TYPE = "application/octet-stream"
HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"}


def media_type(name: str) -> str:
    """The type of a file that a run makes, by its name."""
    return next((kind for ending, kind in MEDIA_TYPES if name.lower().endswith(ending)), OTHER_TYPE)


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of an output folder, made on request."""

    output: Path
    settings: Outputs

    def feed(self, request: Request) -> Response:
        """GET /feed.<lang>.xml"""
        return self._answer(request, ".xml", feed)

    def artwork(self, request: Request) -> Response:
        """GET /artwork.<lang>.jpg"""
        return self._answer(request, ".jpg", draw_artwork)

    def _answer(self, request: Request, ending: str, make: Callable[..., bytes]) -> Response:
        from starlette.responses import Response

        lang = request.path_params["lang"]
        listings = dated(read_listings(self.output), self.output)
        if lang not in feed_languages(listings):
            return Response(status_code=404)
        here = msgspec.structs.replace(self.settings, base_url=str(request.base_url), feed_image="")
        return Response(make(listings, lang, here), media_type=media_type(ending), headers=HEADERS)


def application(output: Path, settings: Outputs) -> Starlette:
    """The ASGI application that serves `output`. Nothing outside it, and no hidden file in it, can be reached."""
    from starlette.applications import Starlette
    from starlette.routing import Mount, Route

    feeds = Feeds(output, settings)
    return Starlette(
        routes=[
            Route("/feed.{lang}.xml", feeds.feed),
            Route("/artwork.{lang}.jpg", feeds.artwork),
            Mount("/", _files(output)),
        ]
    )


def _files(output: Path) -> StaticFiles:
    from starlette.staticfiles import StaticFiles

    class Files(StaticFiles):
        """Starlette's, with our types and without hidden files (unfinished ones begin with a dot)."""

        def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
            if any(part.startswith(".") for part in Path(path).parts):
                return "", None
            return super().lookup_path(path)

        def file_response(self, full_path: Any, *args: Any, **kwargs: Any) -> Response:
            response = super().file_response(full_path, *args, **kwargs)
            if response.status_code == HTTPStatus.OK:
                kind = media_type(str(full_path))
                response.headers["content-type"] = (
                    f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
                )
                response.headers.update(HEADERS)
            return response

    return Files(directory=output, html=True)
