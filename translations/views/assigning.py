"""Whose a draft is: the signs of its page, and what is planned for it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from translations import selectors
from translations.errors import RefusedInput, SongnguError
from translations.forms import PRIORITY_LABELS, PlanForm
from translations.models import Translation, User
from translations.services import assigning
from translations.states import State
from translations.views.people import person, workable
from translations.views.telling import told


@login_required
@require_POST
def here(request: HttpRequest, translation_id: int) -> HttpResponse:
    """A page says that somebody is in this draft, perhaps in which sentence; the answer says who else is."""
    found = Translation.objects.select_related("claimed_by", "article")
    translation = workable(request, translation_id, found)
    said = request.POST.get("position", "")
    position = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else None
    assigning.be_here(translation_id, by=person(request), position=position)
    translation.refresh_from_db(fields=["claimed_by", "claimed_until"])
    return render(request, "desk/_present.html", presence(translation, person(request)))


@login_required
@require_POST
def release(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Gives it up for others, and goes back to the queue."""
    workable(request, translation_id)
    assigning.release(translation_id, by=person(request))
    return redirect("queue")


def presence(translation: Translation, who: User) -> dict[str, object]:
    """What `_present.html` shows: whose it is, and who else has it open."""
    now = timezone.now()
    held = translation.claimed_until is not None and translation.claimed_until > now
    mine = held and translation.claimed_by_id == who.pk
    return {
        "translation": translation,
        "others": selectors.queue.present(translation, who, now),
        "mine": mine,
        "holder": translation.claimed_by if held and not mine else None,
    }


def on_opening(translation: Translation, who: User) -> dict[str, object]:
    """Whoever opens a free draft has it; what its page shows of that, and of who is to do it."""
    if translation.state == State.REVIEW and assigning.be_here(translation.pk, by=who):
        translation.refresh_from_db(fields=["claimed_by", "claimed_until"])
    return {
        **presence(translation, who),
        "people": selectors.queue.people(),
        "priorities": PRIORITY_LABELS.items(),
        "priority": str(translation.priority),
        "zone": settings.TIME_ZONE,
    }


@login_required
@require_POST
def plan(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes it, gives it back, or sets who, until when and how urgent."""
    translation, who = workable(request, translation_id), person(request)
    try:
        if "take" in request.POST:
            assigning.assign(translation_id, to=who, by=who)
        elif "give-back" in request.POST:
            assigning.assign(translation_id, to=None, by=who)
        else:
            _plan(translation, PlanForm(request.POST), who)
        messages.success(request, _("Planned."))
    except SongnguError as error:
        messages.error(request, told(error))
    return redirect("draft", translation_id)


def _plan(translation: Translation, form: PlanForm, who: User) -> None:
    """Only what was changed is written, so that only that needs leave."""
    if not form.is_valid():
        raise RefusedInput("a value that means nothing", cure="Choose a person of the list and a whole time.")
    said = form.cleaned_data
    if said["assignee"] != translation.assignee:
        assigning.assign(translation.pk, to=said["assignee"], by=who)
    if said["due_at"] != translation.due_at:
        assigning.set_due(translation.pk, due_at=said["due_at"], by=who)
    if said["priority"] not in (None, translation.priority):
        assigning.set_priority(translation.pk, priority=said["priority"], by=who)
