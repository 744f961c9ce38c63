"""Where things are: the addresses that partners keep."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings

ATOM, JSON, NINJS = "atom", "json", "ninjs"


def feed_url(language: str, category: str = "", form: str = ATOM) -> str:
    return f"{_base(language, category)}.{form}"


def archive_url(language: str, category: str, number: int) -> str:
    return f"{_base(language, category)}/archive/{number}.{ATOM}"


def archive_from_feed(language: str, category: str, number: int) -> str:
    """Relative to the feed's own address (RFC 3986 §5.1.3), so that it holds behind a private one as well."""
    return f"{quote(category or language, safe='')}/archive/{number}.{ATOM}"


def archive_from_archive(number: int) -> str:
    return f"{number}.{ATOM}"


def feed_from_archive(language: str, category: str) -> str:
    return f"../../{quote(category or language, safe='')}.{ATOM}"


def _base(language: str, category: str) -> str:
    path = "/".join(quote(part, safe="") for part in (language, category) if part)
    return f"{settings.SITE_URL}/feeds/{path}"
