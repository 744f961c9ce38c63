"""The challenge set: short news sentences, and what must come out of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.evaluate.markup import plain

FOLDER = Path(__file__).parents[1] / "challenge"

#: Ways to write one thing, the house's own first; any of them is right.
Forms = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    id: str
    tags: Sequence[str]
    #: Both may hold inline HTML.
    vi: str
    en: str
    numbers: Sequence[Forms] = ()
    #: Dates, times of day and periods.
    dates: Sequence[Forms] = ()
    #: As they must stand, with their diacritics.
    names: Sequence[str] = ()
    #: Source term → accepted target terms.
    terms: Mapping[str, Forms] = field(default_factory=dict)
    #: Document and plate numbers, addresses: letter by letter.
    codes: Sequence[str] = ()

    @property
    def source(self) -> str:
        return plain(self.vi)

    @property
    def reference(self) -> str:
        return plain(self.en)

    @property
    def marked(self) -> bool:
        return "markup" in self.tags


def load(folder: Path = FOLDER) -> list[Item]:
    return [
        Item(**json.loads(line)) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()
    ]


def digest(items: Sequence[Item]) -> str:
    """Changes with any letter of the set, so that two tables can be seen to be about the same sentences."""
    return hashlib.sha256(repr(items).encode()).hexdigest()[:8]
