"""How alike two texts are, in percent."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein


def percent(one: Sequence[str], other: Sequence[str]) -> int:
    """From 0 to 100 for two texts as `tokens` cuts them: 100 minus the words that must be changed, in percent.

    A changed word counts by how much of it changed, up to half: a typing error is less than another name.
    """
    words = Levenshtein.normalized_similarity(one, other)
    letters = Levenshtein.normalized_similarity(" ".join(one), " ".join(other))
    return int(100 * max(words, (words + letters) / 2))
