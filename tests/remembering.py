"""The real pipeline with the real translation memory, and the engine of `writing`, whose English can be recognised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from translations.selectors.memory import recall
from translations.types import Draft, Job
from worker import pipeline
from worker.engine import Translated
from writing import english


def lean(job: Job) -> Draft:
    remembered = partial(recall, source_language=job.source_language, target_language=job.target_language)
    return pipeline.draft(job, _translate, signature="stand-in|1", recall=remembered)


def _translate(texts: Sequence[str]) -> Sequence[Translated]:
    return [Translated(english(text), -0.5) for text in texts]
