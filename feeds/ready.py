"""Answers that were just given, ready to be given again: most requests are the same poll of the same feed.

Looked up by the request's own bytes, so that an answer costs a few microseconds: no database, no parsing, no headers
put together. Only for requests without a credential, and only for a tenth of a second: long enough to make a thousand
polls out of one, too short for anybody to see, next to the minute that the feed promises caches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

SECONDS = 0.1
_MOST = 256
#: Requests with any of these are thought about properly.
_SPECIAL = ("HTTP_AUTHORIZATION", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
#: And with any of these, unless an ETag that still holds settles it (RFC 9110 §13.2.2, RFC 3229 §10.5.3).
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_A_IM")
_NOT_IN_304 = frozenset({"Content-Type", "Content-Length", "Content-Encoding", "Link"})

Headers = list[tuple[str, str]]
Response = tuple[str, Headers, bytes]


@dataclass(frozen=True, slots=True)
class _Ready:
    until: float
    etag: str
    whole: Response
    unchanged: Response


_ready: dict[tuple[str, str | None], _Ready] = {}


def find(environ: dict[str, Any]) -> Response | None:
    """Status line, headers and body, or None when this request must be thought about."""
    found = _ready.get((environ["PATH_INFO"], environ.get("HTTP_ACCEPT_ENCODING")))
    if found is None or found.until < monotonic() or environ["REQUEST_METHOD"] != "GET":
        return None
    if any(name in environ for name in _SPECIAL):
        return None
    if environ.get("HTTP_IF_NONE_MATCH") == found.etag:
        return found.unchanged
    return None if any(name in environ for name in _CONDITIONS) else found.whole


def keep(environ: dict[str, Any], response: Response, *, clock: Callable[[], float] = monotonic) -> None:
    """Remembers what an unconditional GET would be answered, if that is a success which anybody may have."""
    status, headers, body = response
    given = dict(headers)
    public = status.startswith("200") and given["Cache-Control"].startswith("public") and _SPECIAL[0] not in environ
    if not public or len(environ.get("HTTP_ACCEPT_ENCODING", "")) > 200:
        return
    if len(_ready) >= _MOST:
        _ready.clear()
    unchanged = [header for header in headers if header[0] not in _NOT_IN_304]
    _ready[environ["PATH_INFO"], environ.get("HTTP_ACCEPT_ENCODING")] = _Ready(
        until=clock() + SECONDS,
        etag=given["ETag"],
        whole=(status, headers, body),
        unchanged=("304 Not Modified", unchanged, b""),
    )


def forget() -> None:
    """Called when something is published by this process; others see it within SECONDS."""
    _ready.clear()
