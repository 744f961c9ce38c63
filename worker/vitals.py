"""What a worker tells of itself: that it lives, how much memory it has, what made its drafts, whether it is drained.

A Celery worker is a main process that never translates and children that do; each has a pulse of its own, and the
main one names its children. Import this in the main process, before it forks.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
import time
from pathlib import Path
from typing import Any

from translations import services
from translations.selectors.operating import is_draining

#: Seconds between two signs of life; lateness.SILENCE is six of them.
PULSE_SECONDS = 10
_MAIN = os.getpid()
_PAGE = os.sysconf("SC_PAGE_SIZE")

#: Language pair → what makes its drafts in this process, as drafts carry it.
_routes: dict[str, str] = {}
_last = float("-inf")


def holder() -> str:
    """Who holds a lease: this process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def name() -> str:
    """The worker that this process belongs to, as operators call it."""
    return f"worker@{socket.gethostname()}:{_MAIN}"


def draining() -> bool:
    """An operator wants it to finish what it has and take nothing more. One indexed read."""
    return is_draining(name())


def drafted(pair: str, signature: str) -> None:
    """This process has the packages of the pair loaded."""
    news = _routes.get(pair) != signature
    _routes[pair] = signature
    beat(at_once=news)


def beat(*, at_once: bool = False) -> bool:
    """A sign of life; False when there was one a moment ago."""
    global _last
    if not at_once and time.monotonic() - _last < PULSE_SECONDS:
        return False
    _last = time.monotonic()
    detail: dict[str, Any] = {"memory_mb": memory(os.getpid())}
    if _routes:
        detail["routes"] = dict(_routes)
    if os.getpid() != _MAIN:
        services.beat(f"{name()}/{os.getpid()}", "child", detail=detail)
        return True
    family = children()
    detail["memory_mb"] += sum(map(memory, family))
    services.beat(name(), "worker", detail={**detail, "children": family, "draining": draining()})
    return True


def memory(process: int) -> int:
    """Resident, in MB; 0 for a process that is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return _own_peak() if process == os.getpid() else 0
    return pages * _PAGE // 1_000_000


def _own_peak() -> int:
    """Where there is no /proc: the most that it ever had."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 1_000_000


def children() -> list[int]:
    """Of this process; none where there is no /proc."""
    found: list[int] = []
    for tasks in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        try:
            found += [int(number) for number in tasks.read_text(encoding="ascii").split()]
        except (OSError, ValueError):
            continue
    return sorted(found)
