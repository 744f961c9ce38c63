"""The desk: what its pages cost, and whether the length of the queue changes that.

On SQLite; on the PostgreSQL of DATABASE_URL when there is one: `tests/postgres.sh python -m benchmarks desk`. Requests
go through every middleware, in this process: server time, without a network. DESK_MOST=100 leaves out the long queue,
which takes two minutes to make.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

SIZES = [size for size in (100, 100_000) if size <= int(os.environ.get("DESK_MOST", "100000"))]
TIMES = 40
SEGMENTS = 60
HTMX = {"HTTP_HX_REQUEST": "true"}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="songngu-bench-") as place:
        os.environ |= {
            "SONGNGU_DATA": place, "DJANGO_SETTINGS_MODULE": "config.settings", "SONGNGU_LOG_LEVEL": "WARNING",
            "PYTHONWARNINGS": "ignore",
        }  # fmt: skip
        prepare()
        from django.db import connection

        print(f"{connection.vendor}, {TIMES} requests each, ms: processor time of ours, median; on the clock, median")
        print("(least; 95th percentile); bytes of the answer\n")
        for size in SIZES:
            table(size)


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def table(size: int) -> None:
    from benchmarks import _full_desk

    _full_desk.fill(size)
    draft = _full_desk.article_of(SEGMENTS)
    desk = Desk(draft)
    if size > 1000:
        analyze()
    print(f"{size:,} drafts in review")
    desk.show("queue page", lambda: desk.get("/"))
    desk.show("  its counts, every 15 s", lambda: desk.get("/counts/", **HTMX))
    desk.show("  page 10", lambda: desk.get("/?page=10"))
    desk.show("  one language of three", lambda: desk.get("/?language=fr"))
    desk.show("  a flag, of one source", lambda: desk.get("/?flag=number-changed&source=s1"))
    desk.show("  search, two words", lambda: desk.get("/?q=thu+tuong"))
    desk.show("  search, rare word", lambda: desk.get(f"/?q={draft.pk}"))
    desk.show("  search, no such word", lambda: desk.get("/?q=khongco"))
    desk.show("  a flag that none has", lambda: desk.get("/?flag=too-long"))
    desk.show("next draft, claimed", desk.next)
    desk.show(f"editor, {SEGMENTS} segments", lambda: desk.get(f"/drafts/{draft.pk}/"))
    desk.show("save a segment", desk.save, before=desk.load)
    print(flush=True)


def analyze() -> None:
    """What autovacuum does by itself, sooner."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class Desk:
    """An editor at their browser."""

    def __init__(self, draft: Any) -> None:
        from django.test import Client

        from translations.models import User

        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.force_login(User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("eve"))
        self.draft, self.after, self.turn = draft, "", 0
        self.segment: Any = None

    def get(self, path: str, **headers: str) -> Any:
        answer = self.client.get(path, **headers)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    def next(self) -> Any:
        answer = self.client.get(f"/next/{self.after}")
        assert answer.status_code == 302, answer.status_code
        self.after = f"?after={answer['Location'].split('/')[2]}"
        return answer

    def load(self) -> None:
        self.turn += 1
        self.segment = self.draft.segments.all()[self.turn % SEGMENTS]

    def save(self) -> Any:
        said = {"target": f"Some other words, {self.turn}.", "version": self.segment.version, "accept": "on"}
        answer = self.client.post(f"/segments/{self.segment.pk}/", said, **HTMX)
        assert answer.status_code == 200, answer.status_code
        return answer

    def show(self, name: str, ask: Callable[[], Any], before: Callable[[], None] = lambda: None) -> None:
        before()
        size = len(ask().content)
        taken = [self._timed(ask, before) for _ in range(TIMES)]
        wall, cpu = sorted(wall for wall, _ in taken), statistics.median(cpu for _, cpu in taken)
        told = f"{statistics.median(wall):8.1f}  ({wall[0]:.1f}; {wall[-1 - TIMES // 20]:.1f})"
        print(f"  {name:26}{cpu:8.1f}{told:28}{size / 1000:8.1f} kB", flush=True)

    def _timed(self, ask: Callable[[], Any], before: Callable[[], None]) -> tuple[float, float]:
        before()
        begin, used = time.perf_counter(), time.process_time()
        ask()
        return (time.perf_counter() - begin) * 1000, (time.process_time() - used) * 1000
