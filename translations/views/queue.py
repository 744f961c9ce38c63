"""The queue of drafts, and what somebody should do next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from translations.forms import STATE_LABELS, QueueFilter
from translations.models import SavedView, User
from translations.selectors import queue as selecting
from translations.selectors.queue import ANY, Wanted
from translations.services import assigning
from translations.states import State
from translations.views import filters
from translations.views.people import person

#: Drafts left by Next that Next does not bring back at once.
_LEFT = 20


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    wanted, who = QueueFilter(request.GET).wanted(), person(request)
    htmx = getattr(request, "htmx", None)
    context = {
        **_tabs(wanted, who),
        "page": selecting.page(wanted, who, _number(request.GET.get("page", ""))),
        "chips": filters.chips(wanted),
        "narrowed": bool(filters.chips(replace(wanted, q=""))),
        "plain": filters.query(Wanted(state=wanted.state)),
        "next_query": filters.query(wanted, state=State.REVIEW),
        "now": timezone.now(),
        **filters.choices(who),
    }
    inside = htmx and not htmx.history_restore_request
    return render(request, "desk/_list.html" if inside else "desk/queue.html", context)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1


@login_required
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """The tabs alone: what the page asks for while it is looked at."""
    return render(request, "desk/_tabs.html", _tabs(QueueFilter(request.GET).wanted(), person(request)))


def _tabs(wanted: Wanted, who: User) -> dict[str, Any]:
    found = selecting.counts(who)
    states = [(filters.query(wanted, state=state), label, found[state], state) for state, label in STATE_LABELS.items()]
    mine = Wanted(assignee="me")
    views: list[tuple[SavedView | None, str, int]] = [(None, filters.query(mine), selecting.count(mine, who))]
    views += [(view, view.query, _count(view, who)) for view in SavedView.objects.filter(owner=who)]
    query = filters.query(wanted)
    return {
        "wanted": wanted,
        "query": query,
        "states": states,
        "anywhere": filters.query(wanted, state=ANY),
        "views": views,
        "view": next((view for view, said, _ in views if view and said == query), None),
        "most": selecting.MOST,
        "on_the_way": found[State.QUEUED] + found[State.TRANSLATING],
        "failed": found[State.FAILED],
    }


def _count(view: SavedView, who: User) -> int:
    return selecting.count(wanted_by(view.query), who)


def wanted_by(query: str) -> Wanted:
    return QueueFilter(QueryDict(query)).wanted()


@login_required
@require_safe
def next_draft(request: HttpRequest) -> HttpResponse:
    """Claims the draft that deserves attention first; the queue itself when there is none.

    `after` is the one that they come from: it is given up, and not brought back before others.
    """
    who, wanted = person(request), QueueFilter(request.GET).wanted()
    left = _left(request, who)
    draft = assigning.claim_next(wanted, by=who, left=left)
    if draft is None and left:  # once round
        request.session["left"] = left[-1:]
        draft = assigning.claim_next(wanted, by=who, left=left[-1:])
    if draft is None:
        return redirect("queue")
    return redirect("draft", draft)


def _left(request: HttpRequest, who: User) -> list[int]:
    left: list[int] = request.session.get("left", [])
    if request.GET.get("after"):
        after = _number(request.GET["after"])
        assigning.release(after, by=who)
        left = [*(pk for pk in left if pk != after), after][-_LEFT:]
        request.session["left"] = left
    return left
