"""What an operator does: to translations, holds, breakers, sources and deliveries. Each is a form that works alone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from translations import selectors
from translations.errors import SongnguError
from translations.forms import STATE_LABELS
from translations.models import Hold, Source
from translations.selectors.watching import dead_deliveries, signatures
from translations.services import acting, breaking, operating
from translations.services.acting import Done
from translations.states import State
from translations.views.orders import ACTIONS, AGES, PRIORITIES, OrderForm
from translations.views.people import person
from translations.views.telling import told
from translations.views.watching import KIND_LABELS

may_operate = permission_required("translations.operate", raise_exception=True)


@login_required
@may_operate
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest) -> HttpResponse:
    """GET counts and shows what would be done; POST does it. One named article needs no second look."""
    form = OrderForm(request.POST if request.method == "POST" else request.GET)
    valid = form.is_valid()
    if request.method != "POST" or not valid:
        return _preview(request, form)
    chosen = form.choice(signatures(timezone.now()))
    done = acting.carry_out(form.order(), chosen, by=person(request))
    _report(request, done)
    return back(request)


def _preview(request: HttpRequest, form: OrderForm) -> HttpResponse:
    asked = "action" in form.data
    known = signatures(timezone.now())
    plan = acting.plan(form.order(), form.choice(known)) if asked and form.is_valid() else None
    context = {
        "form": form,
        "given": form.cleaned_data if form.is_valid() else {},
        "plan": plan,
        "skipped": [(STATE_LABELS[State(state)], count) for state, count in (plan.skipped if plan else {}).items()],
        "hidden": form.hidden() if plan else [],
        "actions": ACTIONS,
        "ages": AGES,
        "priorities": PRIORITIES,
        "states": STATE_LABELS,
        "languages": selectors.target_languages(),
        "sources": Source.objects.order_by("name"),
        "signatures": sorted(set(known.values())),
    }
    return render(request, "ops/act.html", context)


def _report(request: HttpRequest, done: Done) -> None:
    count = len(done.done)
    left = sum(done.skipped.values()) + len(done.failed)
    if count:
        text = ngettext("Done for %(count)s article.", "Done for %(count)s articles.", count)
        messages.success(request, text % {"count": count})
    if left:
        text = ngettext(
            "%(count)s was left alone because of its state.", "%(count)s were left alone because of their state.", left
        )
        messages.warning(request, text % {"count": left})
    if not count and not left:
        messages.warning(request, _("Nothing was chosen."))
    for error in list(done.failed.values())[:3]:
        messages.error(request, told(error))


@login_required
@may_operate
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest) -> HttpResponse:
    """Pauses or resumes a stage, a source or a worker; GET asks why."""
    given = request.POST if request.method == "POST" else request.GET
    kind, name = given.get("kind", ""), given.get("name", "")
    if kind not in Hold.Kind.values:
        raise Http404
    if request.method != "POST":
        return render(request, "ops/hold.html", {"kind": kind, "name": name, "label": KIND_LABELS[Hold.Kind(kind)]})

    def change() -> str:
        if given.get("do") == "resume":
            operating.resume(Hold.Kind(kind), name, by=person(request))
            return _("It goes on.")
        operating.pause(Hold.Kind(kind), name, by=person(request), reason=given.get("reason", ""))
        return _("It waits. What is under way is finished.")

    return _tried(request, change)


@login_required
@may_operate
@require_POST
def try_now(request: HttpRequest) -> HttpResponse:
    """Ends the pause of an engine, an address or a source that failed."""

    def change() -> str:
        kind, name = request.POST.get("kind", ""), request.POST.get("name", "")
        if kind == "engine":
            breaking.try_now(name, by=person(request))
        elif kind == "address" and name.isdigit():
            operating.try_address(int(name), by=person(request))
        elif kind == "source":
            operating.poll_now(name, by=person(request))
        return _("It is tried now.")

    return _tried(request, change)


@login_required
@may_operate
@require_POST
def deliveries(request: HttpRequest) -> HttpResponse:
    """Replays, or drops, those of one address that failed for good; of all when none is named."""
    found = dead_deliveries()
    address = request.POST.get("address", "")
    if address.isdigit():
        found = found.filter(subscription=int(address))
    ids = list(found.order_by("id").values_list("pk", flat=True))
    if request.POST.get("do") == "drop":
        count = operating.drop_deliveries(ids, by=person(request))
        messages.success(request, _("%(count)s dropped.") % {"count": count})
    else:
        count = operating.replay_deliveries(ids, by=person(request))
        messages.success(request, _("%(count)s queued again.") % {"count": count})
    return back(request)


def _tried(request: HttpRequest, change: Callable[[], str]) -> HttpResponse:
    try:
        said = change()
        if said:
            messages.success(request, said)
    except SongnguError as error:
        messages.error(request, told(error))
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    """To the page that the form was on, if it is one of ours."""
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/ops/")
    return redirect(wanted if ours else "ops")
