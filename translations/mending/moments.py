"""Dates and hours that the source says, and the target says otherwise, put into the form that the target has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks import quantities
from translations.checks.atoms import Mention
from translations.checks.day_first import MONTHS
from translations.mending.sentence import Change, Sentence
from translations.mending.slips import Maker, month_named
from translations.types import Flag

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HALF_DAY = re.compile(r"(?P<h>\d{1,2})(?:[:.]\d{2})?(?P<gap>\s*)(?P<half>[ap]\.?\s?m\.?)", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def _date(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """November 6, 2026 → October 5, 2026"""
    said, got = _pair(sentence, flag)
    shared = sum(each.target_span == flag.target_span for each in sentence.flags())
    if said and got and shared == 1:  # of two dates that changed places, no one knows which is which
        written = sentence.target[got.start : got.end]
        right = _redated(written, _parts(said))
        if right:
            yield Change((got.start, got.end), right, flag.source_span)


def _pair(sentence: Sentence, flag: Flag) -> tuple[Mention | None, Mention | None]:
    here, there = sentence.languages
    source, target = quantities.read(sentence.source, here), quantities.read(sentence.target, there)
    said = [each for each in source if (each.start, each.end) == flag.source_span]
    got = [each for each in target if (each.start, each.end) == flag.target_span]
    return (said[0] if len(said) == 1 else None), (got[0] if len(got) == 1 else None)


def _parts(said: Mention) -> dict[str, int]:
    """By unit (see `atoms.Reading`); y for a year."""
    found: dict[str, int] = {}
    for atom in said.atoms:
        unit, value = atom.readings[0]
        found.setdefault("y" if unit == "n" and 1900 <= value <= 2100 else unit, int(value))
    return found


def _redated(written: str, said: dict[str, int]) -> str:
    """`written` with the source's day, month, year or weekday; empty when it has another shape."""
    if "w" in said:
        return _DAYS[said["w"] - 1] if written.endswith("day") and 1 <= said["w"] <= 7 else ""
    if "m" not in said or not 1 <= said["m"] <= 12 or not _MONTH.search(written):
        return ""
    text = _MONTH.sub(MONTHS[said["m"] - 1], written)
    year = _YEAR.search(text)
    head, tail = (text[: year.start()], text[year.start() :]) if year else (text, "")
    if ("d" in said) != bool(_DAY.search(head)):
        return ""
    head = _DAY.sub(str(said["d"]), head) if "d" in said else head
    return head + (_YEAR.sub(str(said["y"]), tail) if "y" in said else tail)


def _time(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """4:30 a.m. → 4:30 p.m."""
    said, got = _pair(sentence, flag)
    hours = {value for unit, value in said.atoms[0].readings if unit == "h"} if said else set()
    if not said or not got or len(hours) != 1 or len(said.atoms) > 2:
        return
    hour, minute = int(hours.pop()), int(said.atoms[1].readings[0][1]) if len(said.atoms) == 2 else 0
    written = sentence.target[got.start : got.end]
    if right := _timed(written, hour, minute):
        yield Change((got.start, got.end), right, flag.source_span)


def _timed(written: str, hour: int, minute: int) -> str:
    if found := _HALF_DAY.fullmatch(written):
        half = found["half"].translate(str.maketrans("aA", "pP") if hour >= 12 else str.maketrans("pP", "aA"))
        return f"{(hour - 1) % 12 + 1}{f':{minute:02d}' if minute else ''}{found['gap']}{half}"
    return f"{hour}:{minute:02d}" if _CLOCK.fullmatch(written) else ""


def _named_month(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """5/10 → October 5"""
    return (change for _, change in month_named(sentence, flag))


#: By the code of the flag that they may settle.
MOMENTS: dict[str, Maker] = {"date-changed": _date, "date-format": _named_month, "time-changed": _time}
