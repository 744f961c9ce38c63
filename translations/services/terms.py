"""Writes to the term base. Everyone proposes; those who may approve decide. Each change leaves a row in TermChange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from translations.errors import ImpossibleMove, NotFound, RefusedInput, StaleVersion
from translations.glossary import key
from translations.glossary.csv_file import read_csv
from translations.glossary.normal import plain
from translations.glossary.rows import TermRow
from translations.models import Term, TermChange, User
from translations.selectors.terms import primary
from translations.types import GlossaryTerm

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "terms"
MAX_TERMS = 100_000
_FIELDS = ("source", "target", "admitted", "forbidden", "domain", "note", "status")


class NotYours(ImpossibleMove):
    """Only an editor or a terminologist may do this."""


def may_approve(user: User | None) -> bool:
    """None is songngu itself, or whoever runs its commands."""
    return user is None or user.has_perm("translations.approve_term")


@transaction.atomic
def add_term(
    row: TermRow, *, source_language: str, target_language: str, by: User | None, now: datetime | None = None
) -> Term:
    """A new entry: approved when `by` may do that, a proposal otherwise."""
    now = now or timezone.now()
    pair = _pair(source_language, target_language)
    if existing := _existing(pair, row.source):
        raise RefusedInput(
            f"“{existing.source}” is there already, as “{existing.target}”", field="source", cure="Change that entry."
        )
    term = Term(source_language=pair[0], target_language=pair[1], created_by=by, created_at=now)
    status = row.status if may_approve(by) else Term.Status.PROPOSED
    try:
        with transaction.atomic():
            _keep(term, {**_values(row), "status": status}, action="add", by=by, now=now)
    except IntegrityError:
        raise RefusedInput(
            f"“{row.source}” was added a moment ago", field="source", cure="Change that entry."
        ) from None
    return term


@transaction.atomic
def edit_term(term_id: int, row: TermRow, *, version: int, by: User | None, now: datetime | None = None) -> Term:
    """Changes an entry. A proposal may be changed by everyone, what was approved only by those who approve.

    StaleVersion when someone else was faster; the status stays as it is.
    """
    term = _locked(term_id, version)
    if term.status != Term.Status.PROPOSED and not may_approve(by):
        raise NotYours(f"change “{term.source}”, which is {term.status}", cure="Ask one of them.")
    other = _existing((term.source_language, term.target_language), row.source)
    if other and other.pk != term.pk:
        raise RefusedInput(f"“{other.source}” has an entry of its own", field="source", cure="Change that entry.")
    _keep(term, {**_values(row), "status": term.status}, action="edit", by=by, now=now or timezone.now())
    return term


def approve_term(term_id: int, *, version: int, by: User | None, now: datetime | None = None) -> Term:
    """From the next draft on the engine and the checks follow it."""
    return _set_status(term_id, version, Term.Status.APPROVED, "approve", by, now)


def retire_term(term_id: int, *, version: int, by: User | None, now: datetime | None = None) -> Term:
    """It no longer applies; the entry and its history stay."""
    return _set_status(term_id, version, Term.Status.RETIRED, "retire", by, now)


@transaction.atomic
def import_terms(
    rows: Sequence[TermRow],
    *,
    source_language: str,
    target_language: str,
    by: User | None,
    now: datetime | None = None,
) -> Counter[str]:
    """Adds and changes entries by their source term; counts what was added, changed, same and kept.

    Whoever may not approve proposes: new entries only.
    """
    return _import(rows, _pair(source_language, target_language), "import", by, now or timezone.now())


def _import(
    rows: Sequence[TermRow], pair: tuple[str, str], action: str, by: User | None, now: datetime
) -> Counter[str]:
    if len(rows) > MAX_TERMS:
        raise RefusedInput(f"{len(rows)} terms", cure=f"Import {MAX_TERMS} at most.")
    there = {term.key: term for term in Term.objects.filter(source_language=pair[0], target_language=pair[1])}
    theirs = (
        set(TermChange.objects.exclude(action="seed").values_list("term_id", flat=True)) if action == "seed" else ()
    )
    done: Counter[str] = Counter()
    changed: list[tuple[Term, dict[str, Any]]] = []
    for row in {key(row.source): row for row in rows}.values():
        term = there.get(key(row.source))
        outcome, change = _planned(term, row, may_change=may_approve(by) and (term is None or term.pk not in theirs))
        done[outcome] += 1
        if change:
            fresh = Term(source_language=pair[0], target_language=pair[1], created_by=by, created_at=now)
            changed.append((term or fresh, change))
    _keep_all(changed, action=action, by=by, now=now)
    return done


@transaction.atomic
def seed_terms(*, now: datetime | None = None) -> int:
    """The term bases that come with songngu. Idempotent, and what anyone has changed or retired is left alone."""
    done = 0
    for file in sorted(BUNDLED.glob("*-*.csv")):
        source, target = file.stem.split("-")
        rows = read_csv(file.read_bytes())
        counts = _import(rows, _pair(source, target), "seed", None, now or timezone.now())
        done += counts["added"] + counts["changed"]
    return done


def bundled_terms(source_language: str, target_language: str) -> list[GlossaryTerm]:
    """The term base that comes with songngu, as it is on disk; empty for a pair without one."""
    file = BUNDLED / f"{primary(source_language)}-{primary(target_language)}.csv"
    if not file.exists():
        return []
    return [
        GlossaryTerm(source=row.source, target=row.target, admitted=row.admitted, forbidden=row.forbidden)
        for row in read_csv(file.read_bytes())
    ]


def _planned(term: Term | None, row: TermRow, *, may_change: bool) -> tuple[str, dict[str, Any]]:
    """What is to happen with one row: a word for the count, and the new values; none when nothing is to be written."""
    values = _values(row)
    if term is None:
        return "added", values if may_change else {**values, "status": Term.Status.PROPOSED}
    if not _differences(term, values):
        return "same", {}
    return ("changed", values) if may_change else ("kept", {})


def _keep_all(changed: Iterable[tuple[Term, dict[str, Any]]], *, action: str, by: User | None, now: datetime) -> None:
    made = [(term, _differences(term, values)) for term, values in changed]
    for (term, _), (_, values) in zip(made, changed, strict=True):
        _fill(term, values, by, now)
    Term.objects.bulk_create([term for term, _ in made if term.pk is None], batch_size=500)
    old = [term for term, _ in made if term.version > 1]
    Term.objects.bulk_update(old, [*_FIELDS, "key", "plain", "version", "edited_by", "edited_at"], batch_size=200)
    changes = [TermChange(term=term, action=action, fields=fields, by=by, at=now) for term, fields in made]
    TermChange.objects.bulk_create(changes, batch_size=500)


@transaction.atomic
def _set_status(
    term_id: int, version: int, status: Term.Status, action: str, by: User | None, now: datetime | None
) -> Term:
    if not may_approve(by):
        raise NotYours(f"{action} a term", cure="Ask one of them.")
    term = _locked(term_id, version)
    if term.status != status:
        _keep(term, {"status": status}, action=action, by=by, now=now or timezone.now())
    return term


def _keep(term: Term, values: dict[str, Any], *, action: str, by: User | None, now: datetime) -> None:
    differences = _differences(term, values)
    if not differences:
        return
    _fill(term, values, by, now)
    term.save()
    TermChange.objects.create(term=term, action=action, fields=differences, by=by, at=now)


def _fill(term: Term, values: dict[str, Any], by: User | None, now: datetime) -> None:
    for name, value in values.items():
        setattr(term, name, value)
    term.key = key(term.source)
    term.plain = plain(" ".join([term.source, term.target, *term.admitted, *term.forbidden, term.note]))
    term.version += 1
    term.edited_by, term.edited_at = by, now


def _values(row: TermRow) -> dict[str, Any]:
    return {**asdict(row), "admitted": list(row.admitted), "forbidden": list(row.forbidden)}


def _differences(term: Term, values: dict[str, Any]) -> dict[str, list[Any]]:
    was = {name: getattr(term, name) if term.pk else None for name in values}
    return {name: [was[name], value] for name, value in values.items() if was[name] != value}


def _existing(pair: tuple[str, str], source: str) -> Term | None:
    return Term.objects.filter(source_language=pair[0], target_language=pair[1], key=key(source)).first()


def _locked(term_id: int, version: int) -> Term:
    term = Term.objects.select_for_update(of=("self",)).filter(pk=term_id).first()
    if term is None:
        raise NotFound(f"term {term_id}", cure="Look for it in the list.")
    if term.version != version:
        raise StaleVersion(f"“{term.source}”", cure="Look at the entry as it is now, and change it again.")
    return term


def _pair(source_language: str, target_language: str) -> tuple[str, str]:
    pair = primary(source_language), primary(target_language)
    if pair[0] == pair[1] or not all(code.isalpha() and 2 <= len(code) <= 8 for code in pair):
        raise RefusedInput(f"{source_language!r} to {target_language!r}", cure="Name two languages, such as vi and en.")
    return pair
