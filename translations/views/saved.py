"""Views of the queue that somebody keeps under a name."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from translations.forms import ViewForm
from translations.models import SavedView
from translations.views import filters
from translations.views.people import person
from translations.views.queue import wanted_by

#: Each is counted again every 15 seconds on every page that shows them.
MOST = 20


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keeps the present filters; under a name that is taken, instead of those."""
    form, who = ViewForm(request.POST), person(request)
    query = filters.query(wanted_by(request.POST.get("query", "")[:1000]))
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 60 characters."))
        return _back(query)
    name = " ".join(form.cleaned_data["name"].split())
    mine = SavedView.objects.filter(owner=who)
    if mine.count() >= MOST and not mine.filter(name=name).exists():
        messages.error(request, _("You have %(most)s views: delete one first.") % {"most": MOST})
        return _back(query)
    SavedView.objects.update_or_create(owner=who, name=name, defaults={"query": query})
    return _back(query)


@login_required
@require_POST
def change(request: HttpRequest, view_id: int) -> HttpResponse:
    """Renames it, or deletes it. Other people's are not there."""
    view = get_object_or_404(SavedView, pk=view_id, owner=person(request))
    form = ViewForm(request.POST)
    if "delete" in request.POST:
        view.delete()
    elif form.is_valid():
        view.name = " ".join(form.cleaned_data["name"].split())
        try:
            with transaction.atomic():
                view.save(update_fields=["name"])
        except IntegrityError:
            messages.error(request, _("Another of your views has this name."))
    else:
        messages.error(request, _("Give the view a name of at most 60 characters."))
    return _back(view.query)


def _back(query: str) -> HttpResponse:
    return redirect(f"{reverse('queue')}?{query}")
