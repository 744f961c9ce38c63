"""The operators' board: what waits, since when, what failed and why, and one key to try it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from translations import flow, lateness, queue, selectors, services
from translations.errors import SongnguError
from translations.flow import Bar
from translations.forms import STATE_LABELS
from translations.models import Pulse, Source
from translations.states import State
from translations.views.health import CHECKS
from translations.views.people import person
from translations.views.spans import span
from translations.views.telling import told

may_operate = permission_required("translations.operate", raise_exception=True)
SHOWN = 100
#: A process that was last seen longer ago is history.
GONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chart:
    label: str
    bars: list[Bar]
    hour: int
    day: int


@dataclass(frozen=True, slots=True)
class Process:
    name: str
    ago: str
    silent: bool
    detail: str


@login_required
@may_operate
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    counts, oldest = selectors.counts_by_state(), selectors.oldest_waiting()
    failures = list(selectors.failures()[:SHOWN])
    context = {
        "states": [(state, label, counts[state], oldest.get(state)) for state, label in STATE_LABELS.items()],
        "parts": {name: check() for name, check in CHECKS.items()},
        "bells": queue.waiting(),
        "groups": selectors.grouped(failures),
        "failed": counts[State.FAILED],
        "at_work": [(each, span(now - each.moved_at)) for each in selectors.at_work()[:SHOWN]],
        "retrying": selectors.retrying()[:SHOWN],
        "processes": [process(pulse, now) for pulse in selectors.pulses() if pulse.seen_at > now - GONE],
        "troubled": Source.objects.exclude(last_error="").order_by("name"),
        "width": flow.HOURS * flow.BAR_STEP,
        **_flow(counts[State.QUEUED] + counts[State.TRANSLATING], now),
    }
    template = "desk/_board.html" if getattr(request, "htmx", False) else "desk/board.html"
    return render(request, template, context)


def _flow(backlog: int, now: datetime) -> dict[str, object]:
    moved = selectors.moved_since(now - flow.HOURS * flow.HOUR)
    rate = flow.success_rate(len(moved["draft"]), len(moved["retry"]) + len(moved["give up"]))
    empty = flow.time_to_empty(backlog, moved["draft"], now)
    return {
        "charts": [
            chart(_("Drafts an hour"), moved["draft"], now),
            chart(_("Publications an hour"), moved["publish"], now),
        ],
        "success": None if rate is None else f"{rate:.0%}",
        "retries": len(moved["retry"]),
        "backlog": backlog,
        "empty": span(empty) if empty else "",
    }


def chart(label: str, times: list[datetime], now: datetime) -> Chart:
    counts = flow.by_hour(times, now)
    return Chart(label, flow.bars(counts), hour=counts[-1], day=sum(counts))


def process(pulse: Pulse, now: datetime) -> Process:
    detail = ", ".join(f"{key} {value}" for key, value in pulse.detail.items())
    return Process(pulse.name, span(now - pulse.seen_at), lateness.silent(pulse.seen_at, now), detail)


@login_required
@may_operate
@require_POST
def replay(request: HttpRequest) -> HttpResponse:
    """Replays those named, or all that failed."""
    named = [int(text) for text in request.POST.getlist("id") if text.isdigit()]
    replayed = 0
    for translation_id in named or [failure.pk for failure in selectors.failures()]:
        try:
            services.replay(translation_id, by=person(request))
            replayed += 1
        except SongnguError as error:
            messages.error(request, told(error))
    if replayed:
        messages.success(request, _("%(count)s queued again.") % {"count": replayed})
    return redirect("ops")
