"""A source with words needs a target with words."""

from __future__ import annotations

from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity


def check(pair: Pair) -> Iterator[Flag]:
    if _says_something(pair.source) and not _says_something(pair.target):
        yield Flag(
            code="empty", severity=Severity.CRITICAL, message="The target is empty", target_span=(0, len(pair.target))
        )


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)
