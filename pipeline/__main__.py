"""`python -m pipeline`, and what the command `publish` calls.

Worker processes load the program's main file again before they do anything, so this one loads nothing itself.
"""

from __future__ import annotations

import gc

# Objects made between two searches for cycles. What a run makes mostly stays until its end, and Python's 700 made it
# search three hundred times for nothing: a tenth of the time of a first run, for no less memory.
COLLECT_AFTER = 50_000


def main() -> None:
    """Run the command line."""
    gc.set_threshold(COLLECT_AFTER)
    from pipeline import cli  # noqa: PLC0415  not in workers

    cli.main()


if __name__ == "__main__":
    main()
