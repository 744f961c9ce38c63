"""A subscriber's web server on loopback: confirms what it wanted, takes what it is sent, and remembers both."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    path: str
    query: dict[str, str]


@dataclass(frozen=True)
class Told:
    path: str
    headers: dict[str, str]
    body: bytes


class Subscriber:
    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.told: list[Told] = []
        #: What a POST to a path is answered: status and headers. 204 unless said otherwise.
        self.answers: dict[str, tuple[int, dict[str, str]]] = {}
        #: False: a confirmation is answered with something else than the challenge.
        self.willing = True
        #: Paths that say nothing until the test ends.
        self.silent: set[str] = set()
        self.over = threading.Event()

    def confirm(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.asked.append(Asked(parts.path, query))
        status, headers = self.answers.get(f"GET {parts.path}", (200, {}))
        answer(request, status, headers, (query.get("hub.challenge", "") if self.willing else "no").encode())

    def take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"] or 0))
        self.told.append(Told(request.path, {k.lower(): v for k, v in request.headers.items()}, body))
        if request.path in self.silent:
            self.over.wait(30)
        status, headers = self.answers.get(request.path, (204, {}))
        answer(request, status, headers, b"")


def answer(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    request.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def open_subscriber() -> Iterator[Subscriber]:
    subscriber = Subscriber()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            subscriber.confirm(self)

        def do_POST(self) -> None:
            try:
                subscriber.take(self)
            except OSError:
                self.close_connection = True  # whoever sent it has hung up

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    subscriber.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield subscriber
    finally:
        subscriber.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
