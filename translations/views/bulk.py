"""The same decision about many drafts: first what would happen, then what happened."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from translations.forms import OrderForm
from translations.selectors import queue
from translations.services import bulk
from translations.views import filters
from translations.views.people import person
from translations.views.queue import wanted_by
from translations.views.telling import told

#: Action → what is asked, what will happen to a draft, what happened to it.
WORDS = {
    bulk.PUBLISH: (gettext_lazy("Approve and publish"), gettext_lazy("will be published"), gettext_lazy("published")),
    bulk.REJECT: (gettext_lazy("Reject"), gettext_lazy("will be rejected"), gettext_lazy("rejected")),
    bulk.ASSIGN: (gettext_lazy("Assign"), gettext_lazy("will be assigned"), gettext_lazy("assigned")),
    bulk.PRIORITY: (gettext_lazy("Set priority"), gettext_lazy("gets the priority"), gettext_lazy("has the priority")),
    bulk.DUE: (gettext_lazy("Set due time"), gettext_lazy("gets the due time"), gettext_lazy("has the due time")),
}


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Says for each draft what will happen, or why not. Changes nothing."""
    form = OrderForm(request.POST)
    ids = _chosen(request)
    if not form.is_valid() or not ids:
        missing = _("Choose drafts first.") if form.is_valid() else _("Choose a person of the list and a whole time.")
        messages.error(request, missing)
        return _back(request)
    order = form.order()
    steps = bulk.plan(order, ids, by=person(request))
    return render(request, "desk/bulk.html", _context(request, order, steps))


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Does what the preview said, to the drafts as they were then; tells of each."""
    form = OrderForm(request.POST)
    seen = dict(_pairs(request))
    if not form.is_valid() or not seen:
        messages.error(request, _("Choose drafts first."))
        return _back(request)
    order = form.order()
    steps = bulk.carry_out(order, seen, by=person(request))
    return render(request, "desk/bulk.html", {**_context(request, order, steps), "over": True})


def _chosen(request: HttpRequest) -> list[int]:
    """The boxes that were ticked, or all that match; no more than one order may name."""
    if "all" in request.POST:
        wanted = wanted_by(request.POST.get("query", ""))
        found = queue.found(wanted, person(request), now=timezone.now())[1]
        return list(found.values_list("pk", flat=True)[: bulk.MOST])
    return [int(said) for said in request.POST.getlist("draft") if said.isascii() and said.isdigit()][: bulk.MOST]


def _pairs(request: HttpRequest) -> list[tuple[int, str]]:
    """`12:digest`, as the preview wrote them."""
    parts = (said.partition(":") for said in request.POST.getlist("seen"))
    return [(int(pk), digest) for pk, _colon, digest in parts if pk.isascii() and pk.isdigit()]


def _context(request: HttpRequest, order: bulk.Order, steps: list[bulk.Step]) -> dict[str, object]:
    asked, will, did = WORDS[order.action]
    return {
        "order": order,
        "query": request.POST.get("query", "")[:1000],
        "priority": order.priority.value,
        "due": order.due_at.isoformat() if order.due_at else "",
        "asked": asked,
        "will": will,
        "did": did,
        "steps": [(step, told(step.error) if step.error else "") for step in steps],
        "doing": sum(step.error is None for step in steps),
    }


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('queue')}?{filters.query(wanted_by(request.POST.get('query', '')))}")
