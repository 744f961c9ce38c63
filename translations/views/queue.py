"""The queue of drafts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from translations import selectors
from translations.forms import STATE_LABELS, QueueFilter
from translations.models import Source

PAGE = 50


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    chosen = QueueFilter(request.GET).chosen()
    counts = selectors.counts_by_state()
    page = Paginator(selectors.review_queue(**chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "chosen": chosen,
        "tabs": [(state, label, counts[state]) for state, label in STATE_LABELS.items()],
        "on_the_way": counts["queued"] + counts["translating"],
        "languages": selectors.target_languages(),
        "sources": Source.objects.order_by("name"),
    }
    template = "desk/_list.html" if getattr(request, "htmx", False) else "desk/queue.html"
    return render(request, template, context)


@login_required
@require_safe
def next_draft(request: HttpRequest) -> HttpResponse:
    """The draft that deserves attention first; the queue itself when there is none."""
    chosen = QueueFilter(request.GET).chosen()
    after = request.GET.get("after", "")
    waiting = selectors.review_queue(**chosen)
    if after.isdigit():
        waiting = waiting.exclude(pk=int(after))
    draft = waiting.first()
    return redirect("draft", draft.pk) if draft else redirect("queue")
