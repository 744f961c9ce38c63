"""Brackets, quotation marks and question marks that got lost."""

from __future__ import annotations

from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity

_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def check(pair: Pair) -> Iterator[Flag]:
    """Only what the source has in order is asked of the target."""
    for opening, closing in _PAIRS:
        if _balanced(pair.source, opening, closing) and not _balanced(pair.target, opening, closing):
            yield _flag("unbalanced", f"{opening} and {closing} do not pair in the target", pair)
    if pair.source.count('"') % 2 == 0 and _odd_quotes(pair):
        yield _flag("unbalanced", "A quotation mark in the target has no partner", pair)
    if _asks(pair.source) and "?" not in pair.target:
        yield _flag("question-lost", "The source asks a question, the target does not", pair)


def _balanced(text: str, opening: str, closing: str) -> bool:
    """Without quotations over several sentences in mind: a closing mark may simply be in the next segment."""
    return text.count(opening) == text.count(closing)


def _odd_quotes(pair: Pair) -> bool:
    return pair.target.count('"') % 2 == 1 and _balanced(pair.source, "“", "”")


def _asks(text: str) -> bool:
    return text.rstrip("”\"’') ").endswith("?")


def _flag(code: str, message: str, pair: Pair) -> Flag:
    return Flag(code=code, severity=Severity.MINOR, message=message, target_span=(0, len(pair.target)))
