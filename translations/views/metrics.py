"""/metrics: the service in numbers, for the machines that watch it. Never behind a session."""

from __future__ import annotations

import ipaddress
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from translations.metrics import Record

#: A proxy says with one of these that the peer is not who asks; then only a token helps.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not (has_token(request) or is_near(request)):
        answer = HttpResponse("For this network, or with the token of SONGNGU_METRICS_TOKEN.\n", status=401)
        answer["WWW-Authenticate"] = 'Bearer realm="metrics"'
        answer["Content-Type"] = "text/plain; charset=utf-8"
        return answer
    registry = CollectorRegistry()
    registry.register(Record())
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    return HttpResponse(encode(registry), content_type=content_type, headers={"Cache-Control": "no-store"})


def has_token(request: HttpRequest) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    if not wanted or scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.strip().encode(), wanted.encode())


def is_near(request: HttpRequest) -> bool:
    """From this machine or a private network, and not by way of a proxy, which is near for everyone."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        peer = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    mapped = peer.ipv4_mapped if isinstance(peer, ipaddress.IPv6Address) else None
    return (mapped or peer).is_private
