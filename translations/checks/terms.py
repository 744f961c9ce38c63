"""What the term base asks of a target. The terms that the source holds are passed in: nothing is looked up here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translations.checks.pair import Pair
from translations.glossary import Match, banned, stands
from translations.types import Flag, Severity


def check(pair: Pair, terms: Sequence[Match]) -> Iterator[Flag]:
    """Once for each term, however often the source says it."""
    if not pair.target.strip():
        return
    first: dict[str, Match] = {}
    for match in terms:
        first.setdefault(match.term.source, match)
    for match in first.values():
        if wrong := banned(match.term, pair.target):
            yield _forbidden(match, *wrong)
        elif not stands(match.term, pair.target):
            yield _missing(match)


def _missing(match: Match) -> Flag:
    return Flag(
        code="term-missing",
        severity=Severity.MAJOR,
        message=f"“{match.term.source}” is “{match.term.target}” in the term base",
        source_span=(match.start, match.end),
    )


def _forbidden(match: Match, wrong: str, span: tuple[int, int]) -> Flag:
    return Flag(
        code="term-forbidden",
        severity=Severity.MAJOR,
        message=f"“{match.term.source}” is “{match.term.target}”, not “{wrong}”",
        source_span=(match.start, match.end),
        target_span=span,
    )
