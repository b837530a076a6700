"""A night over many generated articles: the first run's pace, a night in which nothing changed, one in which ten did,
the parent's memory throughout, and the same on two Dask workers of which one is killed on the way.

    python tests/benchmarks/nightly.py [--articles 1000] [--workers 2] [--voice espeak|tone] [--dask]
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from house import page, write_voices

from pipeline import config
from pipeline.nightly.cluster import cluster
from pipeline.nightly.hands import Hands
from pipeline.nightly.run import Company, run
from pipeline.settings import Settings

LANGUAGES = ("en", "de", "sv")
ESPEAK = 'engine = "espeak"\nlang = "{lang}"\nname = "Espeak"\nspeaker = "{lang}"\nlicence = "GPL-3.0"\n'
SUBJECTS = (
    "The mill",
    "A bakery",
    "The harbour",
    "One school",
    "The tram company",
    "A sawmill",
    "The library",
)
DEEDS = ("has saved", "used", "sold", "paid for", "wasted", "counted", "measured", "reported")
THINGS = ("kilowatt hours of heat", "loaves of bread", "tonnes of steel", "hours of work", "euros of rent")
ENDS = (
    "within one year",
    "since the last winter",
    "before the summer",
    "in spite of the rain",
    "for the town",
)


def article(number: int, edition: int = 0) -> str:
    """A page that no other page repeats, of about 90 words."""
    dice = random.Random(f"{number} {edition}")  # noqa: S311  the same articles every time

    def sentence() -> str:
        words = (dice.choice(SUBJECTS), dice.choice(DEEDS), str(dice.randrange(2, 9000)), dice.choice(THINGS))
        return f"{' '.join(words)} {dice.choice(ENDS)}."

    paragraphs = [" ".join(sentence() for _ in range(3)) for _ in range(3)]
    return page(f"Story {number} of the town and its works", paragraphs)


def prepare(folder: Path, count: int, voice: str) -> Settings:
    voices = write_voices(folder, *LANGUAGES)
    for lang in LANGUAGES:
        (voices / f"espeak-{lang}.toml").write_text(ESPEAK.format(lang=lang), encoding="utf-8")
    (folder / "input").mkdir()
    for number in range(count):
        write(folder, number)
    return config.load(
        None,
        {
            "languages": LANGUAGES,
            "output": folder / "output",
            "offline": True,
            "translate": {"engine": "toy"},
            "speech": {
                "voices": {lang: [f"{voice}-{lang}"] for lang in LANGUAGES},
                "voice_folders": [str(voices)],
            },
            "nightly": {"folders": [str(folder / "input")]},
        },
    )


def write(folder: Path, number: int, edition: int = 0) -> None:
    (folder / "input" / f"{number:05}.html").write_text(article(number, edition), encoding="utf-8")


@contextmanager
def memory() -> Iterator[tuple[list[float], list[float]]]:
    """Megabytes of this process, ten times a second, and of its largest worker."""
    seen: list[float] = []
    workers: list[float] = [0.0]
    done = threading.Event()

    def look() -> None:
        process = psutil.Process()
        while not done.wait(0.1):
            seen.append(process.memory_info().rss / 1e6)
            if len(seen) % 10 == 1:
                workers.extend(_megabytes(child) for child in process.children(recursive=True))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen, workers
    finally:
        done.set()
        thread.join()


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.Error:  # it has ended meanwhile
        return 0.0


def night(label: str, settings: Settings, company: Company) -> float:
    cpu, start = _cpu(), time.perf_counter()
    with memory() as (seen, workers):
        report, _ = run(settings, config.places(settings), company)
    seconds = time.perf_counter() - start
    quarter = len(seen) // 4
    drift = f"{max(seen[:quarter] or [0]):.0f} -> {max(seen[-quarter:] or [0]):.0f} MB" if quarter else "-"
    counts = {name: number for name, number in report.counts.items() if number}
    articles = len(report.articles)
    print(
        f"{label:<34} {seconds:8.2f} s wall {_cpu() - cpu:8.2f} s CPU of the parent "
        f"{1000 * seconds / articles:9.2f} ms/article  memory {drift}, of a worker {max(workers):.0f} MB  {counts}",
        flush=True,
    )
    return seconds


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def by_processes(folder: Path, options: argparse.Namespace) -> None:
    settings = prepare(folder, options.articles, options.voice)
    with Hands(options.workers) as hands:
        company = Company(hands, f"{options.workers} processes")
        night("everything is new", settings, company)
        night("nothing changed", settings, company)
        for number in range(0, options.articles, max(1, options.articles // 10)):
            write(folder, number, edition=1)
        night("ten changed", settings, company)


def by_dask(folder: Path, options: argparse.Namespace) -> None:
    from distributed import LocalCluster

    settings = prepare(folder, options.articles, options.voice)
    local: Any
    with (
        LocalCluster(  # type: ignore[no-untyped-call]  # it carries no types
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", processes=True
        ) as local,
        cluster(local.scheduler_address, settings.output) as there,
        Hands(there.workers, there.hire) as hands,
    ):
        company = Company(
            hands,
            f"{there.workers} Dask workers",
            by_value=options.by_value or there.by_value,
            neighbours=there.neighbours,
        )
        victim = next(iter(local.workers.values())).pid
        threading.Timer(options.kill_after, os.kill, (victim, 9)).start()
        night("two Dask workers, one killed", settings, company)
        night("nothing changed", settings, company)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--voice", choices=("espeak", "tone"), default="espeak")
    parser.add_argument("--dask", action="store_true")
    parser.add_argument(
        "--by-value", action="store_true", help="as if the workers did not see the output folder"
    )
    parser.add_argument("--kill-after", type=float, default=10.0, metavar="SECONDS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rostval-") as name:
        os.environ["ROSTVAL_HOME"] = os.environ["ROSTVAL_CACHE"] = f"{name}/kept"
        (by_dask if options.dask else by_processes)(Path(name), options)


if __name__ == "__main__":
    main()
