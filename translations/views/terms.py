"""The term base: everyone looks, everyone proposes, editors and terminologists decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from translations import selectors, services
from translations.errors import RefusedInput, SongnguError, StaleVersion
from translations.forms import TermFileForm, TermFilter, TermForm
from translations.glossary.files import TYPES, read_file, write_file
from translations.models import Term
from translations.views.people import person
from translations.views.telling import told

PAGE = 100
MAX_FILE = 20_000_000  # bytes
DECISIONS = {"approve": services.approve_term, "retire": services.retire_term}


@login_required
@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    chosen = TermFilter(request.GET).chosen()
    found = selectors.find_terms(words=chosen["q"], status=chosen["status"], domain=chosen["domain"])
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "statuses": Term.Status.choices,
        "domains": selectors.term_domains(),
        "pairs": selectors.term_pairs(),
        "may_approve": services.may_approve(person(request)),
    }
    return render(request, "terms/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_term(request: HttpRequest) -> HttpResponse:
    form = TermForm(request.POST or None, initial={"source": request.GET.get("source", "")[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_term(
                form.row(),
                source_language=form.cleaned_data["source_language"],
                target_language=form.cleaned_data["target_language"],
                by=person(request),
            )
        except SongnguError as error:
            _blame(form, error)
        else:
            messages.success(request, _("Added.") if services.may_approve(person(request)) else _("Proposed."))
            return redirect("terms")
    return _form(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def term(request: HttpRequest, term_id: int) -> HttpResponse:
    """The entry, its history, and a form for whoever may change it. 409 when someone else was faster."""
    entry = get_object_or_404(Term.objects.select_related("created_by", "edited_by"), pk=term_id)
    if request.method != "POST":
        return _form(request, TermForm(initial=_initial(entry)), entry)
    form = TermForm({**request.POST.dict(), **_languages(entry)})
    if not form.is_valid():
        return _form(request, form, entry, status=422)
    try:
        services.edit_term(term_id, form.row(), version=form.cleaned_data["version"] or 0, by=person(request))
    except StaleVersion as error:
        form.data = {**form.data, "version": entry.version}  # what they typed stays, and may now be saved over it
        _blame(form, error)
        return _form(request, form, entry, status=409)
    except SongnguError as error:
        _blame(form, error)
        return _form(request, form, entry, status=422)
    messages.success(request, _("Saved"))
    return redirect("term", term_id)


@login_required
@require_POST
def decide(request: HttpRequest, term_id: int, decision: str) -> HttpResponse:
    get_object_or_404(Term, pk=term_id)
    if decision not in DECISIONS:
        raise Http404(decision)
    version = request.POST.get("version", "")
    try:
        DECISIONS[decision](term_id, version=int(version) if version.isdecimal() else -1, by=person(request))
        messages.success(request, _("Saved"))
    except SongnguError as error:
        messages.error(request, told(error))
    return redirect("term", term_id)


@login_required
@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    form = TermFileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise RefusedInput("no file was sent", field="file", cure="Choose a CSV or TBX file and two languages.")
        pair = form.cleaned_data["source_language"], form.cleaned_data["target_language"]
        file = form.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise RefusedInput(f"{file.size} bytes", field="file", cure=f"Keep it under {MAX_FILE}.")
        counts = services.import_terms(
            read_file(file.name, file.read(), *pair),
            source_language=pair[0],
            target_language=pair[1],
            by=person(request),
        )
        said = _("%(added)d added, %(changed)d changed, %(kept)d left as they are.")
        messages.success(request, said % {key: counts[key] for key in ("added", "changed", "kept")})
    except SongnguError as error:
        messages.error(request, told(error))
    return redirect("terms")


@login_required
@require_safe
def export_file(request: HttpRequest, kind: str) -> HttpResponse:
    pair = request.GET.get("from", "vi"), request.GET.get("to", "en")
    if kind not in TYPES:
        raise Http404(kind)
    data = write_file(kind, selectors.rows_of(selectors.find_terms(pair=pair)), *pair)
    name = "-".join(code for code in pair if code.isalnum()) or "terms"
    return HttpResponse(
        data, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    )


def _form(request: HttpRequest, form: TermForm, entry: Term | None, *, status: int = 0) -> HttpResponse:
    approves = services.may_approve(person(request))
    context = {
        "form": form,
        "term": entry,
        "changes": entry.changes.select_related("by").order_by("-id")[:50] if entry else [],
        "may_approve": approves,
        "may_edit": entry is None or approves or entry.status == Term.Status.PROPOSED,
    }
    return render(request, "terms/term.html", context, status=status or (422 if form.errors else 200))


def _blame(form: TermForm, error: SongnguError) -> None:
    field = error.field if isinstance(error, RefusedInput) and error.field in form.fields else None
    form.add_error(field, told(error))


def _initial(entry: Term) -> dict[str, object]:
    plain = {name: getattr(entry, name) for name in ("source", "target", "domain", "note", "version")}
    lines = {name: "\n".join(getattr(entry, name)) for name in ("admitted", "forbidden")}
    return {**plain, **lines, **_languages(entry)}


def _languages(entry: Term) -> dict[str, str]:
    return {"source_language": entry.source_language, "target_language": entry.target_language}
