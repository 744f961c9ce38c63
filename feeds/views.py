"""The way out over HTTP, for machines. `access` says who may have what; the pages for people are in `pages`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from feeds import access, archives, documents, opml
from feeds.codings import SUFFIXES
from feeds.conditional import MAX_AGE, Document, answer
from feeds.guard import guarded
from feeds.pages import article, feed_list, version
from feeds.problems import problem
from translations.errors import NotFound

__all__ = ["archive", "article", "feed", "feed_list", "opml_list", "version"]
_SAFE = ("GET", "HEAD")


@csrf_exempt  # so that a POST is told 405 rather than asked for a token
def feed(request: HttpRequest, language: str, category: str = "", form: str = "atom", token: str = "") -> HttpResponse:
    find = partial(documents.feed, language, category, form=form)
    return _gated(request, find, language, category, token)


@csrf_exempt
def archive(request: HttpRequest, language: str, number: str, category: str = "", token: str = "") -> HttpResponse:
    find = partial(archives.archive, language, category, int(number))
    return _gated(request, find, language, category, token)


@csrf_exempt
@guarded
def opml_list(request: HttpRequest) -> HttpResponse:
    return _respond(request, opml.public)


def _gated(
    request: HttpRequest, find: Callable[..., Document], language: str, category: str, token: str
) -> HttpResponse:
    """A refusal before a 404: whoever may not have a feed does not learn either whether there is one."""
    if request.method not in _SAFE:
        return _respond(request, find)
    admitted = access.admit(_headers(request), language, category, token=token)
    if isinstance(admitted, access.Refused):
        return problem(admitted.status, admitted.title, admitted.detail, headers=admitted.headers)
    return _respond(request, lambda: admitted.dress(find(least=admitted.least)))


def _headers(request: HttpRequest) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _respond(request: HttpRequest, find: Callable[[], Document]) -> HttpResponse:
    if request.method not in _SAFE:
        return problem(405, "Method not allowed", "A feed can only be read.", headers={"Allow": ", ".join(_SAFE)})
    try:
        document = find()
    except NotFound as error:
        return problem(404, "No such feed", str(error), headers={"Cache-Control": f"public, max-age={MAX_AGE}"})
    found = answer(document, request.method, _headers(request))
    if found.status == 406:
        return problem(406, "Not acceptable", "Feeds come as br, zstd, gzip or as they are.", headers=found.headers)
    if found.status == 412:
        return problem(412, "Precondition failed", "The feed is not in the state you named.", headers=found.headers)
    response = HttpResponse(found.body, status=found.status, headers=found.headers)
    if found.status == 304:
        # Otherwise CommonMiddleware says 0, which would be a wrong statement about the document (RFC 9110 §8.6).
        coding = next(name for name in SUFFIXES if document.etag(name) == found.headers["ETag"])
        response["Content-Length"] = str(len(document.bytes_in(coding)))
        del response["Content-Type"]
    return response
