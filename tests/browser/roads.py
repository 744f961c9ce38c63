"""Twenty sentences about trees along a road; the machine has the number of three of them wrong."""

from __future__ import annotations

from translations.models import Segment, Translation
from translations.types import Draft, DraftSegment, Job

#: Positions of the sentences whose number the machine got wrong.
WRONG = (4, 9, 15)


def sentence(number: int) -> str:
    return f"Đoạn đường này có {100 + number} cây xanh."


def planted(job: Job) -> Draft:
    """Every number right, but for those of WRONG."""
    segments = []
    for at, passage in enumerate(job.passages):
        trees = 100 + at + (200 if at in WRONG else 0)
        target = f"This road has {trees} trees." if at else "Trees along the road"
        segments.append(
            DraftSegment(block=passage.block, kind=passage.kind, source=passage.text, target=target, score=-0.3)
        )
    return Draft(segments=tuple(segments), signature="stand-in|1")


def text(draft: Translation, number: int) -> str:
    return Segment.objects.get(translation=draft, position=number - 1).target
