"""One draft: the side-by-side page, and saving a segment of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from translations import selectors, services
from translations.errors import SongnguError, StaleVersion
from translations.forms import STATE_LABELS, SegmentForm
from translations.models import Segment, Translation
from translations.states import State
from translations.views.people import person
from translations.views.telling import told


@login_required
@require_safe
def draft(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = _translation(translation_id)
    context = {
        "translation": translation,
        "segments": selectors.segments_for_desk(translation),
        "moves": translation.moves.select_related("by").order_by("-id")[:50],
        "page_url": _page_url(translation),
        "seen": selectors.text_digest(translation),
        "state_label": STATE_LABELS[State(translation.state)],
        "embargo": selectors.embargo(translation.revision, now=timezone.now()),
        **_progress(translation),
    }
    return render(request, "desk/draft.html", context)


@login_required
@require_POST
def save_segment(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Saves one segment: a fragment for htmx, the whole page again without JavaScript.

    A text that someone else changed meanwhile is never overwritten: 409, and both texts to choose from.
    """
    segment = get_object_or_404(Segment, pk=segment_id)
    form = SegmentForm(request.POST)
    if not form.is_valid():
        return _answer(request, segment, error=" ".join(form.errors.as_text().split("* ")), status=422)
    mine = form.cleaned_data["target"]
    translation = _translation(segment.translation_id)
    read = request.POST.get("seen") == selectors.text_digest(translation)
    try:
        saved = services.edit_segment(segment_id, by=person(request), **form.cleaned_data)
    except StaleVersion:
        segment.refresh_from_db()
        return _answer(request, segment, mine=mine, status=409)
    except SongnguError as error:
        return _answer(request, segment, mine=mine, error=told(error), status=422)
    return _answer(request, saved, saved=True, seen=selectors.text_digest(translation) if read else "")


def _answer(
    request: HttpRequest,
    segment: Segment,
    *,
    mine: str | None = None,
    error: str = "",
    saved: bool = False,
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    """`mine` is what this person typed and was not stored: it is always given back.

    `seen` goes with a page that showed the whole text as it was before this edit: it has now seen the new one too.
    """
    if saved and not getattr(request, "htmx", False):
        return redirect(f"{reverse('draft', args=[segment.translation_id])}#s{segment.position + 1}")
    translation = _translation(segment.translation_id)
    context = {
        "translation": translation,
        "segment": selectors.for_desk(segment, selectors.terms_for(translation), starts=_starts(segment)),
        "mine": mine,
        "conflict": status == 409,
        "error": error,
        "saved": _("Saved") if saved else "",
        "swap": True,
        "seen": seen,
        **_progress(translation),
    }
    template = "desk/_segment.html" if getattr(request, "htmx", False) else "desk/segment.html"
    return render(request, template, context, status=status)


def _starts(segment: Segment) -> bool:
    before = Segment.objects.filter(translation=segment.translation_id, position__lt=segment.position)
    return not before.filter(block=segment.block).exists()


def _translation(translation_id: int) -> Translation:
    found = Translation.objects.select_related("article__source", "article__current", "revision")
    return get_object_or_404(found, pk=translation_id)


def _progress(translation: Translation) -> dict[str, object]:
    total = translation.segments.count()
    accepted = translation.segments.filter(accepted=True).count()
    return {"total": total, "accepted": accepted, "open": translation.state == State.REVIEW}


def _page_url(translation: Translation) -> str:
    """Where readers see it, once anything was published."""
    entry = translation.article.entries.filter(language=translation.language).first()
    return selectors.page_url(translation.article.uuid, translation.language) if entry else ""
