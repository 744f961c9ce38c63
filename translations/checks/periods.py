"""Decades, quarters and hours: thập niên 1980 is the 1980s, quý IV the fourth quarter, 17 giờ 5 p.m."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from translations.checks.pair import Pair
from translations.types import Flag, Severity

_DECADE = re.compile(r"\b(?:[Tt]hập (?:niên|kỷ)|[Nn]hững năm) (?:(\d{3})0|(\d)0)\b")
_CENTURY = re.compile(r"\b[Tt]hế k[ỷỉ] (?:\d{1,2}|[IVX]{1,5})\b")
_QUARTER = re.compile(r"\b[Qq]uý (?:[1-4]|I{1,3}|IV)\b(?!-)")
_ENGLISH_QUARTER = re.compile(r"quarter|\bQ[1-4]|\b[1-4]Q|trimester|three months|first half|second half", re.IGNORECASE)
#: Without its marks, as some headlines and messages are written.
_MONTH = re.compile(r"\bthang (?:0?[1-9]|1[0-2])\b")
_ENGLISH_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*\b|month|\d/\d", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<![Tt]rong )\b\d{1,2} ?(?:giờ|h)(?: ?\d{1,2}(?: phút)?)?,? (?:ngày|sáng|trưa|chiều|tối|đêm)\b")
_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2}"
_ENGLISH_CLOCK = re.compile(
    r"\d:\d\d|\d ?[ap]\.?\s?m\b|o['’]clock|\d{4} (?:hours|GMT)|\d[.h]\d\d\b|half past|quarter (?:past|to)|"
    r"\b(?:noon|mid(?:day|night)|dawn|tonight|(?:mornings?|afternoons?|evenings?|nights?))\b|"
    rf"\b(?:at|by|from|to|until|till|before|after|around|about|past|since) (?:{_HOUR})\b(?! hours)",
    re.IGNORECASE,
)
#: Flags of one kind a sentence.
_MOST = 10
_NAMES = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages != ("vi", "en"):
        return
    for pattern, stands, what in _RULES:
        different = {found[0]: found for found in pattern.finditer(pair.source)}
        for found in islice(different.values(), _MOST):
            if not stands(found, pair.target):
                yield _flag(found, what)


def _is_decade(found: re.Match[str], target: str) -> bool:
    tens = (found[1] or found[2])[-1]
    name = _NAMES[int(tens) - 2] if tens in "23456789" else "decade"
    return re.search(rf"{tens}0['’]?s\b|\b{name}\b|{tens}0s?[ -]era", target, re.IGNORECASE) is not None


def _is_quarter(found: re.Match[str], target: str) -> bool:
    return _ENGLISH_QUARTER.search(target) is not None


def _is_century(found: re.Match[str], target: str) -> bool:
    return re.search(r"centur|\d{2}00s\b|\bmillennium", target, re.IGNORECASE) is not None


def _is_month(found: re.Match[str], target: str) -> bool:
    return _ENGLISH_MONTH.search(target) is not None


def _is_hour(found: re.Match[str], target: str) -> bool:
    return _ENGLISH_CLOCK.search(target) is not None


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], bool], str], ...] = (
    (_DECADE, _is_decade, "a decade"),
    (_CENTURY, _is_century, "a century"),
    (_QUARTER, _is_quarter, "a quarter"),
    (_MONTH, _is_month, "a month"),
    (_CLOCK, _is_hour, "a time of day"),
)


def _flag(found: re.Match[str], what: str) -> Flag:
    return Flag(
        code="period-missing",
        severity=Severity.MAJOR,
        message=f"{found[0]} is {what}, and the target names none",
        source_span=found.span(),
    )
