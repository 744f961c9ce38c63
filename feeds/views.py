"""The way out over HTTP: feeds for machines, pages for people. Nothing here looks at who is asking."""

from __future__ import annotations

from unicodedata import normalize
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from feeds import documents, wording
from feeds.conditional import MAX_AGE, answer
from translations import selectors
from translations.errors import NotFound
from translations.types import FeedEntry

_SAFE = ("GET", "HEAD")


@csrf_exempt  # so that a POST is told 405 rather than asked for a token
def atom_feed(request: HttpRequest, language: str) -> HttpResponse:
    if request.method not in _SAFE:
        return _problem(405, "Method not allowed", "A feed can only be read.", headers={"Allow": ", ".join(_SAFE)})
    try:
        document = documents.feed(language)
    except NotFound as error:
        return _problem(404, "No such feed", str(error), headers={"Cache-Control": f"public, max-age={MAX_AGE}"})
    found = answer(document, request.method, {name.lower(): value for name, value in request.headers.items()})
    if found.status == 406:
        return _problem(406, "Not acceptable", "Feeds come as gzip or as they are.", headers=found.headers)
    response = HttpResponse(found.body, status=found.status, headers=found.headers)
    if found.status == 304:
        # Otherwise CommonMiddleware says 0, which would be a wrong statement about the document (RFC 9110 §8.6).
        zipped = found.headers["ETag"] == document.gzip_etag
        response["Content-Length"] = str(len(document.gzip if zipped else document.body))
        del response["Content-Type"]
    return response


def _problem(status: int, title: str, detail: str, *, headers: dict[str, str]) -> HttpResponse:
    """RFC 9457."""
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(problem, status=status, content_type="application/problem+json", headers=headers)


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    feeds = [_described(language) for language in selectors.feed_languages()]
    return render(request, "feeds/feed_list.html", {"feeds": feeds, "page_language": translation.get_language()})


def _described(language: str) -> dict[str, object]:
    entries = selectors.feed_entries(language, documents.LIMIT)
    return {
        "language": language,
        "name": own_name(language),
        "url": documents.feed_url(language),
        "count": len(entries),
        "updated": entries[0].updated if entries else None,
    }


@require_safe
def article(request: HttpRequest, uuid: UUID, language: str) -> HttpResponse:
    """The page that an entry's alternate link leads to, framed in the article's own language where we have it."""
    entry = selectors.published_entry(uuid, language)
    if entry is None:
        raise Http404
    framed = translation.get_supported_language_variant(language) if _have(language) else "en"
    with translation.override(framed):
        response = render(request, "feeds/article.html", _page(entry, framed))
    response["Content-Language"] = language
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def _page(entry: FeedEntry, framed: str) -> dict[str, object]:
    return {
        "entry": entry,
        "title": wording.title(entry),
        "summary": wording.summary(entry),
        "content": mark_safe(wording.content(entry)),  # noqa: S308  sanitised as its last step
        "alternates": [(language, own_name(language), url) for language, url in entry.alternates],
        "feed_url": documents.feed_url(entry.language),
        "page_language": framed,
    }


def _have(language: str) -> bool:
    try:
        translation.get_supported_language_variant(language)
    except LookupError:
        return False
    return True


def own_name(language: str) -> str:
    """A language in its own words, as its readers look for it; its code when Django does not know it."""
    for code in (language.lower(), language.partition("-")[0].lower()):
        if name := LANG_INFO.get(code, {}).get("name_local"):
            composed = normalize("NFC", name)  # Django spells some of them decomposed
            return composed[0].upper() + composed[1:]
    return language
