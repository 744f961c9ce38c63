"""Human pairs: ours, and those of a corpus when there is one."""

from __future__ import annotations

import functools
import lzma
from pathlib import Path

from benchmarks.evaluate.wording import words

DATA = Path(__file__).parents[2] / "models" / "vi-en" / "data"
PRESS = DATA / "press_dev.tsv.xz"

Pairs = list[tuple[str, str]]


def read(path: Path) -> Pairs:
    """Vietnamese TAB English, one pair a line."""
    packed = path.read_bytes()
    text = (lzma.decompress(packed) if path.suffix == ".xz" else packed).decode()
    cut = [line.split("\t") for line in text.splitlines()]
    return [(each[0], each[1]) for each in cut if len(each) == 2]


def named(corpus: Path | None) -> dict[str, Pairs]:
    """press_dev always; the corpus' dev.tsv.xz too. Raises SystemExit when that is not there."""
    found = {"press_dev": read(PRESS)}
    if corpus is not None:
        path = corpus / "dev.tsv.xz"
        if not path.is_file():
            raise SystemExit(f"There is no {path}. Give --corpus a folder that has it, or leave it out.")
        found["dev"] = read(path)
    return found


@functools.cache
def english() -> frozenset[str]:
    """The small words of every English sentence that we have: "bang" and "hang" are words of both languages."""
    texts = (target for path in DATA.glob("press_*.tsv*") for _, target in read(path))
    return frozenset(word for text in texts for word in words(text) if word.islower())
