"""What a worker process weighs while it drafts 5,000 articles with the bundled package, and never starts anew.

One polling worker, the one kind that nothing recycles, on SQLite in a temporary directory. FOOTPRINT_ARTICLES changes
the number. About ten minutes on a core of its own. One article in ten is long, so that buffers grow as they will.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ARTICLES = int(os.environ.get("FOOTPRINT_ARTICLES", "5000"))
ROWS, WIDTH = 10, 60
PLACES = ("Xã Tân Lập", "Phường An Bình", "Huyện Mường Khương", "Thị trấn Sa Pa", "Quận Hải An", "Bản Nậm Lúc")
EVENTS = ("khánh thành trạm y tế", "mở lớp học nghề", "trồng rừng phòng hộ", "thông xe cầu dân sinh", "đón điện lưới")
Sample = tuple[int, float]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="songngu-bench-") as place:
        os.environ |= {"SONGNGU_DATA": place, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONWARNINGS": "ignore"}
        os.environ |= {"SONGNGU_LOG_LEVEL": "ERROR", "SONGNGU_BROKER": "none", "OMP_NUM_THREADS": "1"}
        prepare()
        print("  articles   MB resident   seconds", flush=True)
        show(list(watch()))


def prepare() -> None:
    import django

    django.setup()
    from django.db import connection

    from config.preparing import prepare_everything
    from translations import services
    from translations.models import Source
    from translations.types import Block, BlockKind, IncomingArticle

    prepare_everything()
    source = services.create_source(slug="bench", name="Bench", kind=Source.Kind.PUSH)
    chance = random.Random(1)
    for number in range(ARTICLES):
        title, *rest = texts(number, chance)
        blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in rest)
        story = IncomingArticle(external_id=str(number), language="vi", title=title, blocks=blocks)
        services.receive_article(source, story)
    connection.close()


def texts(number: int, chance: random.Random) -> Sequence[str]:
    """A headline and one sentence; in one article of ten, six paragraphs of up to 60 words."""
    what = f"{chance.choice(PLACES)} {chance.choice(EVENTS)} thứ {number + 1}"
    short = f"Sáng nay, {chance.choice(EVENTS)} cho {number + 20} hộ dân."
    if number % 10:
        return what, short
    return what, *(short[:-1] + f", {chance.choice(EVENTS)}" * chance.randrange(2, 12) + "." for _ in range(6))


def watch() -> Iterator[Sample]:
    """(articles done, MB) about every half second, until all are; prints a row at every tenth of the way."""
    from django.db import connection

    from translations.models import Move

    worker = subprocess.Popen([sys.executable, "-m", "config.cli", "worker", "--poll"])
    begun, done, printed = time.monotonic(), 0, 0
    try:
        while done < ARTICLES and worker.poll() is None:
            time.sleep(0.5)
            done = Move.objects.filter(name__in=("draft", "give up")).count()
            megabytes = resident(worker.pid)
            if done * ROWS // ARTICLES > printed:
                printed = done * ROWS // ARTICLES
                print(f"{done:>10,}{megabytes:>14.0f}{time.monotonic() - begun:>10.0f}", flush=True)
            yield done, megabytes
    finally:
        worker.terminate()
        worker.wait()
        connection.close()


def resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def show(samples: Sequence[Sample]) -> None:
    print()
    for line in curve([at(samples, ARTICLES * (column + 1) // WIDTH) for column in range(WIDTH)]):
        print(line)


def at(samples: Sequence[Sample], number: int) -> float:
    """The memory when so many were done."""
    return next((megabytes for done, megabytes in samples if done >= number), samples[-1][1])


def curve(values: Sequence[float], height: int = 8) -> Iterator[str]:
    """From nothing to the most, so that a flat line looks flat."""
    top = max(values)
    for level in range(height, 0, -1):
        marks = "".join("█" if value >= top * (level - 0.5) / height else " " for value in values)
        yield f"{top * level / height:>6.0f} │{marks}"
    yield " " * 7 + "└" + "─" * len(values)
