"""Every read of the record that more than one place needs."""

from translations.selectors.board import counts_by_state, failures, last_seen, oldest_waiting, runnable_count
from translations.selectors.desk import (
    blocks_of,
    is_doubtful,
    job,
    locked,
    review_queue,
    targets_by_block,
    text_digest,
)
from translations.selectors.feed import feed_changed_at, feed_entries, feed_languages, feed_version, published_entry
from translations.selectors.sources import due_sources, source_by_token

__all__ = [
    "blocks_of",
    "counts_by_state",
    "due_sources",
    "failures",
    "feed_changed_at",
    "feed_entries",
    "feed_languages",
    "feed_version",
    "is_doubtful",
    "job",
    "last_seen",
    "locked",
    "oldest_waiting",
    "published_entry",
    "review_queue",
    "runnable_count",
    "source_by_token",
    "targets_by_block",
    "text_digest",
]
