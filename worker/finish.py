"""From what the engine wrote to what a person reads: tried again where it is no good, repaired, and marked up.

Pure: the engine's further abilities are passed in, and each is used only for those sentences that need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from translations import inline
from translations.glossary import Glossary
from translations.inline import Alignment
from translations.types import DraftSegment, Job, Origin
from worker import casing, names, never
from worker.engine import Engine, Translated
from worker.repair import Sentence

#: For each (source, target) what the engine looked at.
Align = Callable[[Sequence[tuple[str, str]]], Sequence[Alignment | None]]


@dataclass(frozen=True, slots=True)
class Aids:
    """What an engine can do besides translating; nothing, when two engines make the way through a third language."""

    retry: never.Retry | None = None
    align: Align | None = None


def aids(engines: Sequence[Engine]) -> Aids:
    return Aids(engines[0].retry, engines[0].align) if len(engines) == 1 else Aids()


def finished(segments: Sequence[DraftSegment], job: Job, aids: Aids) -> tuple[DraftSegment, ...]:
    languages = job.source_language, job.target_language
    made = {_sentence(each, languages): each.score or 0.0 for each in segments if _is_made(each)}
    article = [segment.source for segment in segments]
    terms = Glossary(job.terms)
    retry = _named(_calmly(aids.retry, article), terms) if aids.retry else None
    best = never.best(made, retry, terms)
    done = [_with(each, best[_sentence(each, languages)]) if _is_made(each) else each for each in segments]
    return tuple(_marked(done, aids.align))


def _is_made(segment: DraftSegment) -> bool:
    """Whether an engine wrote it: what a person approved is never touched."""
    return segment.origin is Origin.MACHINE and segment.score is not None


def _sentence(segment: DraftSegment, languages: tuple[str, str]) -> Sentence:
    fixed = [segment.source[slice(*mark.source)] for mark in segment.marks if inline.must_stay(mark)]
    return Sentence(segment.source, segment.target, languages, tuple(dict.fromkeys(fixed)))


def _calmly(retry: never.Retry, article: Sequence[str]) -> never.Retry:
    return lambda texts: retry(casing.all_calmed(texts, article))


def _named(retry: never.Retry, terms: Glossary) -> never.Retry:
    """Names in house style in further attempts too."""

    def run(texts: Sequence[str]) -> Sequence[Sequence[Translated]]:
        return [
            [Translated(names.spelt(text, each.text, style=settings.NAMES, terms=terms), each.score) for each in others]
            for text, others in zip(texts, retry(texts), strict=True)
        ]

    return run


def _with(segment: DraftSegment, found: never.Attempt) -> DraftSegment:
    return replace(segment, target=found.target, score=found.score, notes=found.notes)


def _marked(segments: Sequence[DraftSegment], align: Align | None) -> Iterable[DraftSegment]:
    """Only sentences with markup are aligned: it costs a third of translating them."""
    wanted = [segment for segment in segments if segment.marks and segment.target]
    found: Sequence[Alignment | None] = [None] * len(wanted)
    if align and wanted:
        found = align([(segment.source, segment.target) for segment in wanted])
    alignments = iter(found)
    for segment in segments:
        if segment.marks and segment.target:
            placed = inline.projected(segment.marks, segment.source, segment.target, next(alignments))
            segment = replace(segment, marks=placed)
        yield segment
