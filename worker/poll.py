"""Pulls a source: its feed, then the pages of the items that are no more than a teaser, then into the record.

`poll` reaches out and decides nothing that `poll_decisions` could; `run_one` puts its result into the record.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from translations import services
from translations.errors import FetchError, SongnguError
from translations.models import Article, Source
from translations.types import IncomingArticle
from worker import fetch, fulltext
from worker.feed_reader import FeedItem, read_feed
from worker.items import article
from worker.poll_decisions import (
    Known,
    Outcome,
    full_html,
    has_full_text,
    next_poll,
    outcome,
    retry_delay,
    worth_a_visit,
)

__all__ = ["FeedItem", "PollResult", "next_poll", "poll", "read_feed", "run_one"]

logger = logging.getLogger(__name__)

MAX_FEED_BYTES = 5_000_000
MAX_PAGE_BYTES = 5_000_000
#: One poll fetches pages for so long, well within its lease and the task's hard limit; the rest waits. Seconds.
PAGES_SECONDS = 60
MAX_PAGES = 30

Get = Callable[..., fetch.Fetched]
Lookup = Callable[[Iterable[str]], Mapping[str, Known]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    next_poll: datetime
    articles: tuple[IncomingArticle, ...] = ()
    #: (external_id, reason): items that gave no article this time.
    refused: tuple[tuple[str, str], ...] = ()
    #: To be sent with the next poll; empty when the feed must come whole again.
    etag: str = ""
    last_modified: str = ""
    #: Where the feed has moved for good; empty when it has not.
    new_url: str = ""
    error: str = ""
    #: The feed is gone for good: stop asking.
    disable: bool = False


@dataclass(slots=True)
class _Harvest:
    articles: list[IncomingArticle] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    #: Something may come out better next time, even if the feed stays the same.
    unfinished: bool = False


def _nothing_known(external_ids: Iterable[str]) -> Mapping[str, Known]:
    return {}


def poll(source: Source, now: datetime, *, lookup: Lookup = _nothing_known, get: Get = fetch.get) -> PollResult:
    """Fetches and reads one source. Never raises for what the source did wrong: `error` and `refused` tell."""
    try:
        fetched = get(source.url, etag=source.etag, last_modified=source.last_modified, limit_bytes=MAX_FEED_BYTES)
        kind = outcome(fetched.status)
        if kind is not Outcome.READ:
            return _without_feed(source, fetched, kind, now)
        items = read_feed(fetched.body, fetched.url, charset=fetched.charset, zone=timezone.get_default_timezone())
    except SongnguError as error:
        return _failed(source, str(error), Outcome.FAILED, now)
    found = _harvest(source, items, lookup([item.external_id for item in items]), now, get)
    return PollResult(
        next_poll=_next(source, Outcome.READ, now),
        articles=tuple(found.articles),
        refused=tuple(found.refused),
        etag="" if found.unfinished else fetched.etag,
        last_modified="" if found.unfinished else fetched.last_modified,
        new_url=fetched.permanent_url,
    )


def _next(source: Source, kind: Outcome, now: datetime, delay: timedelta | None = None) -> datetime:
    interval = timedelta(minutes=max(1, source.poll_minutes))
    return next_poll(now, kind, source.failures, interval, delay, seed=source.slug)


def _failed(source: Source, error: str, kind: Outcome, now: datetime, delay: timedelta | None = None) -> PollResult:
    return PollResult(
        next_poll=_next(source, kind, now, delay),
        etag=source.etag,
        last_modified=source.last_modified,
        error=error,
        disable=kind is Outcome.GONE,
    )


def _without_feed(source: Source, fetched: fetch.Fetched, kind: Outcome, now: datetime) -> PollResult:
    if kind is Outcome.SAME:
        same = _failed(source, "", kind, now)
        # RFC 9110 §15.4.5: a 304 may bring newer validators.
        return replace(
            same,
            etag=fetched.etag or source.etag,
            last_modified=fetched.last_modified or source.last_modified,
            new_url=fetched.permanent_url,
        )
    cures = {
        Outcome.GONE: "It is not polled any more; give the source its new address and enable it.",
        Outcome.BUSY: "It asked us to come later, and we do; poll it less often if this stays.",
    }
    cure = cures.get(kind, "It is tried again later; check the address if this stays.")
    error = FetchError(f"{fetched.url} answered {fetched.status}", cure=cure)
    return _failed(source, str(error), kind, now, retry_delay(fetched.retry_after, now))


def _harvest(
    source: Source, items: Iterable[FeedItem], known: Mapping[str, Known], now: datetime, get: Get
) -> _Harvest:
    """Item by item: what is wrong with one must not keep the others."""
    found = _Harvest()
    end = time.monotonic() + PAGES_SECONDS
    pages = 0
    for item in items:
        try:
            if has_full_text(item):
                html = full_html(item)
            elif not worth_a_visit(item, known.get(item.external_id), source.last_polled_at, now):
                continue
            elif pages >= MAX_PAGES or time.monotonic() > end:
                found.unfinished = True  # without validators the feed comes again, and the turn of this item
                continue
            else:
                pages += 1
                html = _page_text(source, item, get)
            found.articles.append(
                article(item, language=source.language, html=html, max_bytes=settings.MAX_ARTICLE_BYTES, now=now)
            )
        except SongnguError as error:
            found.unfinished = found.unfinished or isinstance(error, FetchError)
            found.refused.append((item.external_id, str(error)))
        except Exception as error:  # a parser's own fault, on input that nobody foresaw
            logger.exception("source %s: item %s could not be read", source.slug, item.external_id)
            found.refused.append((item.external_id, repr(error)[:500]))
    return found


def _page_text(source: Source, item: FeedItem, get: Get) -> str:
    """Raises FetchError when there is no text: a stub would be translated, reviewed and published as the article."""
    if not item.url:
        raise FetchError("the item has no full text and no address", cure="Ask for a feed with full content.")
    page = get(item.url, limit_bytes=MAX_PAGE_BYTES, came_from=source.url)
    if page.status != 200:
        raise FetchError(f"{page.url} answered {page.status}", cure="It is tried again with the next poll.")
    html = fulltext.extract(page.body, page.url, charset=page.charset)
    if not html:
        raise FetchError(f"no article was found in {page.url}", cure="Ask for a feed with full content.")
    return html


def known_items(source: Source, external_ids: Iterable[str]) -> Mapping[str, Known]:
    """What the record has of these items. One query."""
    rows = Article.objects.filter(source=source, external_id__in=list(external_ids), retracted_at=None)
    values: Iterable[tuple[Any, Any, Any]] = rows.values_list("external_id", "current__title", "current__received_at")
    return {external_id: Known(title, received) for external_id, title, received in values if received}


def run_one(*, now: datetime | None = None, get: Get = fetch.get) -> bool:
    """Polls the source whose turn it is, if any. True when there was one."""
    now = now or timezone.now()
    source = services.poll_due(now=now)
    if source is None:
        return False
    result = poll(source, now, lookup=lambda ids: known_items(source, ids), get=get)
    for external_id, reason in result.refused:
        logger.warning("source %s: item %s: %s", source.slug, external_id, reason)
    stored = [_receive(source, incoming) for incoming in result.articles]
    whole = all(stored)
    services.record_poll(
        source,
        next_poll_at=result.next_poll,
        etag=result.etag if whole else "",
        last_modified=result.last_modified if whole else "",
        url=result.new_url,
        error=result.error,
        disable=result.disable,
        now=now,
    )
    if result.error:
        logger.warning("source %s: %s", source.slug, result.error)
    return True


def _receive(source: Source, incoming: IncomingArticle) -> bool:
    """False when it could not be stored; the feed then comes whole again, and the article with it."""
    try:
        services.receive_article(source, incoming)
    except Exception:
        logger.exception("source %s: article %s could not be stored", source.slug, incoming.external_id)
        return False
    return True
