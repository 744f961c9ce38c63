"""What the translation memory offers for one sentence."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from translations.selectors.memory import suggestions_for
from translations.states import State
from translations.views.segments import segment_of


@login_required
@require_safe
def suggestions(request: HttpRequest, segment_id: int) -> HttpResponse:
    """A fragment beside the box for htmx, fetched when someone begins to work there; a page of its own otherwise."""
    segment = segment_of(request, segment_id)
    context = {
        "segment": segment,
        "translation": segment.translation,
        "open": segment.translation.state == State.REVIEW,
        "suggestions": suggestions_for(segment),
    }
    inside = getattr(request, "htmx", False)
    return render(request, "desk/_memory.html" if inside else "desk/memory.html", context)
