"""English terms, and names, standing ready in the Vietnamese: how songngu's glossary speaks to the engine.

A term of the term base that is a pair's own translation, or a name that both sides share, is put into the source as the
target has it, in quotation marks on both sides or bare on both: the model learns to copy what it is given, where it is
given. Pure, given the random source.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

Pair = tuple[str, str]
#: What stands around a term in the source, and in the target.
FORMS = (("“", "”"), ('"', '"'), ("", ""))
WEIGHTS = (5, 2, 3)
MOST = 2  # a pair
_QUOTES = re.compile('[“”"«»]')
_WORDS = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)*")
_LONGEST = 10  # words of a source term


class Terms:
    """``{source: targets}``; found in any case, the longest first."""

    def __init__(self, entries: Mapping[str, tuple[str, ...]]) -> None:
        self.entries = {source.lower(): targets for source, targets in entries.items()}

    def in_pair(self, vi: str, en: str) -> Iterator[tuple[str, str]]:
        """(words of ``vi``, words of ``en``), each standing once; one that lies in an earlier one is left out."""
        words = [found.span() for found in re.finditer(r"\w+", vi)]
        free = 0
        for first, (start, _) in enumerate(words):
            for last in range(min(len(words), first + _LONGEST) - 1, first - 1, -1):
                said = vi[start : words[last][1]]
                wording = start >= free and self._wording(said, en)
                if wording and _once(said, vi):
                    yield said, wording
                    free = words[last][1]
                    break

    def _wording(self, said: str, en: str) -> str:
        for target in self.entries.get(said.lower(), ()):
            found = list(re.finditer(rf"(?<!\w){re.escape(target)}(?!\w)", en, re.IGNORECASE))
            if len(found) == 1:
                return found[0][0]
        return ""


def read_terms(path: Path) -> Terms:
    """songngu's term base as CSV; none when there is no such file."""
    if not path.is_file():
        return Terms({})
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Terms({row["source"]: (row["target"], *filter(None, row["admitted"].split(" | "))) for row in rows})


def annotated(vi: str, en: str, terms: Terms, rng: random.Random) -> Pair:
    """The pair with up to MOST of its terms and shared names given; unchanged where there are none."""
    given = list(terms.in_pair(vi, en))
    taken = set(" ".join(said for said, _ in given).split())
    given += [name for name in _names(vi, en) if taken.isdisjoint(name[0].split())]
    rng.shuffle(given)
    quoted = _QUOTES.search(vi)
    for said, wording in given[: rng.randint(1, MOST)]:
        opening, closing = ("", "") if quoted else rng.choices(FORMS, WEIGHTS)[0]
        if _once(said, vi) and _once(wording, en):
            vi, en = _put(vi, said, f"{opening}{wording}{closing}"), _put(en, wording, f"{opening}{wording}{closing}")
    return vi, en


def _names(vi: str, en: str) -> Iterator[tuple[str, str]]:
    """The longest part of two words or more, of every run of capitals, that stands once on both sides."""
    for words in _capitals(vi):
        sizes = range(len(words), 1, -1)
        parts = (" ".join(words[i : i + size]) for size in sizes for i in range(len(words) - size + 1))
        shared = next((part for part in parts if _once(part, vi) and _once(part, en)), "")
        if shared:
            yield shared, shared


def _capitals(text: str) -> Iterator[list[str]]:
    """Runs of words that begin with a capital."""
    for run in _WORDS.finditer(text):
        for capital, words in groupby(run[0].split(), key=lambda word: word[0].isupper()):
            if capital:
                yield list(words)


def _once(words: str, text: str) -> bool:
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text)) == 1


def _put(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text)
