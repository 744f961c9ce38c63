"""The translation memory: what people approved, by source text. Written by `services.memory` alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from translations.models.article import Article
from translations.models.people import User


class MemorySource(models.Model):
    """A source text of a language pair, once, however often it was translated."""

    source_language = models.CharField(max_length=20)
    target_language = models.CharField(max_length=20)
    #: `memory.digest(text)`
    digest = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            # selectors.memory.recall: every sentence of an article at once
            models.UniqueConstraint(
                fields=["digest", "source_language", "target_language"], name="one_memory_source_per_text"
            )
        ]

    def __str__(self) -> str:
        return self.text


class MemoryUnit(models.Model):
    """A translation that a person approved, in one context. A later one for the same context supersedes it."""

    source = models.ForeignKey(MemorySource, on_delete=models.CASCADE, related_name="units", db_index=False)
    target = models.TextField()
    #: Digests of the sentences before and after; `memory.EDGE` at an end of the text, null when nobody knows.
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    #: Null for an imported unit.
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    #: Where it comes from, in words: source/external id, or the name of a file.
    origin = models.CharField(max_length=300, blank=True)
    #: Null for an imported unit; the name stays when the account goes.
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    author = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    superseded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # selectors.memory.recall and suggestions; services.memory: what a new unit supersedes
            models.Index(fields=["source"], condition=Q(superseded=False), name="live_units"),
        ]

    def __str__(self) -> str:
        return self.target


class MemoryBand(models.Model):
    """An entry of the index of near matches: `memory.bands` gives each source its keys."""

    pk = models.CompositePrimaryKey("key", "source_id")
    key = models.BigIntegerField()
    # No constraint: ten rows a source, and a row that points nowhere is only passed over.
    source = models.ForeignKey(
        MemorySource, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.key:x}→{self.source_id}"
