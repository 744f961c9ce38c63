"""Pages for people: the list of feeds, an article, and an article as it was before."""

from __future__ import annotations

from collections import defaultdict
from unicodedata import normalize
from uuid import UUID

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from feeds import addresses, metadata, places, wording
from feeds.categories import by_key
from feeds.conditional import FRESH
from feeds.guard import guarded, may_see
from feeds.models import Feed
from translations import selectors
from translations.entries import FeedEntry


@require_safe
@guarded
def feed_list(request: HttpRequest) -> HttpResponse:
    rows: dict[str, list[Feed]] = defaultdict(list)
    for row in places.listed():
        rows[row.language].append(row)
    feeds = [_described(language, rows[language]) for language in selectors.feed_languages()]
    return render(request, "feeds/feed_list.html", {"feeds": feeds, "page_language": translation.get_language()})


def _described(language: str, rows: list[Feed]) -> dict[str, object]:
    entries = selectors.feed_entries(language, places.PAGE)
    return {
        "language": language,
        "name": own_name(language),
        "url": addresses.feed_url(language),
        "count": len(entries),
        "updated": entries[0].updated if entries else None,
        "categories": [(row.label, addresses.feed_url(language, row.category)) for row in rows if row.category],
    }


@require_safe
@guarded
def article(request: HttpRequest, uuid: UUID, language: str) -> HttpResponse:
    """The page that an entry's alternate link leads to, framed in the article's own language where we have it."""
    entry = selectors.published_entry(uuid, language)
    if entry is None or not may_see(request, entry):
        raise Http404
    return _show(request, entry)


@require_safe
@guarded
def version(request: HttpRequest, uuid: UUID, language: str, number: int) -> HttpResponse:
    """What was published before; gone once it has been taken back."""
    entry = selectors.published_version(uuid, language, number)
    if entry is None and not selectors.has_version(uuid, language, number):
        raise Http404
    if entry is None:
        return render(request, "feeds/gone.html", {"page_language": translation.get_language()}, status=410)
    if not may_see(request, entry):
        raise Http404
    return _show(request, entry, number=number)


def _show(request: HttpRequest, entry: FeedEntry, *, number: int | None = None) -> HttpResponse:
    framed = translation.get_supported_language_variant(entry.language) if _have(entry.language) else "en"
    with translation.override(framed):
        response = render(request, "feeds/article.html", {**_page(entry, framed), "number": number})
    response["Content-Language"] = entry.language
    response["Cache-Control"] = FRESH
    return response


def _page(entry: FeedEntry, framed: str) -> dict[str, object]:
    return {
        "entry": entry,
        "title": wording.title(entry),
        "summary": wording.summary(entry),
        "content": mark_safe(wording.content(entry)),  # noqa: S308  sanitised as its last step
        "alternates": [(language, own_name(language), url) for language, url in entry.alternates],
        "feed_url": addresses.feed_url(entry.language),
        "json_url": addresses.feed_url(entry.language, form=addresses.JSON),
        "categories": [
            (label, addresses.feed_url(entry.language, key)) for key, label in by_key(entry.categories).items()
        ],
        "properties": metadata.open_graph(entry, site_name=settings.SITE_NAME),
        "linked_data": mark_safe(metadata.linked_data(entry, site_name=settings.SITE_NAME)),  # noqa: S308  no < in it
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
