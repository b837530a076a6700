"""Many articles, unattended, and only what changed.

    discovery    which articles the settings name
    night        THE LOOP: load, read, weigh, hand out, gather
    piece        what a worker is given, does and gives back; parcel: an article's folder by value
    hands        executors that survive their workers; cluster: those of Dask
    quarantine   articles that fail night after night
    account      the report as values; summary and page: as text and as HTML; telling: webhook and command
    scheduling   how the machine is told to run this every night

The parent does what is cheap: it finds, fetches, looks into the cache and compares. Whatever may crash, hang or eat
memory on a stranger's page happens in a worker.
"""

from __future__ import annotations

from pathlib import Path

TEMPLATE = Path(__file__).parent / "publish.toml"
"""The commented settings that `publish nightly init` writes."""
