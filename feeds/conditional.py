"""What to answer to a request for a document that is at hand: RFC 9110 §12.5.3 (codings) and §13 (conditions). Pure.

Django's own helpers are not used: they know one ETag a resource, while each content coding needs its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

MAX_AGE = 60  # seconds
_ENTITY_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_WEIGHT = re.compile(r"q=(0(\.\d{0,3})?|1(\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class Document:
    body: bytes
    gzip: bytes
    etag: str
    gzip_etag: str
    language: str
    content_type: str
    #: None while it cannot serve as a validator: another change may still fall into the same second (§8.8.2.2).
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def answer(document: Document, method: str, request: Mapping[str, str]) -> Answer:
    """The response to a GET or HEAD; `request` maps lower-case header names to values."""
    coding = chosen_coding(request.get("accept-encoding"))
    if coding is None:
        return Answer(406, {"Vary": "Accept-Encoding", "Cache-Control": "no-store"})
    zipped = coding == "gzip"
    body, etag = (document.gzip, document.gzip_etag) if zipped else (document.body, document.etag)
    headers = {
        "ETag": etag,
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "Vary": "Accept-Encoding",
        "Content-Language": document.language,
    }
    if document.modified:
        headers["Last-Modified"] = format_datetime(document.modified.astimezone(UTC), usegmt=True)
    status = condition(request, etag, document.modified)
    if status == 200:
        headers |= {"Content-Type": document.content_type, "Content-Length": str(len(body))}
        headers |= {"Content-Encoding": "gzip"} if zipped else {}
    return Answer(status, headers, body if status == 200 and method == "GET" else b"")


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


def chosen_coding(accept: str | None) -> str | None:
    """ "gzip", "identity", or None when the client takes neither.

    No header means that anything will do: identity is then the safe choice. At equal weights gzip is the smaller.
    """
    if accept is None:
        return "identity"
    weights = _weights(accept)
    anything = weights.get("*", 0.0)
    gzip = weights.get("gzip", weights.get("x-gzip", anything))
    identity = weights.get("identity", 0.0 if "*" in weights and not anything else None)
    if gzip and gzip >= (identity or 0.0):
        return "gzip"
    return None if identity == 0.0 else "identity"


def _weights(accept: str) -> dict[str, float]:
    found = {}
    for element in accept.lower().split(","):
        coding, _, parameter = (part.strip() for part in element.partition(";"))
        weight = _WEIGHT.fullmatch(parameter.replace(" ", "")) if parameter else None
        if coding and (weight or not parameter):
            found[coding] = float(weight[1]) if weight else 1.0
    return found
