"""From what the engine wrote to what a person reads: tried again where it is no good, repaired, and marked up.

Pure: the engine's further abilities are passed in, and each is used only for those sentences that need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from translations import inline
from translations.glossary import Glossary
from translations.inline import Alignment
from translations.types import DraftSegment, Job, Origin
from worker import casing, never, repair
from worker.engine import Engine, Translated

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
    if aids.retry:
        segments = _tried_again(segments, aids.retry, languages, Glossary(job.terms))
    segments = [_repaired(segment, languages) if _is_made(segment) else segment for segment in segments]
    return tuple(_marked(segments, aids.align))


def _is_made(segment: DraftSegment) -> bool:
    """Whether an engine wrote it: what a person approved is never touched."""
    return segment.origin is Origin.MACHINE and segment.score is not None


def _tried_again(
    segments: Sequence[DraftSegment], retry: never.Retry, languages: tuple[str, str], terms: Glossary
) -> list[DraftSegment]:
    made = {each.source: Translated(each.target, each.score or 0.0) for each in segments if _is_made(each)}
    article = [segment.source for segment in segments]
    better = never.seconds(made, lambda texts: retry(casing.all_calmed(texts, article)), languages, terms)
    return [
        _with(segment, *better[segment.source]) if _is_made(segment) and segment.source in better else segment
        for segment in segments
    ]


def _with(segment: DraftSegment, found: Translated, notes: never.Notes) -> DraftSegment:
    return replace(segment, target=found.text, score=found.score, notes=(*segment.notes, *notes))


def _repaired(segment: DraftSegment, languages: tuple[str, str]) -> DraftSegment:
    fixed = [segment.source[slice(*mark.source)] for mark in segment.marks if inline.must_stay(mark)]
    sentence = repair.Sentence(segment.source, segment.target, languages, tuple(dict.fromkeys(fixed)))
    target, notes = repair.repaired(sentence)
    return replace(segment, target=target, notes=(*segment.notes, *notes))


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
