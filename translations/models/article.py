"""What newsrooms sent."""

from __future__ import annotations

import uuid

from django.db import models

from translations.models.source import Source


class Article(models.Model):
    """What a newsroom published, through all its revisions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    external_id = models.CharField(max_length=200)
    language = models.CharField(max_length=20)
    #: The newest revision; null only inside the transaction that creates the article.
    current = models.ForeignKey("Revision", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    #: Set while the newsroom has taken the article back.
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="one_article_per_external_id")]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.external_id}"


class Revision(models.Model):
    """One state of an article's source text. Its text never changes once written."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    url = models.URLField(max_length=2000, blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    byline = models.CharField(max_length=500, blank=True)
    #: When the newsroom published it; when it did not say, when we got it.
    published_at = models.DateTimeField()
    #: [Block.to_json(), …] in reading order.
    blocks = models.JSONField()
    categories = models.JSONField(default=list)
    #: [Media as a dict, …]
    media = models.JSONField(default=list)
    received_at = models.DateTimeField()
    #: Nothing of it goes out before. The one field that may change: a newsroom moves an embargo, not the text.
    embargo_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.article_id} r{self.number}"
