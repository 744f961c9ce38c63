"""The operators' board: what waits, since when, what failed and why, and one key to try it again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from translations import queue, selectors, services
from translations.errors import SongnguError
from translations.forms import STATE_LABELS
from translations.models import Source
from translations.states import State
from translations.views.health import CHECKS
from translations.views.people import person
from translations.views.telling import told

may_operate = permission_required("translations.operate", raise_exception=True)
SHOWN = 100


@login_required
@may_operate
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    counts, oldest = selectors.counts_by_state(), selectors.oldest_waiting()
    failures = selectors.failures()
    context = {
        "states": [(state, label, counts[state], oldest.get(state)) for state, label in STATE_LABELS.items()],
        "parts": {name: check() for name, check in CHECKS.items()},
        "bells": queue.waiting(),
        "failures": failures[:SHOWN],
        "failed": counts[State.FAILED],
        "retrying": selectors.retrying()[:SHOWN],
        "processes": selectors.pulses(),
        "troubled": Source.objects.exclude(last_error="").order_by("name"),
    }
    template = "desk/_board.html" if getattr(request, "htmx", False) else "desk/board.html"
    return render(request, template, context)


@login_required
@may_operate
@require_POST
def replay(request: HttpRequest) -> HttpResponse:
    """Replays the one named, or all that failed."""
    named = request.POST.get("id", "")
    ids = [int(named)] if named.isdigit() else [failure.pk for failure in selectors.failures()]
    replayed = 0
    for translation_id in ids:
        try:
            services.replay(translation_id, by=person(request))
            replayed += 1
        except SongnguError as error:
            messages.error(request, told(error))
    if replayed:
        messages.success(request, _("%(count)s queued again.") % {"count": replayed})
    return redirect("ops")
