"""What to answer to a request for a document that is at hand: RFC 9110 §13 (conditions), RFC 3229 (deltas). Pure.

Django's own helpers are not used: they know one ETag a resource, while each content coding needs its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from feeds import codings

MAX_AGE = 60  # seconds
FRESH = f"public, max-age={MAX_AGE}"
#: RFC 3229 §10.8.1: only caches that know deltas may keep one.
_DELTA = "no-store, im"
#: Asks for deltas, since the feedparser inside it does, and then takes the status 226 for an error (3.14).
_REFUSES_DELTAS = "rss2email"
_ENTITY_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_SUFFIX = re.compile(f"({'|'.join(suffix for suffix in codings.SUFFIXES.values() if suffix)})$")


@dataclass(frozen=True, slots=True)
class Document:
    body: bytes
    language: str
    content_type: str
    #: None while it cannot serve as a validator: another change may still fall into the same second (§8.8.2.2).
    modified: datetime | None
    cache: str = FRESH
    #: The Link header; "" for none.
    link: str = ""
    #: Digest of an earlier state → what changed since; None when that state is not known. Without it, no deltas.
    since: Callable[[str], Document | None] | None = None
    digest: str = ""
    #: Compressed on first demand, and then kept.
    coded: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", self.digest or sha256(self.body).hexdigest()[:32])

    def bytes_in(self, coding: str) -> bytes:
        if coding == codings.IDENTITY:
            return self.body
        if coding not in self.coded:
            self.coded[coding] = codings.COMPRESS[coding](self.body)
        return self.coded[coding]

    def etag(self, coding: str) -> str:
        return f'"{self.digest}{codings.SUFFIXES[coding]}"'


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def answer(document: Document, method: str, request: Mapping[str, str]) -> Answer:
    """The response to a GET or HEAD; `request` maps lower-case header names to values."""
    # Authorization: a shared cache that has the public answer must not hand it to a partner.
    vary = "Accept-Encoding, A-IM, Authorization" if document.since else "Accept-Encoding, Authorization"
    coding = codings.chosen(request.get("accept-encoding"))
    if coding is None:
        return Answer(406, {"Vary": vary, "Cache-Control": "no-store"})
    etag = document.etag(coding)
    headers = {"ETag": etag, "Cache-Control": document.cache, "Vary": vary, "Content-Language": document.language}
    if document.modified:
        headers["Last-Modified"] = format_datetime(document.modified.astimezone(UTC), usegmt=True)
    status = condition(request, etag, document.modified)
    if status != 200:
        return Answer(status, headers)
    delta = _delta(document, request) if method == "GET" else None
    body = (delta or document).bytes_in(coding)
    headers |= {"Content-Type": document.content_type, "Content-Length": str(len(body))}
    headers |= {"Content-Encoding": coding} if coding != codings.IDENTITY else {}
    headers |= {"Link": document.link} if document.link else {}
    if delta:
        headers |= {"IM": "feed", "Cache-Control": _DELTA}
    return Answer(226 if delta else 200, headers, body if method == "GET" else b"")


def condition(request: Mapping[str, str], etag: str, modified: datetime | None) -> int:
    """200, 304 or 412, in the order of §13.2.2. A date that cannot be read is as good as none (§13.1.3)."""
    if "if-match" in request:
        if not _matches(request["if-match"], etag, weak=False):
            return 412
    elif (since := _date(request.get("if-unmodified-since"))) and modified and modified > since:
        return 412
    if "if-none-match" in request:
        return 304 if _matches(request["if-none-match"], etag, weak=True) else 200
    since = _date(request.get("if-modified-since"))
    return 304 if since and modified and modified <= since else 200


def _delta(document: Document, request: Mapping[str, str]) -> Document | None:
    """For a client that says which state it has (RFC 3229 §10.5.3, with the "feed" manipulation that readers use)."""
    asked = {part.partition(";")[0].strip() for part in request.get("a-im", "").lower().split(",")}
    if document.since is None or "feed" not in asked or _REFUSES_DELTAS in request.get("user-agent", "").lower():
        return None
    for _, tag in _ENTITY_TAG.findall(request.get("if-none-match", "")):
        if delta := document.since(_SUFFIX.sub("", tag.strip('"'))):
            return delta
    return None


def _matches(value: str, etag: str, *, weak: bool) -> bool:
    """`etag` is strong, so under strong comparison (§8.8.3.2) a weak one in the list never matches."""
    if value.strip() == "*":
        return True
    return any(tag == etag and (weak or not prefix) for prefix, tag in _ENTITY_TAG.findall(value))


def _date(value: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
