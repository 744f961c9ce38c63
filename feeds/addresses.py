"""Where things are: the addresses that partners keep."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings

ATOM, JSON, NINJS = "atom", "json", "ninjs"


def feed_url(language: str, category: str = "", form: str = ATOM) -> str:
    return f"{_base(language, category)}.{form}"


def archive_url(language: str, category: str, number: int) -> str:
    return f"{_base(language, category)}/archive/{number}.{ATOM}"


def _base(language: str, category: str) -> str:
    path = "/".join(quote(part, safe="") for part in (language, category) if part)
    return f"{settings.SITE_URL}/feeds/{path}"
