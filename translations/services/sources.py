"""Sources: where articles come from, and what proves it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from translations import queue
from translations.errors import RefusedInput
from translations.models import Source
from translations.selectors.sources import hash_token, to_poll

_POLL_LEASE = timedelta(minutes=10)


def create_source(
    *,
    slug: str,
    name: str,
    kind: Source.Kind,
    language: str = "vi",
    url: str = "",
    policy: Source.Policy = Source.Policy.REVIEWED,
    targets: list[str] | None = None,
    poll_minutes: int = 15,
) -> Source:
    if kind == Source.Kind.PULL and not url:
        raise RefusedInput("a source to be polled has no address", field="url", cure="Give its feed with --url.")
    try:
        with transaction.atomic():
            return Source.objects.create(
                slug=slug,
                name=name,
                kind=kind,
                language=language,
                url=url,
                policy=policy,
                targets=targets or [],
                poll_minutes=poll_minutes,
                next_poll_at=timezone.now() if kind == Source.Kind.PULL else None,
            )
    except IntegrityError:
        raise RefusedInput(f"source {slug!r} exists already", field="slug", cure="Choose another name.") from None


def rotate_token(source: Source) -> str:
    """Gives the source a new bearer token and returns it: the only time that anyone sees it."""
    token = f"sn_{secrets.token_urlsafe(32)}"
    source.token_hash = hash_token(token)
    source.save(update_fields=["token_hash"])
    return token


def poll_due(*, now: datetime | None = None) -> Source | None:
    """Takes one source whose time has come. Its next time is set ahead first, so a crash costs minutes, not a storm."""
    now = now or timezone.now()
    with transaction.atomic():
        source = to_poll(now).select_for_update(skip_locked=True).order_by("next_poll_at").first()
        if source is None:
            return None
        source.next_poll_at = now + _POLL_LEASE
        source.save(update_fields=["next_poll_at"])
    return source


def record_poll(
    source: Source,
    *,
    next_poll_at: datetime,
    etag: str = "",
    last_modified: str = "",
    url: str = "",
    error: str = "",
    disable: bool = False,
    now: datetime | None = None,
) -> None:
    """Remembers how a poll went. An empty `url` leaves the address as it is."""
    source.last_polled_at = now or timezone.now()
    source.next_poll_at = next_poll_at
    source.etag, source.last_modified = etag, last_modified
    source.url = url or source.url
    source.failures = source.failures + 1 if error else 0
    source.last_error = error
    # Only these fields: an administrator may be changing the others meanwhile.
    fields = ["last_polled_at", "next_poll_at", "etag", "last_modified", "url", "failures", "last_error"]
    if disable:
        source.enabled = False
        fields.append("enabled")
    source.save(update_fields=fields)


def set_enabled(source: Source, *, enabled: bool) -> None:
    source.enabled = enabled
    source.save(update_fields=["enabled"])


def poll_soon(source: Source) -> None:
    """Makes the source due now, whatever its back-off was."""
    source.next_poll_at = timezone.now()
    source.failures = 0
    source.save(update_fields=["next_poll_at", "failures"])
    queue.ring_after_commit(queue.POLL)
