"""What goes out for each kind of delivery, and what its answer means. Opens no socket."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from translations.errors import FetchError, ForbiddenAddress
from translations.models import Delivery, Publication, Subscription
from translations.outbox import Outcome, Parcel, Topic, Verdict, topic_url
from translations.selectors.deliveries import Letter, category_keys, event
from translations.types import Tier
from worker.outgoing import Answered
from worker.poll_decisions import retry_delay
from worker.signing import hub_signature, webhook_signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One request, ready to be sent; what is known of the answer that is hoped for."""

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    #: The answer must be these bytes (WebSub §5.3); empty: any 2xx will do.
    challenge: str = ""


class Ping(Protocol):
    """What settings.PING_DOCUMENT returns."""

    body: bytes
    content_type: str


def message(letter: Letter, parcel: Parcel, now: datetime) -> Message | None:
    """None when there is nothing (left) that this reader may be told."""
    if letter.action == Delivery.Action.VERIFY:
        return _confirmation(letter, parcel)
    if letter.action == Delivery.Action.DENY:
        asked = {"hub.mode": "denied", "hub.topic": letter.topic, "hub.reason": letter.request["reason"]}
        return Message(method="GET", url=_with(parcel.callback, asked))
    if letter.publication is None or letter.tier is None:
        return None
    make = {Subscription.Kind.WEBSUB: _ping, Subscription.Kind.WEBHOOK: _event, Subscription.Kind.HUB: _news}
    return make[Subscription.Kind(letter.kind)](letter, letter.publication, letter.tier, parcel, now)


def _confirmation(letter: Letter, parcel: Parcel) -> Message:
    asked = {
        "hub.mode": letter.request["mode"],
        "hub.topic": letter.topic,
        "hub.challenge": letter.request["challenge"],
    }
    if "lease_seconds" in letter.request:
        asked["hub.lease_seconds"] = str(letter.request["lease_seconds"])
    return Message(method="GET", url=_with(parcel.callback, asked), challenge=letter.request["challenge"])


def _with(url: str, asked: Mapping[str, str]) -> str:
    """§5.3: the callback's own query string is kept."""
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(asked)}"


def _ping(letter: Letter, publication: Publication, tier: Tier, parcel: Parcel, now: datetime) -> Message | None:
    """§7: the feed with the entry that changed, as its Content-Type says; signed when there is a secret."""
    made: Ping | None = import_string(settings.PING_DOCUMENT)(publication, category=letter.category, tier=tier)
    if made is None:
        return None
    headers = {
        "Content-Type": made.content_type,
        "Link": f'<{settings.HUB_URL}>; rel="hub", <{letter.topic}>; rel="self"',
    }
    if letter.secret:
        headers["X-Hub-Signature"] = hub_signature(letter.secret, made.body, settings.HUB_ALGORITHM)
    return Message(method="POST", url=parcel.callback, body=made.body, headers=headers)


def _event(letter: Letter, publication: Publication, tier: Tier, parcel: Parcel, now: datetime) -> Message | None:
    told = event(publication, letter.partner)
    if told is None:
        return None
    body = json.dumps({"id": str(letter.delivery_id), **told}, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "Songngu-Delivery": str(letter.delivery_id),
        "Songngu-Event": told["event"],
        "Songngu-Signature": webhook_signature(letter.secret, body, int(now.timestamp())),
    }
    return Message(method="POST", url=parcel.callback, body=body, headers=headers)


def _news(letter: Letter, publication: Publication, tier: Tier, parcel: Parcel, now: datetime) -> Message | None:
    """An external hub is told which feeds changed, in the words that hubs have agreed on; it fetches them itself."""
    if parcel.callback != settings.HUB_URL:
        return None
    keys = ["", *category_keys(publication)]
    urls = [topic_url(settings.SITE_URL, Topic(publication.language, key)) for key in keys]
    told = [("hub.mode", "publish"), *(("hub.url", url) for url in urls), *(("hub.topic", url) for url in urls)]
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Message(method="POST", url=parcel.callback, body=urlencode(told).encode(), headers=headers)


def outcome(sent: Message, answered: Answered, now: datetime) -> Outcome:
    status = answered.status
    if sent.challenge:
        return _echo(sent, answered)
    if 200 <= status < 300:
        return Outcome(verdict=Verdict.DONE, status=status)
    if status == 410:
        return Outcome(verdict=Verdict.GONE, status=status, error="the address answered 410: it is gone")
    return Outcome(
        verdict=Verdict.RETRY,
        status=status,
        error=f"the address answered {status}",
        retry_after=retry_delay(answered.retry_after, now) if status in (429, 503) else None,
    )


def _echo(sent: Message, answered: Answered) -> Outcome:
    status = answered.status
    if 200 <= status < 300 and hmac.compare_digest(answered.body, sent.challenge.encode()):
        return Outcome(verdict=Verdict.DONE, status=status)
    if status >= 500 or status == 429:
        return Outcome(verdict=Verdict.RETRY, status=status, error=f"the address answered {status}")
    error = (
        "the answer is not the challenge" if status < 300 else f"the address answered {status}: it does not want this"
    )
    return Outcome(verdict=Verdict.REFUSED, status=status, error=error)


def failed(error: Exception) -> Outcome:
    """When there was no answer. An address that may not be gone to will not become one that may."""
    final = isinstance(error, ForbiddenAddress)
    words = str(error) if isinstance(error, FetchError) else f"{type(error).__name__}: {error}"
    return Outcome(verdict=Verdict.REFUSED if final else Verdict.RETRY, error=words)
