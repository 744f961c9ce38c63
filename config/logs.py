"""One shape for every line of log: time, level, logger, what it is about, message. Never an article's text.

A line says what it is about by its correlation (`translations.correlation`): the request's X-Request-ID, or
translation-ID/ATTEMPT for a job. The line that queues a translation carries the request's, and names the translation.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from translations import correlation
from translations.errors import SongnguError

#: The messages of these are words of ours, of the system or of a server; any other may quote the text it choked on.
_SPEAKING = (SongnguError, OSError)
_SPEAKING_NAMES = {"OperationalError", "InterfaceError", "ConnectionError", "TimeoutError", "ImproperlyConfigured"}
#: A line break in a message would let its author write lines of log.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127, 0x85, 0x2028, 0x2029)} | {
    10: "\\n",
    13: "\\r",
    9: "\t",
}


class Line(logging.Formatter):
    """For people: one line, and the trace below it."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{_time(record)} {record.levelname} {record.name} [{about(record) or '-'}] {message(record)}"
        return "\n".join([head, *_trace(record)])


class Json(logging.Formatter):
    """For programs: an object a line, always with the same five keys; `trace` when something was raised."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": message(record),
            "correlation": about(record),
        }
        if trace := _trace(record):
            fields["trace"] = "\n".join(trace)
        return json.dumps(fields, ensure_ascii=False, default=str)


def message(record: logging.LogRecord) -> str:
    return record.getMessage().translate(_CONTROLS)


def about(record: logging.LogRecord) -> str:
    """Django logs a refused request when it has left the middleware; the request itself still knows its name."""
    return correlation.current() or str(getattr(getattr(record, "request", None), "correlation", ""))


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _trace(record: logging.LogRecord) -> list[str]:
    """Where it was raised, and what; the words of an error only where they cannot be an article's."""
    refused = record.name == "django.request" and record.levelno < logging.ERROR  # a 403 is no mystery
    error = record.exc_info[1] if record.exc_info and not refused else None
    lines = [line for each in _chain(error) for line in _told(each)]
    return [*lines, *([record.stack_info] if record.stack_info else [])]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The causes first, as Python shows them."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from reversed(found)


def _told(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    name = type(error).__name__
    speaks = isinstance(error, _SPEAKING) or name in _SPEAKING_NAMES
    yield f"{name}: {str(error).translate(_CONTROLS)}" if speaks else name


def correlate(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: takes over the caller's X-Request-ID, or makes one, and gives it back with the answer."""

    def answered(request: HttpRequest) -> HttpResponse:
        name = correlation.accepted(request.headers.get("X-Request-ID", ""))
        request.correlation = name  # type: ignore[attr-defined]
        with correlation.working_on(name, "request", **{"http.request.method": request.method or ""}):
            response = answer(request)
            # Never the path itself: private feeds have their secret in it.
            route = request.resolver_match.route if request.resolver_match else ""
            facts: dict[str, str | int] = {"http.route": route, "http.response.status_code": response.status_code}
            correlation.note(**facts)
        response["X-Request-ID"] = name
        return response

    return answered


def configuration(*, style: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, in one shape."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.logs.Line"}, "json": {"()": "config.logs.Json"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": style}},
        "loggers": {
            # httpx tells every address that it fetches; what a poll did is in the record.
            "httpx": {"level": "WARNING"},
            # Tells every sentence that it translates.
            "argostranslate": {"level": "WARNING"},
            # Django adds a handler of its own to this one: each line would come twice.
            "django": {"handlers": [], "propagate": True},
        },
        "root": {"handlers": ["console"], "level": level},
    }
