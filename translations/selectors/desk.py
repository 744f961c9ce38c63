"""Reads for the review desk and for the job."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from translations.errors import NotFound
from translations.models import Revision, Translation
from translations.states import State
from translations.types import Block, Job, Severity, passages

_DOUBTFUL = {Severity.MAJOR, Severity.CRITICAL}


def locked(translation_id: int) -> Translation:
    """The translation, locked until the transaction ends. Call inside one."""
    found = (
        Translation.objects.select_for_update(of=("self",))
        .select_related("article__source", "revision")
        .filter(pk=translation_id)
        .first()
    )
    if found is None:
        raise NotFound(f"translation {translation_id}", cure="Go back to the queue.")
    return found


def blocks_of(revision: Revision) -> tuple[Block, ...]:
    return tuple(Block.from_json(block) for block in revision.blocks)


def job(translation: Translation) -> Job:
    """What a worker needs. Sentences that a person accepted before come along, so that they stand."""
    revision = translation.revision
    accepted = translation.segments.filter(accepted=True).values_list("source", "target")
    return Job(
        translation_id=translation.pk,
        token=translation.lease_token,
        attempt=translation.attempts,
        source_language=translation.article.language,
        target_language=translation.language,
        passages=tuple(passages(revision.title, revision.summary, blocks_of(revision))),
        approved=dict(accepted),
    )


def targets_by_block(translation: Translation) -> dict[int, str]:
    """Passage number → its segments' targets, joined."""
    gathered: dict[int, list[str]] = defaultdict(list)
    for block, target in translation.segments.order_by("position").values_list("block", "target"):
        gathered[block].append(target.strip())
    return {block: " ".join(filter(None, targets)) for block, targets in gathered.items()}


def text_digest(translation: Translation) -> str:
    """Changes when any word of the draft does: what a page showed, and what is published, can be compared."""
    seen = hashlib.sha256(str(translation.revision_id).encode())
    for position, target in translation.segments.order_by("position").values_list("position", "target"):
        seen.update(f"\x00{position}\x00{target}".encode())
    return seen.hexdigest()[:32]


def is_doubtful(flags: Iterable[Mapping[str, Any]]) -> bool:
    return any(flag["severity"] in _DOUBTFUL for flag in flags)


def review_queue(*, state: str = State.REVIEW, language: str = "", source: str = "") -> QuerySet[Translation]:
    """Drafts in the order in which they deserve attention: breaking first, then what has waited longest."""
    found = Translation.objects.filter(state=state).select_related("article__source", "revision")
    if language:
        found = found.filter(language=language)
    if source:
        found = found.filter(article__source__slug=source)
    return found.order_by("priority", "moved_at", "pk")
