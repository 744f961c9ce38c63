"""Why is this article late? One page from its arrival to every partner, with a sentence on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from translations import lateness, selectors
from translations.alarms import forgotten
from translations.forms import STATE_LABELS
from translations.lateness import Cause, Facts, Kind, Step, Waiting
from translations.models import Delivery, Translation
from translations.services.acting import Order
from translations.states import State
from translations.views.orders import PRIORITIES
from translations.views.spans import span
from translations.views.telling import moved

SENTENCES = {
    Cause.DRAINED: gettext_lazy(
        "Waits for a worker for %(waited)s: all are drained, so none takes anything. Start another, or resume one."
    ),
    Cause.HELD: gettext_lazy(
        "Paused (%(held)s) by %(by)s for %(holding)s, because: %(reason)s. Resume it when that is over."
    ),
    Cause.BROKEN: gettext_lazy(
        "The engine failed for several articles of this language pair for %(breaking)s: %(error)s Mend the cause; the "
        "next article is tried in %(again)s, or at once with Try now."
    ),
    Cause.PAUSE: gettext_lazy(
        "The last attempt failed; attempt %(next)s of %(most)s follows in %(pause)s. Nothing to do yet."
    ),
    Cause.NO_WORKER: gettext_lazy("Waits for a worker for %(waited)s: no worker was ever seen. Start one."),
    Cause.SILENT_WORKER: gettext_lazy(
        "Waits for a worker for %(waited)s: no worker was seen for %(worker)s. Start one."
    ),
    Cause.SILENT_BROKER: gettext_lazy(
        "Waits for a worker for %(waited)s: the broker does not answer. Start it; it may come back empty."
    ),
    Cause.SILENT_RINGER: gettext_lazy(
        "Waits for a worker for %(waited)s, but nobody rings for it: the scheduler is silent. Start one."
    ),
    Cause.TURN: gettext_lazy("Waits for its turn for %(waited)s; %(ahead)s go before it. Workers are alive."),
    Cause.NEXT: gettext_lazy("Is next: the first worker that is free takes it. It has waited %(waited)s."),
    Cause.AT_WORK: gettext_lazy("%(holder)s has been translating it for %(waited)s, attempt %(attempt)s of %(most)s."),
    Cause.LOST_WORKER: gettext_lazy(
        "Its worker %(holder)s fell silent; the scheduler gives it to another within seconds. Nothing to do yet."
    ),
    Cause.LOST_AND_NO_SCHEDULER: gettext_lazy(
        "Its worker %(holder)s fell silent, and so did the scheduler, which would free it. Start a scheduler."
    ),
    Cause.REVIEWER: gettext_lazy("The draft has waited %(waited)s for a person to review it."),
    Cause.CORRECTION: gettext_lazy(
        "A newer draft has waited %(waited)s for a person to review it; what was published before still stands."
    ),
    Cause.GAVE_UP: gettext_lazy(
        "The machine gave up %(waited)s ago, after %(attempt)s of %(most)s attempts. Mend the cause, then replay it."
    ),
    Cause.DECLINED: gettext_lazy("An editor declined it %(waited)s ago, for the reason below."),
    Cause.STOPPED: gettext_lazy("An operator stopped it %(waited)s ago, for the reason below; it can be replayed."),
    Cause.TAKEN_BACK: gettext_lazy("It was taken back %(waited)s ago; feeds say so."),
    Cause.TELLING: gettext_lazy("Published %(waited)s ago; deliveries to partners are on their way (%(undelivered)s)."),
    Cause.UNTOLD: gettext_lazy(
        "Published %(waited)s ago, but deliveries to partners failed for good (%(dead)s): see below, then replay them."
    ),
    Cause.EMBARGO: gettext_lazy("It is approved, and goes out by itself when its embargo ends: in %(release)s."),
    Cause.EMBARGO_OVER: gettext_lazy(
        "Its embargo ended %(released)s ago, and it is not out: the scheduler does that. Start one, or look at its log."
    ),
    Cause.SILENCED: gettext_lazy(
        "Published %(waited)s ago; deliveries to partners are paused by %(by)s for %(holding)s, because: %(reason)s. "
        "Resume them when that is over."
    ),
    Cause.NOTHING: gettext_lazy("It is not late: published %(waited)s ago, and nothing waits for anything."),
}
KINDS = {
    Kind.NEWSROOM: gettext_lazy("published by the newsroom"),
    Kind.REVISION: gettext_lazy("received, revision %(n)s"),
    Kind.EDITS: gettext_lazy("edited (%(n)s)"),
    Kind.PUBLICATION: gettext_lazy("publication %(n)s"),
}
_DELIVERY = {state.value: state.label for state in Delivery.State}


@dataclass(frozen=True, slots=True)
class Line:
    """A step as the page shows it."""

    step: Step
    label: str
    #: How long it took, in words; empty when that says nothing.
    waited: str
    bad: bool


@login_required
@permission_required("translations.operate", raise_exception=True)
@require_safe
def article(request: HttpRequest, translation_id: int) -> HttpResponse:
    found = Translation.objects.select_related("article__source", "revision").defer("revision__blocks")
    translation = get_object_or_404(found, pk=translation_id)
    now = timezone.now()
    facts = selectors.facts(translation, now)
    cause = lateness.cause(facts)
    context = {
        "can": {
            action: translation.state in Order(action=action).states for action in ("replay", "cancel", "prioritise")
        },
        "retranslatable": translation.state in Order(action="retranslate", reopen=True).states,
        "priorities": [(each.value, label, each == translation.priority) for each, label in PRIORITIES.items()],
        "breaker": facts.breaker if cause is Cause.BROKEN else None,
        "hold": _hold(facts, cause),
        "here": reverse("late", args=[translation_id]),
        "translation": translation,
        "state_label": STATE_LABELS[State(translation.state)],
        "sentence": sentence(cause, facts, translation),
        "act": needs_somebody(cause, facts),
        "embargo": selectors.embargo(translation.revision, now=now),
        "lines": [line(step) for step in selectors.steps(translation)],
        "waited": span(now - translation.moved_at),
        "total": span(now - translation.created_at),
        "most": settings.MAX_ATTEMPTS,
    }
    template = "desk/_late.html" if getattr(request, "htmx", False) else "desk/late.html"
    return render(request, template, context)


def needs_somebody(cause: Cause, facts: Facts) -> bool:
    """A hold is somebody's intention, until it looks forgotten."""
    hold = _hold(facts, cause)
    return cause in lateness.TO_ACT_ON or (hold is not None and forgotten(hold.since, facts.now))


def _hold(facts: Facts, cause: Cause) -> Waiting | None:
    return {Cause.HELD: facts.hold, Cause.SILENCED: facts.deliveries_held}.get(cause)


def sentence(cause: Cause, facts: Facts, translation: Translation) -> str:
    return str(SENTENCES[cause]) % {
        "waited": span(facts.now - facts.since),
        "worker": _age(facts.worker_seen, facts.now),
        "pause": span(facts.not_before - facts.now),
        "ahead": facts.ahead,
        "holder": translation.lease_holder,
        "attempt": translation.attempts,
        "next": translation.attempts + 1,
        "most": settings.MAX_ATTEMPTS,
        "undelivered": facts.undelivered,
        "dead": facts.dead_deliveries,
        **_held(_hold(facts, cause), facts.now),
        "error": f"{facts.breaker.reason.rstrip('.')}." if facts.breaker else "",
        "breaking": _age(facts.breaker.since, facts.now) if facts.breaker else "",
        "again": span(facts.breaker.until - facts.now) if facts.breaker and facts.breaker.until else "",
        "release": span(facts.release_at - facts.now) if facts.release_at else "",
        "released": _age(facts.release_at, facts.now),
    }


def _held(hold: Waiting | None, now: datetime) -> dict[str, str]:
    if hold is None:
        return {}
    nothing = gettext("no reason given")
    by = hold.by or gettext("a command")
    return {"held": hold.name, "by": by, "holding": span(now - hold.since), "reason": hold.reason or nothing}


def _age(seen: datetime | None, now: datetime) -> str:
    return span(now - seen) if seen else ""


def line(step: Step) -> Line:
    waited = span(step.waited) if step.waited is not None and step.waited > timedelta(0) else ""
    return Line(step, _label(step), waited, bad=step.name in ("give up", "retry", Delivery.State.DEAD))


def _label(step: Step) -> str:
    if step.kind is Kind.MOVE:
        return moved(step.name, step.to)
    if step.kind is Kind.DELIVERY:
        return f"{step.to}: {_DELIVERY.get(step.name, step.name)}"
    return str(KINDS[step.kind]) % {"n": step.count}
