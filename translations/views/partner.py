"""A partner's own page, behind its private address: what it gets, what it was sent, and how to set up its reader.

No sign-in and no cookie: whoever has the address may see it, so it shows no secret and no other partner.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from translations.models import Credential, Partner, Product
from translations.outbox import Topic, topic_url
from translations.selectors import deliveries
from translations.selectors.partners import credential

#: Deliveries shown.
LATEST = 50
_PRIVATE = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class _Feed:
    product: Product
    url: str
    #: The private address, but for the secret that only its owner has.
    private: tuple[str, str]


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    partner = _partner(token)
    now = timezone.now()
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or "en"
    with translation.override(language):
        response = render(
            request,
            "partner/page.html",
            {
                "partner": partner,
                "feeds": _feeds(partner),
                "credentials": partner.credentials.exclude(kind=Credential.Kind.PAGE).exclude(ends_at__lte=now),
                "subscriptions": partner.subscriptions.order_by("-id")[:LATEST],
                "deliveries": deliveries.log(partner, limit=LATEST),
                "public": settings.PUBLIC_FEEDS,
                "hub_url": settings.HUB_URL,
                "site_name": settings.SITE_NAME,
                "page_language": language,
                "languages": settings.LANGUAGES,
                "opml": f"{settings.SITE_URL}/partner/{token}/feeds.opml",
            },
        )
    return _private(response)


@require_safe
def opml(request: HttpRequest, token: str) -> HttpResponse:
    """OPML 2.0: every feed of the partner in one file that any reader imports. Addresses without secrets."""
    partner = _partner(token)
    rows = {"partner": partner, "feeds": _feeds(partner), "site_name": settings.SITE_NAME}
    response = render(request, "partner/feeds.opml", rows, content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{partner.slug}.opml"'
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in _PRIVATE.items():
        response[name] = value
    return response


def _partner(token: str) -> Partner:
    found = credential(Credential.Kind.PAGE, token, now=timezone.now())
    if found is None:
        raise Http404
    return found.partner


def _feeds(partner: Partner) -> list[_Feed]:
    found = []
    for product in partner.products.all():
        url = topic_url(settings.SITE_URL, Topic(product.language, product.category))
        prefix = f"{settings.SITE_URL}/feeds/"
        found.append(_Feed(product, url, (f"{prefix}p/", f"/{url.removeprefix(prefix)}")))
    return found
