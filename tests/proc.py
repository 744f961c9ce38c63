"""Looking at real processes: by an environment variable that only ours have, and with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def processes_with(variable: str) -> list[int]:
    """Living processes whose environment held `variable` ("NAME=value") when they started. A zombie has none."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if variable.encode() in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
        except (ProcessLookupError, FileNotFoundError, PermissionError):
            continue
    return found


def processes_in(directory: Path) -> list[int]:
    """Living processes that work in `directory` or below: Redis, which overwrites its environment with its title."""
    found = []
    for cwd in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if cwd.readlink().is_relative_to(directory):
                found.append(int(cwd.parent.name))
        except OSError:
            continue
    return found


def eventually(condition: Callable[[], object], *, seconds: float = 30.0) -> bool:
    """Whether `condition` holds before the deadline; returns as soon as it does."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
