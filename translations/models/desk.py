"""What people do around drafts: views they saved, what they say to each other, which doubts they settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from translations import rejections
from translations.models.people import User
from translations.models.translation import Segment, Translation


class SavedView(models.Model):
    """A choice of drafts under a name, for one person."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    #: The queue's query string, cleaned.
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_view_per_name")]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """Somebody has a draft open; past `until` it means nothing."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="present")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    #: The segment that they are in; null when they only read.
    position = models.PositiveIntegerField(null=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "person"], name="one_presence_per_person")]


class Comment(models.Model):
    """What somebody said about a draft, or about a segment of it."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="comments")
    #: Null when it is about the draft, or when its segment was drafted anew.
    segment = models.ForeignKey(Segment, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    #: The segment's source when it was said: it still tells what was meant when the segment is gone.
    quoted = models.TextField(blank=True)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"#{self.pk} by {self.by_id}"


class Notification(models.Model):
    """Something that a person should know of."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("mentioned you")
        REPLY = "reply", _("answered in a draft that you commented on")
        ASSIGNED = "assigned", _("gave you a draft")
        REJECTED = "rejected", _("rejected a draft that you worked on")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    #: When its e-mail was handed over; null while that is still to be done, or is not wanted.
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="unread"),
            models.Index(fields=["at"], condition=Q(mailed_at__isnull=True), name="unmailed"),
        ]

    @property
    def said(self) -> str:
        """Its words; a reason from the list in the language of whoever reads it."""
        if self.comment:
            return self.comment.text
        return rejections.told(self.text) if self.kind == self.Kind.REJECTED else self.text


class Dismissal(models.Model):
    """A person said that a flag is no error: for this sentence, and whenever the machine writes it so again."""

    source_language = models.CharField(max_length=20)
    target_language = models.CharField(max_length=20)
    #: `memory.digest(source)`
    digest = models.BigIntegerField()
    #: Flag.code, and what it was about: the words of the target under its span, else its message.
    code = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "source_language", "target_language", "code", "about"], name="one_dismissal_per_flag"
            )
        ]
