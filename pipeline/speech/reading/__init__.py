"""Text as it is said."""

from __future__ import annotations

from pipeline.speech.reading.reader import VERSION, read

__all__ = ["VERSION", "read"]
