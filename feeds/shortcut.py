"""Feeds, answered in front of Django: most requests are polls that end in 304, and need none of its middleware.

Several times the throughput, and no `Vary: Accept-Language` that would split shared caches. Whatever is not a plain
success goes on to Django, which gives the same answers and the full explanations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from feeds import access, archives, documents, ready
from feeds.conditional import Answer, Document, answer
from translations.errors import NotFound

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

#: Categories in other scripts than ASCII are Django's: it knows what becomes of their bytes.
_FEED = re.compile(
    r"/feeds/(p/(?P<token>[A-Za-z0-9_-]{20,100})/)?(?P<language>[A-Za-z0-9-]{1,35})(/(?P<category>[a-z0-9-]{1,100}))??"
    r"(/archive/(?P<number>[1-9][0-9]{0,8})\.atom|\.(?P<form>atom|json|ninjs))"
)
_PLAIN = frozenset({200, 226, 304})


class Shortcut:
    """`application = Shortcut(get_wsgi_application())`."""

    def __init__(self, django: WSGIApplication) -> None:
        self._django = django

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if _wants_https(environ):
            return self._django(environ, start_response)
        response = ready.find(environ) or _think(environ)
        if response is None:
            return self._django(environ, start_response)
        status, headers, body = response
        start_response(status, headers)
        return [body]


def _think(environ: dict[str, Any]) -> ready.Response | None:
    found = _answer(environ)
    return _response(found) if found and found.status in _PLAIN else None


def _response(found: Answer) -> ready.Response:
    headers = [*found.headers.items(), ("X-Content-Type-Options", "nosniff")]
    return f"{found.status} {HTTPStatus(found.status).phrase}", headers, found.body


def _answer(environ: dict[str, Any]) -> Answer | None:
    path = _FEED.fullmatch(environ.get("PATH_INFO", ""))
    if path is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    close_old_connections()  # as Django does at the start and end of each of its requests
    try:
        headers = _headers(environ)
        document = _document(headers, **path.groupdict())
        if document is None:
            return None
        plain = {name: headers[name] for name in ("accept-encoding",) if name in headers}
        ready.keep(environ, _response(answer(document, "GET", plain)))
        return answer(document, environ["REQUEST_METHOD"], headers)
    except (NotFound, DatabaseError):
        return None
    finally:
        close_old_connections()


def _document(
    headers: dict[str, str],
    *,
    token: str | None,
    language: str,
    category: str | None,
    number: str | None,
    form: str | None,
) -> Document | None:
    """None when it is refused: Django then says why."""
    admitted = access.admit(headers, language, category or "", token=token or "")
    if isinstance(admitted, access.Refused):
        return None
    if number:
        return admitted.dress(archives.archive(language, category or "", int(number), least=admitted.least))
    return admitted.dress(documents.feed(language, category or "", form=form or "atom", least=admitted.least))


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    return {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}


def _wants_https(environ: dict[str, Any]) -> bool:
    """Django's SecurityMiddleware will redirect this request."""
    if not settings.SECURE_SSL_REDIRECT:
        return False
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return environ.get("wsgi.url_scheme") != "https" and environ.get(name, "") != value
