"""Where a request comes from, as far as that can be known."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The caller's IP address.

    Behind our proxy it is the last that X-Forwarded-For names: the one that the proxy itself saw. What stands before
    it came from outside, and may be invented. Without a proxy the header is nobody's word.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PRODUCTION:
        peer = request.META.get("HTTP_X_FORWARDED_FOR", peer).split(",")[-1].strip() or peer
    try:
        return str(ipaddress.ip_address(peer))
    except ValueError:
        return ""
