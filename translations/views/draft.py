"""One draft: the side-by-side page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from translations import rejections, selectors
from translations.forms import STATE_LABELS
from translations.models import Translation
from translations.states import State
from translations.views.assigning import on_opening
from translations.views.people import person, workable
from translations.views.segments import found, progress


@login_required
@require_safe
def draft(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = workable(request, translation_id, found())
    rows = selectors.segments_for_desk(translation)
    context = {
        "translation": translation,
        "segments": rows,
        "changed": [row.segment.position + 1 for row in rows if row.change],
        "first_doubt": next((row.segment.position + 1 for row in rows if row.doubtful), 1),
        "moves": translation.moves.select_related("by").order_by("-id")[:50],
        "page_url": _page_url(translation),
        "seen": selectors.text_digest(translation),
        "state_label": STATE_LABELS[State(translation.state)],
        "embargo": selectors.embargo(translation.revision, now=timezone.now()),
        "reasons": rejections.REASONS.items(),
        **progress(translation),
        **on_opening(translation, person(request)),
    }
    return render(request, "desk/draft.html", context)


def _page_url(translation: Translation) -> str:
    """Where readers see it, once anything was published."""
    entry = translation.article.entries.filter(language=translation.language).first()
    return selectors.page_url(translation.article.uuid, translation.language) if entry else ""
