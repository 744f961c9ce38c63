"""What a person may send, and in which shape."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from translations.glossary.rows import MAX_DOMAIN, MAX_NOTE, MAX_TERM, TermRow, row
from translations.models import Term
from translations.services.review import MAX_TARGET
from translations.states import State

STATE_LABELS = {
    State.REVIEW: _("To review"),
    State.QUEUED: _("Queued"),
    State.TRANSLATING: _("Translating"),
    State.PUBLISHED: _("Published"),
    State.REJECTED: _("Rejected"),
    State.FAILED: _("Failed"),
    State.CANCELLED: _("Cancelled"),
    State.WITHDRAWN: _("Withdrawn"),
}


class QueueFilter(forms.Form):
    """Which drafts to list. Unknown values fall back to everything in review."""

    state = forms.ChoiceField(choices=list(STATE_LABELS.items()), required=False)
    language = forms.SlugField(required=False)
    source = forms.SlugField(required=False)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        found = {key: value for key, value in self.cleaned_data.items() if value}
        return {"state": State.REVIEW.value, **found}


class SegmentForm(forms.Form):
    target = forms.CharField(required=False, strip=False, max_length=MAX_TARGET)
    version = forms.IntegerField(min_value=0)
    #: Absent when the text is only to be kept for now.
    accept = forms.BooleanField(required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=1000)


class PublishForm(forms.Form):
    #: selectors.text_digest of the page that was read.
    seen = forms.CharField(max_length=32)
    correction = forms.CharField(required=False, max_length=500)


class TermFilter(forms.Form):
    """Which terms to list. Unknown values are as good as none."""

    q = forms.CharField(required=False, max_length=200)
    status = forms.ChoiceField(choices=Term.Status.choices, required=False)
    domain = forms.CharField(required=False, max_length=100)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {key: self.cleaned_data.get(key, "") for key in ("q", "status", "domain")}


class TermForm(forms.Form):
    source_language = forms.SlugField(max_length=8, initial="vi", label=_("From"))
    target_language = forms.SlugField(max_length=8, initial="en", label=_("Into"))
    source = forms.CharField(max_length=MAX_TERM, label=_("Term"))
    target = forms.CharField(max_length=MAX_TERM, label=_("Translation"))
    admitted = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 3}), label=_("Also right"), help_text=_("One on each line.")
    )
    forbidden = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 3}), label=_("Wrong"), help_text=_("One on each line.")
    )
    domain = forms.CharField(required=False, max_length=MAX_DOMAIN, label=_("Subject"))
    note = forms.CharField(required=False, max_length=MAX_NOTE, widget=forms.Textarea({"rows": 2}), label=_("Note"))
    #: What the page showed; absent for a new entry.
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def row(self) -> TermRow:
        """Raises RefusedInput."""
        lines = {name: "|".join(self.cleaned_data[name].splitlines()) for name in ("admitted", "forbidden")}
        return row({**{name: str(value or "") for name, value in self.cleaned_data.items()}, **lines})


class TermFileForm(forms.Form):
    file = forms.FileField()
    source_language = forms.SlugField(max_length=8)
    target_language = forms.SlugField(max_length=8)
