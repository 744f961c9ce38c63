"""A date in figures that an English sentence took over day first: 5/10/2026 is May 10 to an American reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import NamedTuple

from translations.checks.pair import Pair, Span
from translations.types import Flag, Severity

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: British and other editions write the day first themselves.
_AMERICAN = ("en", "en-us")
_FIGURES = r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?:(?P=s)(?P<y>(?:19|20)\d\d))?(?![\w/%-]|[.,]\d|\sâm lịch)"
#: Only behind a word for a day. mỗi ngày 2-3 lần is two to three times a day, ngày đêm 24/7 around the clock.
_DATED = re.compile(
    r"(?<!mỗi )(?<!cả )(?<!ban )(?<!suốt )(?<!ngày )(?<!những )(?<!nhiều )"
    rf"\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm) {_FIGURES}",
    re.IGNORECASE,
)
_AND = re.compile(rf"(?:,| và| đến| tới| -| –)(?: ngày)? {_FIGURES}")
#: What may stand behind a date without its year, and not behind a fraction of something.
_BEHIND = re.compile(r"\s*(?:[,.;:!?…)\]”\"–]|$)|\s(?:và|đến|tới|tại|ở|khi|nhưng|do)\s")
_WRITTEN = re.compile(r"(?<![\w.,/=-])\d{1,2}([/.-])\d{1,2}(?:\1\d{4})?(?![\w/%-]|[.,]\d)")
_LEAP_YEAR = 2024
#: Flags of one sentence: more say no more.
_MOST = 10


class Dated(NamedTuple):
    span: Span
    #: ``March 11, 1951``
    english: str
    with_year: bool


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages[0] != "vi" or pair.target_language.lower() not in _AMERICAN:
        return
    known: dict[str, Dated] = {}
    for found in dates(pair.source):
        known.setdefault(pair.source[slice(*found.span)], found)
    there = (place for place in _WRITTEN.finditer(pair.target) if place[0] in known) if known else iter(())
    for place in islice(there, _MOST):
        found = known[place[0]]
        yield Flag(
            code="date-format",
            severity=Severity.MAJOR,
            message=f"{place[0]} is in Vietnamese notation; in English it is {found.english}",
            source_span=found.span,
            target_span=place.span(),
        )


def dates(source: str) -> Iterator[Dated]:
    """The dates in figures of a Vietnamese text, those of a list or a span too: ngày 5/10 đến 8/10."""
    at = 0
    while found := _DATED.search(source, at):
        more: re.Match[str] | None = found
        while more:
            at = more.end()
            if english := _in_english(more):
                yield Dated((more.start("d"), at), english, bool(more["y"]))
            more = _AND.match(source, at)


def _in_english(found: re.Match[str]) -> str:
    """Empty for what may be no date."""
    if not found["y"] and (found["s"] != "/" or not _BEHIND.match(found.string, found.end())):
        return ""
    with suppress(ValueError):
        day = date(int(found["y"] or _LEAP_YEAR), int(found["m"]), int(found["d"]))
        return f"{MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if found["y"] else "")
    return ""
