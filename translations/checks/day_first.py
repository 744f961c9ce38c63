"""A date in figures that an English sentence took over day first: 5/10/2026 is May 10 to an American reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from translations.checks.pair import Pair
from translations.types import Flag, Severity

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: Without a year only behind a word for a day: DK1/10 is a platform, 24/7 no date.
_DATE = re.compile(
    r"(?:(?P<day>\b(?:[Nn]gày|[Hh]ôm|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Mm]ùng)\s)|(?<![\w.,/-]))"
    r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?:(?P=s)(?P<y>(?:19|20)\d\d))?(?![\w/%-]|[.,]\d)"
)


_WRITTEN = re.compile(r"(?<![\w.,/-])\d{1,2}([/.-])\d{1,2}(?:\1\d{4})?(?![\w/%-]|[.,]\d)")
#: Flags of one sentence: more say no more.
_MOST = 10


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages != ("vi", "en"):
        return
    dates = {found[0][found.start("d") - found.start() :]: found for found in _DATE.finditer(pair.source)}
    there = (place for place in _WRITTEN.finditer(pair.target) if place[0] in dates) if dates else iter(())
    for place in islice(there, _MOST):
        found = dates[place[0]]
        if english := in_english(found, pair.target_language):
            yield Flag(
                code="date-format",
                severity=Severity.MAJOR,
                message=f"{place[0]} is in Vietnamese notation; in English it is {english}",
                source_span=(found.start("d"), found.end()),
                target_span=place.span(),
            )


def date_at(source: str, span: tuple[int, int]) -> re.Match[str] | None:
    """The date in figures whose digits stand at `span`."""
    return next((found for found in _DATE.finditer(source) if (found.start("d"), found.end()) == span), None)


def in_english(found: re.Match[str], language: str) -> str:
    """``March 11, 1951``, or ``11 March 1951`` outside America; empty for what is no date."""
    day, month = int(found["d"]), int(found["m"])
    if not (1 <= day <= 31 and 1 <= month <= 12) or not (found["y"] or found["day"]):
        return ""
    name, year = _MONTHS[month - 1], found["y"]
    if language.lower() in ("en", "en-us"):
        return f"{name} {day}, {year}" if year else f"{name} {day}"
    return f"{day} {name} {year}" if year else f"{day} {name}"
