"""Keeps pages and lists from strangers where feeds are not public. On a public site it asks nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from feeds import access
from feeds.categories import by_key
from feeds.problems import problem
from translations.entries import FeedEntry
from translations.selectors import partners as reads
from translations.types import TIERS

_View = Callable[..., HttpResponse]
_PARTNER = "feeds.partner"


def guarded(view: _View) -> _View:
    """For people signed in on the desk, and for whoever has a credential (a browser asks for Basic by itself)."""

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.PUBLIC_FEEDS or request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            found = access.recognise({name.lower(): value for name, value in request.headers.items()})
            if isinstance(found, access.Refused):
                return problem(found.status, found.title, found.detail, headers=found.headers)
            access.remember(found, request.headers.get("User-Agent", ""))
            request.META[_PARTNER] = found.partner_id
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, max-age=60"
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    return guard


def may_see(request: HttpRequest, entry: FeedEntry) -> bool:
    """Whether one of the partner's feeds has it, or could have. Only asks where `guarded` recognised a partner."""
    partner = request.META.get(_PARTNER)
    if partner is None:
        return True
    tiers = (reads.min_tier(partner, entry.language, category) for category in ("", *by_key(entry.categories)))
    return any(least is not None and entry.tier in TIERS[least] for least in tiers)
