"""The tables. No decisions here: `services` writes them, `selectors` reads them, `states` says what may follow what.

Every index below names the query it serves.
"""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from translations.states import State
from translations.types import BlockKind, Priority, Tier


def _choices(enum: type[State] | type[Tier] | type[BlockKind]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class User(AbstractUser):
    """A person. Our own model from the first day, so that a later field needs no move of data."""


class Source(models.Model):
    """A newsroom, or one channel of it."""

    class Kind(models.TextChoices):
        PUSH = "push", _("pushes articles to the API")
        PULL = "pull", _("has an RSS or Atom feed that we poll")
        FILES = "files", _("files handed to `songngu ingest`")

    class Policy(models.TextChoices):
        #: Nothing is published before a person approved it.
        REVIEWED = "reviewed", _("publish only what a person approved")
        #: A clean draft is published at once, labelled as machine-made, and still waits for review.
        MACHINE = "machine", _("publish machine drafts, labelled, until a person approves them")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=20, default="vi")
    #: Target languages; empty means settings.TARGET_LANGUAGES.
    targets = models.JSONField(default=list, blank=True)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.REVIEWED)
    enabled = models.BooleanField(default=True)
    #: Hex SHA-256 of the bearer token: the token itself is shown once and never stored.
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # Pulling only.
    url = models.URLField(max_length=2000, blank=True)
    poll_minutes = models.PositiveIntegerField(default=15)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_poll_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


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
    """One state of an article's source text. Never changed once written."""

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.article_id} r{self.number}"


class Translation(models.Model):
    """An article in one other language: the job, the draft and its review in one row."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="translations")
    #: The revision that is to be, or has been, drafted.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    #: Written only by `services.moving.move`.
    state = models.CharField(max_length=20, choices=_choices(State), default=State.QUEUED)
    #: Rises at every change of state: whoever holds an older number has not seen the newest.
    version = models.PositiveIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=Priority.NORMAL)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    #: Queued, but not to be tried before this time (the pause after a failure).
    not_before = models.DateTimeField()

    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_holder = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    signature = models.CharField(max_length=300, blank=True)
    #: Words of source text, for the translator's plan.
    words = models.PositiveIntegerField(default=0)
    #: Segments with at least one major or critical flag when the draft was stored or last edited.
    doubts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_translation_per_language")]
        indexes = [
            # services.jobs.claim: the next runnable row
            models.Index(fields=["priority", "created_at"], condition=Q(state="queued"), name="runnable"),
            # services.jobs.release_expired
            models.Index(fields=["lease_until"], condition=Q(state="translating"), name="leased"),
            # selectors.review_queue, counts and oldest by state
            models.Index(fields=["state", "language", "priority", "moved_at"], name="by_state"),
        ]
        permissions = [
            ("publish", "Publish, reject and withdraw"),
            ("operate", "Replay, cancel and watch jobs"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}→{self.language}"


class Segment(models.Model):
    """One sentence of a draft."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="segments")
    position = models.PositiveIntegerField()
    #: Which passage it belongs to (`types.Passage.block`).
    block = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=_choices(BlockKind))
    source = models.TextField()
    #: What the machine wrote; never changed.
    machine = models.TextField(blank=True)
    target = models.TextField(blank=True)
    score = models.FloatField(null=True)
    #: [Flag.to_json(), …] of the present target.
    flags = models.JSONField(default=list)
    accepted = models.BooleanField(default=False)
    #: Rises at every edit; an edit must name the version it started from.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["translation", "position"], name="one_segment_per_position")]

    def __str__(self) -> str:
        return f"{self.translation_id}#{self.position}"


class Edit(models.Model):
    """What a person changed in a segment: append-only, and it outlives the segment."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="edits")
    segment = models.ForeignKey(Segment, on_delete=models.SET_NULL, null=True, related_name="edits")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    accepted = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Move(models.Model):
    """One change of state: append-only. Answers "why is this late?" and "who decided this?"."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="moves")
    name = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    #: Null when the service itself decided.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Publication(models.Model):
    """What partners were given, word for word. Never changed; a correction or a retraction is a new one."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    tier = models.CharField(max_length=10, choices=_choices(Tier))
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


class Pulse(models.Model):
    """The last sign of life of a process: a worker, the scheduler."""

    name = models.CharField(max_length=100, primary_key=True)
    kind = models.CharField(max_length=20)
    seen_at = models.DateTimeField()
    detail = models.JSONField(default=dict)
