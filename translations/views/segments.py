"""One sentence of a draft: saving it, and the answer to everything that is done to it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from translations import selectors, services
from translations.errors import SongnguError, StaleVersion
from translations.forms import SegmentForm
from translations.models import Segment, Translation
from translations.services.review import cleaned
from translations.states import State
from translations.views.people import person, workable
from translations.views.telling import told

#: A page that answers a POST has the POST's address. Whoever loads it again, or changes its language there, is led
#: back to the draft.
posted = require_http_methods(["GET", "HEAD", "POST"])
#: Does it, and gives the segment as it is then.
Act = Callable[[], Segment]


@login_required
@posted
def save(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Saves one segment: a fragment for htmx, the whole page again without JavaScript.

    A text that someone else changed meanwhile is never overwritten: 409, and both texts to choose from.
    """
    segment = segment_of(request, segment_id)
    if request.method != "POST":
        return to_draft(segment)
    form = SegmentForm(request.POST)
    if not form.is_valid():
        return fragment(request, segment, error=" ".join(form.errors.as_text().split("* ")), status=422)
    said = form.cleaned_data
    words = segment.source if said["copy"] else form.words()

    def act() -> Segment:
        # Saved by the page itself, what was accepted stays so until somebody changes its words.
        same = said["auto"] and segment.target == cleaned(words)
        return services.edit_segment(
            segment_id,
            target=words,
            version=said["version"],
            accept=segment.accepted if same else said["accept"] and not said["auto"],
            seconds=said["seconds"],
            by=person(request),
        )

    return answered(request, segment, act, mine=words)


def answered(
    request: HttpRequest,
    segment: Segment,
    act: Act,
    *,
    mine: str | None = None,
    whole: bool = False,
) -> HttpResponse:
    """Does it, and shows the segment as it is then (the `whole` draft, where more than it changed); or why not, with
    what this person typed.

    A page that showed the whole text as it was before has then seen the new one too: it is told its new digest.
    """
    translation = segment.translation
    seen = request.POST.get("seen", "")
    read = bool(seen) and seen == selectors.text_digest(translation)
    try:
        saved = act()
    except StaleVersion as stale:
        stored = Segment.objects.filter(pk=segment.pk).first()
        if stored is None:
            return _gone(request, segment, stale)
        return fragment(request, stored, mine=mine, status=409)
    except SongnguError as error:
        segment.refresh_from_db()
        return fragment(request, segment, mine=mine, error=told(error), status=422)
    if whole:
        return whole_page(request, saved)
    return fragment(request, saved, saved=True, seen=selectors.text_digest(translation) if read else "")


def fragment(
    request: HttpRequest,
    segment: Segment,
    *,
    mine: str | None = None,
    error: str = "",
    saved: bool = False,
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    """`mine` is what this person typed and was not stored: it is always given back."""
    inside = getattr(request, "htmx", False)
    if saved and not inside:
        return to_draft(segment)
    translation = _translation(segment.translation_id)
    segment.translation = translation
    before, after = _neighbours(segment)
    context = {
        "translation": translation,
        "segment": selectors.for_desk(
            segment, selectors.terms_for(translation), starts=before != segment.block, ends=after != segment.block
        ),
        "mine": mine,
        "conflict": status == 409,
        "error": error,
        "saved": _("Saved") if saved else "",
        "swap": True,
        "seen": seen,
        **progress(translation),
    }
    return render(request, "desk/_segment.html" if inside else "desk/segment.html", context, status=status)


def to_draft(segment: Segment) -> HttpResponse:
    return redirect(f"{reverse('draft', args=[segment.translation_id])}#s{segment.position + 1}")


def segment_of(request: HttpRequest, segment_id: int) -> Segment:
    """404 when there is none, 403 for somebody who does not work in its language."""
    segment = get_object_or_404(Segment, pk=segment_id)
    segment.translation = workable(request, segment.translation_id, found())
    return segment


def _gone(request: HttpRequest, segment: Segment, stale: StaleVersion) -> HttpResponse:
    """Merged into another, or drafted anew: the page of a minute ago is of no use."""
    messages.error(request, told(stale))
    return whole_page(request, segment)


def whole_page(request: HttpRequest, segment: Segment) -> HttpResponse:
    """After what changes more than one sentence. Scripts load the page that they are on again."""
    if not getattr(request, "htmx", False):
        return to_draft(segment)
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


def _neighbours(segment: Segment) -> tuple[int | None, int | None]:
    """The blocks of the segments before and behind it."""
    near = Segment.objects.filter(
        translation=segment.translation_id, position__in=(segment.position - 1, segment.position + 1)
    )
    found = dict(near.values_list("position", "block"))
    return found.get(segment.position - 1), found.get(segment.position + 1)


def found() -> QuerySet[Translation]:
    return Translation.objects.select_related("article__source", "article__current", "revision")


def _translation(translation_id: int) -> Translation:
    return get_object_or_404(found(), pk=translation_id)


def progress(translation: Translation) -> dict[str, object]:
    counts = translation.segments.aggregate(total=Count("pk"), accepted=Count("pk", filter=Q(accepted=True)))
    talked = list(translation.comments.filter(resolved_at__isnull=True).values_list("segment", flat=True))
    return {**counts, "open": translation.state == State.REVIEW, "talked": set(talked), "talked_about": len(talked)}
