"""English of our own for Vietnamese text that is not ours to carry: joined to the corpus' own lines by their digests.

``NAME.english.xz`` in our data holds one line a sentence: the first twelve hexadecimal digits of the SHA-256 of the
Vietnamese line (UTF-8, NFC), a TAB, and the English. Who has the text has the pairs; who has not, trains without them.
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


def digest(vietnamese: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", vietnamese.strip()).encode()).hexdigest()[:DIGITS]


def translated_pairs(vietnamese: Path, english: Path) -> Iterator[Pair]:
    """Every line of ``vietnamese`` that ``english`` has a translation of, once, unless their numbers disagree."""
    known = read_english(english)
    with open_text(vietnamese) as file:
        for line in file:
            ours = known.pop(digest(line), None)
            if ours and not disagreement(line, ours):
                yield unicodedata.normalize("NFC", line.strip()), ours


def read_english(path: Path) -> dict[str, str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t", 1) for line in file)
