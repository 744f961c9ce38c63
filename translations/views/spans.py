"""Spans of time as people say them."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _


def span(length: timedelta) -> str:
    """42 s, 3 min, 5 h, 2 days: the largest unit of which there are at least two."""
    seconds = max(length.total_seconds(), 0)
    if seconds < 120:
        return _("%(n)s s") % {"n": int(seconds)}
    if seconds < 7200:
        return _("%(n)s min") % {"n": int(seconds // 60)}
    if seconds < 172_800:
        return _("%(n)s h") % {"n": int(seconds // 3600)}
    return _("%(n)s days") % {"n": int(seconds // 86_400)}
