"""`python -m pipeline`, and what the command `publish` calls.

Worker processes load the program's main file again before they do anything, so this one loads nothing itself.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from pipeline import cli  # noqa: PLC0415  not in workers

    cli.main()


if __name__ == "__main__":
    main()
