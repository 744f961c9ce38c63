"""Talking about a draft, and being told of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from translations.errors import SongnguError
from translations.models import Comment, Notification, Segment, Translation, User
from translations.permissions import may_work
from translations.services import commenting
from translations.views.people import person, workable
from translations.views.telling import told

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_draft(request: HttpRequest, translation_id: int) -> HttpResponse:
    return _talk(request, workable(request, translation_id), None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_segment(request: HttpRequest, segment_id: int) -> HttpResponse:
    segment = get_object_or_404(Segment, pk=segment_id)
    return _talk(request, workable(request, segment.translation_id), segment)


def _talk(request: HttpRequest, translation: Translation, segment: Segment | None) -> HttpResponse:
    """The comments and a box for another one: a fragment in the editor, a page without JavaScript."""
    error, text = "", request.POST.get("text", "")
    if request.method == "POST":
        try:
            commenting.comment(translation.pk, text, by=person(request), segment_id=segment.pk if segment else None)
            text = ""
        except SongnguError as failure:
            error = told(failure)
        if not error and not getattr(request, "htmx", False):
            return redirect(request.path)
    found = translation.comments.select_related("by", "resolved_by", "segment")
    context = {
        "translation": translation,
        "segment": segment,
        "comments": found.filter(segment=segment) if segment else found,
        "people": [each for each in _people() if may_work(each.languages, translation.language)],
        "text": text,
        "error": error,
    }
    template = "desk/_comments.html" if getattr(request, "htmx", False) else "desk/comments.html"
    return render(request, template, context, status=422 if error else 200)


def _people() -> list[User]:
    return list(User.objects.filter(is_active=True).order_by("username")[:200])


@login_required
@require_POST
def resolve(request: HttpRequest, comment_id: int) -> HttpResponse:
    said = get_object_or_404(Comment, pk=comment_id)
    workable(request, said.translation_id)
    said = commenting.resolve(comment_id, by=person(request))
    if getattr(request, "htmx", False):
        return render(request, "desk/_comment.html", {"comment": said})
    return redirect("draft-comments", said.translation_id)


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    found = Notification.objects.filter(person=person(request))
    found = found.select_related("translation__revision", "translation__article__source", "comment", "by")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/notices.html", {"page": page})


@login_required
@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """The bell in the head of every page."""
    count = Notification.objects.filter(person=person(request), read_at__isnull=True).count()
    return render(request, "desk/_bell.html", {"count": count})


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Marks one notice read and goes where it points, or all of them."""
    only = request.POST.get("notice", "")
    notice = Notification.objects.filter(person=person(request), pk=int(only)).first() if only.isdigit() else None
    count = commenting.read_notices(person(request), only=notice.pk if notice else None) if notice or not only else 0
    if notice is None:
        messages.success(request, _("%(count)s notices marked as read.") % {"count": count})
        return redirect("notices")
    anchor = ""
    if notice.comment and notice.comment.segment:
        anchor = f"#s{notice.comment.segment.position + 1}"
    return redirect(reverse("draft", args=[notice.translation_id]) + anchor)
