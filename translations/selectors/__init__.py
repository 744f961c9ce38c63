"""Every read of the record that more than one place needs."""

from translations.selectors.board import (
    counts_by_state,
    failures,
    last_seen,
    oldest_waiting,
    pulses,
    retrying,
    runnable_count,
)
from translations.selectors.desk import (
    DeskRow,
    blocks_of,
    for_desk,
    is_doubtful,
    job,
    locked,
    review_queue,
    segments_for_desk,
    target_languages,
    targets_by_block,
    text_digest,
)
from translations.selectors.feed import (
    feed_changed_at,
    feed_entries,
    feed_languages,
    feed_version,
    page_url,
    published_entry,
)
from translations.selectors.sources import due_sources, source_by_token

__all__ = [
    "DeskRow",
    "blocks_of",
    "counts_by_state",
    "due_sources",
    "failures",
    "feed_changed_at",
    "feed_entries",
    "feed_languages",
    "feed_version",
    "for_desk",
    "is_doubtful",
    "job",
    "last_seen",
    "locked",
    "oldest_waiting",
    "page_url",
    "published_entry",
    "pulses",
    "retrying",
    "review_queue",
    "runnable_count",
    "segments_for_desk",
    "source_by_token",
    "target_languages",
    "targets_by_block",
    "text_digest",
]
