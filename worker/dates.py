"""The dates that feeds carry, as aware datetimes. Pure."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from time import struct_time

#: A zone as Vietnamese newsrooms write it and no RFC allows: "GMT+7", "UTC+07:00", or "ICT".
_OWN_ZONE = re.compile(r"\s*\[?(?:(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d\d))?|ICT)\]?\s*$", re.IGNORECASE)
_ZONE = re.compile(r"(?:Z|[A-Z]{1,5}|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)


def moment(text: str, parsed: struct_time | None, zone: tzinfo) -> datetime | None:
    """`text` as the feed has it, `parsed` as feedparser read it (UTC, or the wall clock where no zone was named)."""
    try:
        own = _OWN_ZONE.search(text)
        if own:
            return _wall(text[: own.start()]).replace(tzinfo=_offset(own)).astimezone(UTC)
        if parsed is None:
            return None
        read = datetime.fromtimestamp(timegm(parsed), UTC)
        has_time = bool(re.search(r"\d:\d", text))
        return read if _ZONE.search(text) or not has_time else read.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, OSError):
        return None


def _wall(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return parsedate_to_datetime(text.strip()).replace(tzinfo=None)


def _offset(found: re.Match[str]) -> timezone:
    if found[2] is None:
        return timezone(timedelta(hours=7))
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)
