"""The job, the draft and its review."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from translations import rejections
from translations.models.article import Article, Revision
from translations.models.people import User
from translations.states import State
from translations.types import BlockKind, Origin, Priority


class Translation(models.Model):
    """An article in one other language: the job, the draft and its review in one row."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="translations")
    #: The revision that is to be, or has been, drafted.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    #: Written only by `services.moving.move`.
    state = models.CharField(
        max_length=20, choices=[(member.value, member.value) for member in State], default=State.QUEUED
    )
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
    #: `risk.whole` of its segments, from 0 to 1.
    risk = models.FloatField(default=0)
    #: Codes of every flag on it, sorted, each between spaces, so that " number-changed " can be looked for.
    flag_codes = models.TextField(blank=True)
    #: `selectors.terms.judged_by` when its flags were found; where that has changed, they are found anew.
    judged = models.CharField(max_length=60, blank=True)

    #: Who is to review it, as somebody decided; null for whoever takes it.
    assignee = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="assigned")
    due_at = models.DateTimeField(null=True, blank=True)
    #: Who has it open now, and until when that holds unless it is renewed. A sign to others, not a lock.
    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    #: In review, and has waited longer than patience or past its due time. Kept true by `services.assigning`.
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_translation_per_language")]
        indexes = [
            # services.jobs.claim: the next runnable row
            models.Index(fields=["priority", "created_at"], condition=Q(state="queued"), name="runnable"),
            # services.jobs.release_expired
            models.Index(fields=["lease_until"], condition=Q(state="translating"), name="leased"),
            # selectors.queue: what deserves attention first, and whether its language is one of mine
            models.Index(
                fields=["priority", "-late", "-risk", "moved_at", "id", "language"],
                condition=Q(state="review"),
                name="attention",
            ),
            # services.assigning.mark_late
            models.Index(fields=["moved_at"], condition=Q(state="review", late=False), name="still_in_time"),
            models.Index(fields=["due_at"], condition=Q(state="review", late=False), name="due"),
            # services.rejudging
            models.Index(fields=["judged"], condition=Q(state="review"), name="judged_in_review"),
            # selectors.queue: mine. Without those of nobody: SQLite would look those up here, and sort them all.
            models.Index(
                fields=["assignee"], condition=Q(state="review", assignee__isnull=False), name="assigned_in_review"
            ),
            # selectors.queue and board: the newest of a state, the oldest, and how many. One partial index a state
            # rather than one over all: SQLite prefers an equality to an order, and would then sort 100,000 drafts.
            *(
                models.Index(
                    fields=["-moved_at", "-id", "language"], condition=Q(state=state.value), name=f"newest_{state}"
                )
                for state in State
            ),
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
    kind = models.CharField(max_length=20, choices=[(member.value, member.value) for member in BlockKind])
    source = models.TextField()
    #: What the source said here in the revision that was drafted before; empty when that stands, or is new.
    earlier_source = models.TextField(blank=True)
    #: Whose words the draft was.
    origin = models.CharField(
        max_length=10, choices=[(member.value, member.value) for member in Origin], default=Origin.MACHINE
    )
    #: What the machine wrote, never changed; empty when the words were a person's.
    machine = models.TextField(blank=True)
    target = models.TextField(blank=True)
    score = models.FloatField(null=True)
    #: [Flag.to_json(), …] of the present target.
    flags = models.JSONField(default=list)
    #: `risk.segment` of the present target, from 0 to 1; 0 once a person has accepted it.
    risk = models.FloatField(default=0)
    #: [Mark.to_json(), …]: the inline markup of the source, and where it stands in the present target.
    marks = models.JSONField(default=list)
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
    #: How long the person was in the segment before saving; null when the page did not say.
    seconds = models.FloatField(null=True)
    #: Why it was made, when not by typing: accept-all, revert, repair, split, merge.
    how = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["by", "at"], name="edits_of_person")]  # selectors.statistics


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
        indexes = [
            models.Index(fields=["name", "at"], name="moves_by_name"),  # /metrics, the board, statistics
            models.Index(fields=["by", "at"], condition=Q(by__isnull=False), name="moves_of_person"),
        ]

    @property
    def said(self) -> str:
        """Its reason; one from the list in the language of whoever reads it."""
        return rejections.told(self.reason) if self.name == "reject" else self.reason
