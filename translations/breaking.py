"""When something that fails again and again is left alone, and for how long (Nygard, Release It!: circuit breaker).

Pure: `services.breaking` keeps the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

#: So many failures in a row open a breaker, when they come from so many different articles: what fails with one or
#: two articles is theirs, and costs the others nothing.
FAILURES, ARTICLES = 5, 3
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=60), timedelta(minutes=15)
#: An article that was let through to try the breaker and failed makes room for another one: perhaps it was the article.
ASIDE = timedelta(seconds=30)
#: How many articles a breaker remembers.
REMEMBERED = 50

ENGINE = "engine"


def engine_name(source_language: str, target_language: str) -> str:
    """The breaker of a language pair."""
    return f"{ENGINE}:{source_language}-{target_language}"


def trips(failures: int, articles: Mapping[str, int]) -> bool:
    """Whether so many failures in a row, by these articles, are the fault of what they have in common."""
    return failures >= FAILURES and len(articles) >= ARTICLES


def pause(openings: int) -> timedelta:
    """How long the breaker stays open when it opens for the `openings`th time without a success between."""
    grown: timedelta = FIRST_PAUSE * 2 ** min(max(openings, 1) - 1, 10)
    return min(grown, LONGEST_PAUSE)


def counted(articles: Mapping[str, int], article: int) -> dict[str, int]:
    """One more failure of `article`."""
    known = {**articles, str(article): articles.get(str(article), 0) + 1}
    return dict(list(known.items())[-REMEMBERED:])
