"""Two answers for machines: is this process alive, and is the whole service ready."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from translations import queue, selectors
from translations.lateness import SILENCE


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything answers, else 503; the body says for each part "ok" or what is wrong."""
    parts = {name: check() for name, check in CHECKS.items()}
    ready = all(answer == "ok" for answer in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        return f"does not answer: {type(error).__name__}"
    return "ok"


def _broker() -> str:
    """Without any broker workers poll, which is slower by a second but complete."""
    if not queue.has_broker():
        return "ok"
    return "ok" if queue.waiting() is not None else "does not answer; jobs wait for the sweeper"


def _seen(kind: str) -> Callable[[], str]:
    def check() -> str:
        try:
            seen = selectors.last_seen(kind)
        except Exception as error:
            return f"unknown: {type(error).__name__}"
        if seen is None:
            return "never seen; start one"
        silent = timezone.now() - seen
        return "ok" if silent < SILENCE else f"silent for {int(silent.total_seconds())} s; look at its log"

    return check


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "worker": _seen("worker"),
    "scheduler": _seen("scheduler"),
}
