"""What stands where in the feeds. Written with every publication, in its transaction, by `feeds.filing` alone.

A feed is a list that only grows: each publication takes the next place in the feed of its language and in those of its
categories. Fifty places make an archive document (RFC 5005 §4), so archives never move, and neither a publication nor
a poll ever looks at more than the last places.
"""

from __future__ import annotations

from django.db import models

from translations.models import Publication
from translations.types import Tier


class Feed(models.Model):
    """One language, whole or of one category."""

    language = models.CharField(max_length=20)
    #: `translations.categories.key` of the category; empty for everything in the language.
    category = models.CharField(max_length=100, blank=True)
    #: The category as the newsroom wrote it first.
    label = models.CharField(max_length=200, blank=True)
    #: Places taken.
    size = models.PositiveIntegerField(default=0)
    #: Rises whenever a document of this feed may have changed.
    version = models.PositiveIntegerField(default=0)
    #: Atom's `updated` of the newest change.
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "category"], name="one_feed_per_category")]

    def __str__(self) -> str:
        return f"{self.language}/{self.category}" if self.category else self.language


class Item(models.Model):
    """A publication's place in a feed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    #: 1, 2, 3, … without gaps, in the order of the publications' commits.
    position = models.PositiveIntegerField()
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    #: The engine's own when the text went out: the draft that it is of may be gone later.
    confidence = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "position"], name="one_item_per_position")]


class Archive(models.Model):
    """An archive document as it was first given out, whatever becomes of our software; only a retraction changes it."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="archives")
    number = models.PositiveIntegerField()
    #: The least that its entries are: readers of different gates get different documents.
    least = models.CharField(max_length=10, choices=[(tier.value, tier.value) for tier in Tier])
    #: gzip: a fifth of the size.
    body = models.BinaryField()
    #: Or changed last.
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "number", "least"], name="one_archive_per_number")]
