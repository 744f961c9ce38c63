"""A target that is its source: the engine gave the sentence back."""

from __future__ import annotations

from collections.abc import Iterator

from translations.checks import syllables
from translations.checks.pair import Pair
from translations.types import Flag, Severity


def check(pair: Pair) -> Iterator[Flag]:
    """Names, figures and codes alone may stay as they are."""
    here, there = pair.languages
    if here == there or _bare(pair.source) != _bare(pair.target):
        return
    if any(syllables.is_lower(word[0]) and _is_word(word[0], here) for word in syllables.words(pair.source)):
        yield Flag(
            code="unchanged",
            severity=Severity.CRITICAL,
            message="The target is the source, untranslated",
            target_span=(0, len(pair.target)),
        )


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_word(word: str, language: str) -> bool:
    return syllables.may_be_vietnamese(word) if language == "vi" else len(word) > 3
