"""What to do after a poll, and which pages are worth a visit. Pure: `now` is passed in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from worker.feed_reader import FeedItem, plain

LONGEST = timedelta(hours=24)
#: 2¹⁰ times any interval is beyond LONGEST.
_MOST_DOUBLINGS = 10
#: A content element shorter than this is a teaser. Characters of text.
FULL_TEXT = 600
#: A description is meant to be a summary: only one this long is taken for the whole article.
FULL_DESCRIPTION = 2000
_CUT_SHORT = ("[…]", "[...]", "(...)", "(…)", "Read more", "Xem thêm", "Đọc tiếp")
#: A page is read again when its article reaches these ages: few feeds tell that only the text was corrected.
_REREAD_AT = tuple(timedelta(hours=hours) for hours in (1, 3, 8, 24, 72))


class Outcome(Enum):
    #: There was a feed and it was read (200).
    READ = "read"
    #: Nothing new (304).
    SAME = "same"
    #: Asked to come back later (429, 503).
    BUSY = "busy"
    #: Gone for good (410).
    GONE = "gone"
    FAILED = "failed"


def outcome(status: int) -> Outcome:
    known = {200: Outcome.READ, 304: Outcome.SAME, 410: Outcome.GONE, 429: Outcome.BUSY, 503: Outcome.BUSY}
    return known.get(status, Outcome.FAILED)


def retry_delay(header: str, now: datetime) -> timedelta | None:
    """Retry-After (RFC 9110 §10.2.3): seconds or a date. None when there is none, or it makes no sense."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return min(timedelta(seconds=int(header[:9])), LONGEST)
    try:
        until = parsedate_to_datetime(header)
        delay = until.replace(tzinfo=until.tzinfo or UTC) - now
    except (ValueError, OverflowError):
        return None
    return min(max(delay, timedelta(0)), LONGEST)


def next_poll(
    now: datetime,
    outcome: Outcome,
    failures: int,
    interval: timedelta,
    retry_after: timedelta | None = None,
    *,
    seed: str = "",
) -> datetime:
    """When to come again. `failures` counts those in a row before this poll; never later than a day from now.

    The jitter, up to a tenth, comes from `seed`: each source keeps its own, so that they do not all come at once.
    """
    if outcome is Outcome.GONE:
        return now + LONGEST
    wait = interval
    if outcome in (Outcome.FAILED, Outcome.BUSY):
        wait = interval * 2 ** min(failures + 1, _MOST_DOUBLINGS)
    if outcome is Outcome.BUSY and retry_after is not None:
        wait = max(interval, retry_after)
    return now + min(wait + wait * _jitter(seed), LONGEST)


def _jitter(seed: str) -> float:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) / 2**32 / 10


def has_full_text(item: FeedItem) -> bool:
    return _is_full(item.html, FULL_TEXT) or _is_full(item.summary, FULL_DESCRIPTION)


def full_html(item: FeedItem) -> str:
    """Of an item that has it."""
    return item.html if _is_full(item.html, FULL_TEXT) else item.summary


def _is_full(html: str, least: int) -> bool:
    text = plain(html)
    return len(text) >= least and not text.endswith(_CUT_SHORT)


@dataclass(frozen=True, slots=True)
class Known:
    """What the record says of an item that came before."""

    title: str
    #: When its newest revision came in.
    received: datetime


def worth_a_visit(item: FeedItem, known: Known | None, last_poll: datetime | None, now: datetime) -> bool:
    """Whether to fetch the item's page: it is new, the feed says that it changed, or it is time to look again."""
    if known is None or last_poll is None or plain(item.title) != known.title:
        return True
    if item.updated is not None and item.updated > known.received:
        return True
    return any(last_poll < known.received + age <= now for age in _REREAD_AT)
