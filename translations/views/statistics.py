"""What somebody got done: for themselves, and for editors of everyone."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from translations import flow
from translations.flag_labels import label
from translations.forms import StatisticsFilter
from translations.models import Source, User
from translations.postedit import Distance
from translations.selectors.statistics import MOST_MEASURED, Statistics, statistics
from translations.views.people import person

PERIODS = (1, 7, 30, 90)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    found: Distance

    @property
    def hter(self) -> str:
        return f"{self.found.hter:.2f}"

    @property
    def edited(self) -> str:
        return f"{self.found.edited_share:.0%}"


def _asked(request: HttpRequest) -> tuple[User | None, int, Statistics]:
    """Editors may ask for anybody, or for everyone (`of=everyone`); the others get their own whatever they ask."""
    me = person(request)
    form = StatisticsFilter(request.GET)
    of, days = form.asked()
    who: User | None = me
    if me.has_perm("translations.publish") and of:
        who = None if of == "everyone" else User.objects.filter(username=of).first() or me
    return who, days, statistics(who, days=days)


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    who, days, found = _asked(request)
    names = dict(Source.objects.values_list("slug", "name"))
    context = {
        "who": who,
        "days": days,
        "periods": PERIODS,
        "found": found,
        "total": found.total,
        "hours": f"{found.total.seconds / 3600:.1f}",
        "all": Row("", found.measured.total),
        "sources": _rows(found.measured.by_source, names),
        "flags": _rows(found.measured.by_flag, {code: str(label(code)) for code in found.measured.by_flag if code}),
        "most": MOST_MEASURED,
        "bars": flow.bars([day.sentences for day in found.days]),
        "width": len(found.days) * flow.BAR_STEP,
        "people": _people(request),
    }
    return render(request, "desk/statistics.html", context)


def _people(request: HttpRequest) -> list[User]:
    if not person(request).has_perm("translations.publish"):
        return []
    return list(User.objects.filter(is_active=True).order_by("username")[:200])


def _rows(found: Mapping[str, Distance], names: Mapping[str, str]) -> list[Row]:
    rows = [Row(names.get(key, key), each) for key, each in found.items()]
    return sorted(rows, key=lambda row: -row.found.segments)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """One line a day."""
    who, _days, found = _asked(request)
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(["person", "date", "sentences", "source_words", "drafts_published", "seconds"])
    name = who.get_username() if who else "everyone"
    for day in found.days:
        writer.writerow([name, day.date.isoformat(), day.sentences, day.words, day.drafts, round(day.seconds)])
    response = HttpResponse(lines.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statistics-{found.days[-1].date}.csv"'
    return response
