"""One safe GET of a page or a feed that someone else runs. Nothing it sends, says or points to is trusted."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import httpcore
import httpx
from django.conf import settings

from translations.errors import FetchError, ForbiddenAddress
from worker.connections import CheckedBackend, CheckedTransport, Deadline, Resolver, Timeouts, system_resolver

MAX_REDIRECTS = 5
MAX_URL = 2000
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1"
#: zlib's window argument: 15 bits, with the header told apart by itself (gzip or zlib).
_WINDOW = 15 + 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    status: int
    #: Where the answer came from, after all redirects.
    url: str
    #: Where the address has moved for good (301, 308); empty when it has not.
    permanent_url: str
    #: Decompressed; empty unless the status is 200.
    body: bytes
    #: Lower case, without parameters.
    content_type: str
    #: As the server declared it; may be wrong, unknown or empty.
    charset: str
    etag: str
    last_modified: str
    #: The header as it came (RFC 9110 §10.2.3): seconds or a date.
    retry_after: str


def get(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limit_bytes: int,
    allow_hosts: Collection[str] = (),
    came_from: str = "",
    timeouts: Timeouts = Timeouts(),  # noqa: B008  (frozen)
    resolve: Resolver = system_resolver,
) -> Fetched:
    """Fetches `url`, conditionally when `etag` or `last_modified` is given. Any status is an answer, not an error.

    Private addresses are reached only under a host name in `allow_hosts` or settings.PRIVATE_HOSTS, and only when
    asked for directly or by such a host (`came_from`, or a redirect): a stranger's feed must not read our intranet.
    Raises FetchError, or ForbiddenAddress when the address is not one to be fetched.
    """
    headers = _headers(etag, last_modified)
    backend = CheckedBackend(resolve, Deadline(timeouts.total))
    allowed = frozenset(host.lower() for host in (*allow_hosts, *settings.PRIVATE_HOSTS))
    client = httpx.Client(
        transport=CheckedTransport(backend),
        trust_env=False,  # no proxy, no .netrc
        follow_redirects=False,
        timeout=httpx.Timeout(timeouts.read, connect=timeouts.connect),
    )
    try:
        with client:
            return _follow(client, backend, parse_url(url), headers, limit_bytes, _trust(came_from, allowed))
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise FetchError(f"{url} took too long ({error})", cure="It is tried again later.") from None
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchError(f"{url} broke off ({error})", cure="It is tried again later.") from None


def parse_url(url: str) -> httpx.URL:
    """Raises ForbiddenAddress unless `url` is an absolute http(s) address without a user name or password."""
    try:
        found = httpx.URL(url)
        acceptable = found.scheme in ("http", "https") and bool(found.host) and len(url) <= MAX_URL
    except (httpx.InvalidURL, ValueError, UnicodeError):
        acceptable = False
    if not acceptable:
        raise ForbiddenAddress(f"{url[:200]!r}", cure="Give an absolute http:// or https:// address.")
    if found.userinfo:
        raise ForbiddenAddress(
            f"the address at {found.host} holds a user name or password", cure="Give the address without them."
        )
    return found


def _trust(came_from: str, allowed: frozenset[str]) -> frozenset[str]:
    """The private hosts that one address may name: all of them, or none when it is a stranger's."""
    return allowed if not came_from or parse_url(came_from).host in allowed else frozenset()


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    headers = {
        "User-Agent": f"songngu/{settings.VERSION} (+{settings.SITE_URL})",
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
    }
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _follow(
    client: httpx.Client,
    backend: CheckedBackend,
    url: httpx.URL,
    headers: dict[str, str],
    limit: int,
    private: frozenset[str],
) -> Fetched:
    """Redirects by hand: each hop is parsed and checked as if it had been asked for."""
    permanent = ""
    for_good = True
    for _ in range(MAX_REDIRECTS + 1):
        backend.private = private
        with client.stream("GET", url, headers=headers) as response:
            location = response.headers.get("location", "")
            if response.status_code not in _REDIRECTS or not location:
                return _answer(response, url, permanent, limit)
            target = parse_url(_joined(url, location))
        for_good = for_good and response.status_code in _PERMANENT and not _weaker(url, target)
        permanent = str(target) if for_good else permanent
        private = _trust(str(url), private)
        url = target
    raise FetchError(f"more than {MAX_REDIRECTS} redirects, the last to {url}", cure="Give the final address.")


def _joined(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"{url} redirects to {location[:200]!r}", cure="Tell whoever runs it.") from None


def _weaker(old: httpx.URL, new: httpx.URL) -> bool:
    """From https to http: followed, but not remembered, or one forged answer would strip TLS for ever."""
    return old.scheme == "https" and new.scheme == "http"


def _answer(response: httpx.Response, url: httpx.URL, permanent: str, limit: int) -> Fetched:
    headers = response.headers
    body = _body(response, url, limit) if response.status_code == 200 else b""
    return Fetched(
        status=response.status_code,
        url=str(url),
        permanent_url=permanent,
        body=body,
        content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
        charset=response.charset_encoding or "",
        etag=_validator(headers.get("etag", ""), 500),
        last_modified=_validator(headers.get("last-modified", ""), 100),
        retry_after=headers.get("retry-after", ""),
    )


def _validator(value: str, most: int) -> str:
    """One that cannot be stored and sent back word for word is no use, and an honest server never sends it."""
    return value if value.isascii() and len(value) <= most else ""


def _body(response: httpx.Response, url: httpx.URL, limit: int) -> bytes:
    body = bytearray()
    for piece in _decoded(response, url, limit + 1):
        body += piece
        if len(body) > limit:
            raise FetchError(f"{url} is larger than {limit} bytes", cure="Offer it in smaller pieces.")
    return bytes(body)


def _decoded(response: httpx.Response, url: httpx.URL, most: int) -> Iterator[bytes]:
    """The body without its compression, in pieces of at most `most` bytes.

    httpx's own decoding opens each piece whole, and codings inside codings after that: 64 kB from the network can
    become 64 MB, then 64 GB. Here one coding is accepted, the one we asked for, and never opened beyond the limit.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        yield from response.iter_raw()
    elif coding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(response.iter_raw(), url, most)
    else:
        raise FetchError(f"{url} is sent in the coding {coding[:50]!r}", cure="Send it plain or as gzip.")


def _inflated(pieces: Iterator[bytes], url: httpx.URL, most: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_WINDOW)
    try:
        for piece in pieces:
            yield inflater.decompress(piece, most)
            if inflater.unconsumed_tail:  # more than `most` in one piece: the caller stops before coming back
                raise FetchError(f"{url} is larger than {most - 1} bytes", cure="Offer it in smaller pieces.")
    except zlib.error as error:
        raise FetchError(f"{url} is badly compressed ({error})", cure="Tell whoever runs it.") from None
    if not inflater.eof:
        raise FetchError(f"{url} ends in the middle", cure="It is tried again later.")
