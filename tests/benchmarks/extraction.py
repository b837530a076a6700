"""How fast extraction is, how much memory it takes, and whether anything makes it crash or hang.

    python tests/benchmarks/extraction.py speed           pages per CPU-second, against plain trafilatura
    python tests/benchmarks/extraction.py memory [PAGES]  resident memory while PAGES (1,000) pages go by
    python tests/benchmarks/extraction.py fuzz [PAGES]    PAGES (10,000) mutated pages; a seed is printed for each fault

Uses ../shared/corpus where it is, else our own pages in tests/quality/pages.
"""

from __future__ import annotations

import logging
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from pipeline.document import Page, PageKind
from pipeline.errors import RostvalError
from pipeline.extract import extract

QUALITY = Path(__file__).parents[1] / "quality"
sys.path.insert(0, str(QUALITY))

from extraction_labels import CORPUS, corpus  # noqa: E402  the path is set above

LONGEST = 5.0  # seconds that a page may take
FUZZ_BYTES = 60_000  # of a page that is mutated; larger ones are cut, so that 10,000 are done in minutes


def pages() -> list[bytes]:
    if CORPUS.is_dir():
        return [page.data for page in corpus()]
    return [path.read_bytes() for path in sorted((QUALITY / "pages").glob("*.html"))]


def read(data: bytes, kind: PageKind = PageKind.HTML) -> None:
    try:
        extract(Page("page.html", kind, data), {})
    except RostvalError:
        return


def speed() -> None:
    from trafilatura import extract as plain

    data = pages()
    read(data[0])
    for name, reader in (("extract", read), ("plain trafilatura", plain)):
        start = time.process_time()
        for page in data:
            reader(page)
        print(f"{name}: {len(data) / (time.process_time() - start):.1f} pages per CPU-second")


def memory(count: int) -> None:
    for done, page in enumerate(islice(cycle(pages()), count)):
        read(page)
        if done % (count // 10) == 0:
            print(f"{done:6} pages: {resident():5.0f} MB")
    print(
        f"{count:6} pages: {resident():5.0f} MB, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


def resident() -> float:
    pages_held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages_held * resource.getpagesize() / 2**20


def cut(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.randrange(1, 4000)]


def repeat(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    data[start:start] = data[start : start + dice.randrange(1, 400)] * dice.randrange(2, 40)


def noise(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randrange(1, 60)):
        data[dice.randrange(len(data))] = dice.randrange(256)


def unclose(data: bytearray, dice: random.Random) -> None:
    places = [i for i in range(len(data) - 1) if data[i : i + 2] == b"</"]
    for place in sorted(dice.sample(places, min(len(places), 30)), reverse=True):
        del data[place : place + 2]


def swap(data: bytearray, dice: random.Random) -> None:
    a, b = sorted(dice.randrange(len(data)) for _ in range(2))
    data[:] = data[b:] + data[a:b] + data[:a]


def nest(data: bytearray, dice: random.Random) -> None:
    tag = dice.choice(
        [b"<div>", b"<table><tr><td>", b"<ul><li>", b"<blockquote>", b"<b>", b"<a href=x>", b"<font>"]
    )
    place = dice.randrange(len(data))
    data[place:place] = tag * dice.randrange(50, 3000)


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (cut, repeat, noise, unclose, swap, nest)


def mutants(count: int) -> Iterator[tuple[int, bytes]]:
    data = pages()
    for seed in range(count):
        dice = random.Random(seed)  # noqa: S311  mutations, not secrets
        mutant = bytearray(dice.choice(data)[:FUZZ_BYTES])
        for mutation in dice.choices(MUTATIONS, k=dice.randrange(1, 5)):
            if mutant:
                mutation(mutant, dice)
        yield seed, bytes(mutant)


def fuzz(count: int) -> None:
    faults, slowest = 0, (0.0, -1)
    for seed, mutant in mutants(count):
        start = time.process_time()
        try:
            read(mutant, PageKind.TEXT if seed % 10 == 0 else PageKind.HTML)
        except Exception as error:  # noqa: BLE001  whatever comes through is the finding
            faults += 1
            print(f"seed {seed}: {type(error).__name__}: {error}")
        slowest = max(slowest, (time.process_time() - start, seed))
        if slowest == (slowest[0], seed) and slowest[0] > LONGEST:
            print(f"seed {seed}: {slowest[0]:.1f} s")
    print(f"{count} mutants: {faults} crashes, the slowest {slowest[0]:.2f} s (seed {slowest[1]})")


def main() -> None:
    logging.disable(logging.CRITICAL)
    command, *rest = sys.argv[1:] or ["speed"]
    if command == "speed":
        speed()
    elif command == "memory":
        memory(int(rest[0]) if rest else 1000)
    else:
        fuzz(int(rest[0]) if rest else 10_000)


if __name__ == "__main__":
    main()
