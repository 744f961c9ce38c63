"""What a person may send, and in which shape."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from translations.services.review import MAX_TARGET
from translations.states import State

STATE_LABELS = {
    State.REVIEW: _("To review"),
    State.QUEUED: _("Queued"),
    State.TRANSLATING: _("Translating"),
    State.PUBLISHED: _("Published"),
    State.REJECTED: _("Rejected"),
    State.FAILED: _("Failed"),
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
