"""One request to an address that a stranger or a partner gave us: a confirmation or a delivery.

On the same checked connections as `worker.fetch`, so no private address is reached unless SONGNGU_PRIVATE_HOSTS names
its host. Redirects are not followed: WebSub §7 forbids moving a subscription that way, and they would lead us about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx
from django.conf import settings

from translations.errors import FetchError
from worker.connections import CheckedBackend, CheckedTransport, Deadline, Resolver, Timeouts, system_resolver
from worker.fetch import parse_url

#: A receiver that needs longer should say yes first and work afterwards.
PATIENCE = Timeouts(connect=5, read=10, total=15)
#: As much of an answer as is looked at: a challenge comes back in it. Bytes.
MAX_ANSWER = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    status: int
    #: The beginning of the answer, as it came.
    body: bytes
    #: As it came (RFC 9110 §10.2.3).
    retry_after: str


def send(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    timeouts: Timeouts = PATIENCE,
    resolve: Resolver = system_resolver,
) -> Answered:
    """Any status is an answer. Raises FetchError, or ForbiddenAddress when the address is not one to go to."""
    backend = CheckedBackend(resolve, Deadline(timeouts.total))
    backend.private = frozenset(host.lower() for host in settings.PRIVATE_HOSTS)
    client = httpx.Client(
        transport=CheckedTransport(backend),
        trust_env=False,  # no proxy, no .netrc
        follow_redirects=False,
        timeout=httpx.Timeout(timeouts.read, connect=timeouts.connect),
    )
    told = {
        "User-Agent": f"songngu/{settings.VERSION} (+{settings.SITE_URL})",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        **(headers or {}),
    }
    try:
        with client, client.stream(method, parse_url(url), content=body or None, headers=told) as response:
            return Answered(
                status=response.status_code,
                body=_beginning(response),
                retry_after=response.headers.get("retry-after", ""),
            )
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise FetchError(f"{url} took too long ({error})", cure="It is tried again later.") from None
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchError(f"{url} broke off ({error})", cure="It is tried again later.") from None


def _beginning(response: httpx.Response) -> bytes:
    """Never unpacked: who answers in a coding that was not asked for does not get it read."""
    found = b""
    for piece in response.iter_raw():
        found += piece
        if len(found) >= MAX_ANSWER:
            break
    return found[:MAX_ANSWER]
