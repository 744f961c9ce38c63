"""Articles to test with, and an engine whose English can be recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from translations.types import Block, BlockKind, Draft, DraftSegment, IncomingArticle, Job

LEAD = "Sáng nay cầu mới bắc qua sông được thông xe."
SECOND = "Người dân hai bên bờ đều vui mừng."


def paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def article(**changes: Any) -> IncomingArticle:
    """A short bridge-opening story; `changes` replace its fields."""
    story = IncomingArticle(
        external_id="cau-moi",
        language="vi",
        title="Thông xe cầu mới",
        blocks=(paragraph(LEAD), paragraph(SECOND)),
        url="https://example.org/cau-moi",
        byline="Minh Hà",
        published=datetime(2026, 10, 19, 2, 0, tzinfo=UTC),
    )
    return replace(story, **changes)


def english(vietnamese: str) -> str:
    """Recognisable, free of Vietnamese letters and of figures, so that no check objects."""
    return f"A sentence of {'very ' * (len(vietnamese) % 3)}plain English."


def drafted(job: Job) -> Draft:
    """One segment a passage; what a person approved is kept, as the real pipeline does."""
    segments = tuple(
        DraftSegment(
            block=passage.block,
            kind=passage.kind,
            source=passage.text,
            target=job.approved.get(passage.text) or english(passage.text),
            score=None if passage.text in job.approved else -0.5,
            approved=passage.text in job.approved,
        )
        for passage in job.passages
    )
    return Draft(segments=segments, signature="stand-in|1")
