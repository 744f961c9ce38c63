"""Which pairs are fit to train on. Pure: lines in, lines and reasons out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from recipe.text import FOREIGN, is_english, is_vietnamese, key, tidy

Pair = tuple[str, str]
MAX_WORDS = 110
# Vietnamese writes a space between syllables: it has 1.3 "words" for one English word. The +4 forgives short lines.
LOW, HIGH = 0.6, 2.6
SHINGLE = 3  # words
NEAR = 0.6  # share of shingles at which two lines are the same sentence with a few words changed


def refusal(vietnamese: str, english: str, min_words: int = 1) -> str | None:
    """Why a pair teaches nothing good, or None."""
    if not vietnamese or not english:
        return "empty"
    if vietnamese == english and len(vietnamese) > 15:
        return "not translated"
    source, target = len(vietnamese.split()), len(english.split())
    if max(source, target) > MAX_WORDS or min(source, target) < min_words:
        return "length"
    if not LOW <= (source + 4) / (target + 4) <= HIGH:
        return "length ratio"
    if not is_vietnamese(vietnamese) or FOREIGN.search(vietnamese):
        return "source is not Vietnamese"
    if not is_english(english) or FOREIGN.search(english):
        return "target is not English"
    return None


def shingles(line: str) -> set[tuple[str, ...]]:
    found = key(line).split()
    return {tuple(found[i : i + SHINGLE]) for i in range(len(found) - SHINGLE + 1)}


class HeldOut:
    """The test lines, and whether a training line is one of them or nearly so."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.keys: set[str] = set()
        self.sizes: list[int] = []
        self.lines_with: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for line in (side for pair in pairs for side in pair):
            self._add(line)

    def _add(self, line: str) -> None:
        self.keys.add(key(line))
        parts = shingles(line)
        for part in parts:
            self.lines_with[part].append(len(self.sizes))
        self.sizes.append(len(parts))

    def holds(self, line: str) -> bool:
        same = key(line)
        if same in self.keys and len(same.split()) > 2:
            return True
        parts = shingles(line)
        shared = Counter(number for part in parts for number in self.lines_with.get(part, ()))
        return any(count >= 4 and count >= NEAR * min(self.sizes[n], len(parts)) for n, count in shared.items())


class Cleaner:
    """Passes pairs through, once each across all files; counts what it refused and why."""

    def __init__(self, held_out: HeldOut) -> None:
        self.held_out = held_out
        self.seen: set[tuple[str, str]] = set()
        self.refused: Counter[str] = Counter()

    def clean(self, pairs: Iterable[Pair], min_words: int = 1) -> Iterator[Pair]:
        for raw in pairs:
            vietnamese, english = tidy(raw[0]), tidy(raw[1])
            reason = refusal(vietnamese, english, min_words) or self._refusal(vietnamese, english)
            if reason:
                self.refused[reason] += 1
            else:
                yield vietnamese, english

    def _refusal(self, vietnamese: str, english: str) -> str | None:
        same = key(vietnamese), key(english)
        if same in self.seen:
            return "duplicate"
        self.seen.add(same)
        if self.held_out.holds(vietnamese) or self.held_out.holds(english):
            return "held out"
        return None
