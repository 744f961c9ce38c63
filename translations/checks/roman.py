"""Roman numerals up to XXXIX: enough for congresses, centuries, quarters and chapters."""

from __future__ import annotations

import re

ROMAN = r"X{0,3}(?:IX|IV|V?I{0,3})"
_VALID = re.compile(ROMAN)
_DIGITS = {"I": 1, "V": 5, "X": 10}


def value(numeral: str) -> int | None:
    """``XIII`` → 13; None for what is no numeral."""
    if not numeral or not _VALID.fullmatch(numeral):
        return None
    total = 0
    for letter, following in zip(numeral, [*numeral[1:], ""], strict=True):
        worth = _DIGITS[letter]
        total += -worth if following and _DIGITS[following] > worth else worth
    return total
