"""Circuit breakers of engines: a language pair whose engine fails for everybody is left alone for a while.

Called inside the transaction that stores a job's outcome, with the translation's row locked; the breaker's row is
locked after it, always in this order.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from translations import breaking, queue
from translations.errors import NotFound
from translations.models import Breaker, Translation, User
from translations.services import auditing
from translations.services.moving import move
from translations.states import State

logger = logging.getLogger(__name__)

_CLOSED = {"failures": 0, "articles": {}, "openings": 0, "opened_at": None, "open_until": None}


def let_through(name: str, translation_id: int, *, now: datetime) -> bool:
    """Whether this translation may be tried: it may, unless the breaker is open. Once its pause is over one may, for
    all; the others wait for its outcome, or until it must have died.
    """
    row = Breaker.objects.filter(name=name, open_until__isnull=False).first()
    if row is None or row.open_until is None:
        return True
    taken = {"open_until": now + timedelta(seconds=settings.JOB_SECONDS), "articles": {str(translation_id): 0}}
    return bool(Breaker.objects.filter(name=name, open_until=row.open_until, open_until__lte=now).update(**taken))


def succeeded(name: str) -> None:
    """Closes it. Costs one read of a few rows while all is well."""
    if Breaker.objects.filter(name=name, failures__gt=0).update(**_CLOSED):
        logger.info("breaker %s: a success, it is closed", name)


def failed(name: str, translation_id: int, error: str, *, now: datetime) -> datetime | None:
    """Counts a failure. Until when the breaker is open, if it is; the fault is then not this article's."""
    Breaker.objects.get_or_create(name=name)
    row = Breaker.objects.select_for_update().get(name=name)
    row.failures += 1
    row.last_error = error
    if row.open_until is None:
        row.articles = breaking.counted(row.articles, translation_id)
        if breaking.trips(row.failures, row.articles):
            _give_back(row, translation_id, now)
            _open(row, now)
    elif str(translation_id) in row.articles:  # it was let through to try; a job from before says nothing new
        _open(row, now)
    row.save()
    return row.open_until


def _open(row: Breaker, now: datetime) -> None:
    row.openings += 1
    row.opened_at = row.opened_at or now
    row.open_until = now + breaking.pause(row.openings)
    row.articles = {}
    logger.warning("breaker %s is open until %s", row.name, row.open_until.isoformat(timespec="seconds"))


def _give_back(row: Breaker, but: int, now: datetime) -> None:
    """The attempts that articles spent on what was not their fault; those that gave up over it wait again.

    Rows that somebody holds just now are passed by: their own failure will find the breaker open.
    """
    spent = {int(number): count for number, count in row.articles.items() if int(number) != but}
    rows = Translation.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=spent)
    for translation in rows.filter(state__in=(State.QUEUED, State.FAILED)):
        if translation.state == State.FAILED:
            reason = f"breaker {row.name} opened: others failed as well, so this was not the article's fault"
            move(translation, "replay", now=now, reason=reason, attempts=0, not_before=now)
        else:
            left = max(translation.attempts - spent[translation.pk], 0)
            Translation.objects.filter(pk=translation.pk).update(attempts=left, not_before=now)


def undecided(name: str, translation_id: int, *, now: datetime) -> None:
    """Who was let through ended in a way that says nothing about the engine: the next one may try."""
    tried = Breaker.objects.filter(name=name, open_until__gt=now, articles={str(translation_id): 0})
    if tried.exists():
        tried.update(open_until=now, articles={})


@transaction.atomic
def try_now(name: str, *, by: User | None, actor: str = "", now: datetime | None = None) -> None:
    """Ends the pause: the next article is let through at once."""
    now = now or timezone.now()
    if not Breaker.objects.filter(name=name, open_until__isnull=False).update(open_until=now, articles={}):
        raise NotFound(f"no breaker {name!r} is open", cure="See: songngu status")
    auditing.record("try now", f"breaker {name}", by=by, actor=actor, now=now)
    queue.ring_after_commit()
