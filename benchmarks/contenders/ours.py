"""songngu's whole pipeline, sentence splitting included, an article at a time.

With the word `first`, without the second tries that sentences get whose first draft is plainly bad.
"""

from __future__ import annotations

import sys
from pathlib import Path

import talk

sys.path.insert(0, str(Path(__file__).parents[2]))
import django

django.setup()

from translations.types import BlockKind, Job, Passage  # noqa: E402  Django is set up first
from worker import finish  # noqa: E402
from worker.pipeline import draft_job, targets  # noqa: E402

if sys.argv[1:] == ["first"]:
    finish.aids = lambda engines: finish.Aids()

articles = talk.articles()


def job(article: list[list[str]]) -> Job:
    passages = tuple(Passage(index, BlockKind.PARAGRAPH, " ".join(text)) for index, text in enumerate(article))
    return Job(translation_id=0, token="", attempt=1, source_language="vi", target_language="en", passages=passages)


def once() -> list[str]:
    return ["\n".join(targets(draft_job(job(article)).segments).values()) for article in articles]


draft_job(job([articles[0][0][:1]]))
talk.serve(once)
