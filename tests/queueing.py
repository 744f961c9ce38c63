"""Drafts for the queue's tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from translations import services
from translations.models import Source, Translation
from writing import article

Redraft = Callable[..., Translation]


def waiting(source: Source, redraft: Redraft, name: str, words: str = "", **changes: Any) -> Translation:
    """A draft in review with this title; `changes` are written to its row, `words` are its source's only paragraph."""
    from writing import paragraph

    blocks = {"blocks": (paragraph(words),)} if words else {}
    told = {key: changes.pop(key) for key in ("categories",) if key in changes}
    services.receive_article(source, article(external_id=name, title=name, **blocks, **told))
    made = redraft()
    if changes:
        Translation.objects.filter(pk=made.pk).update(**changes)
        made.refresh_from_db()
    return made
