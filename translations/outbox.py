"""What is sent to partners' addresses, and when it is tried again. Pure.

Times after a failure: 30 s, 1 min, 2 min … at most 6 h, twelve attempts by default, which takes about 17 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import quote, unquote, urlsplit

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
#: Confirmations are not worth more: whoever asked is waiting now, and can ask again.
VERIFY_ATTEMPTS = 3
#: A delivery that waited so long behind a deaf address is given up, whatever its attempts.
TOO_OLD = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A claimed delivery, and the token that proves the claim."""

    delivery_id: int
    token: str
    attempt: int
    action: str
    kind: str
    callback: str
    host: str


class Verdict(StrEnum):
    DONE = "done"
    #: Try again after a pause, while attempts are left.
    RETRY = "retry"
    #: Trying again cannot help.
    REFUSED = "refused"
    #: There is nothing left to tell.
    DROPPED = "dropped"
    #: The address says that it is gone (410): its subscription ends.
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an attempt went."""

    verdict: Verdict
    #: HTTP status; None when there was no answer.
    status: int | None = None
    error: str = ""
    #: How long the address asked to be left alone.
    retry_after: timedelta | None = None


def pause(failures: int, asked: timedelta | None = None) -> timedelta:
    """How long to wait after so many failures in a row; longer when the address asked for it, within reason."""
    grown: timedelta = FIRST_PAUSE * 2 ** min(max(failures, 1) - 1, 20)
    return min(max(grown, asked or grown), LONGEST_PAUSE)


def next_try(failures: int, now: datetime, asked: timedelta | None = None) -> datetime:
    return now + pause(failures, asked)


def digest(*parts: str) -> str:
    """One short name for a subscription's kind, partner, address and topic."""
    return sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Topic:
    """A feed, as WebSub and a partner's products name it."""

    language: str
    category: str = ""


def topic_url(site: str, topic: Topic) -> str:
    path = "/".join(quote(part, safe="") for part in (topic.language, topic.category) if part)
    return f"{site}/feeds/{path}.atom"


def topic_of(site: str, url: str) -> Topic | None:
    """The feed that `url` is the address of; None for anything else, a private address too: those are no topics."""
    prefix, suffix = f"{site}/feeds/", ".atom"
    if not url.startswith(prefix) or not url.endswith(suffix):
        return None
    parts = [unquote(part) for part in url[len(prefix) : -len(suffix)].split("/")]
    if len(parts) > 2 or not all(parts):
        return None
    found = Topic(*parts)
    return found if topic_url(site, found) == url else None


def web_host(url: str) -> str:
    """The host of an absolute http(s) address without a user name or password, else ""."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc and not parts.fragment
    legal = len(url) <= 2000 and url.isascii() and url.isprintable() and " " not in url
    return host.lower()[:255] if plain and legal else ""
