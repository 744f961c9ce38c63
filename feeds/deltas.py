"""The last states of a document, so that a client which names one gets what changed since (RFC 3229). Pure.

Kept in one process: a client that comes to another one gets the whole document, which is always right.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from translations.entries import FeedEntry

#: States remembered of each document; each is some 5 KB.
MOST = 16


class States:
    def __init__(self) -> None:
        self._known: OrderedDict[str, dict[str, int]] = OrderedDict()

    def add(self, digest: str, entries: Sequence[FeedEntry]) -> None:
        self._known[digest] = {entry.id: hash(entry) for entry in entries}
        self._known.move_to_end(digest)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def changed_since(self, digest: str, entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...] | None:
        """Those of `entries` that are new or different, in their order; None when that state is not known."""
        known = self._known.get(digest)
        return None if known is None else tuple(entry for entry in entries if known.get(entry.id) != hash(entry))
