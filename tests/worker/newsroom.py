"""A newsroom's web server on loopback: paths are answered as the test says, and requests are remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Newsroom:
    def __init__(self) -> None:
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        #: Set at the end of the test: whatever still waits on purpose may go.
        self.over = threading.Event()
        self.url = ""

    def page(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.pages[path] = answer
        return self.url + path


@contextmanager
def open_newsroom() -> Iterator[Newsroom]:
    newsroom = Newsroom()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            newsroom.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            answer = newsroom.pages.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            try:
                answer(self)
            except OSError:
                self.close_connection = True  # the client hung up, as some tests want

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    newsroom.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield newsroom
    finally:
        newsroom.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
