"""The decisions about a whole draft: publish, reject, reopen, translate again, withdraw."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from translations import selectors, services
from translations.errors import SongnguError
from translations.forms import PublishForm, ReasonForm, RejectForm
from translations.models import Translation
from translations.services.publish import draft_text, replaces_reviewed
from translations.states import State
from translations.views.people import person, workable
from translations.views.telling import told

may_publish = permission_required("translations.publish", raise_exception=True)


@login_required
@may_publish
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, translation_id: int) -> HttpResponse:
    """GET shows the text as partners will get it, and what is still doubtful; POST publishes what was shown."""
    error = ""
    workable(request, translation_id)
    if request.method == "POST":
        form = PublishForm(request.POST)
        try:
            if form.is_valid():
                out = services.publish(translation_id, by=person(request), **form.cleaned_data)
                if out:
                    messages.success(request, _("Published. It is in the feed now."))
                else:
                    messages.success(request, _("Approved. It goes out by itself when the embargo ends."))
                return redirect(f"{reverse('next')}?after={translation_id}")
        except SongnguError as failure:
            error = told(failure)
    return _preview(request, translation_id, error=error)


def _preview(request: HttpRequest, translation_id: int, *, error: str) -> HttpResponse:
    found = Translation.objects.select_related("article__source", "revision")
    translation = get_object_or_404(found, pk=translation_id)
    segments = selectors.segments_for_desk(translation)
    context = {
        "translation": translation,
        "text": draft_text(translation),
        "seen": selectors.text_digest(translation),
        "doubtful": [row for row in segments if row.doubtful],
        "unaccepted": sum(not row.segment.accepted for row in segments),
        "replaces": replaces_reviewed(translation),
        "open": translation.state == State.REVIEW,
        "embargo": selectors.embargo(translation.revision, now=timezone.now()),
        "error": error,
        "correction": request.POST.get("correction", ""),
    }
    return render(request, "desk/publish.html", context, status=409 if error else 200)


@login_required
@require_POST
def accept_all(request: HttpRequest, translation_id: int) -> HttpResponse:
    def act() -> str:
        count = services.accept_all(translation_id, seen=request.POST.get("seen", ""), by=person(request))
        return _("%(count)s segments accepted.") % {"count": count}

    return _act(request, translation_id, act)


@login_required
@may_publish
@require_POST
def reject(request: HttpRequest, translation_id: int) -> HttpResponse:
    def act() -> str:
        form = RejectForm(request.POST)
        said = form.cleaned_data if form.is_valid() else {"reason": "", "why": ""}
        services.reject(translation_id, by=person(request), **said)
        return _("Rejected.")

    return _act(request, translation_id, act)


@login_required
@may_publish
@require_POST
def withdraw(request: HttpRequest, translation_id: int) -> HttpResponse:
    def act() -> str:
        services.withdraw(translation_id, by=person(request), reason=_reason(request))
        return _("Withdrawn. The feed says so.")

    return _act(request, translation_id, act)


@login_required
@may_publish
@require_POST
def reopen(request: HttpRequest, translation_id: int) -> HttpResponse:
    def act() -> str:
        services.reopen(translation_id, by=person(request))
        return _("Back on the desk. What is published stands until you publish again.")

    return _act(request, translation_id, act)


@login_required
@may_publish
@require_POST
def retranslate(request: HttpRequest, translation_id: int) -> HttpResponse:
    def act() -> str:
        services.retranslate(translation_id, by=person(request))
        return _("Queued for a fresh draft. Sentences that were accepted are kept.")

    return _act(request, translation_id, act)


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


def _act(request: HttpRequest, translation_id: int, act: Callable[[], str]) -> HttpResponse:
    workable(request, translation_id)
    try:
        messages.success(request, act())
    except SongnguError as error:
        messages.error(request, told(error))
    return redirect("draft", translation_id)
