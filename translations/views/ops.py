"""The operators' board: what waits, since when, what failed and why, and one key to try it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from translations import flow, selectors
from translations.flow import Bar
from translations.forms import STATE_LABELS
from translations.selectors.choosing import Choice
from translations.selectors.operating import holds, open_breakers
from translations.selectors.watching import alarm_facts
from translations.services.acting import Order, carry_out
from translations.states import State
from translations.views import alarms, watching
from translations.views.acting import back
from translations.views.orders import MOST
from translations.views.people import person
from translations.views.spans import span
from translations.views.telling import told

may_operate = permission_required("translations.operate", raise_exception=True)
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Chart:
    label: str
    bars: list[Bar]
    hour: int
    day: int


@login_required
@may_operate
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    counts, oldest = selectors.counts_by_state(), selectors.oldest_waiting()
    failures = list(selectors.failures()[:SHOWN])
    holding, breakers = list(holds()), list(open_breakers())
    context = {
        "alarms": alarms.tell(alarm_facts(now)),
        "states": [(state, label, counts[state], oldest.get(state)) for state, label in STATE_LABELS.items()],
        "stages": watching.stages(now, holding),
        "holds": watching.holds(now, holding),
        "troubles": watching.troubles(now, breakers),
        "dead": watching.dead(),
        "groups": selectors.grouped(failures),
        "failed": counts[State.FAILED],
        "at_work": [(each, span(now - each.moved_at)) for each in selectors.at_work()[:SHOWN]],
        "retrying": selectors.retrying()[:SHOWN],
        "processes": watching.processes(now, holding),
        "sources": watching.sources(now, holding),
        "partners": watching.partners(now),
        "machine": watching.machine(),
        "width": flow.HOURS * flow.BAR_STEP,
        **_flow(counts[State.QUEUED] + counts[State.TRANSLATING], now),
    }
    template = "desk/_board.html" if getattr(request, "htmx", False) else "desk/board.html"
    return render(request, template, context)


def _flow(backlog: int, now: datetime) -> dict[str, object]:
    drafts, publications = chart(_("Drafts an hour"), "draft", now), chart(_("Publications an hour"), "publish", now)
    yesterday = now - flow.HOURS * flow.HOUR
    retries, given_up = (selectors.moved(name, yesterday, now) for name in ("retry", "give up"))
    rate = flow.success_rate(drafts.day, retries + given_up)
    recent = {window: selectors.moved("draft", now - window, now) for window in (flow.RECENT, flow.HOUR)}
    empty = flow.time_to_empty(backlog, recent)
    return {
        "charts": [drafts, publications],
        "success": None if rate is None else f"{rate:.0%}",
        "retries": retries,
        "backlog": backlog,
        "empty": span(empty) if empty else "",
    }


def chart(label: str, name: str, now: datetime) -> Chart:
    counts = [selectors.moved(name, after, until) for after, until in flow.hours(now)]
    return Chart(label, flow.bars(counts), hour=counts[-1], day=sum(counts))


@login_required
@may_operate
@require_POST
def replay(request: HttpRequest) -> HttpResponse:
    """Replays those named, or all that failed."""
    named = tuple(int(text) for text in request.POST.getlist("id") if text.isdigit())[:MOST]
    choice = Choice(ids=named) if named else Choice(state=State.FAILED)
    done = carry_out(Order(action="replay"), choice, by=person(request))
    for error in list(done.failed.values())[:3]:
        messages.error(request, told(error))
    if done.done:
        messages.success(request, _("%(count)s queued again.") % {"count": len(done.done)})
    return back(request)
