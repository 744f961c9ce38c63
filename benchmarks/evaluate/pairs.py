"""Human pairs: ours, and those of a corpus when there is one."""

from __future__ import annotations

import lzma
from pathlib import Path

PRESS = Path(__file__).parents[2] / "models" / "vi-en" / "data" / "press_dev.tsv.xz"

Pairs = list[tuple[str, str]]


def read(path: Path) -> Pairs:
    """Vietnamese TAB English, one pair a line."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        cut = [line.rstrip("\n").split("\t") for line in lines]
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
