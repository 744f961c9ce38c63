"""Who may have a feed, and how much of it. Without a credential, on a site with public feeds, this asks nothing.

A credential costs two indexed reads a poll, and one write a minute to remember that it was used. It decides which
entries come (`least`), and keeps shared caches from handing the answer to others; ids and `self` stay the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from feeds.buckets import Buckets
from feeds.conditional import Document
from translations.models import Credential
from translations.selectors import partners as reads
from translations.services import partners
from translations.types import Tier

logger = logging.getLogger(__name__)

_buckets = Buckets()
_CHALLENGE = 'Basic realm="feeds", charset="UTF-8", Bearer realm="feeds"'
_CURE = "Send your user name and password, or your bearer token, or use your private address."


@dataclass(frozen=True, slots=True)
class Admitted:
    least: Tier = Tier.MACHINE
    #: Somebody was recognised: the answer is theirs alone.
    private: bool = False
    #: The secret of a private address; "" for any other way.
    token: str = ""

    def dress(self, document: Document) -> Document:
        """`document` with the headers that this reader's copy needs. A private address gets a hub of its own, since
        a subscriber that has only an address cannot send a password to the hub."""
        if not self.private:
            return document
        link = document.link
        if self.token and settings.HUB == "own":
            link = link.replace(f"<{settings.HUB_URL}>", f"<{settings.HUB_URL}/p/{self.token}>")
        return replace(document, cache=document.cache.replace("public", "private", 1), link=link)


@dataclass(frozen=True, slots=True)
class Refused:
    status: int
    title: str
    detail: str
    headers: dict[str, str] = field(default_factory=dict)


def admit(request: Mapping[str, str], language: str, category: str = "", *, token: str = "") -> Admitted | Refused:
    """`request` maps lower-case header names to values; `token` is that of a private address."""
    if not token and settings.PUBLIC_FEEDS and not request.get("authorization"):
        return Admitted()
    found = recognise(request, token=token)
    if isinstance(found, Refused):
        return found
    least = reads.min_tier(found.partner_id, language, category)
    if least is None:
        return Refused(403, "Not your feed", "None of your products has this feed; your page lists yours.", _UNKEPT)
    remember(found, request.get("user-agent", ""))
    return Admitted(least, private=True, token=token)


def recognise(request: Mapping[str, str], *, token: str = "") -> Credential | Refused:
    """Whose request this is, if it may come in now; what it may have is another question."""
    header = request.get("authorization", "")
    if not token and not header:
        return _unknown("This is for partners.")
    now = timezone.now()
    found = reads.credential(Credential.Kind.URL, token, now=now) if token else reads.asking(header, now=now)
    if found is None:
        return _no_address(token) if token else _unknown("This credential is not valid.")
    if seconds := _wait(found):
        return Refused(429, "Too many requests", f"Come back in {seconds} s.", {"Retry-After": str(seconds), **_UNKEPT})
    return found


def forget() -> None:
    _buckets.forget()


_UNKEPT = {"Cache-Control": "no-store"}


def _unknown(detail: str) -> Refused:
    return Refused(401, "Credential needed", f"{detail} {_CURE}", {"WWW-Authenticate": _CHALLENGE, **_UNKEPT})


def _no_address(token: str) -> Refused:
    """Secrets never come back: an address that was revoked is gone, and its reader should stop asking (§15.5.11)."""
    if reads.was_revoked(token, now=timezone.now()):
        return Refused(410, "Gone", "This private address was revoked; ask for a new one.", _UNKEPT)
    return Refused(404, "No such feed", "There is nothing at this private address.", _UNKEPT)


def _wait(credential: Credential) -> int:
    rate = settings.FEED_RATE if credential.partner.rate is None else credential.partner.rate
    return _buckets.take(credential.pk, rate, time.monotonic()) if rate else 0


def remember(credential: Credential, agent: str) -> None:
    """That it was used, and by what."""
    try:
        partners.record_use(credential, agent=agent, now=timezone.now())
    except DatabaseError as error:  # nobody goes without a feed because we could not write that they came
        logger.warning("the poll with credential %s was not recorded: %s", credential.pk, error)
