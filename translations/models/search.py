"""What the queue's search looks through."""

from __future__ import annotations

from django.db import models

from translations.models.translation import Translation


class SearchText(models.Model):
    """The words of a draft, folded by `searching.words`. Written by `services.searching` alone.

    The index over it is the database's own: FTS5 on SQLite, kept true by triggers, and GIN on PostgreSQL
    (migration 0005).
    """

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    #: `categories.key` of every category of the article, each between spaces. Before the long texts: it is read alone.
    categories = models.CharField(max_length=1500, blank=True)
    #: Each word of the source once, sorted.
    source = models.TextField(blank=True)
    #: Each word of the draft once, sorted.
    target = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.pk)
