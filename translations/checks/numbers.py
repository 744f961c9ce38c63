"""Numbers, percentages, dates and times say the same on both sides, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translations.checks import quantities
from translations.checks.align import Found, align
from translations.checks.atoms import Mention
from translations.checks.pair import Pair, plain_spaces
from translations.types import Flag, Severity

_OTHERWISE = {
    Decimal(0): re.compile(r"\b(?:free|zero|no)\b", re.IGNORECASE),
    Decimal(1): re.compile(r"\b(?:an?|the|each|every|per)\b", re.IGNORECASE),
    Decimal(10**6): re.compile(r"\bmillion\b", re.IGNORECASE),
    Decimal(10**9): re.compile(r"\bbillion\b", re.IGNORECASE),
    Decimal(100): re.compile(
        r"\b(?:all|every|each|entire|whole|full\w*|unanimous\w*|total\w*|completely)\b", re.IGNORECASE
    ),
}
#: Flags of one kind a segment: more say no more, and pairing them is quadratic.
_MOST = 25
_LANGUAGES = ("vi", "en")


def check(pair: Pair) -> Iterator[Flag]:
    here, there = pair.languages
    if here not in _LANGUAGES or there not in _LANGUAGES:
        return
    source = quantities.read(plain_spaces(pair.source), here)
    target = quantities.read(plain_spaces(pair.target), there)
    if source or target:
        missing, extra = align(source, target)
        if not extra:
            missing = [lost for lost in missing if not _said_otherwise(lost, pair.target)]
        yield from _flags(pair, missing, extra)
        if not missing and not extra:
            yield from _crossed(pair, source, target)


def _crossed(pair: Pair, source: list[Mention], target: list[Mention]) -> Iterator[Flag]:
    """5/10 and 6/11 given as 6 October and 5 November: every part is there, the dates are not."""
    here, there = _days(source), _days(target)
    days, months = {day for day, _ in there}, {month for _, month in there}
    for (day, month), mention in here.items():
        others = there.keys() - here.keys()
        if (day, month) not in there and day in days and month in months and len(others) >= 2:
            lost = Found("date", (mention.start, mention.end), day, in_words=False)
            partner = min((there[other] for other in others), key=lambda found: found.start)
            yield _changed(pair, lost, Found("date", (partner.start, partner.end), day, in_words=False))


def _days(mentions: list[Mention]) -> dict[tuple[Decimal, Decimal], Mention]:
    """The dates that have both a day and a month."""
    found = {}
    for mention in mentions[:_MOST]:
        units = dict(reading for atom in mention.atoms for reading in reversed(atom.readings))
        if mention.kind == "date" and "d" in units and "m" in units:
            found[units["d"], units["m"]] = mention
    return found


def _flags(pair: Pair, missing: list[Found], extra: list[Found]) -> Iterator[Flag]:
    missing, extra = missing[:_MOST], extra[:_MOST]
    for lost in missing:
        partner = _partner(lost, extra)
        if partner is None:
            yield _missing(pair, lost)
        else:
            extra.remove(partner)
            yield _changed(pair, lost, partner)
    for added in extra:
        yield _extra(pair, added)


def _said_otherwise(lost: Found, target: str) -> bool:
    """100% as "all", 1 km as "every kilometre": good English, as long as no other number took its place."""
    words = _OTHERWISE.get(lost.value)
    return lost.kind == "number" and words is not None and words.search(target) is not None


def _partner(lost: Found, extra: list[Found]) -> Found | None:
    """The target's number that most likely stands for the lost one: same digits, else the next of its kind."""
    alike = [found for found in extra if found.kind == lost.kind]
    scaled = [found for found in alike if _digits(found) == _digits(lost)]
    return next(iter(scaled or alike), None)


def _digits(found: Found) -> tuple[int, ...]:
    return found.value.normalize().as_tuple().digits


def _missing(pair: Pair, lost: Found) -> Flag:
    return Flag(
        code=f"{lost.kind}-missing",
        severity=Severity.MAJOR if lost.in_words or lost.unit == "w" else Severity.CRITICAL,
        message=f"{_shown(pair.source, lost)} is missing from the target",
        source_span=lost.span,
    )


def _extra(pair: Pair, added: Found) -> Flag:
    return Flag(
        code=f"{added.kind}-extra",
        severity=Severity.MAJOR,
        message=f"{_shown(pair.target, added)} is not in the source",
        target_span=added.span,
    )


def _changed(pair: Pair, lost: Found, added: Found) -> Flag:
    if added.unit == "v" and added.value == lost.value:
        return Flag(
            code="number-format",
            severity=Severity.MAJOR,
            message=f"{_written(pair.target, added)} is in Vietnamese notation; in English it is {_plain(lost.value)}",
            source_span=lost.span,
            target_span=added.span,
        )
    rounded = lost.kind == "number" and _rounds(lost.value, added.value)
    words = "was rounded to" if rounded else "became"
    return Flag(
        code="number-rounded" if rounded else f"{lost.kind}-changed",
        severity=Severity.MINOR if rounded else Severity.MAJOR if lost.in_words else Severity.CRITICAL,
        message=f"{_shown(pair.source, lost)} {words} {_shown(pair.target, added)}",
        source_span=lost.span,
        target_span=added.span,
    )


def _rounds(exact: Decimal, given: Decimal) -> bool:
    """14,892 billion given as 14.9 trillion: fewer digits, and off by no more than 1 %."""
    fewer = len(given.normalize().as_tuple().digits) < len(exact.normalize().as_tuple().digits)
    return fewer and exact > 100 and abs(exact - given) * 100 <= exact


def _shown(text: str, found: Found) -> str:
    """As written, with its value when that is not plain to see: 8,2 vạn (82,000)."""
    written, value = _written(text, found), _plain(found.value)
    return written if found.kind != "number" or written == value or len(value) > 30 else f"{written} ({value})"


def _written(text: str, found: Found) -> str:
    start, end = found.span
    return text[start:end].strip()


def _plain(value: Decimal) -> str:
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
