"""What can be set, as frozen values; the names are those of publish.toml. `config.py` fills them in.

Each stage reads its own section and nothing else, so a change in one section redoes only what depends on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

Count = Annotated[int, msgspec.Meta(ge=0)]
Positive = Annotated[int, msgspec.Meta(gt=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of publish.toml: unknown names in it are an error, so that a typing slip is noticed."""


class Site(Section, frozen=True):
    """Rules for one host. `drop` and `keep` are CSS selectors; `promo` are phrases that open a promo box."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    promo: tuple[str, ...] = ()


class Fetch(Section, frozen=True):
    """How the network is used for sources. Times in seconds, sizes in bytes."""

    timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 10 * 1024 * 1024
    user_agent: str = ""
    allow_hosts: tuple[str, ...] = ()  # private or loopback hosts that may be fetched
    requests_per_second: float = 1.0
    retries: int = 3
    obey_robots: bool = True
    proxy: str = ""  # http://user:password@host:port of a proxy that all requests go through


class Translate(Section, frozen=True):
    """How text is translated. `engine` "" takes the best installed model of each pair."""

    engine: str = ""
    beam: int = 4
    threads: int = 0  # 0: as many as there are cores
    glossary: str = ""
    memory: str = ""  # path of the translation memory; "" is the user's own
    libretranslate_url: str = ""


class Models(Section, frozen=True):
    """Where models and voices are downloaded from, and how patiently. Times in seconds, sizes in bytes."""

    firefox_index: str = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
    firefox_files: str = "https://firefox-settings-attachments.cdn.mozilla.net/"
    argos_index: str = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
    timeout: float = 20.0  # for a connection, and between two pieces of a file
    total_timeout: float = 3600.0
    max_bytes: int = 2 * 1024**3
    retries: int = 3


class Speech(Section, frozen=True):
    """How text is spoken. `workers` 0 means one per core."""

    voices: dict[str, tuple[str, ...]] = {}  # language -> voice ids; absent: the best installed voice
    voice_folders: tuple[str, ...] = ()
    workers: int = 0


class Audio(Section, frozen=True):
    """The sound file. Loudness in LUFS, peak in dBTP (Apple's podcast figures), bit rate in kbit/s."""

    format: str = "mp3"
    bitrate: int = 64
    loudness: float = -16.0
    peak: float = -1.0

    def __post_init__(self) -> None:
        """A format's name is the same in capitals, wherever it is written."""
        msgspec.structs.force_setattr(self, "format", self.format.strip().lower())


class Outputs(Section, frozen=True):
    """Pages and feeds. `base_url` is where output/ will be found on the web; feeds need it."""

    base_url: str = ""
    feed_title: str = ""
    feed_description: str = ""
    feed_author: str = ""
    feed_email: str = ""
    feed_image: str = ""  # an address on the web; "" draws one
    feed_category: str = "News"  # one of Apple's, https://podcasters.apple.com/support/1691


class LinkedIn(Section, frozen=True):
    """The LinkedIn texts. `english` is "british" or "american"."""

    enabled: bool = True
    style: Literal["brief", "full"] = "full"
    hashtags: int = 3
    fixed_hashtags: tuple[str, ...] = ()
    link: str = ""
    english: Literal["british", "american"] = "british"


class CacheSettings(Section, frozen=True):
    """How large the cache may grow, in bytes; the least recently used entries go first."""

    max_bytes: int = 2 * 1024**3


class Nightly(Section, frozen=True):
    """What `publish nightly` publishes, and whom it tells. Times in seconds."""

    folders: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()  # files with one address or path a line
    feeds: tuple[str, ...] = ()  # RSS or Atom, or a page that announces one
    sitemaps: tuple[str, ...] = ()
    limit: Positive = 20  # articles of one feed or sitemap, the newest first
    quarantine_after: Count = (
        3  # nights an article may fail before it is left alone until it changes; 0: never
    )
    workers: Count = 0  # processes; 0: as many as cores and memory allow
    patience: Seconds = 3600.0  # for one article; then its worker is taken for stuck
    grace: Seconds = 60.0  # how long a stopped run lets begun articles finish
    reports: str = ""  # where reports lie; "": in output/reports, which may be on the web with the rest
    webhook: str = ""  # the report is posted there as JSON
    command: tuple[str, ...] = ()  # gets the summary on standard input: ["mail", "-s", "Night", "me@…"]
    shared_cache: str = ""  # a folder or s3://… that all workers of a cluster reach


class Settings(Section, frozen=True):
    """Everything, as it is after defaults, publish.toml, environment and flags."""

    languages: tuple[str, ...] = ()
    output: Path = Path("output")
    offline: bool = False
    fetch: Fetch = Fetch()
    sites: dict[str, Site] = {}
    translate: Translate = Translate()
    models: Models = Models()
    speech: Speech = Speech()
    audio: Audio = Audio()
    outputs: Outputs = Outputs()
    linkedin: LinkedIn = LinkedIn()
    cache: CacheSettings = CacheSettings()
    nightly: Nightly = Nightly()
