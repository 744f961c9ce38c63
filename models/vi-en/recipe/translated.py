"""Translations of our own for text that is not ours to carry: joined to the corpus' own lines by their digests.

``NAME.english.xz`` (or ``NAME.vietnamese.xz``, for English text) in our data holds one line a sentence: the first
twelve hexadecimal digits of the SHA-256 of the original line (UTF-8, NFC), a TAB, and the translation. Who has the text
has the pairs; who has not, trains without them.
"""

from __future__ import annotations

import hashlib
import lzma
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from recipe.corpus import Pair, open_text
from recipe.numbers import disagreement

DIGITS = 12


def digest(original: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", original.strip()).encode()).hexdigest()[:DIGITS]


def translated_pairs(original: Path, translation: Path) -> Iterator[Pair]:
    """Every line of ``original`` that ``translation`` knows, once, unless the numbers of both disagree."""
    known = read_translation(translation)
    into_vietnamese = translation.name.endswith(".vietnamese.xz")
    with open_text(original) as file:
        for line in file:
            ours, theirs = known.pop(digest(line), ""), unicodedata.normalize("NFC", line.strip())
            pair = (ours, theirs) if into_vietnamese else (theirs, ours)
            if ours and not disagreement(*pair):
                yield pair


def read_translation(path: Path) -> dict[str, str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t", 1) for line in file)
