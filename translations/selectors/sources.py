"""Reads of sources."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import QuerySet

from translations.models import Source
from translations.selectors.operating import POLL, held


def hash_token(token: str) -> str:
    """Tokens are 256 random bits, so a plain digest is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def source_by_token(token: str) -> Source | None:
    """The enabled source that this bearer token belongs to. Looked up by digest: nothing to time."""
    return Source.objects.filter(token_hash=hash_token(token), enabled=True).first() if token else None


def to_poll(now: datetime) -> QuerySet[Source]:
    """The sources that are to be polled by now. None of those that are told to wait."""
    found = Source.objects.filter(next_poll_at__lte=now, enabled=True, kind=Source.Kind.PULL)
    waiting = held()
    return found.none() if POLL in waiting.stages else found.exclude(slug__in=waiting.sources)


def due_sources(now: datetime) -> int:
    return to_poll(now).count()
