"""What an operator's forms say: an order, and which translations it is for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from translations.forms import STATE_LABELS
from translations.selectors.choosing import Choice
from translations.services.acting import Order
from translations.types import Priority

PRIORITIES = {Priority.BREAKING: _("breaking"), Priority.NORMAL: _("normal"), Priority.LOW: _("low")}
ACTIONS = {
    "replay": _("Replay"),
    "cancel": _("Cancel"),
    "prioritise": _("Re-prioritise"),
    "retranslate": _("Translate again"),
}
AGES = {60: _("an hour"), 360: _("6 hours"), 1440: _("a day"), 10_080: _("a week")}
_NUMBERS = re.compile(r"\d{1,18}")
#: Numbers that one form may name: a page shows no more, and a database takes no more parameters than some thousands.
MOST = 900


class OrderForm(forms.Form):
    action = forms.ChoiceField(choices=list(ACTIONS.items()), label=_("Do"))
    source = forms.SlugField(required=False)
    language = forms.SlugField(required=False)
    state = forms.ChoiceField(choices=[("", ""), *STATE_LABELS.items()], required=False)
    #: Minutes.
    older_than = forms.TypedChoiceField(
        choices=[("", ""), *((str(minutes), label) for minutes, label in AGES.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    older_signature = forms.BooleanField(required=False)
    priority = forms.TypedChoiceField(
        choices=[(str(each.value), label) for each, label in PRIORITIES.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reopen = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=300)

    def ids(self) -> tuple[int, ...]:
        named = self.data.getlist("id") if hasattr(self.data, "getlist") else []
        return tuple(int(text) for text in named if _NUMBERS.fullmatch(text))[:MOST]

    def order(self) -> Order:
        given = self.cleaned_data
        return Order(
            action=given["action"],
            reason=given["reason"],
            priority=Priority.NORMAL if given["priority"] is None else Priority(given["priority"]),
            reopen=given["reopen"],
        )

    def choice(self, signatures: dict[tuple[str, str], str]) -> Choice:
        given = self.cleaned_data
        minutes = given["older_than"]
        return Choice(
            ids=self.ids(),
            source=given["source"],
            language=given["language"],
            state=given["state"],
            older_than=timedelta(minutes=minutes) if minutes else None,
            signatures=signatures if given["older_signature"] else None,
        )

    def hidden(self) -> list[tuple[str, Any]]:
        """The fields that were given, for the form that confirms them."""
        values = [(name, value) for name, value in self.cleaned_data.items() if value not in ("", None, False)]
        return [*values, *(("id", number) for number in self.ids())]

    def query(self) -> str:
        return urlencode(self.hidden())
