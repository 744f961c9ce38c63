"""Which piece of work is going on here: a name that every line of log carries, from request to job to delivery.

Pure: `config.logs` puts it into the lines, and `config.tracing`, where it is wanted, watches and makes spans of it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Protocol

#: Never an article's text, never a secret.
Fact = str | int | float | bool

_current: ContextVar[str] = ContextVar("correlation", default="")
#: What is taken over from a caller: anything else could forge lines of a log, or fill it.
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,99}")


class Watcher(Protocol):
    def span(self, name: str, kind: str, facts: Mapping[str, Fact]) -> AbstractContextManager[object]:
        """Around a piece of work, or a part of one."""

    def note(self, facts: Mapping[str, Fact]) -> None:
        """Something more about the work that goes on."""

    def mention(self, name: str) -> None:
        """The work that goes on led to this."""


_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    _watchers.append(watcher)


def unwatch(watcher: Watcher) -> None:
    _watchers.remove(watcher)


def current() -> str:
    """Empty when nothing in particular goes on."""
    return _current.get()


@contextmanager
def working_on(name: str, kind: str = "", **facts: Fact) -> Iterator[None]:
    """Work with a name. With a kind (request, translate, deliver) it is worth a span of its own."""
    token = _current.set(name)
    try:
        with _spans(name, kind, facts) if kind else ExitStack():
            yield
    finally:
        _current.reset(token)


@contextmanager
def part(kind: str, **facts: Fact) -> Iterator[None]:
    """A part of the present work whose time is worth knowing."""
    with _spans(current(), kind, facts):
        yield


def _spans(name: str, kind: str, facts: Mapping[str, Fact]) -> ExitStack:
    with ExitStack() as stack:
        for watcher in _watchers:
            stack.enter_context(watcher.span(name, kind, facts))
        return stack.pop_all()


def note(**facts: Fact) -> None:
    for watcher in _watchers:
        watcher.note(facts)


def mention(name: str) -> None:
    for watcher in _watchers:
        watcher.mention(name)


def accepted(given: str) -> str:
    """The caller's own name for this request if it is a sane one, else a new one."""
    return given if _SANE.fullmatch(given) else secrets.token_hex(8)
