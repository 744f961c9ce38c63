"""Partners, their products and their credentials."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from translations import categories
from translations.errors import NotFound, RefusedInput
from translations.models import Credential, Partner, Product
from translations.selectors.sources import hash_token
from translations.types import Tier

#: A poll is recorded when the last record is older than this.
USE_RECORDED = timedelta(minutes=1)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Issued:
    """A new credential, with the only sight anyone gets of its secret."""

    credential: Credential
    secret: str


def create(*, slug: str, name: str = "", contact: str = "", now: datetime | None = None) -> Partner:
    if not _SLUG.fullmatch(slug) or len(slug) > 50:
        raise RefusedInput(f"{slug!r} as a short name", field="slug", cure="Use a-z, 0-9 and hyphens, 50 at most.")
    try:
        with transaction.atomic():
            return Partner.objects.create(
                slug=slug, name=name or slug, contact=contact, created_at=now or timezone.now()
            )
    except IntegrityError:
        raise RefusedInput(f"partner {slug!r} exists already", field="slug", cure="Choose another name.") from None


def get(slug: str) -> Partner:
    found = Partner.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(f"partner {slug!r}", cure="See: songngu partners list")
    return found


def grant(partner: Partner, language: str, category: str = "", *, tier: Tier = Tier.REVIEWED) -> Product:
    """Gives the partner a feed, or changes the least tier of one it has. `category` is a name or its key."""
    if not _LANGUAGE.fullmatch(language) or len(language) > 20:
        raise RefusedInput(f"{language!r} as a language", field="language", cure="Use a code such as en or vi.")
    key = categories.key(category)
    if category and not key:
        raise RefusedInput(f"{category!r} as a category", field="category", cure="Use one that has letters.")
    found, _ = Product.objects.update_or_create(
        partner=partner, language=language, category=key, defaults={"tier": tier}
    )
    return found


def withdraw_product(partner: Partner, language: str, category: str = "") -> None:
    """Takes a feed away. Subscriptions to it are told so by the next sweep (`deliveries.hub.deny_unentitled`)."""
    removed, _ = Product.objects.filter(partner=partner, language=language, category=categories.key(category)).delete()
    if not removed:
        raise NotFound(f"a product of {partner.slug} in {language}", cure="See: songngu partners list")


def issue(partner: Partner, kind: Credential.Kind, *, now: datetime | None = None) -> Issued:
    """Makes a credential. 256 random bits, so a plain digest keeps it safe: there is nothing to guess."""
    secret = f"sp_{secrets.token_urlsafe(32)}"
    credential = Credential.objects.create(
        partner=partner, kind=kind, digest=hash_token(secret), hint=secret[-4:], created_at=now or timezone.now()
    )
    return Issued(credential, secret)


@transaction.atomic
def rotate(
    partner: Partner, credential_id: int, *, overlap: timedelta = timedelta(0), now: datetime | None = None
) -> Issued:
    """A new credential of the same kind; the old one works for `overlap` more, so that nobody misses a poll."""
    now = now or timezone.now()
    old = _own(partner, credential_id, now)
    fresh = issue(partner, Credential.Kind(old.kind), now=now)
    _end(old, now + overlap)
    return fresh


@transaction.atomic
def revoke(partner: Partner, credential_id: int, *, now: datetime | None = None) -> None:
    now = now or timezone.now()
    _end(_own(partner, credential_id, now), now)


def revoke_all(partner: Partner, *, now: datetime | None = None) -> int:
    """Ends every credential at once: for when nobody knows which one has leaked."""
    now = now or timezone.now()
    return partner.credentials.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).update(ends_at=now)


def set_enabled(partner: Partner, *, enabled: bool) -> None:
    partner.enabled = enabled
    partner.save(update_fields=["enabled"])


def record_use(credential: Credential, *, agent: str, now: datetime) -> bool:
    """Remembers the poll unless the last one was remembered less than a minute ago. False when nothing was written."""
    if credential.last_used_at and now - credential.last_used_at < USE_RECORDED:
        return False
    Credential.objects.filter(pk=credential.pk).update(last_used_at=now, agent=agent[:200])
    return True


def _own(partner: Partner, credential_id: int, now: datetime) -> Credential:
    found = Credential.objects.select_for_update().filter(partner=partner, pk=credential_id).first()
    if found is None or (found.ends_at and found.ends_at <= now):
        raise NotFound(f"a valid credential {credential_id} of {partner.slug}", cure="See: songngu partners list")
    return found


def _end(credential: Credential, at: datetime) -> None:
    """Never later than it was to end anyway."""
    credential.ends_at = min(at, credential.ends_at or at)
    credential.save(update_fields=["ends_at"])
