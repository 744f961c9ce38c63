"""What partners were given, and where it stands in the feeds."""

from __future__ import annotations

from django.db import models

from translations.models.article import Article, Revision
from translations.models.people import User
from translations.types import Tier


class Publication(models.Model):
    """What partners were given, word for word. Never changed; a correction or a retraction is a new one."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    tier = models.CharField(max_length=10, choices=[(member.value, member.value) for member in Tier])
    title = models.TextField()
    summary = models.TextField(blank=True)
    #: Sanitised HTML.
    content = models.TextField(blank=True)
    #: Atom's `updated`: whole seconds, later than the publication before it.
    updated_at = models.DateTimeField()
    signature = models.CharField(max_length=300, blank=True)
    reviewer = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    #: What changed, for the reader.
    correction = models.TextField(blank=True)
    retracted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="one_publication_per_number")
        ]


class PendingRelease(models.Model):
    """What was decided under an embargo, word for word; becomes a publication when its time has come."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pending")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    tier = models.CharField(max_length=10, choices=[(member.value, member.value) for member in Tier])
    title = models.TextField()
    summary = models.TextField(blank=True)
    content = models.TextField(blank=True)
    signature = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    correction = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    release_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_pending_per_language")]
        indexes = [models.Index(fields=["release_at"], name="pending_due")]  # services.releases.release_due


class Entry(models.Model):
    """An article's place in one language's feed: points at its newest publication."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="entries")
    language = models.CharField(max_length=20)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="entry")
    #: Atom's `published`: fixed at the first publication.
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_entry_per_language")]
        indexes = [models.Index(fields=["language", "-updated_at", "-id"], name="feed_order")]  # selectors.feed_entries
