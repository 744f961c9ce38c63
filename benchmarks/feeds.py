"""Feeds: what a poll, a publication and a rebuild cost, and whether the length of the archive changes that.

Throughput is measured against a bare WSGI callable that returns the same bytes from the same server (granian), the two
taking turns, so that a noisy machine is noisy to both; what counts is the ratio within a round.

FEEDS_MOST is the longest archive, 1,000,000 by default: about 1.5 GB of temporary disk and two minutes.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SIZES = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= int(os.environ.get("FEEDS_MOST", "1000000"))]
ROUNDS, SECONDS = 25, 0.25
PATH = "/feeds/vi.atom"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="songngu-bench-") as place:
        os.environ |= {
            "SONGNGU_DATA": place, "DJANGO_SETTINGS_MODULE": "config.settings", "SONGNGU_LOG_LEVEL": "WARNING",
            "PYTHONWARNINGS": "ignore",
        }  # fmt: skip
        os.environ.pop("DATABASE_URL", None)
        prepare()
        print("Medians of CPU time, in one process: what others take away meanwhile is not a cost of ours.\n")
        print("        articles   publish ms   rebuild ms   all anew ms   304 µs   200 µs   archive ms")
        for size in SIZES:
            curve(size)
            if size in (SIZES[0], SIZES[-1]):
                throughput(size, Path(place))
        codings()


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def median_ms(action: Callable[[], object], times: int = 15, clock: Callable[[], float] = time.process_time) -> float:
    taken = []
    for _ in range(times):
        begin = clock()
        action()
        taken.append((clock() - begin) * 1000)
    return statistics.median(taken)


def curve(size: int) -> None:
    """One line: in one process, without a server."""
    from benchmarks import _long_feed
    from feeds import archives, atom, documents, places
    from feeds.models import Feed
    from feeds.shortcut import Shortcut

    _long_feed.grow(size)
    source = _long_feed.source()
    numbers = iter(range(10**9))

    def publish() -> None:
        _publish(source, f"{size}-{next(numbers)}")

    def rebuild_after_publishing() -> float:
        publish()
        return median_ms(lambda: documents.feed("vi"), 1)

    def all_anew() -> None:
        atom.entry_xml.cache_clear()
        documents.forget()
        documents.feed("vi")

    shortcut = Shortcut(lambda *_: [b""])
    etag = documents.feed("vi").etag("identity")
    for _ in range(55):
        publish()  # so that the document's 50 entries are of one kind
    documents.feed("vi")
    rebuilt = statistics.median(rebuild_after_publishing() for _ in range(15))
    anew = median_ms(all_anew)
    etag = documents.feed("vi").etag("identity")
    unchanged = median_ms(lambda: _call(shortcut, HTTP_IF_NONE_MATCH=etag), 500) * 1000
    whole = median_ms(lambda: _call(shortcut), 500) * 1000
    last = places.full_pages(Feed.objects.get(language="vi", category=""))
    pages = iter(range(last - 9, last))  # made here for the first time, as the newest ones are
    archived = median_ms(lambda: archives.archive("vi", "", next(pages)), 9)
    print(
        f"{size:16,}{median_ms(publish):13.2f}{rebuilt:13.2f}{anew:14.2f}{unchanged:9.0f}{whole:9.0f}{archived:13.2f}",
        flush=True,
    )


def _publish(source: Any, name: str) -> None:
    from django.utils import timezone

    from benchmarks._long_feed import paragraphs
    from translations import services
    from translations.types import Block, BlockKind, IncomingArticle

    services.receive_article(
        source,
        IncomingArticle(
            external_id=name, language="vi", title=f"Bài {name}", categories=("Kinh tế",), published=timezone.now(),
            url="https://bao-thu.example/",
            blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=part) for part in paragraphs(hash(name))),
        ),
    )  # fmt: skip


def _call(application: Any, **environ: str) -> None:
    status = []
    full = {"PATH_INFO": PATH, "REQUEST_METHOD": "GET", "wsgi.url_scheme": "http", **environ}
    b"".join(application(full, lambda said, headers: status.append(said)))
    assert status[0][:3] in ("200", "304"), status


def throughput(size: int, place: Path) -> None:
    from benchmarks import _load

    environment = {**os.environ, "BARE_ANSWER": str(place / "bare.json")}
    with server("config.wsgi:application", environment) as ours:
        _load.rate(ours, _load.request(ours, PATH), seconds=0.2)
        time.sleep(2.1)  # a document changed in the last two seconds has no Last-Modified yet
        for coding in ("identity", "gzip"):
            headers, body = fetch(ours, coding)
            (place / "body").write_bytes(body)
            answer = {"body": str(place / "body"), "headers": headers}
            Path(environment["BARE_ANSWER"]).write_text(json.dumps(answer))
            etag = dict(headers)["ETag"]
            with server("benchmarks._bare:application", environment) as bare:
                for label, extra in (("304", {"If-None-Match": etag}), ("200", {})):
                    asked = {"Accept-Encoding": coding, **extra}
                    compare(f"{size:16,}   {label} {coding:9}{len(body):>8,} B", ours, bare, asked)


def compare(label: str, ours: int, bare: int, headers: dict[str, str]) -> None:
    from benchmarks import _load

    rates: dict[int, list[float]] = {ours: [], bare: []}
    for _ in range(ROUNDS):
        for port in (ours, bare):
            rates[port].append(_load.rate(port, _load.request(port, PATH, **headers), seconds=SECONDS))
    ratios = sorted(mine / theirs for mine, theirs in zip(rates[ours], rates[bare], strict=True))
    print(
        f"{label}   ours {statistics.median(rates[ours]):8,.0f}/s   bare {statistics.median(rates[bare]):8,.0f}/s"
        f"   ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})",
        flush=True,
    )


def fetch(port: int, coding: str) -> tuple[list[tuple[str, str]], bytes]:
    """Our headers as we spell them, and our bytes."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", PATH, headers={"Accept-Encoding": coding})
    response = connection.getresponse()
    names = {"etag": "ETag"}
    ours = [(names.get(name.lower(), name.title()), value) for name, value in response.getheaders()]
    return [(name, value) for name, value in ours if name not in ("Date", "Server")], response.read()


@contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[int]:
    """As `songngu run` starts its web."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    size = ["--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "2", "--log-level", "warning"]
    where = ["--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([sys.executable, "-m", "granian", *where, *size, application], cwd=ROOT, env=environment)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def codings() -> None:
    """What decides feeds.codings: bytes and milliseconds of each, for the document as it is now."""
    import gzip

    import brotli
    import zstandard

    from feeds import documents

    body = documents.feed("vi").body
    print(f"\n        a document of {len(body):,} bytes")
    ways: dict[str, Callable[[], bytes]] = {
        **{f"gzip {level}": lambda level=level: gzip.compress(body, level, mtime=0) for level in (6, 9)},
        **{f"br {level}": lambda level=level: brotli.compress(body, brotli.MODE_TEXT, level) for level in (5, 7, 9)},
        **{f"zstd {level}": lambda level=level: zstandard.ZstdCompressor(level).compress(body) for level in (3, 9, 15)},
    }
    for name, compress in ways.items():
        print(f"        {name:8}{len(compress()):10,} B{median_ms(compress, 5):9.2f} ms")


if __name__ == "__main__":
    main()
