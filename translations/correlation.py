"""Which piece of work is going on here: a name that every line of log carries, from request to job to delivery.

Pure: `config.logs` puts it into the lines.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("correlation", default="")
#: What is taken over from a caller: anything else could forge lines of a log, or fill it.
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,99}")


def current() -> str:
    """Empty when nothing in particular goes on."""
    return _current.get()


@contextmanager
def working_on(name: str) -> Iterator[None]:
    token = _current.set(name)
    try:
        yield
    finally:
        _current.reset(token)


def accepted(given: str) -> str:
    """The caller's own name for this request if it is a sane one, else a new one."""
    return given if _SANE.fullmatch(given) else secrets.token_hex(8)
