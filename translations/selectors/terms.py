"""Reads of the term base."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from translations import checks
from translations.glossary import Glossary, Match
from translations.glossary.normal import plain
from translations.glossary.rows import TermRow
from translations.models import Term, TermChange
from translations.types import GlossaryTerm

#: (source language, target language)
Pair = tuple[str, str]


def glossary(source_language: str, target_language: str) -> Glossary:
    """The approved terms of a pair, compiled once in each process and again after a change; one query otherwise."""
    stamp = TermChange.objects.order_by("-id").values_list("id", "at").first()
    return _compiled((primary(source_language), primary(target_language)), stamp)


def judged_by() -> str:
    """Names the checks and the state of the term base: flags that were found by others may be out of date."""
    newest = TermChange.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return f"{checks.VERSION}/{newest}"


def terms_in(texts: Iterable[str], source_language: str, target_language: str) -> tuple[GlossaryTerm, ...]:
    """The terms that stand in `texts`, each once."""
    compiled = glossary(source_language, target_language)
    found = {match.term: None for text in texts for match in compiled.find(text)}
    return tuple(found)


def matches(source: str, source_language: str, target_language: str) -> list[Match]:
    """What `checks.run` needs for one sentence."""
    return glossary(source_language, target_language).find(source)


def find_terms(*, words: str = "", status: str = "", domain: str = "", pair: Pair | None = None) -> QuerySet[Term]:
    """Entries by any of their words, with or without diacritics, in the order of their source."""
    found = Term.objects.select_related("edited_by").order_by("key", "pk")
    for word in plain(words).split():
        found = found.filter(plain__contains=word)
    if status:
        found = found.filter(status=status)
    if domain:
        found = found.filter(domain=domain)
    if pair:
        found = found.filter(source_language=pair[0], target_language=pair[1])
    return found


def term_pairs() -> list[Pair]:
    return list(
        Term.objects.order_by("source_language", "target_language")
        .values_list("source_language", "target_language")
        .distinct()
    )


def term_domains() -> list[str]:
    return list(Term.objects.filter(~Q(domain="")).order_by("domain").values_list("domain", flat=True).distinct())


def rows_of(terms: Iterable[Term]) -> list[TermRow]:
    """As files carry them."""
    return [
        TermRow(
            source=term.source,
            target=term.target,
            admitted=tuple(term.admitted),
            forbidden=tuple(term.forbidden),
            domain=term.domain,
            note=term.note,
            status=term.status,
        )
        for term in terms
    ]


def primary(language: str) -> str:
    """en-GB has the terms of en."""
    return language.lower().replace("_", "-").split("-")[0]


@functools.lru_cache(maxsize=8)
def _compiled(pair: Pair, stamp: tuple[int, datetime] | None) -> Glossary:
    """`stamp` is only there to miss the cache when something changed, in this process or another."""
    approved = Term.objects.filter(source_language=pair[0], target_language=pair[1], status=Term.Status.APPROVED)
    return Glossary(term.entry() for term in approved.order_by("pk"))
