"""From a job to its draft: passages, sentences, the engine, segments. The engine is passed in; the rest is pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from translations import cutting, inline
from translations.errors import EngineError
from translations.selectors import memory
from translations.types import Draft, DraftSegment, Job, Origin, Passage, Remembered
from worker import annotate, casing, engine, finish, fixed, packages
from worker.engine import Translated
from worker.finish import Aids
from worker.segment import sentences

#: What the translation memory has for each sentence of a text.
Recall = Callable[[Sequence[str]], Sequence[Remembered | None]]
#: One result a sentence, in order.
Translate = Callable[[Sequence[str]], Sequence[Translated]]

_NO_AIDS = Aids()
_HAS_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
_AROUND = "()[]<>“”\"'.,;:"
_SPACE_BEFORE = re.compile(r" +(?=[,.)\]”’](?:\W|$))")
_SPACE_AFTER = re.compile(r"(?<=[(\[“‘]) +")


def draft_job(job: Job) -> Draft:
    """Drafts `job` with the installed packages. Raises NoPackage, BrokenPackage or EngineError."""
    route = packages.ready_route(job.source_language, job.target_language)
    engines = [engine.load(package) for package in route]
    recall: Recall = _nothing
    if job.translation_id:  # `songngu translate` works where there is no database
        recall = partial(memory.recall, source_language=job.source_language, target_language=job.target_language)
    translate = chain([each.translate for each in engines])
    return draft(job, translate, signature=engine.signature(route), recall=recall, aids=finish.aids(engines))


def _nothing(sentences: Sequence[str]) -> Sequence[None]:
    return [None] * len(sentences)


def draft(job: Job, translate: Translate, *, signature: str, recall: Recall = _nothing, aids: Aids = _NO_AIDS) -> Draft:
    """One segment a sentence, in reading order.

    What a person approved before, in this article or another, is taken as it is; what has no words is passed through;
    of the rest every different sentence goes to `translate` once, all in one call; those that miss a term go again.
    """
    segments = [segment for passage in job.passages for segment in _cut(passage, job)]
    article = [segment.source for segment in segments]
    known = _known(article, job.approved, recall)
    wanted = [source for source, found in zip(article, known, strict=True) if found is None and has_words(source)]
    made = _translated(list(dict.fromkeys(wanted)), _faithful(translate, job, segments), article)
    filled = list(map(partial(_filled, made=made), segments, known))
    return Draft(segments=finish.finished(filled, job, aids), signature=signature)


def _faithful(translate: Translate, job: Job, segments: Sequence[DraftSegment]) -> Translate:
    """`translate`, keeping terms, names, and what must not be translated."""
    marks = ((segment.source, mark) for segment in segments for mark in segment.marks if inline.must_stay(mark))
    words = {source[slice(*mark.source)] for source, mark in marks}
    return fixed.with_fixed(annotate.faithful(translate, job), words, job)


def _cut(passage: Passage, job: Job) -> Iterator[DraftSegment]:
    """The sentences of a passage, cut where a person cut them before, each with its markup."""
    found = cutting.recut(passage.text, sentences(passage.text, job.source_language), job.pieces)
    marks = inline.cut(inline.read(passage.html, passage.text), passage.text, found)
    for sentence, inside in zip(found, marks, strict=True):
        yield DraftSegment(block=passage.block, kind=passage.kind, source=sentence, target="", marks=inside)


def chain(steps: Sequence[Translate]) -> Translate:
    """Through a pivot language when there are several. Scores add up: each step can only lose."""

    def run(texts: Sequence[str]) -> Sequence[Translated]:
        results = [Translated(text, 0.0) for text in texts]
        for step in steps:
            found = step([result.text for result in results])
            results = [
                Translated(after.text, before.score + after.score) for before, after in zip(results, found, strict=True)
            ]
        return results

    return run


def has_words(text: str) -> bool:
    """False for figures, rules, bare web addresses: nothing in them is Vietnamese or English."""
    words = (word.strip(_AROUND) for word in text.split())
    return any(_HAS_LETTER.search(word) and not _ADDRESS.fullmatch(word) for word in words)


def tidied(text: str) -> str:
    """White space, and nothing else, where tokenizers leave it wrong."""
    return _SPACE_AFTER.sub("", _SPACE_BEFORE.sub("", " ".join(text.split())))


@dataclass(frozen=True, slots=True)
class _Made:
    target: str
    score: float


def _translated(texts: Sequence[str], translate: Translate, article: Sequence[str]) -> Mapping[str, _Made]:
    if not texts:
        return {}
    found = list(translate(casing.all_calmed(texts, article)))
    if len(found) != len(texts):
        raise EngineError(f"it returned {len(found)} translations of {len(texts)} sentences", cure="It is tried again.")
    return {text: _Made(tidied(each.text), each.score) for text, each in zip(texts, found, strict=True)}


def _known(article: Sequence[str], approved: Mapping[str, str], recall: Recall) -> Sequence[Remembered | None]:
    """What was approved in this article comes before what was approved in others."""
    return [
        Remembered(target=approved[source], origin=Origin.APPROVED) if source in approved else found
        for source, found in zip(article, recall(article), strict=True)
    ]


def _filled(segment: DraftSegment, known: Remembered | None, made: Mapping[str, _Made]) -> DraftSegment:
    if known:
        trusted = known.origin in (Origin.APPROVED, Origin.CONTEXT)
        return replace(segment, target=known.target, approved=trusted, origin=known.origin)
    if segment.source in made:
        found = made[segment.source]
        return replace(segment, target=found.target, score=found.score)
    return replace(segment, target=segment.source)


def targets(segments: Iterable[DraftSegment]) -> Mapping[int, str]:
    """The translated text of each block."""
    joined: dict[int, list[str]] = {}
    for segment in segments:
        joined.setdefault(segment.block, []).append(segment.target)
    return {block: " ".join(filter(None, texts)) for block, texts in joined.items()}
