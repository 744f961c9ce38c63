"""What a person may send, and in which shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from translations import categories, rejections
from translations.glossary.rows import MAX_DOMAIN, MAX_NOTE, MAX_TERM, TermRow, row
from translations.models import Term, User
from translations.selectors import queue
from translations.services import bulk
from translations.services.review import MAX_TARGET
from translations.services.splitting import Halves
from translations.states import State
from translations.types import MOST_ABOUT as MAX_ABOUT
from translations.types import Priority

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


#: Of `selectors.queue.AGES`.
AGE_LABELS = {"1h": _("over 1 hour"), "4h": _("over 4 hours"), "1d": _("over a day")}
PRIORITY_LABELS = {
    str(Priority.BREAKING.value): _("breaking"),
    str(Priority.NORMAL.value): _("normal"),
    str(Priority.LOW.value): _("low"),
}


class QueueFilter(forms.Form):
    """Which drafts to list. A value that means nothing asks for nothing."""

    state = forms.ChoiceField(choices=[*STATE_LABELS.items(), (queue.ANY, "")], required=False)
    language = forms.SlugField(required=False)
    source = forms.SlugField(required=False)
    category = forms.CharField(required=False, max_length=100)
    assignee = forms.CharField(required=False, max_length=150)
    flag = forms.SlugField(required=False, max_length=40)
    doubts = forms.BooleanField(required=False)
    age = forms.ChoiceField(choices=AGE_LABELS.items(), required=False)
    priority = forms.ChoiceField(choices=PRIORITY_LABELS.items(), required=False)
    q = forms.CharField(required=False, max_length=200)

    def wanted(self) -> queue.Wanted:
        self.is_valid()
        found = {key: value for key, value in self.cleaned_data.items() if value}
        if "category" in found:
            found["category"] = categories.key(found["category"])
        return queue.Wanted(**found)


class ViewForm(forms.Form):
    """A saved view: its name, and the queue's query when it is new."""

    name = forms.CharField(max_length=60)
    query = forms.CharField(required=False, max_length=1000)


class PlanForm(forms.Form):
    """Who, until when, and how urgent. Times without a zone are the newsroom's (settings.TIME_ZONE)."""

    assignee = forms.ModelChoiceField(User.objects.filter(is_active=True), to_field_name="username", required=False)
    due_at = forms.DateTimeField(required=False)
    priority = forms.TypedChoiceField(
        choices=PRIORITY_LABELS.items(), coerce=lambda said: Priority(int(said)), empty_value=None, required=False
    )


class OrderForm(PlanForm):
    """The same decision about many drafts."""

    action = forms.ChoiceField(choices=[(each, each) for each in bulk.ACTIONS])
    reason = forms.CharField(required=False, max_length=1000)

    def order(self) -> bulk.Order:
        """Of a valid form only."""
        said = self.cleaned_data
        return bulk.Order(
            action=said["action"],
            reason=said["reason"],
            to=said["assignee"],
            priority=Priority.NORMAL if said["priority"] is None else said["priority"],
            due_at=said["due_at"],
        )


class Seconds(forms.FloatField):
    """Nobody's words are refused because a page counted wrongly: what is no number is not known."""

    def clean(self, value: Any) -> float | None:
        try:
            found = super().clean(value)
        except forms.ValidationError:
            return None
        return None if found is None else float(found)


class SegmentForm(forms.Form):
    target = forms.CharField(required=False, strip=False, max_length=MAX_TARGET)
    version = forms.IntegerField(min_value=0)
    #: Absent when the text is only to be kept for now.
    accept = forms.BooleanField(required=False)
    #: In this sentence, since it was last saved.
    seconds = Seconds(required=False)
    #: The page saves by itself: nobody has decided anything.
    auto = forms.BooleanField(required=False)
    #: A term, a number or a name, put behind the text: what its button does without JavaScript.
    add = forms.CharField(required=False, max_length=500)
    #: The source's words instead of all others.
    copy = forms.BooleanField(required=False)

    def words(self) -> str:
        said = self.cleaned_data
        return f"{said['target']} {said['add']}" if said["add"] else str(said["target"])


class CodeForm(forms.Form):
    """Of an authenticator, or a recovery code."""

    code = forms.CharField(max_length=20)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameter when it runs
    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "mail")
        labels = {"mail": _("Send me comments that name me, and drafts given to me, by e-mail")}


class StatisticsFilter(forms.Form):
    of = forms.CharField(required=False, max_length=150)
    days = forms.IntegerField(required=False, min_value=1, max_value=90)

    def asked(self) -> tuple[str, int]:
        """Whose, and of how many days; a week where that makes no sense."""
        self.is_valid()
        return self.cleaned_data.get("of", ""), self.cleaned_data.get("days") or 7


class AuditFilter(forms.Form):
    action = forms.CharField(required=False, max_length=40)
    q = forms.CharField(required=False, max_length=200)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {key: self.cleaned_data.get(key, "") for key in ("action", "q")}


class CommandForm(forms.Form):
    """What a command beside a sentence is posted with: the whole form that it stands in, and its own value."""

    version = forms.IntegerField(min_value=0)
    #: What stands in the box; None when the page had none.
    target = forms.CharField(required=False, strip=False, max_length=MAX_TARGET, empty_value="")
    seconds = Seconds(required=False)
    #: Its code, a space, and what it is about.
    flag = forms.CharField(required=False, strip=False, max_length=MAX_ABOUT + 50)
    #: The edit to go back to, or "machine".
    edit = forms.RegexField(r"machine|\d{1,18}", required=False)

    #: Which of the sentence's marks, what stands before the selected words, and these.
    mark = forms.IntegerField(required=False, min_value=0)
    head = forms.CharField(required=False, strip=False, max_length=MAX_TARGET)
    words = forms.CharField(required=False, strip=False, max_length=MAX_TARGET)

    def clean_target(self) -> str | None:
        return str(self.cleaned_data["target"]) if "target" in self.data else None

    def of_flag(self) -> tuple[str, str]:
        """Code, about."""
        code, _, about = self.cleaned_data["flag"].partition(" ")
        return code, about


class SplitForm(forms.Form):
    version = forms.IntegerField(min_value=0)
    source_1 = forms.CharField(max_length=MAX_TARGET)
    source_2 = forms.CharField(max_length=MAX_TARGET)
    target_1 = forms.CharField(required=False, max_length=MAX_TARGET)
    target_2 = forms.CharField(required=False, max_length=MAX_TARGET)

    def halves(self) -> Halves:
        """As typed, whether valid or not."""
        said = [str(self.data.get(name, "")) for name in ("source_1", "source_2", "target_1", "target_2")]
        return Halves(sources=(said[0], said[1]), targets=(said[2], said[3]))


class RejectForm(forms.Form):
    why = forms.ChoiceField(choices=[("", ""), *rejections.REASONS.items()], required=False)
    reason = forms.CharField(required=False, max_length=1000)


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
