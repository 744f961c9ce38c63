"""Keeps the queue's search true, in the transaction of whatever changed a text. Some milliseconds an article."""

from __future__ import annotations

from translations import categories, searching
from translations.models import Revision, SearchText, Translation
from translations.selectors import blocks_of


def index_source(translation_id: int, revision: Revision) -> None:
    """A revision came in: its words. A draft's stand until there is another."""
    said = (block.text for block in blocks_of(revision))
    SearchText.objects.update_or_create(
        translation_id=translation_id,
        defaults={
            "source": searching.words(revision.title, revision.summary, revision.byline, *said),
            "categories": searching.listed(categories.keys(revision.categories)),
        },
    )


def index_draft(translation: Translation) -> None:
    """The draft's words as they are stored."""
    words = searching.words(*translation.segments.values_list("target", flat=True))
    SearchText.objects.filter(pk=translation.pk).exclude(target=words).update(target=words)
