"""Source text as it is compared: what no reader sees is evened out, everything else must be the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from translations.glossary.normal import syllable

#: The neighbour of a text's first and last sentence. Unlike None, which stands for a context that nobody knows.
EDGE = 0

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SIGNS = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("‐‑‒–—−", "-")})
_TOKEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+(?:[.,]\d+)*|[^\w\s]")


def normalised(text: str) -> str:
    """One form of Unicode, of white space, quotes, dashes and dots. Case and figures stand: they make another text."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_SIGNS).replace("…", "...")
    return " ".join(text.split())


def digest(text: str) -> int:
    """63 bits of `normalised(text)`, never `EDGE`: what an exact match is looked up by."""
    found = hashlib.blake2b(normalised(text).encode(), digest_size=8).digest()
    return (int.from_bytes(found, "big") >> 1) or 1


def tokens(text: str) -> list[str]:
    """Words, figures and signs in order, lower case, a syllable's tone in one place (hoà is hòa)."""
    return [syllable(token) for token in _TOKEN.findall(normalised(text))]
