"""The audit trail, for administrators: to read, to search, to take along."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from translations.forms import AuditFilter
from translations.models import Audit

PAGE = 100
may_read = permission_required("translations.view_audit", raise_exception=True)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


@login_required
@may_read
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    form = AuditFilter(request.GET)
    context = {
        "form": form,
        "chosen": form.chosen(),
        "page": Paginator(_found(form), PAGE).get_page(request.GET.get("page")),
        "actions": Audit.objects.order_by("action").values_list("action", flat=True).distinct(),
    }
    return render(request, "account/audit.html", context)


@login_required
@may_read
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    rows = _found(AuditFilter(request.GET)).iterator(chunk_size=1000)
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _lines(rows: Iterable[Audit]) -> Iterable[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(["at", "actor", "action", "object", "detail"])
    for row in rows:
        detail = json.dumps(row.detail, ensure_ascii=False)
        yield writer.writerow([row.at.isoformat(), *map(_inert, (row.actor, row.action, row.object, detail))])


def _inert(text: str) -> str:
    """What a spreadsheet would take for a formula is made text: actors include names that strangers typed."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _found(form: AuditFilter) -> QuerySet[Audit]:
    found = Audit.objects.order_by("-id")
    chosen = form.chosen()
    if chosen["action"]:
        found = found.filter(action=chosen["action"])
    if chosen["q"]:
        found = found.filter(Q(actor__icontains=chosen["q"]) | Q(object__icontains=chosen["q"]))
    return found
