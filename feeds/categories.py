"""Categories as parts of feeds and addresses. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from feeds import cleaning
from translations.categories import key

#: Categories of one article that get a feed: a source that sends hundreds must not make hundreds of feeds.
MOST = 20


def by_key(labels: Iterable[str]) -> dict[str, str]:
    """Key → label, in the order given: the first label of a key stands."""
    found: dict[str, str] = {}
    for label in labels:
        plain = cleaning.text(label)
        if (made := key(plain)) and len(found) < MOST:
            found.setdefault(made, plain)
    return found
