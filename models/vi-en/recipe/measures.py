"""What a score does not show: numbers lost, text left untranslated, loops, nothing at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recipe.numbers import disagreement
from recipe.text import PLAIN_VIETNAMESE, TONED

LOOP = re.compile(r"(\b\w[\w' ,-]{0,40}?\b)(?:[\s,]+\1\b){3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Measures:
    """Shares of all lines, in percent."""

    numbers_right: float
    vietnamese_left: float
    loops: float
    empty: float


def left_over(english: str) -> bool:
    """A Vietnamese function word in lower case, which no name and no English text has."""
    return any(word in PLAIN_VIETNAMESE and TONED.search(word) for word in re.findall(r"[^\W\d_]+", english))


def loops(source: str, english: str) -> bool:
    """The same words four times running, or far more words than the source can have meant."""
    return bool(LOOP.search(english)) or len(english.split()) > 12 + 2 * len(source.split())


def measure(sources: Sequence[str], outputs: Sequence[str]) -> Measures:
    pairs = list(zip(sources, outputs, strict=True))
    with_numbers = [pair for pair in pairs if re.search(r"\d", "".join(pair))]
    right = sum(not disagreement(*pair) for pair in with_numbers)
    return Measures(
        numbers_right=_percent(right, len(with_numbers)),
        vietnamese_left=_percent(sum(left_over(english) for _, english in pairs), len(pairs)),
        loops=_percent(sum(loops(*pair) for pair in pairs), len(pairs)),
        empty=_percent(sum(not english.strip() for _, english in pairs), len(pairs)),
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0
