"""Bounded load from a client that costs little: a few connections, requests sent in bundles, answers only counted."""

from __future__ import annotations

import socket
import threading
import time

CONNECTIONS, BUNDLE = 2, 8


def request(port: int, path: str, **headers: str) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer(port: int, asked: bytes) -> tuple[int, dict[str, str], int]:
    """Status, headers, and the length of the whole response in bytes."""
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as stream:
        connection.sendall(asked)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += stream.read(1)
        status, *lines = head.decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        code = int(status.split()[1])
        length = 0 if code == 304 else int(headers["content-length"])
        return code, headers, len(head) + len(stream.read(length))


def rate(port: int, asked: bytes, *, seconds: float) -> float:
    """Responses a second."""
    _, _, size = answer(port, asked)
    counts = [0] * CONNECTIONS
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        buffer = bytearray(1 << 18)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            while time.perf_counter() < end:
                connection.sendall(asked * BUNDLE)
                left = size * BUNDLE
                while left:
                    left -= connection.recv_into(buffer, min(left, len(buffer)))
                counts[number] += BUNDLE

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begin)
