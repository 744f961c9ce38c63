"""The line that says when: `Thứ Hai, 19/10/2020, 16:00 [GMT+7]` and its kin."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

from translations.errors import RefusedInput
from translations.intake import clean

_LONGEST = 100
_DATE = re.compile(
    r"(?:ngày\s+)?(?<!\d)(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s*,?\s+năm\s+)(\d{4})(?!\d)",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?::|giờ|h|g)\s*(\d{2})?(?::\d{2}|\s*(?:phút|'))?(?!\d)(?:\s*(AM|PM|SA|CH)\b)?", re.IGNORECASE
)
_ZONE = re.compile(r"[\[(]?\s*(?:GMT|UTC)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?\s*[\])]?", re.IGNORECASE)
_FILLER = re.compile(
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|\bT[2-7]\b|\bCN\b|cập\s+nhật(?:\s+lúc)?|đăng(?:\s+lúc)?|"
    r"xuất\s+bản|ngày\s+đăng|\bngày\b|\blúc\b|giờ\s+việt\s+nam|giờ\s+hà\s+nội)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:[^\W\d_a-z][\w.]*)(?:\s+[^\W\d_a-z][\w.]*){0,3}")


def read(line: str, *, default_zone: tzinfo, place: bool = False) -> datetime | None:
    """The time that `line` names if it says nothing else (and, with `place`, perhaps a place); None otherwise.

    Without a time of day: midnight. Raises RefusedInput for a date that no calendar has.
    """
    if len(line) > _LONGEST or not (date := _DATE.search(line) or _ISO_DATE.search(line)):
        return None
    rest = line[: date.start()] + " " + line[date.end() :]
    zone, rest = _take(_ZONE, rest)
    time, rest = _take(_TIME, rest)
    rest = _FILLER.sub(" ", rest).strip(" ,.;:|/–—-()[]\t")
    if rest and not (place and _is_place(rest)):
        return None
    day, month, year = date.groups() if date.re is _DATE else date.groups()[::-1]
    try:
        hour, minute = _hour(time) if time else (0, 0)
        return datetime(int(year), int(month), int(day), hour, minute, tzinfo=_zone(zone) or default_zone)
    except ValueError:
        raise RefusedInput(
            f"the dateline {clean.shown(line)} names no real time",
            field="published",
            cure="Write it day first, as in 19/10/2020, 16:00 [GMT+7].",
        ) from None


def _take(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(text)
    return found, (text[: found.start()] + " " + text[found.end() :]) if found else text


def _is_place(text: str) -> bool:
    return bool(_PLACE.fullmatch(text)) and text[:1].isupper()


def _hour(time: re.Match[str]) -> tuple[int, int]:
    hour, minute, half = int(time[1]), int(time[2] or 0), (time[3] or "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    elif half in ("AM", "SA") and hour == 12:
        hour = 0
    return hour, minute


def _zone(found: re.Match[str] | None) -> tzinfo | None:
    if not found:
        return None
    offset = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    if offset > timedelta(hours=14) or int(found[3] or 0) > 59:
        raise ValueError(found[0])
    return timezone(-offset if found[1] == "-" else offset)
