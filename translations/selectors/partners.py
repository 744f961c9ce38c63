"""Who is asking, and what may they have?"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from translations.models import Credential, Partner, Product, Publication
from translations.selectors.sources import hash_token
from translations.types import TIERS, Tier


def partners() -> QuerySet[Partner]:
    return Partner.objects.prefetch_related("products", "credentials", "subscriptions").order_by("slug")


def credential(kind: Credential.Kind, secret: str, *, now: datetime) -> Credential | None:
    """The valid credential that `secret` is, of an enabled partner. Looked up by digest: nothing to time.

    A secret counts only in the way it was made for: one that stood in an address may be in a log by now.
    """
    found = Credential.objects.select_related("partner").filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now), kind=kind, digest=hash_token(secret), partner__enabled=True
    )
    return found.first() if secret else None


def was_revoked(secret: str, *, now: datetime) -> bool:
    """Whether this was the secret of a private address once."""
    return Credential.objects.filter(kind=Credential.Kind.URL, digest=hash_token(secret), ends_at__lte=now).exists()


def asking(header: str, *, now: datetime) -> Credential | None:
    """Whose Authorization header this is (RFC 7617 Basic, RFC 6750 Bearer). A Basic user name is the partner's slug."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return credential(Credential.Kind.BEARER, rest.strip(), now=now)
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = b64decode(rest.strip(), validate=True).decode().partition(":")
    except ValueError:  # neither base64 nor UTF-8
        return None
    found = credential(Credential.Kind.BASIC, password, now=now)
    return found if found and found.partner.slug == user else None


def product(partner: int, language: str, category: str = "") -> Product | None:
    """What lets the partner have this feed: the product made for it, or the one of its whole language."""
    found = Product.objects.filter(partner=partner, language=language, category__in=("", category))
    return found.order_by("-category").first()


def min_tier(partner: int | None, language: str, category: str = "") -> Tier | None:
    """The gate of this feed for this reader (no partner: the public's); None when it may not be had at all."""
    if partner is None:
        return Tier.MACHINE
    found = product(partner, language, category)
    return Tier(found.tier) if found else None


def admits(products: Iterable[Product], publication: Publication, categories: Iterable[str]) -> bool:
    """Whether any of the products lets the publication through. `categories` are its keys."""
    keys = {"", *categories}
    return any(
        product.language == publication.language
        and product.category in keys
        and publication.tier in TIERS[Tier(product.tier)]
        for product in products
    )
