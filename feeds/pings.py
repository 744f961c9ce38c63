"""What WebSub subscribers are sent: the feed, with the one entry that changed (WebSub §7 lets a hub send the
difference). The worker calls this by the name that settings.PING_DOCUMENT gives, since it knows nothing of feeds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from feeds import atom, documents
from feeds.models import Item
from translations import selectors
from translations.models import Publication
from translations.types import TIERS, Tier


@dataclass(frozen=True, slots=True)
class Ping:
    body: bytes
    content_type: str


def document(publication: Publication, *, category: str, tier: Tier) -> Ping | None:
    """The entry as it is now, in the feed's frame. None when the feed does not have it, or its gate keeps it back.

    Costs one entry, usually rendered before; nothing grows with the feed.
    """
    items = Item.objects.select_related("feed").filter(
        feed__language=publication.language, feed__category=category, publication__article=publication.article_id
    )
    item = items.filter(publication__entry__isnull=False).order_by("-position").first()
    found = selectors.current_entries([item.publication_id]) if item else ()
    if item is None or not found or found[0].tier not in TIERS[tier]:
        return None
    entry = replace(found[0], confidence=item.confidence)
    head = documents.head_of(item.feed)
    if head.previous:  # pushed, so the receiver has no address that a relative one could start from
        head = replace(head, previous=urljoin(head.self_url, head.previous))
    return Ping(atom.document([entry], head), f"{atom.ATOM_TYPE}; charset=utf-8")
