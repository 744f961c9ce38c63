"""POST, GET and DELETE of an article."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.params.functions import Path, Query
from ninja.security import HttpBearer

from translations import selectors, services
from translations.api.schemas import ArticleIn, ArticleOut, Problem
from translations.errors import NotFound, RefusedInput
from translations.intake import document
from translations.intake.accept import accept
from translations.models import Article, Source


class SourceToken(HttpBearer):
    """The token names the source: nobody can push under another newsroom's name."""

    def authenticate(self, request: HttpRequest, token: str) -> Source | None:
        return selectors.source_by_token(token)


router = Router(auth=SourceToken(), tags=["articles"])
_ERRORS = {400: Problem, 401: Problem, 404: Problem, 413: Problem, 422: Problem}


@router.post("", response={200: ArticleOut, 201: ArticleOut, **_ERRORS}, summary="Hand over or correct an article")
def push(request: HttpRequest, incoming: ArticleIn) -> Status[Article]:
    """201 when it is new, 200 when it was known: `result` then says `revised` or `unchanged`."""
    source = _source(request)
    given = incoming.model_dump(exclude_defaults=True)
    article = document.from_json(given, language=source.language)
    if article.language != source.language:
        raise RefusedInput(
            f"{article.language!r}; source {source.slug} writes {source.language}",
            field="language",
            cure=f"Leave it out or send {source.language!r}, or use the token of a source in that language.",
        )
    article = accept(article, max_bytes=settings.MAX_ARTICLE_BYTES, now=timezone.now())
    received = services.receive_article(source, article)
    result = "created" if received.created else "revised" if received.changed else "unchanged"
    return Status(201 if received.created else 200, _told(received.article, result))


@router.get("/{path:external_id}", response={200: ArticleOut, **_ERRORS}, summary="Where an article stands")
def read(request: HttpRequest, external_id: str = Path(..., max_length=200)) -> Article:
    return _told(_article(request, external_id), "known")


@router.delete("/{path:external_id}", response={200: ArticleOut, **_ERRORS}, summary="Retract an article")
def retract(
    request: HttpRequest,
    external_id: str = Path(..., max_length=200),
    reason: str = Query("", max_length=500, description="Shown to readers of the feeds."),
) -> Article:
    """Withdrawn at once, in every language. Twice is harmless; sending the article again brings it back."""
    article = services.retract_article(_source(request), external_id, reason=reason)
    return _told(article, "retracted")


def _source(request: HttpRequest) -> Source:
    found: Any = request.auth  # type: ignore[attr-defined]  # Ninja puts what `authenticate` returned there
    assert isinstance(found, Source)
    return found


def _article(request: HttpRequest, external_id: str) -> Article:
    source = _source(request)
    found = Article.objects.filter(source=source, external_id=external_id).select_related("current").first()
    if found is None:
        raise NotFound(f"article {external_id!r} of source {source.slug!r}", cure="Check the external_id.")
    return found


def _told(article: Article, result: str) -> Article:
    """Ninja reads the answer off the article; `result` is the one thing that the row does not know."""
    article.result = result  # type: ignore[attr-defined]
    return article
