"""The push API: newsrooms hand over, correct and retract articles. OpenAPI at /api/docs."""

from __future__ import annotations

from django.conf import settings
from ninja import NinjaAPI

from translations.api import articles, problems

api = NinjaAPI(
    title="songngu",
    version=settings.VERSION,
    description=(
        "Hand over an article, forget about it: sending the same one twice changes nothing, a changed one becomes a "
        "new revision. Every request carries the source's token as `Authorization: Bearer …`. "
        "Errors are problem+json (RFC 9457) that name the field and the cure."
    ),
    urls_namespace="api",
)
api.add_router("/v1/articles", articles.router)
problems.register(api)
