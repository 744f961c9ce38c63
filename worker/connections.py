"""Connections that go only where they may: the address that was checked is the address connected to.

The name is resolved once, here, and the socket gets the number: a second look-up, which a hostile name server could
answer differently (DNS rebinding), never happens. TLS still sees the name, so certificates are checked against it.
"""

from __future__ import annotations

import functools
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from translations.errors import FetchError, ForbiddenAddress
from worker.addresses import is_public

#: (host, port) → numeric addresses, in the order to try them.
Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `total` covers everything from the first connection to the last byte, over all redirects."""

    connect: float = 10
    read: float = 20
    total: float = 60


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def cap(self, seconds: float | None) -> float:
        """How long the next step may take. Without this a server that sends a byte now and then holds us for ever."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole fetch is used up")
        return left if seconds is None else min(seconds, left)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the operating system says. Bounded only by its own resolver's time limits."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Made once: reading the certificate bundle costs some 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Opens TCP connections to public addresses only, or to any address of the hosts in `private`."""

    def __init__(self, resolve: Resolver, deadline: Deadline) -> None:
        self.private: frozenset[str] = frozenset()
        self._resolve = resolve
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._checked(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.cap(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                f"the name {host!r} is not known ({error})", cure="Check the address, and that DNS works here."
            ) from None
        if host.lower() not in self.private:
            for address in addresses:
                require_public(host, address)
        return addresses


def require_public(host: str, address: str) -> None:
    """One private answer among public ones condemns the name: no newsroom needs it, and an attacker does."""
    if not is_public(address):
        raise ForbiddenAddress(
            f"{host} is at {address}", cure="If this host is your own, add it to SONGNGU_PRIVATE_HOSTS."
        )


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class CheckedTransport(httpx.BaseTransport):
    """httpx over `CheckedBackend`. httpx's own transport has no public way to set one. Raises httpcore's errors."""

    def __init__(self, backend: CheckedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls_context(), network_backend=backend, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(status_code=response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()
