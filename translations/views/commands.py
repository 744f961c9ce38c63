"""What one key does to a sentence besides saving it. Each command is a button: without JavaScript it leads back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from translations.errors import SongnguError
from translations.forms import CommandForm, SplitForm
from translations.models import Segment
from translations.services import dismissing, marking, repairing, reverting, splitting
from translations.services.review import cleaned, edit_segment
from translations.views.people import person
from translations.views.segments import answered, fragment, posted, segment_of, to_draft, whole_page
from translations.views.telling import told

Command = Callable[[HttpRequest, Segment, CommandForm], HttpResponse]


def _command(act: Command) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view of what is posted from a segment's form."""

    @login_required
    @posted
    @wraps(act)
    def view(request: HttpRequest, segment_id: int) -> HttpResponse:
        segment = segment_of(request, segment_id)
        if request.method != "POST":
            return to_draft(segment)
        form = CommandForm(request.POST)
        if not form.is_valid():
            return fragment(request, segment, error=" ".join(form.errors.as_text().split("* ")), status=422)
        return act(request, segment, form)

    return view


@_command
def repair(request: HttpRequest, segment: Segment, form: CommandForm) -> HttpResponse:
    said = form.cleaned_data

    def act() -> Segment:
        code, about = form.of_flag()
        return repairing.repair(
            segment.pk,
            code=code,
            about=about,
            target=said["target"],
            version=said["version"],
            seconds=said["seconds"],
            by=person(request),
        )

    return answered(request, segment, act, mine=said["target"])


@_command
def dismiss(request: HttpRequest, segment: Segment, form: CommandForm) -> HttpResponse:
    def act() -> Segment:
        code, about = form.of_flag()
        dismissing.dismiss(segment.pk, code=code, about=about, by=person(request))
        return _kept(request, segment, form)

    return answered(request, segment, act, mine=form.cleaned_data["target"])


@_command
def restore(request: HttpRequest, segment: Segment, form: CommandForm) -> HttpResponse:
    def act() -> Segment:
        code, about = form.of_flag()
        dismissing.restore(segment.pk, code=code, about=about)
        return _kept(request, segment, form)

    return answered(request, segment, act, mine=form.cleaned_data["target"])


@_command
def revert(request: HttpRequest, segment: Segment, form: CommandForm) -> HttpResponse:
    said = form.cleaned_data

    def act() -> Segment:
        return reverting.revert(
            segment.pk, to=said["edit"], version=said["version"], target=said["target"], by=person(request)
        )

    return answered(request, segment, act, mine=said["target"])


@_command
def mark(request: HttpRequest, segment: Segment, form: CommandForm) -> HttpResponse:
    said = form.cleaned_data

    def act() -> Segment:
        return marking.place(
            segment.pk,
            number=-1 if said["mark"] is None else said["mark"],
            head=said["head"],
            words=said["words"],
            version=said["version"],
            target=said["target"],
            seconds=said["seconds"],
            by=person(request),
        )

    return answered(request, segment, act, mine=said["target"])


@_command
def merge(request: HttpRequest, segment: Segment, form: CommandForm) -> HttpResponse:
    said = form.cleaned_data

    def act() -> Segment:
        return splitting.merge(segment.pk, version=said["version"], target=said["target"], by=person(request))

    return answered(request, segment, act, mine=said["target"], whole=True)


@login_required
@posted
def split(request: HttpRequest, segment_id: int) -> HttpResponse:
    """GET proposes where to cut; POST cuts."""
    segment = segment_of(request, segment_id)
    if request.method != "POST":
        return _halves(request, segment, splitting.proposal(segment), version=segment.version)
    form = SplitForm(request.POST)
    error = "" if form.is_valid() else " ".join(form.errors.as_text().split("* "))
    try:
        if not error:
            version = form.cleaned_data["version"]
            return whole_page(request, splitting.split(segment_id, form.halves(), version=version, by=person(request)))
    except SongnguError as failure:
        error = told(failure)
    # Whoever saves again has read why, and what stands there now is on the draft's page.
    return _halves(request, segment, form.halves(), version=segment.version, error=error)


def _halves(
    request: HttpRequest, segment: Segment, halves: splitting.Halves, *, version: int, error: str = ""
) -> HttpResponse:
    context = {
        "segment": segment,
        "translation": segment.translation,
        "halves": halves,
        "version": version,
        "error": error,
    }
    return render(request, "desk/split.html", context, status=422 if error else 200)


def _kept(request: HttpRequest, segment: Segment, form: CommandForm) -> Segment:
    """Words in the box that were not saved yet are saved with what was done, never dropped."""
    said = form.cleaned_data
    segment.refresh_from_db()
    if said["target"] is None or cleaned(said["target"]) == segment.target:
        return segment
    return edit_segment(
        segment.pk,
        target=said["target"],
        version=said["version"],
        accept=False,
        seconds=said["seconds"],
        by=person(request),
    )
