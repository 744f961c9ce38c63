"""How alike two texts are, in percent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

#: A share of letters that texts with 70% of their words in common are hardly ever below.
_LETTERS = 0.5
_SHORTLIST = 40


def shortlist(text: str, others: Mapping[int, str]) -> list[int]:
    """The keys of those that are most alike by their letters: a first sieve, thirty times as fast as `percent`."""
    found = process.extract(
        text, others, scorer=Levenshtein.normalized_similarity, score_cutoff=_LETTERS, limit=_SHORTLIST
    )
    return [key for _, _, key in found]


def percent(one: Sequence[str], other: Sequence[str]) -> int:
    """From 0 to 100 for two texts as `tokens` cuts them: 100 minus the words that must be changed, in percent.

    A changed word counts by how much of it changed, up to half: a typing error is less than another name.
    """
    words = Levenshtein.normalized_similarity(one, other)
    letters = Levenshtein.normalized_similarity(" ".join(one), " ".join(other))
    return int(100 * max(words, (words + letters) / 2))
