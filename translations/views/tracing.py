"""Where a sentence's words come from: the machine's own, and what people made of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from translations.memory import difference
from translations.models import Segment
from translations.selectors.revisions import first_wording, wordings
from translations.states import State
from translations.views.segments import segment_of

HOW = {
    "accept-all": _("accepted with the rest"),
    "revert": _("taken back to an earlier wording"),
    "repair": _("repaired by key"),
    "split": _("cut in two"),
    "merge": _("merged"),
    "mark": _("link or emphasis moved"),
}


@login_required
@require_safe
def machine(request: HttpRequest, segment_id: int) -> HttpResponse:
    segment = segment_of(request, segment_id)
    words = first_wording(segment)
    return _trace(
        request,
        segment,
        "machine",
        words=words,
        pieces=difference(words, segment.target) if words != segment.target else (),
        by_machine=bool(segment.machine),
    )


@login_required
@require_safe
def history(request: HttpRequest, segment_id: int) -> HttpResponse:
    segment = segment_of(request, segment_id)
    found = [(each, HOW.get(each.how, "")) for each in wordings(segment)]
    return _trace(request, segment, "history", wordings=found)


def _trace(request: HttpRequest, segment: Segment, name: str, **context: object) -> HttpResponse:
    """A fragment below the box for htmx, a page of its own otherwise."""
    context |= {
        "segment": segment,
        "translation": segment.translation,
        "open": segment.translation.state == State.REVIEW,
        "fragment": f"desk/_{name}.html",
    }
    inside = getattr(request, "htmx", False)
    return render(request, f"desk/_{name}.html" if inside else "desk/trace.html", {**context, "page": not inside})
