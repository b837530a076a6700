"""Signs that SentencePiece's NFKC flattens (CO₂, m², …) given back where the flat form came through."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\S+")
_EDGES = "\"'“”„»«()[]{},.:;!?"


def restore(source: str, output: str) -> str:
    """`output` with every word of `source` that NFKC had flattened written as the source writes it.

    Only whole words that carry a digit or sign in a special form (sub- and superscripts, fractions, unit squares):
    letters in a compatibility form, such as ligatures, are typography and stay flat.
    """
    for word in dict.fromkeys(_WORD.findall(source)):
        kept = word.strip(_EDGES)
        flat = unicodedata.normalize("NFKC", kept)
        if flat != kept and _carries_meaning(kept):
            output = kept.join(re.split(rf"(?<!\w){re.escape(flat)}(?!\w)", output))
    return output.replace("...", "…") if "…" in source and "..." not in source else output


def _carries_meaning(word: str) -> bool:
    return any(
        unicodedata.decomposition(sign).startswith(("<sub>", "<super>", "<fraction>", "<square>"))
        for sign in word
    )
