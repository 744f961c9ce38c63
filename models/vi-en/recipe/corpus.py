"""Reading parallel text: ``NAME.tsv`` or ``NAME.tsv.xz``, UTF-8, Vietnamese TAB English, one pair a line."""

from __future__ import annotations

import lzma
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TextIO, cast

Pair = tuple[str, str]
HERE = Path(__file__).resolve().parent
OWN_DATA = HERE.parent / "data"
MIX = HERE / "mix.toml"
HELD_OUT = ("dev", "press_dev", "press_dev2")


@dataclass(frozen=True)
class Group:
    """One line of the mix: these files, this often."""

    name: str
    files: tuple[str, ...] = ()
    #: A file of one language in the corpus, and our own translation of it (`recipe.translated`).
    original: str = ""
    translation: str = ""
    made: int = 0
    broad: float = 1.0
    fine: float = 0.0
    copies: int = 0
    min_words: int = 1


def read_mix(path: Path = MIX) -> list[Group]:
    with path.open("rb") as file:
        table = tomllib.load(file)
    return [Group(name, **{**fields, "files": tuple(fields.get("files", ()))}) for name, fields in table.items()]


def open_text(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return cast(TextIO, lzma.open(path, "rt", encoding="utf-8", errors="replace", newline="\n"))
    return path.open(encoding="utf-8", errors="replace", newline="\n")


def read_pairs(path: Path) -> Iterator[Pair]:
    """Lines of any other form than two columns are passed over here; ``recipe.check_pairs`` is what names them."""
    with open_text(path) as file:
        for line in file:
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) == 2:
                yield columns[0], columns[1]


def stem(path: Path) -> str:
    return path.name.removesuffix(".xz").removesuffix(".tsv")


def listing(*folders: Path) -> dict[str, Path]:
    """Every corpus file by name; an earlier folder wins, so our own checked files come before copies of them."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted([*folder.glob("*.tsv"), *folder.glob("*.tsv.xz")]):
            found.setdefault(stem(path), path)
    return found


def files_of(group: Group, available: dict[str, Path]) -> list[Path]:
    taken = [name for name in available if name not in HELD_OUT and any(fnmatch(name, form) for form in group.files)]
    return [available[name] for name in sorted(taken)]


def held_out(available: dict[str, Path]) -> dict[str, list[Pair]]:
    return {name: list(read_pairs(available[name])) for name in HELD_OUT if name in available}
