"""The term base: what something must be called in another language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from translations.models.people import User
from translations.types import GlossaryTerm


class Term(models.Model):
    """A source term and its translation, for one language pair."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        #: Only these reach the engine and the checks.
        APPROVED = "approved", _("approved")
        RETIRED = "retired", _("retired")

    source_language = models.CharField(max_length=20)
    target_language = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    #: `glossary.key(source)`: however it is typed, it is one entry.
    key = models.CharField(max_length=400)
    target = models.CharField(max_length=300)
    #: Other translations: as good, and wrong. Lists of strings.
    admitted = models.JSONField(default=list, blank=True)
    forbidden = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)
    domain = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    #: Both languages without case and diacritics, for searching.
    plain = models.TextField(blank=True)
    #: Rises at every change; an edit must name the version it started from.
    version = models.PositiveIntegerField(default=0)
    #: Null when songngu itself, or a command, did it.
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_language", "target_language", "key"], name="one_entry_per_term")
        ]
        # selectors.terms.glossary: the approved terms of a pair
        indexes = [models.Index(fields=["source_language", "target_language", "status"], name="terms_of_pair")]
        permissions = [("approve_term", "Approve, change and retire terms")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def entry(self) -> GlossaryTerm:
        return GlossaryTerm(
            source=self.source,
            target=self.target,
            admitted=tuple(self.admitted),
            forbidden=tuple(self.forbidden),
            note=self.note,
        )


class TermChange(models.Model):
    """One change of an entry: append-only. Its newest row tells whether a compiled glossary is still true."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="changes")
    #: add, edit, approve, retire, restore or import.
    action = models.CharField(max_length=10)
    #: The fields that changed, with their old and new values: {"target": ["…", "…"]}.
    fields = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
