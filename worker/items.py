"""A feed's item and its text → an article, by the one door that every way in goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from translations.intake import clean, markup
from translations.intake.accept import LONGEST_BYLINE, LONGEST_TITLE, accept
from translations.types import Block, BlockKind, IncomingArticle, Media
from worker.feed_reader import FeedItem, plain

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_FAST_CLOCK = timedelta(hours=23)
_CUT = "…. []()"


def article(item: FeedItem, *, language: str, html: str, max_bytes: int, now: datetime) -> IncomingArticle:
    """Raises RefusedInput for what is no article: without words, too large, in another language, and so on.

    Small faults that a newsroom cannot mend for us, such as a picture's odd address, cost only themselves.
    """
    title = plain(item.title)
    blocks = _without_title(markup.blocks(html, base_url=item.url), title)
    found = IncomingArticle(
        external_id=item.external_id,
        language=language,
        title=title,
        blocks=blocks,
        url=clean.address(item.url),
        summary=_summary(item, blocks),
        byline=plain(item.byline)[:LONGEST_BYLINE],
        published=_plausible(item.published, now),
        categories=item.categories,
        media=tuple(_media(item)),
    )
    return accept(found, max_bytes=max_bytes, now=now)


def _plausible(published: datetime | None, now: datetime) -> datetime | None:
    """A date that cannot be meant is left out, and the arrival counts. A fast clock is let be: were its date left out
    until it had passed, the article would then seem corrected.
    """
    return published if published and _EARLIEST <= published <= now + _FAST_CLOCK else None


def _media(item: FeedItem) -> Iterator[Media]:
    for media in item.media:
        if url := clean.address(media.url):
            yield replace(media, url=url, credit=plain(media.credit)[:LONGEST_TITLE])


def _without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Pages repeat the headline above the text; an article says it once."""
    first = next((i for i, block in enumerate(blocks) if block.kind is not BlockKind.IMAGE), None)
    if first is not None and blocks[first].kind is BlockKind.HEADING and blocks[first].text == title:
        return blocks[:first] + blocks[first + 1 :]
    return blocks


def _summary(item: FeedItem, blocks: tuple[Block, ...]) -> str:
    """Empty when it is only the text's own beginning, cut off: it would be translated and reviewed twice."""
    summary = plain(item.summary)
    text = " ".join(block.text for block in blocks if block.text)
    return "" if text.startswith(summary.rstrip(_CUT)) else summary
